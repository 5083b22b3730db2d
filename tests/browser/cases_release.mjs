// Lists that change while pages are open: what is on show follows.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LISTS_OF, data } from './daemon.mjs';
import { words } from './words.mjs';

const OPENED = 'opened-test.example';

/** Imports the list of illegal sellers with these rows more. */
async function publish(daemon, more) {
  const file = path.join(daemon.folder, 't-illegal.csv');
  const text = await readFile(path.join(data, 't-illegal.csv'), 'utf8');
  await writeFile(file, text + more);
  const options = ['--accept-removals', '--as-of', LISTS_OF, '--list', 't-illegal'];
  await daemon.licit('lists', 'import', ...options, file);
}

export default [
  {
    name: 'a release reaches an open tab: it turns red, and is itself again when the entry is withdrawn',
    async run({ driver, site, daemon }) {
      const tab = await driver.visit(site.at(OPENED, '/open'));
      await driver.toolbarShows(tab, '', words('title_unknown', OPENED));
      try {
        await publish(daemon, `${OPENED},2026-06-17,,a reason,,2026-06-18,high\n`);
        await driver.afterTicks('the open tab to turn red', () => tab.isWarning());
        await tab.warned(OPENED);
        const other = await driver.visit(site.at('pharmacy-test.example'));
        await driver.toolbarShows(
          other,
          words('badge_verified'),
          words('title_verified', 'pharmacy-test.example'),
        );
      } finally {
        await publish(daemon, '');
      }
      // It stands behind another tab, and follows when somebody looks at it.
      await driver.afterTicks('the tab to be let in', async () => {
        await tab.page.front();
        return !(await tab.isWarning());
      });
      await tab.at(site.at(OPENED, '/open'));
      assert.equal(await tab.evaluate(() => document.title !== ''), true);
      await tab.close();
    },
  },
];
