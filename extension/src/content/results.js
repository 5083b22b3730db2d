/**
 * Marks beside the results of a search engine, as the extension says what they look like. A mark is a picture of 16
 * pixels in a closed shadow root, with no text that could be searched for: a page sees that something stands there,
 * and not what. It stands in the title and takes its width there, and nothing of the height of its line.
 */

/** @typedef {import('../marks.js').Results} Results */

const MARK_CSS = `
:host {
  all: initial !important;
  display: inline-block !important;
  width: 16px !important;
  height: 16px !important;
  margin-block: -8px !important;
  margin-inline: 0 5px !important;
  vertical-align: middle !important;
  cursor: help !important;
}
:host::before, :host::after { content: none !important; }
span { display: block; }
svg { display: block; }
@media print { :host { display: none !important; } }
`;

/** A page that grows is looked at this often, and for no more than a twentieth of the time. */
const SCAN_MS = 200;
const SCAN_SHARE = 20;

/** Links that are asked about in one call, and on one page however long it grows. */
const ASK_MAX = 100;
const PAGE_LINKS_MAX = 2000;

/** A page that takes a mark away gets it back so often. */
const PUT_MAX = 4;

/** @typedef {{ href: string, host: HTMLElement | null, puts: number }} Marked */

class ResultMarks {
  #tip = new Tip('tooltip');

  /** What is known by address; null: nothing to show. @type {Map<string, LinkMark | null>} */
  #known = new Map();

  /** @type {WeakMap<HTMLAnchorElement, Marked>} */
  #marked = new WeakMap();

  /** @type {Set<HTMLElement>} */
  #hosts = new Set();
  #observer = new MutationObserver(() => this.#soon());
  #waiting = false;
  #asking = false;
  #pause = SCAN_MS;

  /** @param {Results} row */
  constructor(row) {
    this.row = row;
    this.#observer.observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['href'],
    });
    this.#soon();
  }

  stop() {
    this.#observer.disconnect();
    this.#tip.hide();
    for (const host of this.#hosts) host.remove();
  }

  #soon() {
    if (this.#waiting) return;
    this.#waiting = true;
    AbortSignal.timeout(this.#pause).addEventListener('abort', () => {
      this.#waiting = false;
      // A page that is still being read may be taken over by its own scripts, which want it as it came.
      if (document.readyState !== 'loading') this.#scan();
      else this.#soon();
    });
  }

  #scan() {
    const begun = performance.now();
    /** @type {Set<string>} */
    const unknown = new Set();
    for (const link of this.#links()) {
      const { href } = link;
      if (this.#known.has(href)) this.#mark(link, href);
      else if (unknown.size < ASK_MAX && this.#known.size + unknown.size < PAGE_LINKS_MAX) unknown.add(href);
    }
    if (unknown.size) void this.#ask([...unknown]);
    this.#pause = Math.max(SCAN_MS, SCAN_SHARE * (performance.now() - begun));
  }

  /** @returns {Set<HTMLAnchorElement>} */
  #links() {
    const { result, link } = this.row;
    /** @type {Set<HTMLAnchorElement>} */
    const links = new Set();
    for (const element of document.querySelectorAll(result)) {
      const found = element.matches(link) ? element : element.querySelector(link);
      if (found instanceof HTMLAnchorElement) links.add(found);
    }
    return links;
  }

  /** @param {string[]} links */
  async #ask(links) {
    if (this.#asking) return;
    this.#asking = true;
    /** @type {(LinkMark | null)[] | undefined} */
    const marks = await tell('marks', { links });
    links.forEach((href, at) => this.#known.set(href, marks?.[at] ?? null));
    this.#asking = false;
    this.#scan();
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {string} href
   */
  #mark(link, href) {
    const before = this.#marked.get(link);
    const same = before?.href === href;
    if (same && (!before.host || before.host.isConnected || before.puts >= PUT_MAX)) return;
    before?.host?.remove();
    const mark = this.#known.get(href);
    const host = mark ? this.#put(link, mark) : null;
    this.#marked.set(link, { href, host, puts: same ? before.puts + 1 : 1 });
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {LinkMark} mark
   */
  #put(link, mark) {
    const { title, lang, dir } = this.row;
    const host = document.createElement('span');
    const sign = part(
      'span',
      { role: 'img', lang, dir, 'aria-label': mark.label, 'data-state': mark.state },
      picture(mark.state, 16),
    );
    const style = document.createElement('style');
    style.textContent = MARK_CSS;
    host.attachShadow({ mode: 'closed' }).append(style, sign);
    const show = () => this.#tip.show(host, mark, this.row);
    const leave = () => this.#tip.leave();
    host.addEventListener('pointerenter', show);
    host.addEventListener('pointerleave', leave);
    host.addEventListener('click', (event) => {
      // It stands in the link, and opens no page.
      event.preventDefault();
      event.stopPropagation();
      show();
    });
    link.addEventListener('focus', () => host.isConnected && link.matches(':focus-visible') && show());
    link.addEventListener('blur', leave);
    putBefore(link.querySelector(title) ?? link, host);
    this.#hosts.add(host);
    return host;
  }
}

/**
 * Before the first word, so that it stands in that line and makes none of its own.
 * @param {Element} title
 * @param {HTMLElement} host
 */
function putBefore(title, host) {
  const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = /** @type {Text} */ (texts.currentNode);
    if (text.data.trim() !== '') return text.before(host);
  }
  title.prepend(host);
}

(() => {
  /** @type {ResultMarks | null} */
  let marks = null;
  offer({
    results: (/** @type {Results | null} */ row) => {
      if (row && !marks && /html/.test(document.contentType)) marks = new ResultMarks(row);
      else if (!row && marks) {
        marks.stop();
        marks = null;
      }
    },
  });
})();
