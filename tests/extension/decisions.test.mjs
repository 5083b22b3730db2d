// A decision to go on to a site that is warned about: it holds for ninety days, and in private windows for those alone.
import assert from 'node:assert/strict';
import test from 'node:test';
import './browser.mjs';

const settings = await import('../../extension/src/settings.js');
const { storage } = globalThis.chrome;
const DAY = 86400000;

/** What is decided after so many days. */
function after(days, incognito) {
  const now = Date.now() + days * DAY;
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...values) {
      super(...(values.length ? values : [now]));
    }
    static now = () => now;
  };
  try {
    return Object.keys(settings.decisions(incognito));
  } finally {
    globalThis.Date = RealDate;
  }
}

test('decisions: one holds for ninety days and no longer', async () => {
  await settings.ready();
  await settings.remember('bad.example', 'www.bad.example', false);
  assert.deepEqual(after(89.9, false), ['bad.example']);
  assert.deepEqual(after(90.1, false), []);
  assert.deepEqual(Object.keys(storage.local.values.decisions), ['bad.example']);
  await settings.revoke('bad.example');
  assert.deepEqual(after(0, false), []);
});

test('decisions: one of a private window is known in private windows alone, reaches no disk, and is forgotten', async () => {
  await settings.remember('bad.example', 'bad.example', true);
  assert.deepEqual([after(1, true), after(1, false)], [['bad.example'], []]);
  assert.deepEqual(storage.local.values.decisions, {});
  assert.deepEqual(Object.keys(storage.session.values.privateDecisions), ['bad.example']);
  assert.equal(await settings.forgetPrivate(), true);
  assert.deepEqual(after(1, true), []);
  assert.equal(storage.session.values.privateDecisions, undefined);
  assert.equal(await settings.forgetPrivate(), false);
});
