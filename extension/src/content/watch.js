/**
 * Holds back what somebody would type into a card, password or address field, until the question was answered. The
 * fields lose the focus, take no input, and their forms are not sent; what was typed is not read.
 */

/**
 * @typedef {{ field: any, go: (() => void) | null }} Held what goes on once the answer is yes
 */

const WATCHED = ['pointerdown', 'keydown', 'focusin', 'beforeinput', 'submit'];

/** A page that stops events before they come here is seen by looking this often. */
const WATCH_MS = 500;

/** What has the focus this soon after a touch or the Tab key was meant to have it. */
const GESTURE_MS = 500;

class Watch {
  accepted = false;
  declined = false;

  /** @type {Held | null} */
  #held = null;
  #gesture = -Infinity;
  #blurring = false;

  /** @param {(kind: FieldKind) => void} ask */
  constructor(ask) {
    this.ask = ask;
    this.#listen();
    this.#meet(focused());
    every(WATCH_MS, () => {
      if (this.accepted) return;
      // A page that opens its document anew takes every listener off.
      this.#listen();
      this.#meet(focused());
    });
  }

  /**
   * The question was answered.
   * @param {boolean} yes
   */
  answer(yes) {
    const held = this.#held;
    this.#held = null;
    this.accepted ||= yes;
    this.declined = !yes;
    if (!yes) return;
    held?.field?.focus();
    held?.go?.();
  }

  /** Nothing is to be asked any more; what was held back is the shopper's to do again. */
  end() {
    this.#held = null;
    this.accepted = true;
  }

  #listen() {
    for (const type of WATCHED) window.addEventListener(type, this.#onEvent, true);
    // A form that a script sends by itself is told of here alone.
    /** @type {any} */ (globalThis).navigation?.addEventListener('navigate', this.#onEvent);
  }

  #onEvent = (/** @type {any} */ event) => {
    // What a page sends itself takes nothing from anybody.
    if (this.accepted || !event.isTrusted) return;
    if (event.type === 'submit') this.#onSubmit(event);
    else if (event.type === 'navigate') this.#onNavigate(event);
    else if (event.type === 'beforeinput') this.#onInput(event);
    else if (event.type === 'focusin') this.#meet(focused());
    else if (event.type === 'pointerdown' || event.key === 'Tab') this.#gesture = performance.now();
  };

  /** @param {any} field what has the focus */
  #meet(field) {
    const kind = this.#blurring ? null : kindOfField(field);
    if (!kind) return;
    this.#blurring = true;
    field.blur();
    this.#blurring = false;
    // A page that gives the field the focus over and over must not be able to wear anybody out.
    if (this.declined && performance.now() - this.#gesture > GESTURE_MS) return;
    this.#hold(kind, { field, go: null });
  }

  /** @param {InputEvent} event */
  #onInput(event) {
    const field = focused();
    const kind =
      kindOfField(field) ?? (looksLikeCard(`${field?.value ?? ''}${event.data ?? ''}`) ? 'card' : null);
    if (!kind) return;
    halt(event);
    this.#hold(kind, { field, go: null });
  }

  /** @param {SubmitEvent} event */
  #onSubmit(event) {
    const form = /** @type {HTMLFormElement} */ (event.composedPath()[0]);
    const { submitter } = event;
    this.#onSend(event, form, () => HTMLFormElement.prototype.requestSubmit.call(form, submitter));
  }

  /** @param {any} event of the Navigation API; its source is the form itself, or the button that sent it */
  #onNavigate(event) {
    const { sourceElement: source } = event;
    const form = source?.localName === 'form' ? source : source?.form;
    if (form) this.#onSend(event, form, () => HTMLFormElement.prototype.submit.call(form));
  }

  /**
   * @param {Event} event
   * @param {HTMLFormElement} form
   * @param {() => void} go sends it after all
   */
  #onSend(event, form, go) {
    const kind = kindOfForm(form);
    if (!kind) return;
    halt(event);
    this.#hold(kind, { field: null, go });
  }

  /**
   * @param {FieldKind} kind
   * @param {Held} held
   */
  #hold(kind, held) {
    this.#held = held;
    this.#gesture = -Infinity;
    this.ask(kind);
  }
}

/** @param {Event} event */
function halt(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
