// A browser that ends and begins again with the tabs that it had: none of them gets around the warning.
import assert from 'node:assert/strict';
import { pause } from './inpage.mjs';
import { until } from './until.mjs';
import { words } from './words.mjs';

const PLAIN = 'plain-test.example';
const LISTED = 'third-test.example';
const OPENED = 'second-test.example';

export default [
  {
    name: 'restart: a warning, and a listed page that was opened while nobody warned',
    async run({ driver, site, daemon, join }) {
      await join();
      const held = await driver.visit(site.at(PLAIN, '/before'));
      await held.go(site.at(LISTED));
      await held.warned(LISTED);
      await daemon.stop();
      const open = await driver.visit(site.at(OPENED, '/shop'));
      await driver.toolbarShows(open, words('badge_off'), words('title_not_running'));
      await daemon.start();
      // The browser writes down now and then what is open.
      await pause(4000);
      await driver.close();
      if (driver.name === 'chromium') driver.args = ['--restore-last-session'];
      await driver.launch();
      const urls = async () => Promise.all((await driver.pages()).map((page) => page.url()));
      const warnings = await until('both warnings', async () => {
        const all = (await urls()).filter((url) => url.startsWith(driver.pageUrl('warning')));
        if (all.length === 2) return all;
        throw new Error(JSON.stringify(await urls()));
      });
      const about = warnings.map((url) => new URL(new URL(url).searchParams.get('url')).hostname);
      assert.deepEqual(about.sort(), [OPENED, LISTED].sort());
      const tab = await driver.tabAt(warnings.find((url) => url.includes(LISTED)));
      // Firefox loads a tab again when it is looked at.
      await tab.page.front();
      await tab.warned(LISTED);
      await tab.press('#back');
      await tab.at(site.at(PLAIN, '/before'));
    },
  },
];
