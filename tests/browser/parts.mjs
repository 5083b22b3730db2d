// A page on which stands what the extension shows in pages, made by the same scripts, in open shadow roots and with its
// words as text: axe sees neither closed roots nor generated content.
import { readFileSync } from 'node:fs';
import { words } from './words.mjs';

const SCRIPTS = ['door', 'fields', 'watch', 'seat', 'parts', 'bar', 'question', 'tip'];

const sources = SCRIPTS.map((name) =>
  readFileSync(new URL(`../../extension/src/content/${name}.js`, import.meta.url), 'utf8'),
).join('\n');

const WHO = 'SÚKL, sites with an illegal offer of medicinal products, since 17 March 2022';

/** @param {string} state */
const notice = (state) => ({
  state,
  label: words('notice_label'),
  sentence: words('verdict_suspicious'),
  who: WHO,
  lang: '',
  details: words('notice_details'),
  close: words('notice_close'),
});

/** @param {string} state */
const guard = (state) => ({
  state,
  heading: { card: words('guard_card'), password: words('guard_password'), address: words('guard_address') },
  sentence: words('verdict_suspicious'),
  reasons: [
    { what: words('says_no_name'), lang: '', who: WHO },
    { what: 'A sentence of licitd.', lang: 'en', who: '' },
  ],
  risk: words('guard_risk'),
  back: words('back'),
  go: words('guard_go'),
  once: words('guard_once'),
});

/** What each part is made with. */
const SHOW = {
  bar: (state) => `new Bar().show(manner, ${JSON.stringify(notice(state))});`,
  question: (state) => `new Question(() => {}).ask(manner, ${JSON.stringify(guard(state))}, 'card');`,
  tip: (state) => `new Tip('tooltip').show(document.querySelector('a'), { state: '${state}',
    sentence: ${JSON.stringify(words('verdict_suspicious'))}, who: [{ text: ${JSON.stringify(WHO)}, lang: '' }] }, manner);`,
};

/**
 * @param {keyof typeof SHOW} part
 * @param {string} state
 * @param {'ltr' | 'rtl'} dir
 */
function page(part, state, dir) {
  const manner = JSON.stringify({ lang: 'en', dir, number: '1234', host: 'shop.example' });
  return `<!doctype html><html lang=en><meta charset=utf-8><title>parts</title><main><h1>Shop</h1><p><a href=/>A link</a></p>
  </main><script>
  (() => {
    globalThis.chrome = { runtime: { sendMessage: async () => undefined } };
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (how) { return attach.call(this, { ...how, mode: 'open' }); };
    ${sources}
    const manner = ${manner};
    ${SHOW[part](state)}
    const [root] = [...document.documentElement.children].map((element) => element.shadowRoot).filter(Boolean);
    for (const element of root.querySelectorAll('[data-text]')) {
      element.append(element.dataset.text);
      element.removeAttribute('data-text');
    }
  })();
  </script></html>`;
}

export const PARTS = Object.keys(SHOW);

/** Pages by path, as Site takes them. */
export const PART_PAGES = Object.fromEntries(
  PARTS.flatMap((part) =>
    ['elsewhere', 'caution', 'suspicious', 'illicit'].flatMap((state) =>
      ['ltr', 'rtl'].map((dir) => [`/parts-${part}-${state}-${dir}`, () => page(part, state, dir)]),
    ),
  ),
);
