/**
 * licitd as the rest of the extension sees it: calls with the shopper's settings, and its health, which every call
 * keeps up to date. Health is what the icon falls back to where a tab has no answer of its own.
 */

import { ORIGINS } from './address.js';
import * as client from './client.js';
import { ext } from './ext.js';
import * as settings from './settings.js';

/**
 * @typedef {{ reason: import('./client.js').Reason | null, detail: string, listset: string, oldLists: string[] }} Health
 *   `reason`: why there are no answers, null when there are
 */

/** @type {Health} */
let health = { reason: 'not-running', detail: '', listset: '', oldLists: [] };

/** @type {() => void} */
let onChange = () => {};

/** @type {Promise<void> | null} */
let loading = null;

export function ready() {
  loading ??= load();
  return loading;
}

async function load() {
  await settings.ready();
  const stored = await ext.storage.session.get('health');
  if (stored.health) health = /** @type {Health} */ (stored.health);
}

export function current() {
  return health;
}

/** Whether a list of sellers to beware of is past its age: then a site that no list names may be listed by now. */
export function listsOld() {
  return health.oldLists.length > 0;
}

/** @param {() => void} listener called when the health changes */
export function watch(listener) {
  onChange = listener;
}

/**
 * @param {string} url
 * @returns {Promise<import('./client.js').Answer>}
 */
export async function check(url) {
  const answer = await explain(await client.check(settings.connection(), url, settings.settings().country));
  if (answer.kind === 'verdict') {
    const known = health.reason === null && health.listset === answer.verdict.listset;
    // Not waited for: the verdict must not come later for it.
    if (!known) void refresh();
  } else if (answer.reason !== 'bad-address') {
    await update({ ...health, reason: answer.reason, detail: answer.detail });
  }
  return answer;
}

/**
 * The answer with the page itself looked at.
 * @param {string} url
 * @param {string} html
 */
export function look(url, html) {
  return client.look(settings.connection(), url, settings.settings().country, html);
}

/** Asks how old the lists are, and whether anyone is there to ask. */
export async function refresh() {
  const reply = await explain(await client.status(settings.connection()));
  if (reply.kind === 'status') {
    await update({ reason: null, detail: '', listset: reply.listset, oldLists: reply.oldLists });
  } else {
    await update({ ...health, reason: reply.reason, detail: reply.detail });
  }
  return health;
}

/**
 * @param {string} code
 * @returns {Promise<import('./client.js').Unavailable | null>} null when paired
 */
export async function pair(code) {
  const reply = await explain(await client.pair(settings.connection(), code));
  if (reply.kind === 'unavailable') return reply;
  await settings.change({ token: reply.token, pairedAt: new Date().toISOString() });
  await refresh();
  return null;
}

/**
 * A browser that does not let us reach the daemon looks like a daemon that is off; the remedy is another.
 * @template T
 * @param {T | import('./client.js').Unavailable} reply
 * @returns {Promise<T | import('./client.js').Unavailable>}
 */
async function explain(reply) {
  const failed = /** @type {import('./client.js').Unavailable} */ (reply);
  if (failed.kind !== 'unavailable' || failed.reason !== 'not-running') return reply;
  const allowed = await ext.permissions.contains({ origins: ORIGINS });
  return allowed ? reply : client.unavailable('not-allowed');
}

/** @param {Health} next */
async function update(next) {
  const changed = JSON.stringify(next) !== JSON.stringify(health);
  health = next;
  if (!changed) return;
  await ext.storage.session.set({ health });
  onChange();
}
