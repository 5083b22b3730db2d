// What is kept of tabs, and that nothing comes back of one that was closed.
import assert from 'node:assert/strict';
import test from 'node:test';
import './browser.mjs';

const session = await import('../../extension/src/session.js');
const { values } = globalThis.chrome.storage.session;
const warningOf = (id, tabId) => ({ id, tabId, url: 'https://bad.example/' });

test('session: a tab and its warnings are forgotten with it, whatever comes of it later', async () => {
  await session.ready();
  session.tabOf(1).seq = 7;
  session.tabOf(2).seq = 8;
  await Promise.all([session.saveTab(1), session.saveTab(2)]);
  await Promise.all([session.saveWarning(warningOf('one', 1)), session.saveWarning(warningOf('two', 2))]);
  assert.deepEqual(Object.keys(values).sort(), ['tab:1', 'tab:2', 'warning:one', 'warning:two']);
  await session.dropTab(1);
  session.tabOf(1).seq = 9;
  await Promise.all([session.saveTab(1), session.saveWarning(warningOf('late', 1))]);
  assert.deepEqual(Object.keys(values).sort(), ['tab:2', 'warning:two']);
  assert.deepEqual(session.tabIds(), [2]);
});
