/**
 * What can wait until a page has loaded. The page comes first: while it loads, the browser has nothing from us to do but
 * what the verdict needs.
 */

/** A page that takes longer is not waited for, and a background that sleeps does so much later. */
const LOAD_MS = 1000;

/** What is left to do in tabs that load, by what it is for.
 * @type {Map<number, Map<string, () => unknown>>} */
const loading = new Map();

/** @param {number} tabId where a page begins to load */
export function begin(tabId) {
  if (loading.has(tabId)) return;
  /** @type {Map<string, () => unknown>} */
  const left = new Map();
  loading.set(tabId, left);
  setTimeout(() => loading.get(tabId) === left && end(tabId), LOAD_MS);
}

/** @param {number} tabId whose page has loaded */
export function end(tabId) {
  const left = loading.get(tabId);
  loading.delete(tabId);
  left?.forEach((work) => void work());
}

/**
 * Does something at once, or once the page of the tab has loaded. What was to be done for the same is not done any more.
 * @param {number} tabId
 * @param {string} name what it is for
 * @param {() => unknown} work
 */
export function doLater(tabId, name, work) {
  const left = loading.get(tabId);
  if (left) left.set(name, work);
  else void work();
}

/**
 * @param {number} tabId
 * @param {string} name
 */
export function drop(tabId, name) {
  loading.get(tabId)?.delete(name);
}
