// Each verdict: what the toolbar shows, and what the popup says, with its sources. One row a verdict.
import assert from 'node:assert/strict';
import { look } from './look.mjs';
import { until } from './until.mjs';
import { words } from './words.mjs';

const ILLEGAL = 'https://authority.example/illegal';

const ROWS = [
  {
    host: 'plain-test.example',
    badge: '',
    title: 'title_unknown',
    sentence: 'verdict_unknown',
    signals: [],
    links: [],
  },
  {
    host: 'pharmacy-test.example',
    badge: 'badge_verified',
    title: 'title_verified',
    sentence: 'verdict_verified',
    signals: ['list.register', 'name.pharmacy'],
    links: ['https://authority.example/register', 'https://authority.example/register/42'],
    who: 'SÚKL, Státní ústav pro kontrolu léčiv',
  },
  {
    host: 'abroad-test.example',
    badge: 'badge_elsewhere',
    title: 'title_elsewhere',
    sentence: 'verdict_elsewhere',
    signals: ['list.register'],
    links: ['https://abroad.example/register'],
  },
  {
    host: 'disputed-test.example',
    badge: 'badge_caution',
    title: 'title_disputed',
    sentence: 'verdict_disputed',
    signals: ['list.illegal', 'list.register'],
    links: ['https://abroad.example/illegal', 'https://authority.example/register'],
  },
  {
    host: 'claim-test.example',
    badge: 'badge_caution',
    title: 'title_unverified',
    sentence: 'verdict_unverified',
    signals: ['list.claim'],
    links: ['https://authority.example/register'],
  },
  {
    host: 'community-test.example',
    badge: 'badge_suspicious',
    title: 'title_suspicious',
    sentence: 'verdict_suspicious',
    signals: ['list.community'],
    links: ['https://volunteers.example/list'],
  },
  {
    host: 'withdrawn-test.example',
    badge: '',
    title: 'title_unknown',
    sentence: 'verdict_unlisted',
    signals: ['list.withdrawn'],
    links: [ILLEGAL],
  },
  {
    host: 'shop-test.example',
    path: '/good/',
    badge: '',
    title: 'title_unknown',
    sentence: 'verdict_unknown',
    signals: [],
    links: [],
  },
];

/** What the popup lists. */
function readPopup() {
  const findings = [...document.querySelectorAll('.finding')];
  return {
    sentence: document.querySelector('#page h1').textContent,
    host: document.querySelector('#page .host').textContent,
    icon: document.querySelector('#page img').getAttribute('src'),
    signals: findings.map((finding) => finding.dataset.signal).sort(),
    links: [...document.querySelectorAll('.finding a')].map((link) => link.href),
    sources: [...document.querySelectorAll('.finding .source')].map((source) => source.textContent),
  };
}

/** What the popup of the toolbar itself says, once it does. */
function readOpenPopup() {
  const [view] = (globalThis.browser ?? globalThis.chrome).extension.getViews({
    type: 'popup',
  });
  const sentence = view?.document.querySelector('#page h1')?.textContent;
  const fits =
    view?.document.body.offsetWidth >= 380 && view.innerWidth - view.document.body.offsetWidth < 20;
  return sentence && fits ? { sentence, fits } : null;
}

async function check({ driver, site }, row) {
  const url = site.at(row.host, row.path);
  const tab = await driver.visit(url);
  await driver.toolbarShows(tab, row.badge && words(row.badge), words(row.title, row.host));
  const popup = await driver.popup(tab);
  const said = await popup.evaluate(readPopup);
  assert.equal(said.sentence, words(row.sentence));
  assert.equal(said.host, row.host);
  assert.deepEqual(said.signals, row.signals);
  for (const link of row.links) assert.ok(said.links.includes(link), `${link} in ${said.links}`);
  const copy = words('source_as_of', await driver.date('2026-06-18'));
  for (const source of said.sources) assert.ok(source.includes(copy), source);
  const who = `${words('source_label')} ${row.who} · `;
  if (row.who) assert.ok(said.sources[0].startsWith(who), said.sources[0]);
  await look(popup, `popup-${row.host.replace('-test.example', '')}`);
  if (row.sentence !== 'verdict_verified') assert.notEqual(said.icon, '/icons/verified.svg');
  await popup.close();
  await tab.close();
}

export default [
  ...ROWS.map((row) => ({
    name: `${row.host}${row.path ?? ''}: ${row.sentence}`,
    run: (context) => check(context, row),
  })),
  {
    name: 'the popup behind the toolbar button is about the tab in front, and as wide as it should be',
    async run({ driver, site }) {
      const url = site.at('pharmacy-test.example');
      const tab = await driver.visit(url);
      await tab.page.front();
      await driver.probe.evaluate(() => (globalThis.browser ?? globalThis.chrome).action.openPopup());
      const seen = await until('the popup', () => driver.probe.evaluate(readOpenPopup));
      assert.deepEqual(seen, {
        sentence: words('verdict_verified'),
        fits: true,
      });
      await tab.close();
    },
  },
  {
    name: 'a page of the browser itself: nothing to check',
    async run({ driver }) {
      const tab = await driver.newTab();
      const popup = await driver.popup(tab);
      assert.equal(await popup.text('#page h1'), words('nothing_to_check'));
      await look(popup, 'popup-nothing');
      await popup.close();
      await tab.close();
    },
  },
  {
    name: 'from one verdict to another in the same tab, and by the browser’s own Back',
    async run({ driver, site }) {
      const tab = await driver.newTab();
      const [first, second] = [site.at('pharmacy-test.example'), site.at('community-test.example')];
      await tab.go(first);
      await tab.at(first);
      await tab.go(second);
      await tab.at(second);
      await driver.toolbarShows(
        tab,
        words('badge_suspicious'),
        words('title_suspicious', 'community-test.example'),
      );
      await tab.toolbarBack();
      await tab.at(first);
      await driver.toolbarShows(
        tab,
        words('badge_verified'),
        words('title_verified', 'pharmacy-test.example'),
      );
      await tab.close();
    },
  },
  {
    name: 'what the browser took back of the toolbar is there again once somebody looks',
    async run({ driver, site }) {
      const host = 'pharmacy-test.example';
      const shown = [words('badge_verified'), words('title_verified', host)];
      const tab = await driver.visit(site.at(host));
      await driver.toolbarShows(tab, ...shown);
      await driver.probe.evaluate(async (tabId) => {
        const { action } = globalThis.browser ?? globalThis.chrome;
        await action.setBadgeText({ tabId, text: '' });
        await action.setTitle({ tabId, title: '' });
      }, tab.id);
      const other = await driver.newTab();
      await driver.probe.evaluate(
        (tabId) => (globalThis.browser ?? globalThis.chrome).tabs.update(tabId, { active: true }),
        tab.id,
      );
      await driver.toolbarShows(tab, ...shown);
      await other.close();
      await tab.close();
    },
  },
  {
    name: 'a listed path that a page goes to without a load is warned about',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at('shop-test.example', '/good/'));
      await tab.evaluate(() => history.pushState(null, '', '/bad/pills'));
      await tab.warned('shop-test.example');
      await tab.close();
    },
  },
];
