// With nothing on the loopback address: the browser starts Licit itself, and pairs with no code. Then each way takes
// the other's place.
import assert from 'node:assert/strict';
import { rename, rm, writeFile } from 'node:fs/promises';
import { ENGINE_PAGES } from './engines.mjs';
import { look } from './look.mjs';
import { EXPECTED, marked, withBox } from './marks.mjs';
import { until } from './until.mjs';
import { words } from './words.mjs';

const PHARMACY = 'pharmacy-test.example';
const LISTED = 'third-test.example';
const PLAIN = 'plain-test.example';

const verified = (driver, tab) =>
  driver.toolbarShows(tab, words('badge_verified'), words('title_verified', PHARMACY));

const notRunning = (driver, tab) => driver.toolbarShows(tab, words('badge_off'), words('title_not_running'));

/** The settings say so, whenever they come to it. */
async function says(tab, css, key) {
  await until(`${css} to say ${key}`, async () => {
    const now = await tab.text(css);
    if (now === words(key)) return true;
    throw new Error(now);
  });
}

/** “Find out why”: the state of each check. */
async function why(settings) {
  await settings.press('#why-button');
  await settings.shows('#why li');
  return settings.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('#why li')].map((line) => [
        line.dataset.check,
        line.querySelector('.mark').textContent,
      ]),
    ),
  );
}

/** @param {any} context before the browser starts */
export async function prepareNative({ driver, daemon }) {
  await daemon.licitAs(driver.environment, 'native-host', '--install', '--browser', driver.name);
}

