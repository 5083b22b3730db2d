/**
 * Looks at a page after it has loaded, if the shopper switched that on: what is on it goes to licitd, on this computer,
 * and the fuller answer is shown where the quick one was.
 */

import { PAGES } from './address.js';
import { copyPage } from './copy.js';
import * as daemon from './daemon.js';
import { ext } from './ext.js';
import * as guard from './guard.js';
import { stricter } from './policy.js';
import * as session from './session.js';
import * as settings from './settings.js';

/** Characters that are taken from a page, and bytes that its copy may have on the wire. licitd reads 2 MiB. */
const PAGE_MAX = 3 << 19;
const WIRE_MAX = 15 << 17;

/**
 * @typedef {{ url: string, html: string, cut: boolean }} Copy
 * @typedef {import('./track.js').PageEntry} PageEntry
 */

/** Pages on show that are being looked at. A worker that dies in between looks again when it is asked.
 * @type {WeakSet<PageEntry>} */
const looking = new WeakSet();

/** @param {number} tabId */
export async function look(tabId) {
  await guard.ready();
  const { entry } = session.tabOf(tabId);
  const { look: wanted, token } = settings.settings();
  const reachable = token || daemon.current().way === 'native';
  if (!wanted || !reachable || entry?.kind !== 'page' || !guard.isWeb(entry.url)) return;
  if (looking.has(entry)) return;
  looking.add(entry);
  entry.look = { kind: 'looking' };
  await session.saveTab(tabId);
  await lookAt(tabId, entry).finally(() => looking.delete(entry));
}

/**
 * Looks again at a page that was judged by other lists than those of now.
 * @param {number} tabId
 */
export async function lookAgain(tabId) {
  await guard.ready();
  const { entry } = session.tabOf(tabId);
  if (entry?.kind !== 'page' || !entry.again) return;
  delete entry.again;
  await look(tabId);
}

/**
 * The page first, which takes milliseconds; then, where licitd may, the page and what is seen of the site over the
 * network, which takes seconds.
 * @param {number} tabId
 * @param {PageEntry} entry
 */
async function lookAt(tabId, entry) {
  const copy = await read(tabId);
  if (!copy || !guard.sameSubject(copy.url, entry.url)) {
    await note(tabId, entry, { kind: 'not-allowed' });
    return;
  }
  const html = fit(copy.html);
  const kind = copy.cut || html.length < copy.html.length ? 'cut' : 'whole';
  for (const live of daemon.current().online ? [false, true] : [false]) {
    const answer = await daemon.look(entry.url, html, live);
    if (answer.kind === 'unavailable') {
      // What the page alone said stands.
      if (!live) await note(tabId, entry, { kind: 'failed', reason: answer.reason });
      return;
    }
    if (!(await note(tabId, entry, { kind }, answer))) return;
  }
}

/**
 * @param {number} tabId
 * @param {PageEntry} entry
 * @param {import('./track.js').Look} look
 * @param {import('./client.js').Answered | null} [full]
 * @returns {Promise<boolean>} whether the page is still on show: a tab that has moved on has another entry
 */
async function note(tabId, entry, look, full = null) {
  if (session.tabOf(tabId).entry !== entry) return false;
  entry.look = look;
  entry.full = full;
  if (full && entry.answer) entry.answer = stricter(entry.answer, full);
  await session.saveTab(tabId);
  if (entry.answer) await guard.react(tabId, entry.seq, entry.answer);
  return true;
}

/**
 * @param {number} tabId
 * @returns {Promise<Copy | null>} null where the browser lets nobody look, or the shopper took the permission back
 */
async function read(tabId) {
  if (!(await ext.permissions.contains({ origins: PAGES }))) return null;
  const target = { tabId, frameIds: [0] };
  const results = await ext.scripting
    .executeScript({ target, func: copyPage, args: [PAGE_MAX] })
    .catch(() => []);
  return /** @type {Copy | undefined} */ (results[0]?.result) ?? null;
}

/**
 * Quotes and letters beyond ASCII take more than a byte each.
 * @param {string} html
 */
function fit(html) {
  let kept = html;
  for (;;) {
    const { length } = new TextEncoder().encode(JSON.stringify(kept));
    if (length <= WIRE_MAX) return kept;
    kept = kept.slice(0, Math.floor((kept.length * WIRE_MAX) / length) - 1);
  }
}
