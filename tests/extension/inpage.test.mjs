// A notice that was closed: in which windows the site has none then.
import assert from 'node:assert/strict';
import test from 'node:test';
import './browser.mjs';

const PRIVATE = 1;
const OTHER = 2;

/** What was put into pages: the contents of the calls. @type {any[]} */
let sent = [];

Object.assign(globalThis.chrome, {
  i18n: { getMessage: (name) => name, getUILanguage: () => 'en' },
  tabs: { get: async (id) => ({ id, incognito: id === PRIVATE }) },
  webNavigation: { getAllFrames: async () => [] },
  scripting: {
    executeScript: async ({ args }) => {
      sent.push(args[1]);
      return [{ result: true }];
    },
  },
});

const inpage = await import('../../extension/src/inpage.js');
const session = await import('../../extension/src/session.js');
const settings = await import('../../extension/src/settings.js');
await settings.ready();

/** Whether a page of the site has a notice in this tab. */
async function hasNotice(tabId) {
  const answer = { kind: 'verdict', verdict: { class: 'unverified', findings: [] } };
  const entry = { kind: 'page', url: 'https://shop.example/', answer, inpage: undefined };
  session.tabOf(tabId).entry = entry;
  sent = [];
  await inpage.show(tabId, entry, { state: 'caution', notice: true, guard: false }, answer);
  return sent.some((content) => content.notice !== null);
}

for (const [tabId, otherId, name] of [
  [PRIVATE, OTHER, 'a private window says nothing of it to others'],
  [OTHER, PRIVATE, 'a private window has a notice of its own'],
]) {
  test(`closed notices: ${name}`, async () => {
    const { values } = globalThis.chrome.storage.session;
    for (const key of Object.keys(values)) delete values[key];
    assert.equal(await hasNotice(tabId), true);
    await inpage.close(tabId);
    assert.equal(await hasNotice(tabId), false);
    assert.equal(await hasNotice(otherId), true);
  });
}
