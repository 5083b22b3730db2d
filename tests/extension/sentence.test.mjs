// What findings say in each language. The cases are those of the signals themselves (tests/signal/): whatever licitd can
// say, the extension can say.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { messagesIn, wordsIn } from '../browser/words.mjs';
import './browser.mjs';

const top = new URL('../../', import.meta.url);
const read = (name) => readFileSync(new URL(name, top), 'utf8');
const languages = readdirSync(new URL('extension/_locales', top));
const signals = Object.keys(JSON.parse(read('lists/model.json')).signals);

/** The browser has this language from now on. */
function speak(language) {
  const words = wordsIn(language);
  globalThis.chrome.i18n = {
    getMessage: (key, values = []) => words(key, ...values),
    getUILanguage: () => language,
  };
}

speak('en');
const { FORMS, listName, sentenceOf } = await import('../../extension/src/sentence.js');
const client = await import('../../extension/src/client.js');
const { ADVICE } = await import('../../extension/src/pages/words.js');

/** The finding that a case expects, as licitd writes it, or null where there is none. */
function expected(signal, text) {
  const [head, summary, ...rest] = text.trim().split('\n');
  if (head === 'nothing') return null;
  const evidence = {};
  let source;
  for (const line of rest) {
    const [, name, value] = /^ {2}(\w+): (.*)$/.exec(line) ?? [];
    if (name) evidence[name] = value;
    const [, list, since, asOf, stale] = /^source (\S+) since=(\S+) as_of=(\S+)( stale)?$/.exec(line) ?? [];
    const day = (text) => (text === 'none' ? null : text);
    if (list)
      source = {
        list,
        name: list,
        since: day(since),
        as_of: day(asOf),
        stale: stale !== undefined,
      };
  }
  return {
    signal,
    direction: head.split(',')[0],
    decisive: false,
    summary,
    evidence,
    source,
  };
}

const cases = signals.flatMap((signal) =>
  read(`tests/signal/${signal}.rows`)
    .split(/^=== /m)
    .slice(1)
    .map((block) => [signal, block.split('\n', 1)[0], expected(signal, block.split(/^---$/m)[1])])
    .filter(([, , finding]) => finding),
);

/** As the extension has it from licitd. */
async function received(finding) {
  const body = {
    schema: 'licit/verdict/1',
    verdict: 'unknown',
    host: 'x.example',
    findings: [finding],
  };
  const send = async () => ({
    kind: 'reply',
    status: 200,
    text: JSON.stringify(body),
  });
  const { verdict } = await client.check({ name: 'http', send }, 'https://x.example/', '');
  return verdict.findings[0];
}

test('sentences: each signal of the model has its forms, and nothing else has', () => {
  assert.deepEqual(Object.keys(FORMS).sort(), [...signals].sort());
  assert.ok(cases.length > signals.length);
});

test('sentences: each advice that licitd gives has its words', () => {
  const source = read('daemon/engine/advice.c');
  const given = [...source.matchAll(/struct item \w+ = \{\s*"([\w-]+)"|add\(verdict, "([\w-]+)"/g)];
  assert.deepEqual(given.map(([, item, added]) => item ?? added).sort(), Object.keys(ADVICE).sort());
});

test('sentences: each form of each signal is said in some case', async () => {
  const said = new Set();
  const { getMessage } = globalThis.chrome.i18n;
  globalThis.chrome.i18n.getMessage = (key, values) => {
    said.add(key);
    return getMessage(key, values);
  };
  for (const [, , finding] of cases) sentenceOf(await received(finding));
  speak('en');
  const unsaid = Object.keys(messagesIn('en')).filter((key) => key.startsWith('says_') && !said.has(key));
  assert.deepEqual(unsaid, []);
});

for (const name of languages) {
  test(`sentences: ${name} says whatever licitd can say`, async () => {
    speak(name);
    for (const [signal, title, finding] of cases) {
      const { text, lang } = sentenceOf(await received(finding));
      assert.equal(lang, '', `${signal}, ${title}: ${text}`);
      assert.doesNotMatch(text, /undefined|\$|\d{4}-\d\d-\d\d|\.\.(\s|$)/, `${signal}, ${title}`);
    }
    speak('en');
  });
}

test('sentences: what cannot be filled, or is not known, stays in the words of licitd', () => {
  const summary = 'In English.';
  const finding = {
    signal: 'domain.new',
    direction: 'risk',
    summary,
    evidence: {},
    source: null,
  };
  for (const [signal, evidence] of [
    ['domain.new', {}],
    ['domain.new', { registered: 'an unknown date' }],
    ['seal.wrong-host', { seal: 'A seal', link: 'nowhere' }],
    ['name.mixed-scripts', { scripts: 'third' }],
    ['of.tomorrow', { medicine: 'x' }],
    ['constructor', {}],
    ['contact.shared', { contact: 'x', seller: '\u202e' }],
  ])
    assert.deepEqual(sentenceOf({ ...finding, signal, evidence }), { text: summary, lang: 'en' }, signal);
});

test('sentences: dates, countries and names are written as the language writes them', () => {
  const finding = { direction: 'risk', summary: '', source: null };
  speak('de');
  const on = {
    ...finding,
    signal: 'domain.new',
    evidence: { registered: '2026-03-01' },
  };
  assert.match(sentenceOf(on).text, /1\. März 2026/);
  const law = {
    ...finding,
    signal: 'seal.missing',
    evidence: { country: 'CZ' },
  };
  assert.match(sentenceOf(law).text, /Tschechien/);
  speak('en');
  const under = {
    ...finding,
    signal: 'list.community',
    evidence: { match: 'x.example', scope: 'wildcard' },
  };
  assert.match(sentenceOf(under).text, / \*\.x\.example\./);
});

test('sentences: beside its authority a list is called by the rest of its name', () => {
  for (const [authority, name, called] of [
    ['SÚKL', 'SÚKL, sites with an illegal offer', 'sites with an illegal offer'],
    ['SÚKL, Státní ústav pro kontrolu léčiv', 'SÚKL, a list', 'a list'],
    ['SÚKL', 'Sites with an illegal offer', 'Sites with an illegal offer'],
    ['SÚKL', 'SÚKL', 'SÚKL'],
    ['', ', a list', ', a list'],
  ])
    assert.equal(listName({ authority, name }), called);
});

test('sentences: a page cannot turn, break or fill the line with what it says', () => {
  const phrase = `no\u202eprescription\n\u2066here $1 ${'x'.repeat(5000)}`;
  const finding = {
    signal: 'prescription.required',
    direction: 'trust',
    summary: '',
    source: null,
  };
  const { text } = sentenceOf({ ...finding, evidence: { phrase } });
  // eslint-disable-next-line no-control-regex
  assert.doesNotMatch(text, /[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/);
  assert.match(text, /no prescription {2}here \$1 x+…/);
  assert.ok(text.length < 250);
});
