/**
 * A frame of a page that is warned about: its fields are held back too, and the question stands in the page itself.
 */

(() => {
  const watch = new Watch((kind) => tell('guard-ask', { kind }));
  // A string could be the name of one of the page's elements, which the browser finds there.
  /** @type {any} */ (globalThis)[Symbol.for('licit')] = {
    answer: (/** @type {boolean} */ yes) => watch.answer(yes),
  };
})();
