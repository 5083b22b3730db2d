/**
 * The browser's extension API. The only file that names `browser` or `chrome`.
 */

/** @type {typeof chrome} */
export const ext = /** @type {any} */ (globalThis).browser ?? globalThis.chrome;

/** Firefox can load an address in place of the page that is shown; Chromium can only add one to the history. */
export const canReplaceEntry = 'getBrowserInfo' in ext.runtime;
