/**
 * The page itself: shows what the background says, and takes it away again.
 */

(() => {
  const bar = new Bar();
  const question = new Question((yes) => {
    watch?.answer(yes);
    tell('guard-answer', { yes });
  });

  /** @type {Content | null} */
  let now = null;

  /** @type {Watch | null} */
  let watch = null;

  /** @param {FieldKind} kind */
  function ask(kind) {
    if (now?.guard) question.ask(now, now.guard, kind);
  }

  /** @param {Content} content */
  function update(content) {
    // The tab went on while the answer came.
    if (content.host !== location.hostname || !/html/.test(document.contentType)) return;
    now = content;
    if (now.notice) bar.show(now, now.notice);
    else bar.hide();
    if (now.guard) watch ??= new Watch(ask);
    if (!watch || (now.guard && !now.accepted)) return;
    watch.end();
    question.drop();
  }

  offer({
    update,
    ask: (/** @type {FieldKind} */ kind) => {
      if (watch && !watch.accepted) ask(kind);
    },
  });
})();
