/**
 * The browser's extension API. The only file that names `browser` or `chrome`.
 */

/** @type {typeof chrome} */
export const ext = /** @type {any} */ (globalThis).browser ?? globalThis.chrome;

/** Firefox can load an address in place of the page that is shown; Chromium can only add one to the history. */
export const canReplaceEntry = 'getBrowserInfo' in ext.runtime;

/** Whether this is the copy of the extension that Chromium runs for private windows; Firefox has one for all. */
export const isPrivateCopy = !canReplaceEntry && ext.extension?.inIncognitoContext === true;

/** What is said of a load that a rule of declarativeNetRequest blocked. Chromium shows its error page for it, Firefox
 * (NS_ERROR_ABORT) goes on showing the page before. */
export const blockedError = canReplaceEntry ? 'Error code 2147500036' : 'net::ERR_BLOCKED_BY_CLIENT';
