// What stands in between: rows of faults.json, each with what was tried and the lines that come of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { findFaults } from '../../extension/src/faults.js';

const { usual, rows } = JSON.parse(readFileSync(new URL('faults.json', import.meta.url), 'utf8'));
const messages = JSON.parse(
  readFileSync(new URL('../../extension/_locales/en/messages.json', import.meta.url), 'utf8'),
);

for (const { name, tried, lines } of rows) {
  test(`faults: ${name}`, () => {
    const found = findFaults({ ...usual, ...tried });
    assert.deepEqual(
      found.map(({ state, text, remedy }) => [state, text, remedy].filter(Boolean).join(' ')),
      lines,
    );
    for (const { state, text, values, remedy } of found) {
      assert.equal(Object.keys(messages[text].placeholders ?? {}).length, values.length, text);
      if (remedy) assert.ok(messages[remedy], remedy);
      if (state === 'fail') assert.ok(remedy, `${text} needs a remedy`);
    }
  });
}
