/**
 * What the scripts in pages have of the browser. They run in a world of their own: the page's scripts see neither
 * their names nor what they hold, but share the document, its events and its timers with them.
 *
 * These are plain scripts, for pages take no modules from an extension; inject.js injects them in order.
 */

/** The extension's API; ext.js is for modules. @type {typeof chrome} */
const door = /** @type {any} */ (globalThis).browser ?? globalThis.chrome;

/**
 * What the extension calls; inject.js made the place for it.
 * @param {Record<string, (argument: any) => void>} calls
 */
function offer(calls) {
  Object.assign(/** @type {any} */ (globalThis)[Symbol.for('licit')], calls);
}

/**
 * Tells the background, and says what it answers; after an update of the extension nobody is there.
 * @param {string} type
 * @param {object} [fields]
 * @returns {Promise<any>}
 */
async function tell(type, fields = {}) {
  try {
    return await door.runtime.sendMessage({ type, ...fields });
  } catch {
    // The page lives on without the extension.
    return undefined;
  }
}

/**
 * Does the work again and again. A page can clear every timer by its number; these have none.
 * @param {number} ms
 * @param {() => void} work
 */
function every(ms, work) {
  AbortSignal.timeout(ms).addEventListener('abort', () => {
    every(ms, work);
    work();
  });
}

const XHTML = 'http://www.w3.org/1999/xhtml';

/**
 * The shadow root of any element, closed ones included.
 * @param {any} element
 * @returns {ShadowRoot | null}
 */
function shadowOf(element) {
  // Chromium throws at an element that can have none.
  if (element.namespaceURI !== XHTML) return null;
  return door.dom?.openOrClosedShadowRoot(element) ?? element.openOrClosedShadowRoot ?? null;
}

/** How deep a page may nest what has the focus. */
const FOCUS_DEPTH = 64;

/**
 * What has the focus, through shadow roots and the frames that the page writes itself.
 * @returns {any}
 */
function focused() {
  /** @type {any} */
  let element = document.activeElement;
  for (let depth = 0; element && depth < FOCUS_DEPTH; depth += 1) {
    const within = shadowOf(element) ?? documentIn(element);
    if (!within?.activeElement) return element;
    element = within.activeElement;
  }
  return element;
}

/**
 * The document of a frame that is of the page's own origin.
 * @param {any} element
 * @returns {Document | null}
 */
function documentIn(element) {
  try {
    return element.contentDocument ?? null;
  } catch {
    return null;
  }
}
