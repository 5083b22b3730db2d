/**
 * Words about the link under the pointer or with the focus, when it has been there for a moment: what is known of where
 * it leads, and nothing where nothing is known.
 */

/** Whoever only passes over a link asks nothing. */
const REST_MS = 250;

/** Addresses that are remembered on one page. */
const REMEMBERED_MAX = 500;

class LinkTips {
  #tip = new Tip('status');

  /** @type {Map<string, LinkMark | null>} */
  #known = new Map();

  /** @type {HTMLAnchorElement | null} */
  #at = null;

  /** @param {Manner} manner */
  constructor(manner) {
    this.manner = manner;
    for (const type of ['pointerover', 'focusin']) window.addEventListener(type, this.#onEvent, true);
    window.addEventListener('focusout', this.#onLeave, true);
    document.addEventListener('pointerleave', this.#onLeave);
  }

  stop() {
    for (const type of ['pointerover', 'focusin']) window.removeEventListener(type, this.#onEvent, true);
    window.removeEventListener('focusout', this.#onLeave, true);
    document.removeEventListener('pointerleave', this.#onLeave);
    this.#tip.hide();
  }

  /** @param {Event} event */
  #onEvent = (event) => {
    if (!event.isTrusted) return;
    const link = linkIn(event.composedPath());
    if (link === this.#at) return;
    this.#at = link;
    this.#tip.leave();
    if (!link) return;
    AbortSignal.timeout(REST_MS).addEventListener('abort', () => this.#at === link && void this.#tell(link));
  };

  #onLeave = () => {
    this.#at = null;
    this.#tip.leave();
  };

  /** @param {HTMLAnchorElement} link */
  async #tell(link) {
    const { href } = link;
    if (!this.#known.has(href)) {
      /** @type {(LinkMark | null)[] | undefined} */
      const marks = await tell('marks', { links: [href] });
      if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
      this.#known.set(href, marks?.[0] ?? null);
    }
    const mark = this.#known.get(href);
    if (mark && this.#at === link && link.isConnected) this.#tip.show(link, mark, this.manner);
  }
}

/**
 * The innermost link; our own marks tell for themselves.
 * @param {EventTarget[]} path
 */
function linkIn(path) {
  const found = path.find((element) => element instanceof HTMLAnchorElement && element.href);
  return /** @type {HTMLAnchorElement | undefined} */ (found) ?? null;
}

(() => {
  /** @type {LinkTips | null} */
  let tips = null;
  offer({
    links: (/** @type {Manner | null} */ manner) => {
      if (manner && !tips && /html/.test(document.contentType)) tips = new LinkTips(manner);
      else if (!manner && tips) {
        tips.stop();
        tips = null;
      }
    },
  });
})();
