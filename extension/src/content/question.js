/**
 * The question before something is typed in: a modal dialog, so that nothing of the page can be reached until it was
 * answered. Escape is “not now”.
 */

const QUESTION_CSS = `
dialog {
  position: fixed;
  inset: 0;
  margin: auto !important;
  width: min(520px, calc(100vw - 24px));
  height: fit-content;
  max-width: none;
  max-height: calc(100vh - 24px);
  border: 1px solid var(--line);
  border-top: 6px solid var(--tone);
  border-radius: 14px;
  background: var(--card);
  box-shadow: 0 10px 40px rgb(0 0 0 / 45%);
  overflow: auto;
}
dialog::backdrop { background: rgb(10 12 16 / 60%); }
.body { padding: 22px 26px; }
.head { display: flex; gap: 14px; align-items: center; }
.head svg { flex: none; }
h1 { margin: 0; font-size: 20px; line-height: 1.25; }
.host {
  margin: 16px 0 10px;
  border-radius: 10px;
  padding: 8px 14px;
  background: var(--tone-ground);
  font-size: 18px;
  font-weight: 700;
}
ul { margin: 12px 0; padding: 0; list-style: none; }
li { border-inline-start: 3px solid var(--tone); padding-inline-start: 12px; }
li + li { margin-top: 8px; }
li .soft { font-size: 13px; }
.buttons { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 18px; }
.buttons button { min-height: 44px; padding: 8px 20px; }
.foot { margin-top: 16px; border-top: 1px solid var(--line); padding-top: 10px; font-size: 13px; }
`;

class Question {
  #panel = /** @type {HTMLDialogElement} */ (part('dialog', { class: 'panel' }));
  #open = false;
  #seat = new Seat(this.#panel, PARTS_CSS + QUESTION_CSS, () => this.#raise(), {
    alone: true,
    onFight: () => tell('notice-fought'),
  });

  /** @param {(yes: boolean) => void} answered */
  constructor(answered) {
    this.answered = answered;
    this.#panel.addEventListener('cancel', () => this.#answer(false));
    // Closed by the browser itself; raising it closes it for a moment, too.
    this.#panel.addEventListener('close', () => !this.#panel.open && this.#answer(false));
  }

  /**
   * @param {Content} content
   * @param {NonNullable<Content['guard']>} guard
   * @param {FieldKind} kind
   */
  ask({ lang, dir, host, number }, guard, kind) {
    if (this.#open) return;
    this.#open = true;
    const attributes = {
      lang,
      dir,
      'data-state': guard.state,
      'aria-label': guard.heading[kind],
      'aria-describedby': 'sentence',
    };
    for (const [name, value] of Object.entries(attributes)) this.#panel.setAttribute(name, value);
    const reasons = guard.reasons.map(({ what, who }) =>
      part('li', {}, said(what), ...(who ? [said(who, 'soft')] : [])),
    );
    const sentence = said(guard.sentence, 'strong');
    sentence.id = 'sentence';
    const back = pushButton(guard.back, (event) => event.isTrusted && this.#back(), 'primary');
    back.setAttribute('autofocus', '');
    this.#panel.replaceChildren(
      part(
        'div',
        { class: 'body' },
        part('div', { class: 'head' }, picture(guard.state, 40), said(guard.heading[kind], '', 'h1')),
        said(host, 'host'),
        sentence,
        part('ul', {}, ...reasons),
        said(guard.risk),
        part(
          'div',
          { class: 'buttons' },
          back,
          pushButton(guard.go, (event) => this.#seat.accepts(event) && this.#answer(true)),
        ),
        said(`${guard.once} ${number}`, 'foot soft'),
      ),
    );
    this.#seat.take();
  }

  #raise() {
    if (this.#panel.open) this.#panel.close();
    this.#panel.showModal();
  }

  #back() {
    this.#answer(false);
    if (history.length > 1) history.back();
    else tell('guard-leave');
  }

  /** Nobody asks any more: away with it, unanswered. */
  drop() {
    this.#open = false;
    if (this.#panel.open) this.#panel.close();
    this.#seat.leave();
  }

  /** @param {boolean} yes */
  #answer(yes) {
    if (!this.#open) return;
    this.drop();
    this.answered(yes);
  }
}
