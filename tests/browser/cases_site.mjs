// From the popup and the warning: what is known of a site, who sells lawfully, and reports that stay here.
import assert from 'node:assert/strict';
import { look } from './look.mjs';
import { until } from './until.mjs';
import { words } from './words.mjs';

const LISTED = 'kamagra-test.example';
const PHARMACY = 'pharmacy-test.example';

/** Presses a link that opens a tab of its own, and goes there. */
async function follow(driver, tab, css, page) {
  const target = await tab.evaluate((selector) => document.querySelector(selector).href, css);
  assert.ok(target.startsWith(driver.pageUrl(page)), target);
  const opened = await driver.newTab();
  await opened.go(target);
  return opened;
}

const texts = (tab, css) =>
  tab.evaluate((selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent), css);

export default [
  {
    name: 'the report on a verified pharmacy: its entry, and that nobody was asked about its name and certificate',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PHARMACY));
      await driver.toolbarShows(tab, words('badge_verified'), words('title_verified', PHARMACY));
      const popup = await driver.popup(tab);
      const report = await follow(driver, popup, '#more-site', 'site');
      await report.shows('#entries');
      assert.equal(await report.text('#host'), PHARMACY);
      assert.equal(await report.text('#sentence'), words('verdict_verified'));
      const entry = await report.text('#entries li');
      for (const part of [words('site_on_register'), 'Lékárna U Testu', 'CZ-0042'])
        assert.ok(entry.includes(part), entry);
      assert.equal(
        await report.evaluate(() => document.querySelector('#entries a').href),
        'https://authority.example/register/42',
      );
      assert.equal(await report.text('#domain p'), words('site_offline'));
      assert.equal(await report.text('#certificate p'), words('site_offline'));
      await look(report, 'site');
      await report.close();
      await popup.close();
      await tab.close();
    },
  },
  {
    name: 'lawful pharmacies of the country, found by name, and its register',
    async run({ driver }) {
      const page = await driver.newTab();
      await page.go(driver.pageUrl('lawful'));
      await page.shows('#pharmacies-section');
      assert.deepEqual(await texts(page, '#registers a'), ['SÚKL, Státní ústav pro kontrolu léčiv']);
      assert.deepEqual(await texts(page, '#pharmacies a'), ['pharmacy-test.example']);
      await look(page, 'lawful');
      await page.evaluate(() => {
        document.querySelector('#filter').value = 'nobody';
        document.querySelector('#filter').dispatchEvent(new Event('input'));
      });
      assert.deepEqual(await texts(page, '#pharmacies a'), []);
      assert.equal(await page.text('#count'), words('lawful_count', '0', '1'));
      await page.close();
    },
  },
  {
    name: 'a report from the warning: kept here with the facts, ready to copy, and forgotten on demand',
    async run({ driver, site, daemon }) {
      const tab = await driver.newTab();
      await tab.go(site.at(LISTED));
      await tab.warned(LISTED);
      const form = await follow(driver, tab, '#more-report', 'report');
      await form.shows('#form');
      assert.equal(
        await form.evaluate(() => document.querySelector('[name=kind]:checked').value),
        'false-alarm',
      );
      await look(form, 'report');
      await form.press('#kind-sold');
      await form.fill('#comment', 'They sent pills <b>without</b> a leaflet.');
      await form.press('#form [type=submit]');
      await form.shows('#ready');
      const text = await form.evaluate(() => document.querySelector('#text').value);
      for (const part of [
        words('report_line_sold', site.at(LISTED)),
        'They sent pills <b>without</b> a leaflet.',
        words('report_line_verdict', words('verdict_illicit')),
        'licit/facts/1',
      ])
        assert.ok(text.includes(part), text);
      assert.deepEqual(await texts(form, '#offices a'), [
        words('report_office', 'SÚKL, Státní ústav pro kontrolu léčiv'),
      ]);
      await look(form, 'report-ready');
      const [kept] = (await daemon.licit('reports', '--json')).trim().split('\n').map(JSON.parse);
      assert.equal(kept.report.kind, 'sold');
      assert.equal(kept.report.url, site.at(LISTED));
      assert.equal(kept.report.facts.subject.site, LISTED);
      await form.press('#kept li button:last-child');
      await until('the report to be gone', async () => (await texts(form, '#kept li')).length === 0);
      assert.equal(await daemon.licit('reports', '--json'), '');
      await form.close();
      await tab.close();
    },
  },
  {
    name: 'who contests a warning is led to those who say it',
    async run({ driver, site }) {
      const form = await driver.newTab();
      await form.go(
        `${driver.pageUrl('report')}?${new URLSearchParams({ url: site.at(LISTED), kind: 'mine' })}`,
      );
      await form.shows('#form');
      await form.evaluate(() => (document.querySelector('#facts').checked = false));
      await form.press('#form [type=submit]');
      await form.shows('#ready');
      assert.equal(await form.text('#where'), words('report_where_claim'));
      assert.doesNotMatch(await form.evaluate(() => document.querySelector('#text').value), /licit\/facts/);
      assert.equal((await texts(form, '#offices a')).length, 1);
      await form.press('#kept li button:last-child');
      await until('the report to be gone', async () => (await texts(form, '#kept li')).length === 0);
      await form.close();
    },
  },
];
