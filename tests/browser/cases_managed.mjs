// Managed browsers: what a policy says holds, and the shopper sees that and cannot change it.
import assert from 'node:assert/strict';
import { until } from './until.mjs';
import { look } from './look.mjs';
import { words } from './words.mjs';

const SUSPICIOUS = 'community-test.example';
const LISTED = 'third-test.example';

/** @param {{ address: string }} daemon */
export const policy = ({ address }) => ({
  strictness: 'suspicious',
  country: 'CZ',
  proceed: false,
  address,
  // What no policy can set, or not to that, is passed over.
  look: true,
  notice: 'no',
  token: 'stolen',
});

/** The settings as they show, and which of them are locked. */
function fields() {
  return Object.fromEntries(
    ['strictness', 'country', 'address'].map((id) => {
      const field = document.querySelector(`#${id}`);
      return [id, `${field.value}${field.disabled ? ' locked' : ''}`];
    }),
  );
}

export const managed = [
  {
    name: 'managed: the settings show what the policy says, locked, and say that somebody manages them',
    async run({ driver, daemon, pair }) {
      const settings = await driver.settings();
      assert.deepEqual(await settings.evaluate(fields), {
        strictness: 'suspicious locked',
        country: 'CZ locked',
        address: `${daemon.address} locked`,
      });
      assert.equal(await settings.text('#managed'), words('managed_note'));
      await settings.shows('#managed');
      assert.equal(await settings.text('#status-text'), words('reason_not_paired'));
      assert.equal(await settings.evaluate(() => document.querySelector('#look').checked), false);
      // At the address of the policy.
      assert.equal(await pair(await daemon.pairingCode()), words('pair_done'));
      await look(settings, 'settings-managed');
    },
  },
  {
    name: 'managed: a site with mere signs is held back, and nobody may go on',
    async run({ driver, site }) {
      const tab = await driver.newTab();
      await tab.go(site.at(SUSPICIOUS));
      await tab.warned(SUSPICIOUS);
      await tab.shows('#no-proceed');
      await tab.hides('#more');
      assert.equal(await tab.text('#no-proceed'), words('warning_no_proceed'));
      await look(tab, 'warning-managed');
      await tab.close();
    },
  },
];

export const changed = (chromiumPolicy) => [
  {
    name: 'managed: another policy holds at once, and so does none',
    async run({ driver, site, daemon }) {
      const settings = await driver.settings();
      const says = (wanted) =>
        until(`the settings to be ${JSON.stringify(wanted)}`, async () => {
          const now = await settings.evaluate(fields);
          if (JSON.stringify(now) === JSON.stringify(wanted)) return true;
          throw new Error(JSON.stringify(now));
        });
      const address = daemon.address;
      chromiumPolicy.set({ ...policy(daemon), strictness: 'illicit', country: 'DE', proceed: true });
      await says({ strictness: 'illicit locked', country: 'DE locked', address: `${address} locked` });
      const tab = await driver.visit(site.at(SUSPICIOUS));
      await tab.go(site.at(LISTED));
      await tab.warned(LISTED);
      await tab.shows('#more');
      await tab.close();
      chromiumPolicy.set({});
      await says({ strictness: 'illicit', country: '', address: '127.0.0.1:7965' });
      await settings.hides('#managed');
    },
  },
];
