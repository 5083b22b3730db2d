/**
 * The icon, badge and title on the toolbar.
 */

import { ext } from './ext.js';
import { doLater, drop } from './later.js';
import { t } from './text.js';

/** @typedef {import('./policy.js').State} State */

/** Behind white text, each at least 4.5 : 1. @type {Record<State, string>} */
export const BADGE_COLOUR = {
  verified: '#1a7f37',
  elsewhere: '#1d5fbf',
  caution: '#8a5a00',
  suspicious: '#b54708',
  illicit: '#b3261e',
  unknown: '#5f6673',
  stale: '#5f6673',
  unavailable: '#5f6673',
};

/** @param {State} state */
function iconOf(state) {
  return { 16: `/icons/${state}-16.png`, 32: `/icons/${state}-32.png` };
}

/** Tabs whose page has just come, and which look like any tab: browsers then take back what was painted for the page before.
 * @type {Set<number>} */
const fresh = new Set();

/** @param {number} tabId where another page has come */
export function unpaint(tabId) {
  fresh.add(tabId);
  drop(tabId, 'title');
}

/** @param {number} tabId */
export function isPainted(tabId) {
  return !fresh.has(tabId);
}

/**
 * A tab that closed meanwhile has no icon to paint. Most pages look as any tab does: only their title is their own, for the
 * rest takes longer than all else that is done for a page.
 * @param {number} tabId
 * @param {import('./policy.js').Shown} shown
 * @param {string} host
 * @param {State} standing what tabs show for which nothing was painted
 * @param {string} [note] what there is to say of the page besides
 */
export async function paint(tabId, shown, host, standing, note = '') {
  const { action } = ext;
  const old = shown.listsOld && shown.state !== 'stale' ? t('title_lists_old') : '';
  const title = [t(shown.title, host), note, old].filter(Boolean).join('\n');
  if (fresh.has(tabId) && shown.state === standing && !shown.badge) {
    // Nobody reads it while the page loads.
    doLater(tabId, 'title', () => action.setTitle({ tabId, title }).catch(() => {}));
    return;
  }
  fresh.delete(tabId);
  drop(tabId, 'title');
  await Promise.allSettled([
    action.setIcon({ tabId, path: iconOf(shown.state) }),
    action.setBadgeText({ tabId, text: shown.badge ? t(shown.badge) : '' }),
    action.setBadgeBackgroundColor({ tabId, color: BADGE_COLOUR[shown.state] }),
    action.setBadgeTextColor({ tabId, color: '#ffffff' }),
    action.setTitle({ tabId, title }),
  ]);
}

/**
 * What tabs without a page to check show.
 * @param {State} state
 * @param {string} title
 */
export async function paintDefault(state, title) {
  await Promise.allSettled([ext.action.setIcon({ path: iconOf(state) }), ext.action.setTitle({ title })]);
}
