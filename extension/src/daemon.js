/**
 * Licit as the rest of the extension sees it: calls with the shopper's settings, by the way that works, and its health,
 * which every call keeps up to date. Health is what the icon falls back to where a tab has no answer of its own.
 *
 * There are two ways, to licitd over HTTP and to a program that the browser starts. HTTP is faster and asked first;
 * where one fails the other is asked, and the one that answered is kept to until the next refresh.
 */

import { ORIGINS } from './address.js';
import * as client from './client.js';
import { ext } from './ext.js';
import { http } from './http.js';
import { native } from './native.js';
import * as settings from './settings.js';

/**
 * @typedef {import('./client.js').Transport} Transport
 * @typedef {import('./client.js').Unavailable} Unavailable
 * @typedef {{ reason: import('./client.js').Reason | null, detail: string, way: import('./client.js').Way | null,
 *   listset: string, online: boolean, oldLists: string[] }} Health
 *   `reason`: why there are no answers, null when there are; `way`: the one that they come by; `online`: sites are
 *   looked at over the network when that is asked for
 */

/** licitd takes up the key of a pairing that it did not make within seconds. */
const TAKEN_UP_MS = 5000;

/** @type {Health} */
let health = { reason: 'not-running', detail: '', way: null, listset: '', online: false, oldLists: [] };

/** @type {(before: Health) => void} */
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

/**
 * Whether the same question may have another answer now: the lists are others, or one of them is past its age.
 * @param {Health} before
 */
export function judgesOtherwise(before) {
  return before.listset !== health.listset || before.oldLists.join() !== health.oldLists.join();
}

/**
 * Whether an answer was given by other lists than those of now.
 * @param {import('./client.js').Answer} answer
 */
export function isOutdated(answer) {
  return answer.kind === 'verdict' && health.reason === null && answer.verdict.listset !== health.listset;
}

/** @param {(before: Health) => void} listener called when the health changes, with what it was */
export function watch(listener) {
  onChange = listener;
}

/**
 * @param {string} url
 * @returns {Promise<import('./client.js').Answer>}
 */
export async function check(url) {
  const { country } = settings.settings();
  const { reply: answer, way } = await ask((transport) => client.check(transport, url, country), health.way);
  if (answer.kind === 'verdict') {
    const { reason, listset } = health;
    const known = reason === null && health.way === way && listset === answer.verdict.listset;
    // Not waited for: the verdict must not come later for it.
    if (!known) void refresh();
  } else if (answer.reason !== 'bad-address') {
    await update({ ...health, reason: answer.reason, detail: answer.detail, way: null });
  }
  return answer;
}

/**
 * The answer with the page itself looked at.
 * @param {string} url
 * @param {string} html
 * @param {boolean} live look at the site over the network too
 */
export function look(url, html, live) {
  const { country } = settings.settings();
  return put((transport) => client.look(transport, url, country, html, live));
}

/**
 * Many addresses in one call: what the lists and the names say.
 * @param {string[]} urls
 */
export function batch(urls) {
  const { country } = settings.settings();
  return put((transport) => client.batch(transport, urls, country));
}

/**
 * Any other question.
 * @template {{ kind: string }} T
 * @param {(transport: Transport) => Promise<T | Unavailable>} question
 * @returns {Promise<T | Unavailable>}
 */
export async function put(question) {
  return (await ask(question, health.way)).reply;
}

/** Asks how old the lists are, and whether anyone is there to ask. */
export async function refresh() {
  const { reply, way } = await ask(client.status, 'http');
  if (reply.kind === 'status') {
    const { listset, online, oldLists } = reply;
    await update({ reason: null, detail: '', way, listset, online, oldLists });
    if (way === 'native' && !settings.settings().token) await pairItself();
  } else {
    await update({ ...health, reason: reply.reason, detail: reply.detail, way: null });
  }
  return health;
}

/**
 * @param {string} code
 * @returns {Promise<Unavailable | null>} null when paired
 */
export async function pair(code) {
  const byHttp = http(settings.connection());
  const reply = await explain(byHttp, await client.pair(byHttp, code));
  if (reply.kind === 'unavailable') return reply;
  await keep(reply);
  await refresh();
  return null;
}

/**
 * Gets a key for licitd without a code, from the program that the browser starts.
 * @returns {Promise<Unavailable | null>} null when paired
 */
export async function pairItself() {
  const reply = await client.pair(native);
  if (reply.kind === 'unavailable') return reply;
  await keep(reply);
  setTimeout(refresh, TAKEN_UP_MS);
  return null;
}

/** @param {import('./client.js').Paired} paired */
function keep({ token }) {
  return settings.change({ token, pairedAt: new Date().toISOString(), unpaired: false });
}

/**
 * Asks one way, and where that fails the other.
 * @template {{ kind: string }} T
 * @param {(transport: Transport) => Promise<T | Unavailable>} question
 * @param {import('./client.js').Way | null} first
 * @returns {Promise<{ reply: T | Unavailable, way: import('./client.js').Way | null }>}
 */
async function ask(question, first) {
  const byHttp = http(settings.connection());
  // Who unpaired wants no answers, however they come.
  const both = settings.settings().unpaired ? [byHttp] : [byHttp, native];
  /** @type {Partial<Record<string, Unavailable>>} */
  const failed = {};
  for (const transport of first === 'native' ? both.reverse() : both) {
    const reply = await explain(transport, await question(transport));
    if (!isFailure(reply)) return { reply, way: transport.name };
    failed[transport.name] = reply;
  }
  // That the browser starts nothing is nothing to complain of, unlike a program that it starts and that fails.
  const told = failed.native?.reason === 'not-running' ? failed.http : (failed.native ?? failed.http);
  return { reply: /** @type {Unavailable} */ (told), way: null };
}

/**
 * Whether the other way may do better: an address that cannot be read is no fault of the way.
 * @param {{ kind: string } | Unavailable} reply
 * @returns {reply is Unavailable}
 */
function isFailure(reply) {
  return reply.kind === 'unavailable' && /** @type {Unavailable} */ (reply).reason !== 'bad-address';
}

/**
 * A browser that does not let us reach the daemon looks like a daemon that is off; the remedy is another.
 * @template {{ kind: string }} T
 * @param {Transport} transport
 * @param {T | Unavailable} reply
 * @returns {Promise<T | Unavailable>}
 */
async function explain(transport, reply) {
  const failed = /** @type {Unavailable} */ (reply);
  if (transport.name !== 'http' || failed.kind !== 'unavailable' || failed.reason !== 'not-running')
    return reply;
  const allowed = await ext.permissions.contains({ origins: ORIGINS });
  return allowed ? reply : client.unavailable('not-allowed');
}

/** @param {Health} next */
async function update(next) {
  const before = health;
  health = next;
  if (JSON.stringify(next) === JSON.stringify(before)) return;
  await ext.storage.session.set({ health });
  onChange(before);
}
