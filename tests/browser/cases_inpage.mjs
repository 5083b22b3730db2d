// The notice in pages themselves, and pages that fight it.
import assert from 'node:assert/strict';
import { look } from './look.mjs';
import { until } from './until.mjs';
import { words } from './words.mjs';
import {
  LONG_MS,
  PLAIN,
  SUSPICIOUS,
  all,
  asked,
  bars,
  click,
  clickUntil,
  noticed,
  pause,
  picture,
  touch,
  type,
  valueOf,
  visit,
} from './inpage.mjs';

const NOTICES = [
  { host: SUSPICIOUS, state: 'suspicious', sentence: 'verdict_suspicious', who: /kept by volunteers/ },
  { host: 'disputed-test.example', state: 'caution', sentence: 'verdict_disputed', who: /EOF/ },
  {
    host: 'claim-test.example',
    state: 'caution',
    sentence: 'verdict_unverified',
    who: /SÚKL|Czech register/,
  },
  { host: 'abroad-test.example', state: 'elsewhere', sentence: 'verdict_elsewhere', who: /Irish register/ },
];

async function checkNotice({ driver, site }, { host, state, sentence, who }) {
  const tab = await visit(driver, site.at(host));
  const notice = await noticed(tab);
  assert.equal(notice.state, state);
  assert.equal(notice.texts[0], words(sentence));
  assert.match(notice.texts[1], who);
  assert.ok(notice.picture > 0);
  assert.equal(notice.attributes, 0);
  const named = await tab.page.named();
  for (const part of [
    ['region', words('notice_label')],
    ['button', words('notice_details')],
    ['button', words('notice_close')],
  ])
    assert.ok(
      named.some(([role, name]) => role === part[0] && name === part[1]),
      `${part} in ${named}`,
    );
  const [x, , width, height] = notice.rect;
  const [wide, body] = await tab.evaluate(() => [
    document.documentElement.clientWidth,
    document.body.getBoundingClientRect().y,
  ]);
  assert.deepEqual([x, width, height], [0, wide, 64]);
  // The page stands where it stood.
  assert.equal(body, 0 + (await tab.evaluate(() => parseFloat(getComputedStyle(document.body).marginTop))));
  await picture(tab, `notice-${host.replace('-test.example', '')}`);
  await tab.close();
}

/** Pages that fight the notice and lose. */
const FIGHTS = [
  { path: '/styled', name: 'that styles everything away and paints over every box' },
  { path: '/zoomed', name: 'that makes all beside its body small' },
  { path: '/inert', name: 'that makes every foreign node inert, hidden and unstyled' },
  { path: '/moved-away', name: 'that removes foreign nodes now and then' },
  { path: '/timers', name: 'that clears all timers and removes foreign nodes' },
  { path: '/opened', name: 'that opens its document anew' },
  { path: '/clobbered', name: 'that names its elements after what scripts call' },
  { path: '/transition', name: 'that covers itself with a picture of itself' },
  { path: '/overlaid', name: 'that opens a popover over everything' },
];

async function checkFight({ driver, site }, { path: at }) {
  const tab = await driver.newTab();
  await tab.go(site.at(SUSPICIOUS, at));
  await tab.page.front();
  await noticed(tab);
  // Longer than each of them takes to strike.
  await pause(2 * LONG_MS);
  const notice = await noticed(tab);
  assert.equal(notice.rect[3], 64);
  assert.equal(notice.texts[0], words('verdict_suspicious'));
  assert.deepEqual(notice.look, ['block', 'visible', '1', 'none', 'none', 'none', 'fixed', 'none']);
  assert.equal(await tab.evaluate(() => document.activeViewTransition ?? null), null);
  await picture(tab, `notice-fight${at.replace('/', '-')}`);
  await tab.close();
}

