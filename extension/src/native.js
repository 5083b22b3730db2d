/**
 * Licit over the pipes of the browser, which starts `licit native-host` for it (docs/NATIVE.md). Knows nothing of the
 * calls. One host serves all calls, and is let go when nobody has called for a while, so that the background can sleep.
 */

import { unavailable } from './client.js';
import { ext } from './ext.js';

/** The name of the host's manifest. */
export const HOST = 'licit.host';

/** A host that was just started may first have to read its lists. */
const START_MS = 10000;
const IDLE_MS = 20000;

/**
 * @typedef {import('./client.js').Reply | import('./client.js').Unavailable} Result
 * @typedef {{ resolve: (result: Result) => void, timer: ReturnType<typeof setTimeout>, text: string }} Waiting
 */

/** @type {chrome.runtime.Port | null} */
let port = null;

/** Whether this host has answered anything yet. */
let heard = false;

/** @type {Map<number, Waiting>} */
const waiting = new Map();
let last = 0;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let idle;

/** @type {import('./client.js').Transport} */
export const native = { name: 'native', send };

/**
 * @param {import('./client.js').Call} call
 * @returns {Promise<Result>}
 */
function send({ path, body, method, within }) {
  clearTimeout(idle);
  last += 1;
  const id = last;
  return new Promise((resolve) => {
    const limit = heard && port ? within : Math.max(within, START_MS);
    const timer = setTimeout(() => settle(id, unavailable('timeout')), limit);
    waiting.set(id, { resolve, timer, text: '' });
    try {
      port ??= connect();
      port.postMessage({ id, method, target: path, ...(body !== undefined && { body }) });
    } catch (error) {
      settle(id, unavailable('not-running', /** @type {Error} */ (error).message));
    }
  });
}

function connect() {
  const opened = ext.runtime.connectNative(HOST);
  heard = false;
  opened.onMessage.addListener((message) => {
    heard = true;
    receive(message);
  });
  opened.onDisconnect.addListener((closed) => {
    // Chromium says it in one place, Firefox in the other.
    const error = ext.runtime.lastError ?? /** @type {any} */ (closed).error;
    if (port === opened) port = null;
    for (const id of waiting.keys()) settle(id, unavailable('not-running', String(error?.message ?? '')));
  });
  return opened;
}

/** @param {any} message a reply, or a piece of one */
function receive({ id, status, body, more }) {
  const call = waiting.get(id);
  if (!call || typeof body !== 'string' || typeof status !== 'number') return;
  call.text += body;
  if (more !== true) settle(id, { kind: 'reply', status, text: call.text });
}

/**
 * @param {number} id
 * @param {Result} result
 */
function settle(id, result) {
  const call = waiting.get(id);
  if (!call) return;
  waiting.delete(id);
  clearTimeout(call.timer);
  call.resolve(result);
  if (waiting.size === 0) idle = setTimeout(letGo, IDLE_MS);
}

function letGo() {
  port?.disconnect();
  port = null;
}
