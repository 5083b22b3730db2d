// Marks beside links: which pages have results, where links lead in the end, and what gets which mark.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { ENGINES, engineOf, originsOf, targetOf } from '../../extension/src/engines.js';
import { CLASSES, markOf } from '../../extension/src/policy.js';

for (const { link, target } of JSON.parse(readFileSync(new URL('marks.json', import.meta.url)))) {
  test(`marks: ${link.slice(0, 90)} leads to ${target}`, () => {
    assert.equal(targetOf(link), target);
  });
}

for (const [url, engine] of [
  ['https://www.google.com/search?q=x', 'google'],
  ['https://www.google.com.br/search?q=x', 'google'],
  ['https://www.google.com/maps', null],
  ['https://www.google.evil.example/search?q=x', null],
  ['https://mail.google.com/search', null],
  ['https://www.bing.com/search?q=x', 'bing'],
  ['https://duckduckgo.com/?q=x', 'duckduckgo'],
  ['https://html.duckduckgo.com/html/', 'duckduckgo'],
  ['https://notduckduckgo.com/?q=x', null],
  ['https://search.brave.com/search?q=x', 'brave'],
  ['https://www.ecosia.org/search?q=x', 'ecosia'],
  ['https://eu.startpage.com/sp/search', 'startpage'],
  ['https://lite.qwant.com/?q=x', 'qwant'],
  ['https://search.yahoo.com/search?p=x', 'yahoo'],
  ['https://uk.search.yahoo.com/search?p=x', 'yahoo'],
  ['https://yandex.com.tr/search/?text=x', 'yandex'],
  ['https://ya.ru/search/?text=x', 'yandex'],
  ['https://yandex.ru/maps/', null],
]) {
  test(`marks: ${url} is a page of ${engine}`, () => assert.equal(engineOf(url), engine));
}

test('marks: each class has its mark, and what says nothing has none', () => {
  const marks = CLASSES.map((verdictClass) => [verdictClass, markOf({ class: verdictClass })]);
  assert.deepEqual(Object.fromEntries(marks), {
    verified: 'verified',
    'verified-elsewhere': 'elsewhere',
    disputed: 'caution',
    illicit: 'illicit',
    suspicious: 'suspicious',
    unverified: 'caution',
    'no-medicine': null,
    unknown: null,
  });
});

test('marks: an engine asks for its own hosts alone, over TLS, within what the manifest may ask for', () => {
  for (const [id, { hosts }] of Object.entries(ENGINES)) {
    assert.ok(hosts.length > 0 && new Set(hosts).size === hosts.length, id);
    for (const origin of originsOf(id)) assert.match(origin, /^https:\/\/(\*\.)?[a-z.-]+\.[a-z]+\/\*$/);
  }
});
