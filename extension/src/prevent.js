/**
 * Keeps the browser from asking listed sites for anything before the shopper was warned: rules of
 * declarativeNetRequest, for the session only, made of what the daemon says. guard.js puts the warning in the place of
 * the page that was not asked for.
 *
 * Chromium has the same rules for private windows, which outlive those. So the copy of the extension that runs there names
 * no site in them: a tab whose shopper went on is let through as a whole, and is warned at navigation from then on.
 * Without an answering daemon there are no rules, for nobody should stand before the browser's error page without a word.
 */

import { call, text, unavailable } from './client.js';
import * as daemon from './daemon.js';
import { ext, isPrivateCopy } from './ext.js';
import * as settings from './settings.js';

/**
 * @typedef {chrome.declarativeNetRequest.Rule} Rule
 * @typedef {{ kind: 'warned', names: string[], except: string[] }} Warned
 *   `names`: sites with all hosts below them; `except`: hosts below those with another verdict
 */

/** Rules' numbers. */
const LISTED = 1;
const DECIDED = 2;
const PASSING = 3;

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

/** Whether the rules are for every site that is warned about, so that few warnings have to wait for an answer. */
export function holdsBack() {
  return !isPrivateCopy && settings.settings().strictness === 'illicit';
}

/** Brings the rules up to date; resolves when they are. */
export function renew() {
  return inTurn(bringUpToDate);
}

/**
 * Takes the rules away until they are renewed; in a private window of Chromium, for that tab.
 * @param {number} tabId
 */
export function lift(tabId) {
  return inTurn(() => (isPrivateCopy ? letPass(tabId) : replace([LISTED], [])));
}

/**
 * The shopper goes on to a listed site in a tab.
 * @param {number} tabId
 */
export function proceed(tabId) {
  return isPrivateCopy ? lift(tabId) : renew();
}

/** @param {number} tabId */
async function letPass(tabId) {
  const [standing] = await ext.declarativeNetRequest.getSessionRules({ ruleIds: [PASSING] });
  const tabIds = [...new Set([...(standing?.condition.tabIds ?? []), tabId])];
  const condition = { tabIds, resourceTypes: ['main_frame'] };
  const rule = /** @type {any} */ ({ id: PASSING, priority: 2, action: { type: 'allow' }, condition });
  await replace([PASSING], [rule]);
}

/** @param {() => Promise<void>} change */
function inTurn(change) {
  // A browser that takes no rules leaves us the warning at navigation.
  turn = turn.then(change).catch(() => {});
  return turn;
}

async function bringUpToDate() {
  await daemon.ready();
  if (isPrivateCopy) return;
  await replace([DECIDED], allowRules(DECIDED, Object.keys(settings.decisions(true))));
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
