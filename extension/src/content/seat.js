/**
 * Keeps something of ours in a page whatever the page does. It stands in a closed shadow root, in the top layer, where
 * no style of the page reaches it: what a shadow root says of its host with `!important` goes before all that the page
 * says. What the page can do is watched: taking it out, giving it attributes, covering or zooming it. It is then put
 * back, at once at first, later at the next look, so that a page that fights cannot keep the browser busy with it.
 *
 * Words stand in it as generated content: a page can search and select the text of closed shadow roots, but not that.
 */

/** @typedef {HTMLElement & { currentCSSZoom?: number }} Host */

const HOST_CSS = `
:host {
  all: initial !important;
  position: fixed !important;
  inset: auto !important;
  display: block !important;
  width: 0 !important;
  height: 0 !important;
}
:host::before, :host::after { content: none !important; }
[data-text]::before { content: attr(data-text); }
@media print { :host { display: none !important; } }
`;

/** How often it is looked after. */
const LOOK_MS = 500;

/** So many disturbances within so long are no accident. */
const FIGHT_COUNT = 5;
const FIGHT_MS = 10000;

/** A click counts only when the thing was in full view for so long: nobody clicked on what they had not seen. */
const SEEN_MS = 700;

/** A page may cover all with a picture of itself while it changes; no honest change takes so many looks. */
const TRANSITION_LOOKS = 3;

/** Chromium can say whether something is in full view, under whatever lets clicks through too. */
const SEES = 'isVisible' in IntersectionObserverEntry.prototype;
const SIGHT = /** @type {any} */ ({ threshold: [0, 1], trackVisibility: true, delay: 100 });

/** What is ours. @type {WeakSet<Element>} */
const OURS = new WeakSet();

class Seat {
  /** The one that all others lie under, for as long as it is there. @type {Seat | null} */
  static #alone = null;

  /** @type {Host | null} */
  #host = null;
  #style = document.createElement('style');
  #watcher = new MutationObserver(() => this.#onMutation());
  #sight = new IntersectionObserver((entries) => this.#onSight(entries), SEES ? SIGHT : {});
  #visible = /** @type {boolean | null} */ (null);
  #clearSince = /** @type {number | null} */ (null);
  /** Raising it did not help: the page has a modal of its own open. */
  #under = false;
  #disturbed = /** @type {number[]} */ ([]);
  #transition = { is: /** @type {any} */ (null), looks: 0 };
  #taken = true;
  #looking = false;

  /**
   * @param {HTMLElement} panel
   * @param {string} css
   * @param {() => void} raise shows the panel above all else
   * @param {{ alone: boolean, onFight: () => void }} options `alone`: no popover of the page may be open beside it
   */
  constructor(panel, css, raise, { alone, onFight }) {
    this.panel = panel;
    this.#style.textContent = HOST_CSS + css;
    this.raise = raise;
    this.alone = alone;
    this.onFight = onFight;
    OURS.add(panel);
  }

  /** Puts it into the page and keeps it there. */
  take() {
    if (this.alone) Seat.#alone = this;
    this.#taken = false;
    this.#put();
    this.#lookAfter();
  }

