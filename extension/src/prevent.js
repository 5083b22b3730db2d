/**
 * Keeps the browser from asking listed sites for anything before the shopper was warned: rules of
 * declarativeNetRequest, for the session only, made of what the daemon says. guard.js puts the warning in the place of
 * the page that was not asked for.
 *
 * A private window of Chromium has its own worker and the same rules: that worker adds what was decided there.
 * Without an answering daemon there are no rules, for nobody should stand before the browser's error page without a word.
 */

import { call, text, unavailable } from './client.js';
import * as daemon from './daemon.js';
import { ext } from './ext.js';
import * as settings from './settings.js';

/**
 * @typedef {chrome.declarativeNetRequest.Rule} Rule
 * @typedef {{ kind: 'warned', names: string[], except: string[] }} Warned
 *   `names`: sites with all hosts below them; `except`: hosts below those with another verdict
 */

/** Rules' numbers. */
const LISTED = 1;
const DECIDED = 2;
const DECIDED_PRIVATELY = 3;

/** Nobody waits for the names. */
const WARNED_MS = 10000;

/** One change after the other. */
let turn = Promise.resolve();

/**
 * @param {Warned} warned
 * @returns {Rule[]}
 */
export function blockRules({ names, except }) {
  if (names.length === 0) return [];
  const condition = {
    requestDomains: names,
    ...(except.length && { excludedRequestDomains: except }),
    resourceTypes: ['main_frame'],
  };
  return /** @type {Rule[]} */ ([{ id: LISTED, priority: 1, action: { type: 'block' }, condition }]);
}

/**
 * @param {number} id
 * @param {string[]} keys what was decided for; a path has no rule, so neither has a decision for it
 * @returns {Rule[]}
 */
export function allowRules(id, keys) {
  const requestDomains = keys.filter((key) => !key.includes('/'));
  if (requestDomains.length === 0) return [];
  const condition = { requestDomains, resourceTypes: ['main_frame'] };
  return /** @type {Rule[]} */ ([{ id, priority: 2, action: { type: 'allow' }, condition }]);
}

/**
 * @param {import('./client.js').Transport} transport
 * @param {string} country
 * @returns {Promise<Warned | import('./client.js').Unavailable>}
 */
export async function warned(transport, country) {
  const query = country ? `?${new URLSearchParams({ country })}` : '';
  const reply = await call(transport, `/v1/warned${query}`, undefined, WARNED_MS);
  if (reply.kind === 'unavailable') return reply;
  const { schema, names, except } = reply.body;
  if (schema !== 'licit/warned/1' || !Array.isArray(names) || !Array.isArray(except))
    return unavailable('bad-answer');
  return { kind: 'warned', names: names.map(text).filter(Boolean), except: except.map(text).filter(Boolean) };
}

/** Brings the rules up to date; resolves when they are. */
export function renew() {
  return inTurn(bringUpToDate);
}

/** Takes the rules away until they are renewed. */
export function lift() {
  return inTurn(() => replace([LISTED], []));
}

/** @param {() => Promise<void>} change */
function inTurn(change) {
  // A browser that takes no rules leaves us the warning at navigation.
  turn = turn.then(change).catch(() => {});
  return turn;
}

async function bringUpToDate() {
  await daemon.ready();
  const open = Object.keys(settings.decisions(false));
  const all = Object.keys(settings.decisions(true));
  if (ext.extension.inIncognitoContext) {
    const secret = all.filter((key) => !open.includes(key));
    return replace([DECIDED_PRIVATELY], allowRules(DECIDED_PRIVATELY, secret));
  }
  await replace([DECIDED], allowRules(DECIDED, all));
  const { reason, listset } = daemon.current();
  const { country } = settings.settings();
  if (reason) return replace([LISTED], []);
  // An entry ends by its date, without another listset.
  const made = [listset, country, new Date().toISOString().slice(0, 10)].join('/');
  const { prevented } = await ext.storage.session.get('prevented');
  const standing = await ext.declarativeNetRequest.getSessionRules({ ruleIds: [LISTED] });
  if (standing.length > 0 && prevented === made) return;
  const reply = await daemon.put((transport) => warned(transport, country));
  await replace([LISTED], reply.kind === 'warned' ? blockRules(/** @type {Warned} */ (reply)) : []);
  await ext.storage.session.set({ prevented: made });
}

/**
 * @param {number[]} removeRuleIds
 * @param {Rule[]} addRules
 */
function replace(removeRuleIds, addRules) {
  return ext.declarativeNetRequest.updateSessionRules({ removeRuleIds, addRules });
}
