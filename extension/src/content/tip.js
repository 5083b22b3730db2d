/**
 * The words of a mark: a small panel beside what they are about, for as long as the pointer or the focus is there. The
 * pointer may move onto it, and Escape takes it away.
 */

/** @typedef {import('../marks.js').Mark} LinkMark */
/** @typedef {import('../marks.js').Manner} Manner */

const TIP_CSS = `
.tip {
  position: fixed;
  inset: auto;
  width: max-content;
  max-width: min(360px, calc(100vw - 16px));
  height: fit-content;
  border: 1px solid var(--line);
  border-top: 3px solid var(--tone);
  border-radius: 8px;
  padding: 8px 12px;
  background: var(--card);
  box-shadow: 0 4px 18px rgb(0 0 0 / 30%);
  font-size: 14px;
}
.head { display: flex; gap: 8px; align-items: center; }
.head svg { flex: none; }
.tip .soft { font-size: 13px; }
.head + .soft { margin-top: 4px; }
`;

/** Between the mark and the panel, and to the edge of the window. */
const TIP_GAP = 6;

/** The pointer has so long to come from the mark to the panel. */
const TIP_AWAY_MS = 200;

class Tip {
  #panel = part('div', { class: 'panel tip', popover: 'manual' });
  #seat = new Seat(this.#panel, PARTS_CSS + TIP_CSS, () => this.#raise(), {
    alone: false,
    onFight: () => {},
  });

  /** What the panel is about. @type {Element | null} */
  #of = null;

  /** Counts what would keep the panel or take it away, so that what is late is not heard. */
  #turn = 0;

  /** @param {'tooltip' | 'status'} role `status`: it is read out, where nothing else says the same */
  constructor(role) {
    this.#panel.setAttribute('role', role);
    this.#panel.addEventListener('pointerenter', () => this.keep());
    this.#panel.addEventListener('pointerleave', () => this.leave());
    const hide = () => this.hide();
    window.addEventListener('keydown', (event) => event.key === 'Escape' && this.hide(), true);
    window.addEventListener('scroll', hide, { capture: true, passive: true });
    window.addEventListener('pointerdown', (event) => event.target !== this.#of && this.leave(), true);
  }

  /**
   * @param {Element} element
   * @param {LinkMark} mark
   * @param {Manner} manner
   */
  show(element, { state, sentence, who }, { lang, dir, number }) {
    this.keep();
    if (this.#of === element) return;
    this.#of = element;
    const attributes = { lang, dir, 'data-state': state };
    for (const [name, value] of Object.entries(attributes)) this.#panel.setAttribute(name, value);
    this.#panel.replaceChildren(
      part('div', { class: 'head' }, picture(state, 16), said(sentence, 'strong')),
      ...who.map(({ text, lang: own }) => said(text, 'soft', 'div', own)),
      said(`Licit ${number}`, 'soft'),
    );
    this.#seat.take();
    this.#place();
  }

  keep() {
    this.#turn += 1;
  }

  /** The pointer or the focus has left. */
  leave() {
    this.#turn += 1;
    const turn = this.#turn;
    AbortSignal.timeout(TIP_AWAY_MS).addEventListener('abort', () => turn === this.#turn && this.hide());
  }

  hide() {
    if (!this.#of) return;
    this.#of = null;
    this.#seat.leave();
  }

  #raise() {
    if (this.#panel.matches(':popover-open')) this.#panel.hidePopover();
    this.#panel.showPopover();
  }

  #place() {
    const of = /** @type {Element} */ (this.#of).getBoundingClientRect();
    const { width, height } = this.#panel.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const below = of.bottom + TIP_GAP;
    const above = of.top - TIP_GAP - height;
    const left = Math.max(TIP_GAP, Math.min(of.left, clientWidth - width - TIP_GAP));
    const top = below + height <= clientHeight || above < 0 ? below : above;
    this.#panel.style.left = `${left}px`;
    this.#panel.style.top = `${top}px`;
  }
}