  leave() {
    if (Seat.#alone === this) Seat.#alone = null;
    this.#taken = true;
    this.#watcher.disconnect();
    this.#sight.disconnect();
    this.#host?.remove();
    this.#host = null;
  }

  /**
   * Whether a click is meant for what it hit.
   * @param {Event} event
   */
  accepts(event) {
    const seen = this.#clearSince !== null && performance.now() - this.#clearSince >= SEEN_MS;
    return event.isTrusted && seen && (this.#visible ?? !SEES) && this.#isClear();
  }

  #lookAfter() {
    if (this.#looking) return;
    this.#looking = true;
    AbortSignal.timeout(LOOK_MS).addEventListener('abort', () => {
      this.#looking = false;
      if (this.#taken) return;
      this.#lookAfter();
      this.#look();
    });
  }

  #put() {
    this.#watcher.disconnect();
    this.#host?.remove();
    this.#watcher.observe(document, { childList: true });
    if (!SEES && !this.alone) window.addEventListener('toggle', this.#onToggle, true);
    const top = document.documentElement;
    if (!top) return;
    // A new one each time, for the page may hold the old one.
    this.#host = document.createElement('div');
    this.#host.attachShadow({ mode: 'closed' }).append(this.#style, this.panel);
    top.append(this.#host);
    this.#watcher.observe(top, { childList: true });
    this.#watcher.observe(this.#host, { attributes: true });
    this.#show();
  }

  #show() {
    this.#clearSince = null;
    this.#visible = null;
    this.#unzoom();
    this.#clearAway();
    this.raise();
    // Observed anew, it tells how it is even when that is as before.
    this.#sight.unobserve(this.panel);
    this.#sight.observe(this.panel);
  }

  #onMutation() {
    if (this.#isSeated() || this.#rests()) return;
    this.#clearSince = null;
    if (this.#disturb() < FIGHT_COUNT) this.#put();
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #onSight(entries) {
    if (SEES) this.#visible = /** @type {any} */ (entries.at(-1)).isVisible;
    if (this.#visible === false) this.#clearSince = null;
  }

  /** Something of the page opened or closed. */
  #onToggle = (/** @type {any} */ { target, newState }) => {
    if (this.#taken || this.#rests() || newState !== 'open') return;
    if (!target.matches?.(':popover-open') || !this.#isUnder(target)) return;
    this.#disturb();
    this.#show();
  };

  /** Whether another lies above for now, as it should. */
  #rests() {
    return Seat.#alone !== null && Seat.#alone !== this;
  }

  #look() {
    if (document.visibilityState === 'hidden' || this.#rests()) return;
    this.#endTransition();
    if (!this.#isSeated()) {
      this.#disturb();
      return this.#put();
    }
    this.#unzoom();
    if (this.#isClear()) {
      this.#under = false;
      this.#clearSince ??= performance.now();
      if (!SEES && !this.alone && this.#isUnderAny()) this.raise();
      return;
    }
    this.#clearSince = null;
    if (this.#under) return;
    this.#show();
    this.#under = !this.#isClear();
    if (!this.#under) this.#disturb();
  }

  #isSeated() {
    return (
      this.#host?.parentNode === document.documentElement &&
      this.#host?.attributes.length === 0 &&
      this.panel.matches(':popover-open, :modal')
    );
  }

  /** @param {Element} element which may lie above: hit tests do not tell when it lets clicks through */
  #isUnder(element) {
    const [ours, theirs] = [this.panel, element].map((of) => of.getBoundingClientRect());
    const lets = getComputedStyle(element).pointerEvents === 'none';
    return (
      lets &&
      theirs.top < ours.bottom &&
      theirs.bottom > ours.top &&
      theirs.left < ours.right &&
      theirs.right > ours.left
    );
  }

  #isUnderAny() {
    return [...document.querySelectorAll(':popover-open')].some((element) => this.#isUnder(element));
  }

  #isClear() {
    if (this.#visible === false) return false;
    if (this.alone && (document.fullscreenElement || openPopovers(document).length)) return false;
    const { left, right, top, bottom } = this.panel.getBoundingClientRect();
    const [middle, centre] = [(top + bottom) / 2, (left + right) / 2];
    const points = [
      [left + 4, top + 4],
      [right - 4, top + 4],
      [centre, middle],
      [left + 4, bottom - 4],
      [right - 4, bottom - 4],
    ];
    return points.every(([x, y]) => document.elementFromPoint(x, y) === this.#host);
  }

  /** @returns {number} how many disturbances there were lately */
  #disturb() {
    const now = performance.now();
    this.#disturbed = [...this.#disturbed.filter((at) => now - at < FIGHT_MS), now];
    if (this.#disturbed.length === FIGHT_COUNT) this.onFight();
    return this.#disturbed.length;
  }

  /** A page whose top is made small and its body large again looks like any other; we would be small. */
  #unzoom() {
    const zoom = this.#host?.currentCSSZoom ?? 1;
    const against = zoom === 1 ? '' : String(1 / zoom);
    if (this.panel.style.zoom !== against) this.panel.style.zoom = against;
  }

  #clearAway() {
    if (!this.alone) return;
    for (const popover of openPopovers(document)) popover.hidePopover();
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }

  #endTransition() {
    const { activeViewTransition: is = null } = /** @type {any} */ (document);
    const looks = is && is === this.#transition.is ? this.#transition.looks + 1 : 0;
    this.#transition = { is, looks };
    if (looks >= TRANSITION_LOOKS) is.skipTransition();
  }
}

/**
 * The page's open popovers, which could lie above what is shown and let clicks through.
 * @param {Document | ShadowRoot} root
 * @returns {HTMLElement[]}
 */
function openPopovers(root) {
  /** @type {HTMLElement[]} */
  const found = [];
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('*'))) {
    if (element.matches(':popover-open') && !OURS.has(element)) found.push(element);
    const inner = shadowOf(element);
    if (inner) found.push(...openPopovers(inner));
  }
  return found;
}
