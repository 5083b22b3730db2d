/**
 * Licit over HTTP: licitd, at an address of this computer. Knows nothing of the calls but which need no token.
 */

import { unavailable } from './client.js';

/** @typedef {{ origin: string, token: string | null }} Connection */

/** What anybody may ask. */
const OPEN = ['/healthz', '/v1/pair'];

/**
 * @param {Connection} connection
 * @returns {import('./client.js').Transport}
 */
export function http({ origin, token }) {
  return { name: 'http', send: (call) => send(origin, token, call) };
}

/**
 * @param {string} origin
 * @param {string | null} token
 * @param {import('./client.js').Call} call
 * @returns {Promise<import('./client.js').Reply | import('./client.js').Unavailable>}
 */
async function send(origin, token, { path, body, type = 'application/json', method, within }) {
  const open = OPEN.includes(path);
  if (!token && !open) return unavailable('not-paired');
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json' };
  if (token && !open) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = type;
  try {
    const response = await fetch(origin + path, {
      method,
      body,
      headers,
      credentials: 'omit',
      // licitd lets nothing be kept, and looking for it takes time.
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(within),
    });
    return { kind: 'reply', status: response.status, text: await response.text() };
  } catch (error) {
    return unavailable(/** @type {Error} */ (error).name === 'TimeoutError' ? 'timeout' : 'not-running');
  }
}
