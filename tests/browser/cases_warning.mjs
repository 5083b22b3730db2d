// The warning: it comes before the page can be used, Back goes back, Proceed proceeds, and nothing gets around it.
import assert from 'node:assert/strict';
import { Tab } from './driver.mjs';
import { pause } from './inpage.mjs';
import { look } from './look.mjs';
import { until } from './until.mjs';
import { words } from './words.mjs';

const PLAIN = 'plain-test.example';
const LISTED = 'kamagra-test.example';

/** A page that navigates 200 times a second fills the browser's own queue, and we are told in our turn. */
const STORM_MS = 60000;

/** Longer than a page may take to lead on by itself. */
const SEEN_MS = 1200;

/** Opens the disclosure and goes on. */
async function proceed(tab) {
  await tab.press('#more summary');
  await tab.press('#proceed');
}

/** Clicks where the page has its button, over and over, until the warning is there. */
async function clickUntilWarned(tab, host) {
  let there = false;
  const warned = tab.warned(host).finally(() => (there = true));
  while (!there) await tab.mouse(120, 120);
  await warned;
}

export default [
  {
    name: 'a listed site: the warning is there before the page can be used',
    async run({ driver, site }) {
      const begun = Date.now();
      const tab = await driver.visit(site.at(PLAIN, '/before?now'));
      site.keepPace(Date.now() - begun);
      site.visits.length = 0;
      void tab.go(site.at(LISTED));
      await clickUntilWarned(tab, LISTED);
      site.keepPace(0);
      assert.equal(site.count(LISTED, '/ran'), 0);
      assert.equal(site.count(LISTED, '/clicked'), 0);
      await driver.toolbarShows(tab, words('badge_illicit'), words('title_illicit', LISTED));
      await tab.close();
    },
  },
  {
    name: 'the warning says who, since when and why, with a link; Back has the focus and Proceed is put away',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN));
      await tab.go(site.at(`www.${LISTED}`));
      await tab.warned(`www.${LISTED}`);
      const said = await tab.evaluate(() => ({
        host: [...document.querySelector('#host').childNodes].map((node) => node.textContent),
        source: document.querySelector('.source').textContent,
        facts: [...document.querySelectorAll('.source dt')].map((term) => [
          term.textContent,
          term.nextElementSibling.textContent,
        ]),
        links: [...document.querySelectorAll('.source a')].map((link) => link.href),
        focus: document.activeElement.id,
        proceed: document.querySelector('#proceed').checkVisibility(),
      }));
      assert.deepEqual(said.host, ['www.', LISTED]);
      assert.deepEqual(said.facts.slice(0, 2), [
        [words('warning_authority'), 'SÚKL, Státní ústav pro kontrolu léčiv'],
        [words('warning_list'), 'sites with an illegal offer of medicinal products'],
      ]);
      for (const day of ['2022-03-17', '2026-06-18'])
        assert.ok(said.source.includes(await driver.date(day)), day);
      assert.match(said.source, /offers prescription medicines without a prescription/);
      assert.deepEqual(said.links, [
        'https://authority.example/illegal',
        'https://authority.example/illegal/17',
      ]);
      assert.equal(said.focus, 'back');
      assert.equal(said.proceed, false);
      await look(tab, 'warning');
      await tab.press('#more summary');
      await look(tab, 'warning-proceed');
      const popup = await driver.popup(tab);
      await look(popup, 'popup-illicit');
      assert.equal(await popup.text('#page h1'), words('verdict_illicit'));
      assert.equal(await popup.text('#page .host'), `www.${LISTED}`);
      await popup.close();
      await tab.close();
    },
  },
  {
    name: 'the site of a listed name is asked for nothing before the shopper goes on to it',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      site.visits.length = 0;
      await tab.go(site.at('third-test.example', '/shop'));
      await tab.warned('third-test.example');
      assert.equal(site.visits.filter(({ host }) => host === 'third-test.example').length, 0);
      await proceed(tab);
      await tab.at(site.at('third-test.example', '/shop'));
      assert.equal(site.count('third-test.example', '/shop'), 1);
      const settings = await driver.settings();
      await settings.press('#sites button');
      await settings.shows('#sites-none');
      await tab.close();
    },
  },
  {
    name: 'what the rules held back and nobody warns about is loaded: the rules were older than the lists',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      await driver.probe.evaluate(() =>
        (globalThis.browser ?? globalThis.chrome).declarativeNetRequest.updateSessionRules({
          removeRuleIds: [1],
          addRules: [
            {
              id: 1,
              action: { type: 'block' },
              condition: { requestDomains: ['pharmacy-test.example'], resourceTypes: ['main_frame'] },
            },
          ],
        }),
      );
      await tab.go(site.at('pharmacy-test.example', '/late'));
      await tab.at(site.at('pharmacy-test.example', '/late'));
      await until('the page to be asked for', () => site.count('pharmacy-test.example', '/late') === 1);
      await until('the rules to be renewed', () =>
        driver.probe.evaluate(async () => {
          const { declarativeNetRequest } = globalThis.browser ?? globalThis.chrome;
          const [rule] = await declarativeNetRequest.getSessionRules({ ruleIds: [1] });
          return rule?.condition.requestDomains.includes('kamagra-test.example');
        }),
      );
      await tab.close();
    },
  },
  {
    name: 'Back goes to the page before',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      await tab.go(site.at(LISTED));
      await tab.warned(LISTED);
      await tab.press('#back');
      await tab.at(site.at(PLAIN, '/before'));
      await driver.toolbarShows(tab, '', words('title_unknown', PLAIN));
      await tab.close();
    },
  },
  {
    name: 'the Enter key goes back, for Back has the focus',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      await tab.go(site.at(LISTED));
      await tab.warned(LISTED);
      await tab.page.front();
      await tab.key('Enter');
      await tab.at(site.at(PLAIN, '/before'));
      await tab.close();
    },
  },
  {
    name: 'the browser’s own Back goes to the page before',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      await tab.go(site.at(LISTED));
      await tab.warned(LISTED);
      await tab.toolbarBack();
      await tab.at(site.at(PLAIN, '/before'));
      await tab.close();
    },
  },
  {
    name: 'a page that answers at once is warned about, and Back still goes to the page before',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      await tab.go(site.at(LISTED, '/?now'));
      await tab.warned(LISTED);
      await tab.press('#back');
      await tab.at(site.at(PLAIN, '/before'));
      await tab.close();
    },
  },
  {
    name: 'in a tab that a link opened, Back closes the tab',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, `/?blank&to=${encodeURIComponent(site.at(LISTED))}`));
      await tab.page.front();
      await tab.mouse(...(await tab.evaluate(middleOfLink)));
      const opened = await driver.tabAt(driver.pageUrl('warning'));
      await opened.warned(LISTED);
      await opened.press('#back');
      await until('the tab to close', async () => (await openWarnings(driver)).length === 0);
      await tab.at(site.at(PLAIN, `/?blank&to=${encodeURIComponent(site.at(LISTED))}`));
      await tab.close();
    },
  },
  {
    name: 'reloading the warning shows it again, and Back still goes back',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      await tab.go(site.at(LISTED));
      await tab.warned(LISTED);
      await tab.evaluate(() => document.querySelector('#host').replaceChildren());
      await tab.reload();
      await tab.warned(LISTED);
      await tab.press('#back');
      await tab.at(site.at(PLAIN, '/before'));
      await tab.close();
    },
  },
  {
    name: 'after Back, going forward shows the warning again',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      await tab.go(site.at(LISTED));
      await tab.warned(LISTED);
      await tab.press('#back');
      await tab.at(site.at(PLAIN, '/before'));
      // As somebody who saw the page: what goes forward at once is the page itself.
      await pause(SEEN_MS);
      await tab.evaluate(() => history.forward());
      await tab.warned(LISTED);
      await tab.press('#back');
      await tab.at(site.at(PLAIN, '/before'));
      await tab.close();
    },
  },
  {
    name: 'two tabs on listed sites have their own warnings',
    async run({ driver, site }) {
      const one = await driver.visit(site.at(PLAIN, '/one'));
      await one.go(site.at(LISTED));
      await one.warned(LISTED);
      const two = await driver.visit(site.at(PLAIN, '/two'));
      await two.go(site.at('second-test.example'));
      await two.warned('second-test.example');
      await two.press('#back');
      await two.at(site.at(PLAIN, '/two'));
      await one.warned(LISTED);
      await one.press('#back');
      await one.at(site.at(PLAIN, '/one'));
      await one.close();
      await two.close();
    },
  },
  ...[
    ['a redirect by the server', (site, to) => site.at(PLAIN, `/moved?to=${encodeURIComponent(to)}`)],
    ['a redirect by script', (site, to) => site.at(PLAIN, `/script?to=${encodeURIComponent(to)}`)],
    [
      'a redirect by the server to one by script to one by the server',
      (site, to) => {
        const last = site.at('pharmacy-test.example', `/moved?to=${encodeURIComponent(to)}`);
        const middle = site.at(PLAIN, `/script?to=${encodeURIComponent(last)}`);
        return site.at(PLAIN, `/moved?to=${encodeURIComponent(middle)}`);
      },
    ],
  ].map(([what, chain]) => ({
    name: `${what} to a listed site is warned about, and Back leaves the whole chain`,
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      await tab.evaluate((to) => setTimeout(() => location.assign(to)), chain(site, site.at(LISTED)));
      await tab.warned(LISTED);
      await tab.press('#back');
      await tab.at(site.at(PLAIN, '/before'));
      await tab.close();
    },
  })),
  {
    name: 'a page that adds to the history each time before it leads to a listed site is left by one press of Back',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      const to = site.at(PLAIN, `/pushes?to=${encodeURIComponent(site.at(LISTED))}`);
      await tab.evaluate((address) => setTimeout(() => location.assign(address)), to);
      await tab.warned(LISTED);
      await tab.press('#back');
      await tab.at(site.at(PLAIN, '/before'));
      await tab.close();
    },
  },
  {
    name: 'a listed page that keeps loading itself is held all the same, and Back leaves it',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      const to = site.at('hostile-test.example', '/storm');
      await tab.go(site.at('hostile-test.example', `/storm?now&to=${encodeURIComponent(to)}`));
      const held = await until('one warning and no other page', () => onlyWarning(driver), STORM_MS);
      await held.warned('hostile-test.example');
      await held.press('#back');
      await until('the warning to go', async () => (await openWarnings(driver)).length === 0);
    },
  },
  {
    name: 'Proceed opens the very address, and is remembered: on reload, in another tab, on another page of the site',
    async run({ driver, site }) {
      const url = site.at(LISTED, '/deep/page?query=1#part');
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      site.visits.length = 0;
      await tab.go(url);
      await tab.warned(LISTED);
      await proceed(tab);
      await tab.at(url);
      await driver.toolbarShows(tab, words('badge_illicit'), words('title_proceeded', LISTED));
      assert.equal(site.count(LISTED, '/ran'), 1);
      await tab.reload();
      await until('the page to run again', () => site.count(LISTED, '/ran') === 2);
      const other = await driver.visit(site.at(`www.${LISTED}`, '/another'));
      await driver.toolbarShows(other, words('badge_illicit'), words('title_proceeded', `www.${LISTED}`));
      await other.close();
      const elsewhere = await driver.newTab();
      await elsewhere.go(site.at('second-test.example'));
      await elsewhere.warned('second-test.example');
      await elsewhere.close();
      await tab.close();
    },
  },
  {
    name: 'the popup tells of it and takes it back; the page is held again, and Back goes to the page before',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      await tab.go(site.at(LISTED));
      await tab.at(site.at(LISTED));
      const popup = await driver.popup(tab);
      assert.equal(await popup.text('#page .note h2'), words('proceeded_title'));
      await look(popup, 'popup-proceeded');
      await popup.press('#revoke');
      await tab.warned(LISTED);
      await popup.close();
      await tab.press('#back');
      await tab.at(site.at(PLAIN, '/before'));
      await tab.close();
    },
  },
  {
    name: 'the settings list it and take it back; the open page is held again',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      await tab.go(site.at('second-test.example'));
      await tab.warned('second-test.example');
      await proceed(tab);
      await tab.at(site.at('second-test.example'));
      const settings = await driver.settings();
      await settings.shows('#sites li');
      assert.match(await settings.text('#sites'), /second-test\.example/);
      await look(settings, 'settings-paired');
      await settings.press('#sites button');
      await settings.shows('#sites-none');
      await tab.warned('second-test.example');
      await tab.close();
    },
  },
  {
    name: 'Proceed for a listed path does not hold for the rest of the site, nor does the listing',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at('shop-test.example', '/good/'));
      await tab.go(site.at('shop-test.example', '/bad/pills'));
      await tab.warned('shop-test.example');
      await proceed(tab);
      await tab.at(site.at('shop-test.example', '/bad/pills'));
      const settings = await driver.settings();
      await settings.shows('#sites li');
      assert.match(await settings.text('#sites'), /shop-test\.example\/bad/);
      await settings.press('#sites button');
      await settings.shows('#sites-none');
      await tab.close();
    },
  },
  {
    name: 'a web page can neither open nor frame the warning, nor read anything of the extension',
    async run({ driver, site }) {
      const warning = `${driver.pageUrl('warning')}?id=x&url=${encodeURIComponent(site.at(LISTED))}`;
      const framing = site.at(PLAIN, `/frame?to=${encodeURIComponent(warning)}`);
      const tab = await driver.visit(framing);
      const reads = await tab.evaluate(async (address) => {
        const frame = document.querySelector('#frame');
        const asked = await fetch(address).then(
          () => 'read',
          () => 'refused',
        );
        return {
          asked,
          inside: frame.contentWindow.length,
          api: typeof globalThis.chrome?.runtime?.sendMessage,
        };
      }, warning);
      assert.deepEqual(reads, { asked: 'refused', inside: 0, api: 'undefined' });
      await tab.evaluate((address) => setTimeout(() => location.assign(address)), warning);
      const popup = await driver.popup(tab);
      await popup.close();
      assert.deepEqual(await openWarnings(driver), []);
      await tab.close();
    },
  },
];

/** The tab of a warning beside which there is only the settings page: the page's own, or one that took its place. */
async function onlyWarning(driver) {
  const pages = await driver.pages();
  const urls = await Promise.all(pages.map((page) => page.url()));
  const found = pages[urls.findIndex((url) => url.startsWith(driver.pageUrl('warning')))];
  return pages.length === 2 && found && new Tab(driver, found, null);
}

/** The warnings on show. */
async function openWarnings(driver) {
  const urls = (await driver.tabs()).map(({ url }) => url ?? '');
  return urls.filter((url) => url.startsWith(driver.pageUrl('warning')));
}

function middleOfLink() {
  const box = document.querySelector('a').getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}