export default [
  {
    name: 'first run with no licitd: paired with no code, and the settings say by which way',
    async run({ driver, daemon }) {
      const settings = await driver.settings();
      assert.equal(await settings.text('#status-text'), words('status_ready'));
      assert.equal(await settings.text('#status-way'), words('way_native'));
      await settings.shows('#paired');
      await settings.hides('#pair-form');
      assert.match(await daemon.licit('pair', '--list'), /^[0-9a-f]{16} /m);
      await settings.fill('#country', 'CZ');
      await look(settings, 'settings-native');
    },
  },
  {
    name: 'verdicts, warnings and the popup are the same as over HTTP',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PHARMACY));
      await verified(driver, tab);
      const popup = await driver.popup(tab);
      assert.equal(await popup.text('#page h1'), words('verdict_verified'));
      assert.equal(await popup.text('#way'), words('way_native'));
      await look(popup, 'popup-native');
      await popup.close();
      await tab.go(site.at(LISTED));
      await tab.warned(LISTED);
      await tab.press('#back');
      await tab.at(site.at(PHARMACY));
      await tab.close();
    },
  },
  {
    name: 'marks beside search results come by native messaging too',
    async run({ driver, site }) {
      await withBox(driver, '#engine-bing', async () => {
        const { host, path } = ENGINE_PAGES.bing;
        const tab = await driver.visit(site.secureAt(host, path));
        const found = await marked(tab, EXPECTED.length);
        assert.deepEqual(
          found.map(({ title, state }) => [title, state]),
          EXPECTED,
        );
        await tab.close();
      });
    },
  },
  {
    name: 'the background went to sleep, and its host with it: the next listed site is warned about',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN));
      await driver.sleep();
      await tab.go(site.at('second-test.example'));
      await tab.warned('second-test.example');
      await tab.close();
    },
  },
  {
    name: 'find out why: nobody on the loopback address is a remark, as the browser starts Licit itself',
    async run({ driver }) {
      const settings = await driver.settings();
      assert.deepEqual(await why(settings), {
        permission: words('why_ok'),
        daemon: words('why_warn'),
        native: words('why_ok'),
        lists: words('why_ok'),
      });
      await look(settings, 'settings-why');
    },
  },
  {
    name: 'licitd starts: it knows this browser already, and answers from then on; it stops: the host does',
    async run({ driver, site, daemon }) {
      await daemon.start();
      let tab;
      try {
        await driver.connect(daemon.address);
        await says(driver.probe, '#status-way', 'way_http');
        tab = await driver.visit(site.at(PHARMACY));
        await verified(driver, tab);
        assert.deepEqual(await why(await driver.settings()), {
          permission: words('why_ok'),
          daemon: words('why_ok'),
          pairing: words('why_ok'),
          native: words('why_ok'),
          lists: words('why_ok'),
        });
      } finally {
        await daemon.stop();
      }
      await tab.go(site.at(LISTED));
      await tab.warned(LISTED);
      await tab.close();
      await says(await driver.settings(), '#status-way', 'way_native');
    },
  },
  {
    name: 'a program that is not licitd on the port: said, and the host answers',
    async run({ driver, site, daemon }) {
      await daemon.startSilent();
      try {
        const tab = await driver.visit(site.at(PHARMACY));
        await verified(driver, tab);
        assert.equal((await why(await driver.settings())).daemon, words('why_warn'));
        assert.match(await driver.probe.text('#why [data-check=daemon]'), /does not answer/);
        await tab.close();
      } finally {
        await daemon.stopSilent();
      }
    },
  },
  {
    name: 'data in trouble: what is wrong is said in the popup, and when it is mended all is well',
    async run({ driver, site, daemon }) {
      await driver.sleep();
      await rename(daemon.data, `${daemon.data}-away`);
      await writeFile(daemon.data, 'this is no folder\n');
      let tab;
      try {
        // The script that starts the host lies in the folder that is not there now.
        tab = await driver.visit(site.at(PHARMACY));
        await notRunning(driver, tab);
      } finally {
        await rm(daemon.data);
        await rename(`${daemon.data}-away`, daemon.data);
      }
      const popup = await driver.popup(tab);
      await popup.press('#check');
      await verified(driver, tab);
      await popup.close();
      await tab.close();
    },
  },
  {
    name: 'a damaged store: the host says so, and that is shown',
    async run({ driver, site, daemon }) {
      await driver.sleep();
      await rename(`${daemon.data}/store.db`, `${daemon.data}/away`);
      await writeFile(`${daemon.data}/store.db`, 'x'.repeat(9000));
      let tab, popup;
      try {
        tab = await driver.visit(site.at(PHARMACY));
        await driver.toolbarShows(tab, words('badge_off'), words('title_failing'));
        popup = await driver.popup(tab);
        assert.equal(await popup.text('#page h1'), words('reason_failing'));
        assert.match(await popup.text('#page'), /store\.db/);
        await look(popup, 'popup-failing');
        const settings = await driver.settings();
        assert.equal((await why(settings)).native, words('why_fail'));
      } finally {
        await rm(`${daemon.data}/store.db`);
        await rename(`${daemon.data}/away`, `${daemon.data}/store.db`);
      }
      await driver.sleep();
      await popup.press('#check');
      await verified(driver, tab);
      await popup.close();
      await tab.close();
    },
  },
  {
    name: 'the host is taken back: nothing is checked, and both remedies are named; with it all is well again',
    async run({ driver, site, daemon }) {
      await daemon.licitAs(driver.environment, 'native-host', '--uninstall');
      let tab;
      try {
        await driver.sleep();
        tab = await driver.visit(site.at(PHARMACY));
        await notRunning(driver, tab);
        const settings = await driver.settings();
        assert.equal(await settings.text('#status-text'), words('reason_not_running'));
        assert.deepEqual(await why(settings), {
          permission: words('why_ok'),
          daemon: words('why_fail'),
          native: words('why_fail'),
        });
        assert.match(await settings.text('#why [data-check=native]'), /native-host --install/);
        await look(settings, 'settings-why-nobody');
      } finally {
        await prepareNative({ driver, daemon });
      }
      await driver.settings();
      await until('the tab to be checked again', async () => {
        await tab.reload();
        return (await driver.toolbar(tab)).badge === words('badge_verified');
      });
      await tab.close();
    },
  },
  {
    name: 'unpaired: no answers, though the host is there; paired without a code: answers',
    async run({ driver, site }) {
      const settings = await driver.settings();
      await settings.press('#unpair');
      await settings.shows('#pair-itself-button');
      const tab = await driver.visit(site.at(PHARMACY));
      await driver.toolbarShows(tab, words('badge_not_paired'), words('title_not_paired'));
      await look(settings, 'settings-unpaired');
      await settings.press('#pair-itself-button');
      await settings.shows('#paired');
      await verified(driver, tab);
      await tab.close();
    },
  },
  {
    name: 'paired without a code, and no host: that is said, and what to do',
    async run({ driver, daemon }) {
      const settings = await driver.settings();
      await settings.press('#unpair');
      await settings.shows('#pair-itself-button');
      await daemon.licitAs(driver.environment, 'native-host', '--uninstall');
      await driver.sleep();
      await settings.press('#pair-itself-button');
      await settings.shows('#pair-itself-result');
      assert.equal(await settings.text('#pair-itself-result'), words('pair_itself_failed'));
      await settings.shows('#pair-form');
    },
  },
  {
    name: 'the page of signs shows each, and asks nobody',
    async run({ driver }) {
      const tab = await driver.newTab();
      await tab.go(driver.pageUrl('states'));
      await tab.shows('#reasons li');
      const signs = await tab.evaluate(() =>
        Object.fromEntries(
          [...document.querySelectorAll('#verdicts li')].map((line) => [
            line.dataset.name,
            line.dataset.sign,
          ]),
        ),
      );
      assert.deepEqual(signs, {
        verified: 'verified',
        'verified-elsewhere': 'elsewhere',
        disputed: 'caution',
        illicit: 'illicit',
        suspicious: 'suspicious',
        unverified: 'caution',
        'no-medicine': 'unknown',
        unknown: 'unknown',
        found: 'illicit',
        stale: 'stale',
      });
      await look(tab, 'states');
      await tab.close();
    },
  },
];
