// First run: settings open, nothing is checked and everything says so, then a code from `licit pair`.
import assert from 'node:assert/strict';
import { look } from './look.mjs';
import { words } from './words.mjs';

export default [
  {
    name: 'install opens the settings, which say that the browser is not paired',
    async run({ driver }) {
      assert.equal(await driver.probe.text('#status-text'), words('reason_not_paired'));
    },
  },
  {
    name: 'not paired: the toolbar and the popup say that nothing is checked',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at('plain-test.example'));
      await driver.toolbarShows(tab, words('badge_not_paired'), words('title_not_paired'));
      const popup = await driver.popup(tab);
      assert.equal(await popup.text('#page h1'), words('reason_not_paired'));
      assert.equal(await popup.text('#page .explain'), words('remedy_not_paired'));
      await look(popup, 'popup-not-paired');
      await look(driver.probe, 'settings-not-paired');
      await popup.close();
      await tab.close();
    },
  },
  {
    name: 'an address that is not this computer is refused',
    async run({ driver }) {
      await driver.probe.fill('#address', '192.168.1.2:7965');
      await driver.probe.press('#address-form button');
      await driver.probe.shows('#address-result');
      assert.equal(await driver.probe.text('#address-result'), words('address_wrong'));
    },
  },
  {
    name: 'a wrong code is refused, and says what to do',
    async run({ driver, daemon, pair }) {
      assert.equal(await pair('ABCD'), words('pair_format'));
      await driver.connect(daemon.address);
      assert.equal(await pair('ABCD-EFGH'), words('pair_wrong'));
    },
  },
  {
    name: 'the code of `licit pair` pairs, in small letters and without its hyphen too; open tabs are checked then',
    async run({ driver, daemon, site, pair }) {
      const tab = await driver.newTab();
      await tab.go(site.at('pharmacy-test.example'));
      await driver.toolbarShows(tab, words('badge_not_paired'), words('title_not_paired'));
      const code = await daemon.pairingCode();
      assert.equal(await pair(code.toLowerCase().replace('-', '')), words('pair_done'));
      assert.equal(await driver.probe.text('#status-text'), words('status_ready'));
      await driver.toolbarShows(
        tab,
        words('badge_verified'),
        words('title_verified', 'pharmacy-test.example'),
      );
      await tab.close();
    },
  },
  {
    name: 'a code works once',
    async run({ driver, daemon, pair }) {
      const code = await daemon.pairingCode();
      assert.equal(await pair(code), words('pair_done'));
      assert.equal(await pair(code), words('pair_wrong'));
      await driver.settings();
    },
  },
  {
    name: 'the country is kept',
    async run({ driver }) {
      await driver.probe.fill('#country', 'CZ');
      const settings = await driver.settings();
      assert.equal(await settings.evaluate(() => document.querySelector('#country').value), 'CZ');
    },
  },
];
