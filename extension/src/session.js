/**
 * What the extension must not forget while the browser runs: tabs and warnings, kept in memory and written through to
 * the session's store, so that a worker that slept wakes up where it was. Nothing here reaches the disk.
 */

import { doLater, drop } from './later.js';
import { store } from './store.js';
import { newTab } from './track.js';

/** @type {Record<number, import('./track.js').Tab>} */
const tabs = {};

/** @type {Record<string, import('./track.js').Warning>} */
export const warnings = {};

/** Tabs that were closed. What still comes of one is not kept; no browser gives a number twice.
 * @type {Set<number>} */
const closed = new Set();

/** @type {Promise<void> | null} */
let loading = null;

/** Resolves once the state of an earlier life of this worker is back. */
export function ready() {
  loading ??= load();
  return loading;
}

async function load() {
  const stored = await store.get(null);
  for (const [key, value] of Object.entries(stored)) {
    const [kind, id] = key.split(':');
    if (kind === 'tab') tabs[Number(id)] = /** @type {import('./track.js').Tab} */ (value);
    if (kind === 'warning') warnings[id] = /** @type {import('./track.js').Warning} */ (value);
  }
}

/** @param {number} id */
export function tabOf(id) {
  if (closed.has(id)) return newTab();
  tabs[id] ??= newTab();
  return tabs[id];
}

export function tabIds() {
  return Object.keys(tabs).map(Number);
}

/** @param {number} id */
export function saveTab(id) {
  drop(id, 'save');
  if (!tabs[id]) return Promise.resolve();
  return store.set({ [`tab:${id}`]: tabs[id] });
}

/**
 * Saves a tab once for all that comes of a load, and when that is over.
 * @param {number} id
 */
export function saveTabLater(id) {
  doLater(id, 'save', () => saveTab(id));
}

/**
 * Tells another context of the extension when what is known of a tab is another. A tab is saved more often than that.
 * @param {number} id
 * @param {() => void} listener
 */
export function watchTab(id, listener) {
  store.watch((changes) => {
    const change = changes[`tab:${id}`];
    if (change && JSON.stringify(change.oldValue) !== JSON.stringify(change.newValue)) listener();
  });
}

/** @param {import('./track.js').Warning} warning */
export function saveWarning(warning) {
  if (closed.has(warning.tabId)) return Promise.resolve();
  warnings[warning.id] = warning;
  return store.set({ [`warning:${warning.id}`]: warning });
}

/**
 * Forgets a closed tab and the warnings shown in it.
 * @param {number} id
 */
export function dropTab(id) {
  const shown = Object.values(warnings).filter((warning) => warning.tabId === id);
  for (const warning of shown) delete warnings[warning.id];
  delete tabs[id];
  closed.add(id);
  return store.remove([`tab:${id}`, ...shown.map((warning) => `warning:${warning.id}`)]);
}
