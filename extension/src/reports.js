/**
 * What shoppers report of sites. Licit keeps it on this computer; nothing is sent by itself.
 */

import { call, question, text, unavailable } from './client.js';

/**
 * @typedef {import('./client.js').Transport} Transport
 * @typedef {import('./client.js').Unavailable} Unavailable
 * @typedef {'sold' | 'offered' | 'false-alarm' | 'mine'} Kind
 * @typedef {{ kind: Kind, url: string, comment: string, facts: boolean }} Report `facts`: attach what Licit found
 * @typedef {{ id: number, kind: string, url: string, comment: string, time: string | null, facts: object | null }} Kept
 */

/** @type {Kind[]} */
export const KINDS = ['sold', 'offered', 'false-alarm', 'mine'];

/** licitd may wait for its store. */
const STORE_MS = 10000;

/**
 * @param {Transport} transport
 * @param {Report} report
 * @param {string} country
 * @returns {Promise<{ kind: 'kept', id: number } | Unavailable>}
 */
export async function keep(transport, { kind, url, comment, facts }, country) {
  const body = { kind, ...question(url, country), comment, facts };
  const reply = await call(transport, '/v1/reports', body, STORE_MS);
  if (reply.kind === 'unavailable') return reply;
  const { id } = reply.body;
  return Number.isSafeInteger(id) ? { kind: 'kept', id } : unavailable('bad-answer');
}

/**
 * @param {Transport} transport
 * @returns {Promise<{ kind: 'reports', reports: Kept[] } | Unavailable>} the newest first
 */
export async function all(transport) {
  const reply = await call(transport, '/v1/reports', undefined, STORE_MS);
  if (reply.kind === 'unavailable') return reply;
  const { schema, reports } = reply.body;
  if (schema !== 'licit/reports/1' || !Array.isArray(reports)) return unavailable('bad-answer');
  return { kind: 'reports', reports: reports.map(readKept).reverse() };
}

/**
 * @param {Transport} transport
 * @param {number} id
 * @returns {Promise<{ kind: 'forgotten' } | Unavailable>}
 */
export async function forget(transport, id) {
  const reply = await call(transport, `/v1/reports?id=${id}`, undefined, STORE_MS, 'DELETE');
  return reply.kind === 'unavailable' ? reply : { kind: 'forgotten' };
}

/**
 * @param {any} kept
 * @returns {Kept}
 */
function readKept({ id, report }) {
  return {
    id: Number(id),
    kind: text(report?.kind),
    url: text(report?.url),
    comment: text(report?.comment),
    time: text(report?.time) || null,
    facts: report?.facts ?? null,
  };
}
