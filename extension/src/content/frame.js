/**
 * A frame of a page that is warned about: its fields are held back too, and the question stands in the page itself.
 */

(() => {
  const watch = new Watch((kind) => tell('guard-ask', { kind }));
  offer({ answer: (/** @type {boolean} */ yes) => watch.answer(yes) });
})();
