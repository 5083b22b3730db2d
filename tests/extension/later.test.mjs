// What waits until a page has loaded: done once, and never forgotten.
import assert from 'node:assert/strict';
import test from 'node:test';
import './browser.mjs';

const later = await import('../../extension/src/later.js');
const session = await import('../../extension/src/session.js');
const { paint, unpaint } = await import('../../extension/src/toolbar.js');

const { storage } = globalThis.chrome;
const LONG_MS = 1000;

/** @type {string[]} */
let done = [];
const work = (name) => () => done.push(name);

test.beforeEach(() => {
  done = [];
});

test('later: where nothing loads it is done at once', () => {
  later.doLater(1, 'save', work('a'));
  assert.deepEqual(done, ['a']);
});

test('later: while a page loads it waits, and of two for the same the last is done, in that tab alone', () => {
  later.begin(1);
  later.begin(2);
  later.doLater(1, 'save', work('a'));
  later.doLater(1, 'save', work('b'));
  later.doLater(1, 'title', work('c'));
  later.doLater(2, 'save', work('d'));
  assert.deepEqual(done, []);
  later.end(1);
  assert.deepEqual(done, ['b', 'c']);
  later.end(1);
  later.end(2);
  assert.deepEqual(done, ['b', 'c', 'd']);
});

test('later: another page that begins before the first was there forgets nothing but what is dropped', () => {
  later.begin(1);
  later.doLater(1, 'save', work('a'));
  later.doLater(1, 'title', work('b'));
  later.begin(1);
  later.drop(1, 'title');
  later.end(1);
  assert.deepEqual(done, ['a']);
});

test('later: a page that is never there is not waited for', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  later.begin(1);
  later.doLater(1, 'save', work('a'));
  context.mock.timers.tick(LONG_MS - 1);
  assert.deepEqual(done, []);
  context.mock.timers.tick(1);
  assert.deepEqual(done, ['a']);
});

test('later: the time of one load does not end the next', (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  later.begin(1);
  later.end(1);
  context.mock.timers.tick(LONG_MS - 1);
  later.begin(1);
  later.doLater(1, 'save', work('a'));
  context.mock.timers.tick(1);
  assert.deepEqual(done, []);
  later.end(1);
});

test('session: a tab is stored once for a load, as it is at the end, or at once where that is asked for', async (context) => {
  const { mock } = context.mock.method(storage.session, 'set');
  later.begin(3);
  session.tabOf(3).seq = 1;
  session.saveTabLater(3);
  session.tabOf(3).seq = 2;
  session.saveTabLater(3);
  assert.equal(mock.callCount(), 0);
  later.end(3);
  assert.equal(mock.callCount(), 1);
  assert.equal(storage.session.values['tab:3'].seq, 2);
  later.begin(3);
  session.saveTabLater(3);
  await session.saveTab(3);
  later.end(3);
  assert.equal(mock.callCount(), 2);
});

test('toolbar: a page that looks like any other gets its title when it is there, and never that of the page before', async () => {
  const titles = [];
  const noted = (name) => async (details) =>
    titles.push(`${name} ${details.title ?? details.text ?? ''}`.trim());
  globalThis.chrome.i18n = { getMessage: (key, [host]) => `${key} ${host ?? ''}`.trim() };
  globalThis.chrome.action = {
    setTitle: noted('title'),
    setBadgeText: noted('badge'),
    setIcon: async () => {},
    setBadgeBackgroundColor: async () => {},
    setBadgeTextColor: async () => {},
  };
  const plain = { state: 'unknown', badge: null, title: 'title_unknown', listsOld: false };
  const good = { state: 'verified', badge: 'badge_verified', title: 'title_verified', listsOld: false };
  later.begin(4);
  unpaint(4);
  await paint(4, plain, 'one.example', 'unknown');
  unpaint(4);
  await paint(4, plain, 'two.example', 'unknown');
  assert.deepEqual(titles, []);
  later.end(4);
  assert.deepEqual(titles, ['title title_unknown two.example']);
  later.begin(4);
  unpaint(4);
  await paint(4, plain, 'three.example', 'unknown');
  await paint(4, good, 'three.example', 'unknown');
  later.end(4);
  assert.deepEqual(titles.slice(1), ['badge badge_verified', 'title title_verified three.example']);
});
