// When there is no answer, or an old one: each trouble has its words, and none looks like safety.
import assert from 'node:assert/strict';
import { MUCH_LATER, TODAY } from './daemon.mjs';
import { until } from './until.mjs';
import { look } from './look.mjs';
import { words } from './words.mjs';

const PLAIN = 'plain-test.example';
const LISTED = 'third-test.example';

/** The popup of a tab, which says so. */
async function popupSays(driver, tab, sentence, remedy) {
  const popup = await driver.popup(tab);
  assert.equal(await popup.text('#page h1'), words(sentence));
  assert.equal(await popup.text('#page .explain'), words(remedy));
  assert.equal(
    await popup.evaluate(() => document.querySelector('#page img').getAttribute('src')),
    '/icons/unavailable.svg',
  );
  return popup;
}

export default [
  {
    name: 'lists out of date: the toolbar, the popup and the settings say so, and a warning still comes',
    async run({ driver, site, daemon }) {
      await daemon.stop();
      try {
        await daemon.start(MUCH_LATER);
        const settings = await driver.settings();
        assert.match(await settings.text('#status-more'), /SÚKL/);
        const tab = await driver.visit(site.at(PLAIN));
        await driver.toolbarShows(tab, words('badge_stale'), words('title_stale'));
        const popup = await driver.popup(tab);
        await popup.shows('#lists-old');
        assert.equal(await popup.text('#page h1'), words('verdict_unknown'));
        assert.match(await popup.text('#lists-old'), /SÚKL/);
        await look(popup, 'popup-old-lists');
        await look(settings, 'settings-old-lists');
        await popup.close();
        await tab.go(site.at(LISTED));
        await tab.warned(LISTED);
        assert.match(await tab.text('#sources'), /out of date/);
        await tab.close();
      } finally {
        await daemon.stop();
        await daemon.start(TODAY);
        await driver.settings();
      }
    },
  },
  {
    name: 'daemon stopped: said on the toolbar, in the popup and in the settings; a warning stays; then it comes back',
    async run({ driver, site, daemon }) {
      const held = await driver.visit(site.at(PLAIN, '/before'));
      await held.go(site.at(LISTED));
      await held.warned(LISTED);
      await daemon.stop();
      let tab, popup;
      try {
        tab = await driver.visit(site.at('pharmacy-test.example'));
        await driver.toolbarShows(tab, words('badge_off'), words('title_not_running'));
        popup = await popupSays(driver, tab, 'reason_not_running', 'remedy_not_running');
        await look(popup, 'popup-not-running');
        await held.reload();
        await held.warned(LISTED);
        const settings = await driver.settings();
        assert.equal(await settings.text('#status-text'), words('reason_not_running'));
      } finally {
        await daemon.start();
      }
      await popup.press('#check');
      await driver.toolbarShows(
        tab,
        words('badge_verified'),
        words('title_verified', 'pharmacy-test.example'),
      );
      await popup.close();
      await tab.close();
      await held.close();
    },
  },
  {
    name: 'a daemon that does not answer holds up no page, and the toolbar says so in the end',
    async run({ driver, site, daemon }) {
      await daemon.stop();
      await daemon.startSilent();
      try {
        const tab = await driver.visit(site.at(PLAIN));
        await driver.toolbarShows(tab, words('badge_off'), words('title_timeout'));
        await (await popupSays(driver, tab, 'reason_timeout', 'remedy_timeout')).close();
        await tab.close();
      } finally {
        await daemon.stopSilent();
        await daemon.start();
      }
    },
  },
  {
    name: 'a pairing that licitd does not know: said everywhere, and a new code mends it',
    async run({ driver, site, daemon, pair }) {
      await daemon.stop();
      await daemon.use('other');
      await daemon.start();
      const tab = await driver.visit(site.at('pharmacy-test.example'));
      await driver.toolbarShows(tab, words('badge_not_paired'), words('title_refused'));
      await (await popupSays(driver, tab, 'reason_refused', 'remedy_refused')).close();
      const settings = await driver.settings();
      assert.equal(await settings.text('#status-text'), words('reason_refused'));
      assert.equal(await pair(await daemon.pairingCode()), words('pair_done'));
      await driver.toolbarShows(
        tab,
        words('badge_verified'),
        words('title_verified', 'pharmacy-test.example'),
      );
      await tab.close();
    },
  },
  {
    name: 'the background went to sleep: the next listed site is warned about, and what was open is known still',
    async run({ driver, site }) {
      const before = await driver.visit(site.at(PLAIN, '/before'));
      await before.go(site.at(LISTED));
      await before.warned(LISTED);
      await driver.sleep();
      const tab = await driver.visit(site.at(PLAIN, '/after'));
      await tab.go(site.at('second-test.example'));
      await tab.warned('second-test.example');
      await before.press('#back');
      await before.at(site.at(PLAIN, '/before'));
      await tab.close();
      await before.close();
    },
  },
  {
    name: 'a warning from an earlier session asks licitd anew: still warned, and Back goes to the page before',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/before'));
      await tab.go(site.at(LISTED));
      await tab.warned(LISTED);
      await driver.probe.evaluate(() => (globalThis.browser ?? globalThis.chrome).storage.session.clear());
      await driver.sleep();
      await tab.reload();
      await tab.warned(LISTED);
      await until('the warning to name its source', async () =>
        (await tab.text('#sources')).includes('SÚKL'),
      );
      await tab.press('#back');
      await tab.at(site.at(PLAIN, '/before'));
      await tab.close();
    },
  },
  {
    name: 'unpaired: nothing is checked any more, and that is said',
    async run({ driver, site }) {
      const settings = await driver.settings();
      await settings.press('#unpair');
      await settings.shows('#pair-form');
      const tab = await driver.visit(site.at('pharmacy-test.example'));
      await driver.toolbarShows(tab, words('badge_not_paired'), words('title_not_paired'));
      await (await popupSays(driver, tab, 'reason_not_paired', 'remedy_not_paired')).close();
      await tab.close();
    },
  },
];
