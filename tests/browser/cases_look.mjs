// The page itself, looked at when the shopper wants it: the quick answer stands until the full one comes.
import assert from 'node:assert/strict';
import { look } from './look.mjs';
import { until } from './until.mjs';
import { words } from './words.mjs';

const ROGUE = 'rogue-test.example';

/** What the popup says of the page itself. */
async function looked(driver, tab) {
  const popup = await driver.popup(tab);
  const said = await popup.text('#looked');
  await popup.close();
  return said;
}

async function setLook(driver, on) {
  const settings = await driver.settings();
  // A browser lets nobody ask for a permission but in answer to a real click.
  await settings.page.front();
  await settings.mouse(...(await settings.evaluate(middleOfBox)));
  const is = () => settings.evaluate(() => document.querySelector('#look').checked);
  await until(`looking to be ${on ? 'on' : 'off'}`, async () => (await is()) === on);
  // What the settings say comes from the background.
  const again = await driver.settings();
  assert.equal(await again.evaluate(() => document.querySelector('#look').checked), on);
}

function middleOfBox() {
  const field = document.querySelector('#look');
  field.scrollIntoView({ block: 'center' });
  const box = field.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

const quick = (driver, tab) => driver.toolbarShows(tab, '', words('title_unknown', ROGUE));
const full = (driver, tab) =>
  driver.toolbarShows(tab, words('badge_suspicious'), words('title_suspicious', ROGUE));

export default [
  {
    name: 'as long as nobody wants it, no page is looked at, and the popup says so',
    async run({ driver, site, daemon }) {
      await daemon.stop();
      await daemon.startSlow();
      const tab = await driver.visit(site.at(ROGUE, '/rogue'));
      await quick(driver, tab);
      assert.equal(await looked(driver, tab), words('look_off'));
      assert.deepEqual(daemon.asked, []);
      await tab.close();
      await setLook(driver, true);
    },
  },
  {
    name: 'a page that sells: the quick answer while licitd reads, then the full one; what was typed stays in the page',
    async run({ driver, site, daemon }) {
      const tab = await driver.visit(site.at(ROGUE, '/rogue'));
      await quick(driver, tab);
      await until('the page to be sent', () => daemon.asked.length === 1);
      const popup = await driver.popup(tab);
      assert.equal(await popup.text('#looked'), words('look_looking'));
      const [{ url, page }] = daemon.asked;
      assert.equal(url, site.at(ROGUE, '/rogue'));
      assert.match(page.html, /Tramadol 50 mg.*"price":"99.00"/s);
      assert.doesNotMatch(page.html, /in-the-page/);
      daemon.release();
      await until(
        'the open popup to tell',
        async () => (await popup.text('#looked')) === words('look_whole'),
      );
      await popup.close();
      await full(driver, tab);
      assert.equal(await looked(driver, tab), words('look_whole'));
      await tab.close();
    },
  },
  {
    name: 'a page longer than licitd reads: its beginning is read, and the popup says so',
    async run({ driver, site, daemon }) {
      await daemon.stopSlow();
      await daemon.start();
      const tab = await driver.visit(site.at(ROGUE, '/rogue-long'));
      await full(driver, tab);
      assert.equal(await looked(driver, tab), words('look_cut'));
      await tab.close();
    },
  },
  {
    name: 'a page that offers a controlled substance is warned about, and nothing is said of a list',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at('plain-test.example', '/before'));
      await tab.go(site.at(ROGUE, '/rogue-controlled'));
      await tab.warned(ROGUE);
      assert.equal(await tab.text('#heading'), words('warning_found_heading'));
      await driver.toolbarShows(tab, words('badge_illicit'), words('title_found', ROGUE));
      await tab.press('#back');
      await tab.at(site.at('plain-test.example', '/before'));
      await tab.close();
    },
  },
  {
    name: 'where a controlled substance is offered, a quiet line leads to help in the buyer’s country',
    async run({ driver, site }) {
      await driver.probe.fill('#country', 'CZ');
      const tab = await driver.visit(site.at('plain-test.example', '/before'));
      await tab.go(site.at(ROGUE, '/rogue-controlled'));
      await tab.warned(ROGUE);
      const help = words('advice_help', 'Linka pomoci testu, 800 000 000.');
      const found = await tab.evaluate(() =>
        [...document.querySelectorAll('#advice a')].map(({ href, textContent }) => [href, textContent]),
      );
      assert.deepEqual(found.at(-1), ['https://help.example/cz', help]);
      await tab.close();
    },
  },
  {
    name: 'where a product is offered whose packages were falsified, the authority’s alert is told, with its link',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(ROGUE, '/rogue-alert'));
      await full(driver, tab);
      const popup = await driver.popup(tab);
      const alert = await popup.evaluate(() => {
        const finding = document.querySelector('[data-signal="medicine.alert"]');
        return [finding.querySelector('p').textContent, finding.querySelector('a').href];
      });
      const said = `${words('says_alert', 'Ozempic')} ${words('says_more_batches', 'TEST-01; TEST-02')}`;
      assert.deepEqual(alert, [said, 'https://authority.example/alert']);
      await look(popup, 'popup-alert');
      await popup.close();
      await tab.close();
    },
  },
  {
    name: 'what the lists say stands, whatever the page says',
    async run({ driver, site }) {
      const host = 'community-test.example';
      const tab = await driver.visit(site.at(host));
      await until(
        'the page to be looked at',
        async () => (await looked(driver, tab)) === words('look_whole'),
      );
      await driver.toolbarShows(tab, words('badge_suspicious'), words('title_suspicious', host));
      await tab.close();
    },
  },
  {
    name: 'switched off again, no page is looked at',
    async run({ driver, site }) {
      await setLook(driver, false);
      const tab = await driver.visit(site.at(ROGUE, '/rogue'));
      await quick(driver, tab);
      assert.equal(await looked(driver, tab), words('look_off'));
      await tab.close();
    },
  },
];
