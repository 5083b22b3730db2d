// Private windows: they are warned and told as any others, and nothing of them is left when they are closed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { answered, asked, bars, click, clickUntil, noticed, pause, touch } from './inpage.mjs';
import { until } from './until.mjs';
import { words } from './words.mjs';

const PLAIN = 'plain-test.example';
const LISTED = 'third-test.example';
const NOTICED = 'community-test.example';
const PHARMACY = 'pharmacy-test.example';

/** In the paths of all private visits, and of none else. */
const SECRET = 'seen-in-private';

/** All that the extension keeps, as text. */
function kept() {
  const { storage } = globalThis.browser ?? globalThis.chrome;
  return Promise.all([storage.local.get(null), storage.session.get(null)]).then(([local, session]) => ({
    local: JSON.stringify(local),
    session: JSON.stringify(session),
  }));
}

/** The sites that the browser's rules let in because it was decided so. */
async function decidedRules() {
  const { declarativeNetRequest } = globalThis.browser ?? globalThis.chrome;
  const rules = await declarativeNetRequest.getSessionRules();
  return rules.flatMap(
    ({ action, condition }) => (action.type === 'allow' && condition.requestDomains) || [],
  );
}

/** The badge of the private tab, and whether the extension knows that it is one. */
async function privateBadge() {
  const { action, tabs } = globalThis.browser ?? globalThis.chrome;
  const [tab] = (await tabs.query({})).filter(({ incognito }) => incognito);
  return tab ? action.getBadgeText({ tabId: tab.id }) : null;
}

const badge = (driver, text) =>
  until(`the private badge “${text}”`, async () => (await driver.inPrivateBackground(privateBadge)) === text);

async function proceed(tab) {
  await tab.press('#more summary');
  await tab.press('#proceed');
}

/** The decisions that the settings list. */
async function listedSites(driver) {
  const settings = await driver.settings();
  return settings.evaluate(() => document.querySelector('#sites').textContent);
}

/** The files of the browser's own folder that hold a text. */
function filesWith(folder, text) {
  try {
    return execFileSync('grep', ['-rlaF', text, folder], { encoding: 'utf8' }).trim().split('\n');
  } catch (error) {
    if (error.status === 1) return [];
    throw error;
  }
}

export default [
  {
    name: 'private: paired and allowed in the windows that are not',
    async run({ driver, join }) {
      await join();
      assert.equal(
        await driver.probe.evaluate(() =>
          (globalThis.browser ?? globalThis.chrome).extension.isAllowedIncognitoAccess(),
        ),
        true,
      );
      if (driver.name !== 'firefox') return;
      const settings = await driver.settings();
      await click(settings, '#notice-allow');
      await settings.hides('#notice-not-allowed');
    },
  },
  {
    name: 'private: a listed site is warned about and asked for nothing, and Back goes back',
    async run({ driver, site }) {
      const tab = await driver.privateTab();
      await tab.go(site.at(PLAIN, `/${SECRET}`));
      await tab.at(site.at(PLAIN, `/${SECRET}`));
      site.visits.length = 0;
      await tab.go(site.at(LISTED, `/${SECRET}`));
      await tab.warned(LISTED);
      assert.equal(site.visits.filter(({ host }) => host === LISTED).length, 0);
      await badge(driver, words('badge_illicit'));
      await tab.press('#back');
      await tab.at(site.at(PLAIN, `/${SECRET}`));
      await tab.close();
    },
  },
  {
    name: 'private: the toolbar, the notice and the question are there',
    async run({ driver, site }) {
      const tab = await driver.privateTab();
      await tab.go(site.at(PHARMACY, `/${SECRET}`));
      await tab.at(site.at(PHARMACY, `/${SECRET}`));
      await badge(driver, words('badge_verified'));
      await tab.go(site.at(NOTICED, '/checkout'));
      await tab.at(site.at(NOTICED, '/checkout'));
      await tab.page.front();
      assert.equal((await noticed(tab)).texts[0], words('verdict_suspicious'));
      await touch(tab, '#card');
      await asked(tab);
      await tab.key('Escape');
      await answered(tab);
      await tab.close();
    },
  },
  {
    name: 'private: a notice that was closed there is closed for no other window, and for no later one',
    async run({ driver, site }) {
      const tab = await driver.privateTab();
      await tab.go(site.at(NOTICED));
      await tab.at(site.at(NOTICED));
      await tab.page.front();
      await noticed(tab);
      await clickUntil(tab, words('notice_close'), async () => (await bars(tab)).length === 0);
      await tab.reload();
      await tab.at(site.at(NOTICED));
      await badge(driver, words('badge_suspicious'));
      // Longer than it takes elsewhere.
      await pause(500);
      assert.deepEqual(await bars(tab), []);
      const open = await driver.visit(site.at(NOTICED));
      await open.page.front();
      await noticed(open);
      await open.close();
      await tab.close();
      const later = await driver.privateTab();
      await later.go(site.at(NOTICED));
      await later.at(site.at(NOTICED));
      await later.page.front();
      await noticed(later);
      await later.close();
    },
  },
  {
    name: 'private: Proceed holds there, in no other window, and in no later private one; the settings keep nothing',
    async run({ driver, site }) {
      const before = await driver.probe.evaluate(kept);
      const tab = await driver.privateTab();
      await tab.go(site.at(PLAIN, `/${SECRET}`));
      await tab.go(site.at(LISTED, `/${SECRET}`));
      await tab.warned(LISTED);
      await proceed(tab);
      await tab.at(site.at(LISTED, `/${SECRET}`));
      await tab.go(site.at(LISTED, `/${SECRET}/2`));
      await tab.at(site.at(LISTED, `/${SECRET}/2`));
      const open = await driver.visit(site.at(PLAIN, '/before'));
      await open.go(site.at(LISTED));
      await open.warned(LISTED);
      await open.close();
      await tab.close();
      const later = await driver.privateTab();
      await later.go(site.at(PLAIN, `/${SECRET}`));
      await later.at(site.at(PLAIN, `/${SECRET}`));
      await later.go(site.at(LISTED, `/${SECRET}`));
      await later.warned(LISTED);
      await later.close();
      assert.equal((await driver.probe.evaluate(kept)).local, before.local);
      assert.doesNotMatch(await listedSites(driver), new RegExp(LISTED));
    },
  },
  {
    name: 'private: nothing of it is in the extension’s storage afterwards, nor in the browser’s folder',
    async run({ driver }) {
      await until('the private tabs to be forgotten', async () => {
        const { local, session } = await driver.probe.evaluate(kept);
        assert.doesNotMatch(local + session, new RegExp(SECRET));
        assert.doesNotMatch(session, /privateDecisions|privateClosed/);
        assert.deepEqual(await driver.probe.evaluate(decidedRules), []);
        return true;
      });
      // Whoever seeks must be able to find: a page of an ordinary window is in the history, or in the cache.
      await driver.close();
      driver.closed = true;
      assert.ok(readdirSync(driver.home).length > 0);
      assert.notDeepEqual(filesWith(driver.home, PLAIN), []);
      assert.deepEqual(filesWith(driver.home, SECRET), []);
    },
  },
];
