// What a field asks for. One row a case. The script is one that goes into pages, so it is run, not imported.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';

const script = readFileSync(new URL('../../extension/src/content/fields.js', import.meta.url), 'utf8');
const { kindOfWords, looksLikeCard } = vm.runInNewContext(`${script}; ({ kindOfWords, looksLikeCard })`);

for (const { name, kind, ...words } of JSON.parse(readFileSync(new URL('fields.json', import.meta.url)))) {
  test(`fields: ${name}`, () => {
    const whole = { type: 'text', autocomplete: '', names: [], placeholder: '', ...words };
    assert.equal(kindOfWords(whole), kind);
  });
}

for (const [value, is] of [
  ['4111 1111 1111', true],
  ['411111111111', true],
  ['4111-1111-111', false],
  ['+44 20 7946 0000 12', false],
  ['order 411111111111', false],
]) {
  test(`fields: ${value} is ${is ? '' : 'not '}typed like a card number`, () => {
    assert.equal(looksLikeCard(value), is);
  });
}
