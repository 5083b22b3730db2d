/**
 * The notice: a slim bar that lies over the foot of the page and moves nothing in it. It is as high whatever it says,
 * for a page can find out how high it is.
 */

const BAR_CSS = `
.bar {
  position: fixed;
  inset: auto 0 0 0;
  width: 100%;
  height: 64px;
  border: 0;
  border-top: 3px solid var(--tone);
  background: var(--tone-ground);
  box-shadow: 0 -2px 12px rgb(0 0 0 / 25%);
  overflow: auto;
}
.row { display: flex; gap: 14px; align-items: center; min-height: 100%; padding: 4px 16px; }
.row svg { flex: none; }
.words { flex: 1; min-width: 0; line-height: 1.3; }
.words .soft { font-size: 13px; }
.buttons { display: flex; flex: none; gap: 10px; align-items: center; }
.number { flex: none; color: var(--soft); font-size: 13px; text-align: end; line-height: 1.3; }
@media (max-width: 860px) { .bar { height: 108px; } }
@media (max-width: 560px) {
  .bar { height: 148px; }
  .row { flex-wrap: wrap; align-content: center; gap: 8px 12px; }
  .words { flex-basis: calc(100% - 130px); }
  .buttons { flex-basis: 100%; }
}
`;

class Bar {
  #panel = part('div', { class: 'panel bar', popover: 'manual', role: 'region' });
  #shown = '';
  #seat = new Seat(this.#panel, PARTS_CSS + BAR_CSS, () => this.#raise(), {
    alone: false,
    onFight: () => tell('notice-fought'),
  });

  constructor() {
    this.#panel.addEventListener('keydown', (event) => event.key === 'Escape' && this.#close(event));
  }

  /**
   * @param {Content} content
   * @param {NonNullable<Content['notice']>} notice
   */
  show({ lang, dir, number }, notice) {
    const text = JSON.stringify(notice);
    if (text === this.#shown) return;
    const fresh = this.#shown === '';
    this.#shown = text;
    const attributes = { lang, dir, 'data-state': notice.state, 'aria-label': notice.label };
    for (const [name, value] of Object.entries(attributes)) this.#panel.setAttribute(name, value);
    const details = () => tell('notice-open');
    this.#panel.replaceChildren(
      part(
        'div',
        { class: 'row' },
        picture(notice.state, 32),
        part(
          'div',
          { class: 'words', role: 'status' },
          said(notice.sentence, 'strong'),
          said(notice.who, 'soft', 'div', notice.lang),
        ),
        part('div', { class: 'number' }, said('Licit', 'strong'), said(number)),
        part(
          'div',
          { class: 'buttons' },
          pushButton(notice.details, (event) => this.#seat.accepts(event) && details(), 'primary'),
          pushButton(notice.close, (event) => this.#close(event)),
        ),
      ),
    );
    if (fresh) this.#seat.take();
  }

  hide() {
    this.#shown = '';
    this.#seat.leave();
  }

  /** @param {Event} event */
  #close(event) {
    if (!this.#seat.accepts(event)) return;
    this.hide();
    tell('notice-close');
  }

  #raise() {
    if (this.#panel.matches(':popover-open')) this.#panel.hidePopover();
    this.#panel.showPopover();
  }
}