export default [
  {
    name: 'in pages: until the browser allows it nothing is shown, and the settings ask',
    async run({ driver, site }) {
      const settings = await driver.settings();
      const mayAsk = await settings.evaluate(() =>
        document.querySelector('#notice-not-allowed').checkVisibility(),
      );
      // The build for the tests in Chromium is allowed from the beginning.
      assert.equal(mayAsk, driver.name === 'firefox');
      await look(settings, 'settings-pages');
      if (!mayAsk) return;
      const tab = await visit(driver, site.at(SUSPICIOUS, '/checkout'));
      await driver.toolbarShows(tab, words('badge_suspicious'), words('title_suspicious', SUSPICIOUS));
      await touch(tab, '#card');
      await type(tab, '4');
      assert.equal(await valueOf(tab, '#card'), '4');
      assert.deepEqual(await all(tab), []);
      await click(settings, '#notice-allow');
      await settings.hides('#notice-not-allowed');
      await tab.page.front();
      // What was open already is seen to at once.
      await asked(tab);
      await tab.close();
    },
  },
  ...NOTICES.map((row) => ({
    name: `in pages: a notice on ${row.host}`,
    run: (context) => checkNotice(context, row),
  })),
  {
    name: 'in pages: nothing at all where nothing is known, or all is well',
    async run({ driver, site }) {
      for (const [host, title] of [
        [PLAIN, 'title_unknown'],
        ['pharmacy-test.example', 'title_verified'],
      ]) {
        const tab = await visit(driver, site.at(host, '/checkout'));
        const badge = title === 'title_verified' ? words('badge_verified') : '';
        await driver.toolbarShows(tab, badge, words(title, host));
        await touch(tab, '#card');
        await type(tab, '42');
        assert.equal(await valueOf(tab, '#card'), '42');
        assert.equal(await tab.evaluate(() => document.documentElement.children.length), 2);
        await tab.close();
      }
    },
  },
  {
    name: 'in pages: Details opens the popup, Close closes, and the site has no notice then',
    async run({ driver, site }) {
      const host = 'claim-test.example';
      const tab = await visit(driver, site.at(host));
      await noticed(tab);
      const popups = () =>
        driver.probe.evaluate(
          () => (globalThis.browser ?? globalThis.chrome).extension.getViews({ type: 'popup' }).length,
        );
      const before = (await driver.tabs()).length;
      await clickUntil(tab, words('notice_details'), async () => {
        return (await popups()) === 1 || (await driver.tabs()).length > before;
      });
      await tab.page.front();
      await clickUntil(tab, words('notice_close'), async () => (await all(tab)).length === 0);
      await tab.go(site.at(host, '/rogue'));
      await tab.at(site.at(host, '/rogue'));
      await driver.toolbarShows(tab, words('badge_caution'), words('title_unverified', host));
      await pause(LONG_MS);
      assert.deepEqual(await all(tab), []);
      await tab.close();
    },
  },
  {
    name: 'in pages: Escape closes the notice for who is in it, and for nobody else',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at('disputed-test.example'));
      await noticed(tab);
      await pause(LONG_MS);
      await tab.key('Escape');
      await noticed(tab);
      await until('Escape to count', async () => {
        await tab.inside((roots) => roots[0]?.querySelector('button').focus());
        await tab.key('Escape');
        return (await all(tab)).length === 0;
      });
      await tab.close();
    },
  },
  {
    name: 'in pages: a background that went to sleep is woken by Close, and remembers it',
    async run({ driver, site }) {
      const host = 'abroad-test.example';
      const tab = await visit(driver, site.at(host));
      await noticed(tab);
      await driver.sleep();
      await tab.page.front();
      await clickUntil(tab, words('notice_close'), async () => (await all(tab)).length === 0);
      const closed = () =>
        driver.probe.evaluate(
          async (name) =>
            (await (globalThis.browser ?? globalThis.chrome).storage.session.get('closed')).closed?.[name],
          host,
        );
      await until('it to be remembered', async () => (await closed()) === 'verified-elsewhere');
      await tab.close();
    },
  },
  ...FIGHTS.map((row) => ({
    name: `in pages: the notice stands on a page ${row.name}`,
    run: (context) => checkFight(context, row),
  })),
  {
    name: 'in pages: a page that removes the notice over and over is told of on the toolbar, and its fields are held back',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, '/sweep'));
      const title = `${words('title_suspicious', SUSPICIOUS)}\n${words('notice_fought')}`;
      await driver.toolbarShows(tab, words('badge_suspicious'), title);
      await touch(tab, '#card');
      await type(tab, '4111');
      assert.equal(await valueOf(tab, '#card'), '');
      await tab.close();
    },
  },
  {
    name: 'in pages: a page that covers the notice over and over, even letting clicks through, is told of on the toolbar',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, '/veiled'));
      const title = `${words('title_suspicious', SUSPICIOUS)}\n${words('notice_fought')}`;
      await driver.toolbarShows(tab, words('badge_suspicious'), title);
      await tab.close();
    },
  },
  {
    name: 'in pages: clicks that a page makes itself do nothing',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, '/clicking'));
      await noticed(tab);
      const before = (await driver.tabs()).length;
      await pause(2 * LONG_MS);
      await noticed(tab);
      assert.equal((await driver.tabs()).length, before);
      await tab.close();
    },
  },
  {
    name: 'in pages: a page can read nothing of the notice: no root, no text, no event, no name, no message',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, '/prying'));
      const { texts } = await noticed(tab);
      const seen = await tab.evaluate((all) => {
        const [host, ...others] = [...document.documentElement.children].filter(
          (element) => element !== document.head && element !== document.body,
        );
        document.execCommand('selectAll');
        const selected = String(getSelection());
        return {
          others: others.length,
          tag: host.localName,
          attributes: host.attributes.length,
          root: host.shadowRoot,
          inner: host.childNodes.length,
          size: [host.offsetWidth, host.offsetHeight],
          roots: window.roots.length,
          toggles: window.toggles,
          listened: window.listened.length,
          names: Object.getOwnPropertyNames(window).filter((name) => !window.names.has(name)),
          symbol: Symbol.for('licit') in window,
          found: all
            .flatMap((text) => text.split(/\s+/))
            .filter((word) => window.find(word, false, false, true)),
          selected,
          popover: document.querySelectorAll(':popover-open, :modal').length,
          runtime: typeof globalThis.chrome?.runtime?.sendMessage,
          html: host.getHTML?.({ serializableShadowRoots: true, shadowRoots: [] }) ?? '',
        };
      }, texts);
      assert.deepEqual(seen, {
        others: 0,
        tag: 'div',
        attributes: 0,
        root: null,
        inner: 0,
        size: [0, 0],
        roots: 0,
        toggles: 0,
        listened: 0,
        names: ['names'],
        symbol: false,
        found: [],
        selected: 'Shop',
        popover: 0,
        runtime: 'undefined',
        html: '',
      });
      await tab.close();
    },
  },
  {
    name: 'in pages: a narrow window has room for all of it',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, '/checkout'));
      await noticed(tab);
      await tab.page.resize(400, 700);
      const notice = await until('the higher bar', async () =>
        (await bars(tab)).find(({ rect }) => rect[3] === 148),
      );
      assert.equal(notice.onTop, true);
      await picture(tab, 'notice-narrow');
      await touch(tab, '#card');
      await asked(tab);
      await picture(tab, 'guard-narrow');
      await tab.page.resize(1000, 760);
      await tab.close();
    },
  },
  {
    name: 'in pages: switched off in the settings, neither is shown, in open pages too, and an open question goes',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, '/checkout'));
      await noticed(tab);
      await touch(tab, '#card');
      await asked(tab);
      const settings = await driver.settings();
      const number = /\d{4}/.exec(await settings.text('#notice-number'))[0];
      assert.ok((await bars(tab))[0].texts.includes(number));
      const isOn = (name) => settings.evaluate((css) => document.querySelector(css).checked, name);
      const set = async (on) => {
        for (const name of ['#notice', '#guard']) {
          await click(settings, name);
          await until(`${name} to be ${on ? 'on' : 'off'}`, async () => (await isOn(name)) === on);
        }
      };
      await set(false);
      try {
        await tab.page.front();
        await until('nothing in the page', async () => (await all(tab)).length === 0);
        await until('the field to take what is typed', async () => {
          await touch(tab, '#card');
          await type(tab, '4');
          return (await valueOf(tab, '#card')).startsWith('4');
        });
      } finally {
        await set(true);
      }
      await tab.close();
    },
  },
];
