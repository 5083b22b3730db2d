// Marks beside the results of search engines, and words about the link under the pointer.
import assert from 'node:assert/strict';
import { ENGINES } from '../../extension/src/engines.js';
import { ENGINE_PAGES } from './engines.mjs';
import { all, LONG_MS, pause, PLAIN, picture, visit } from './inpage.mjs';
import { look } from './look.mjs';
import { EXPECTED, marked, marks, setBox, withBox } from './marks.mjs';
import { until } from './until.mjs';
import { words } from './words.mjs';

/** Where all that is told apart by its place on the page is, but for what stands in a line. */
function placesOfResults(selector) {
  return [...document.querySelectorAll(selector)].map((element) => {
    const { y, height } = element.getBoundingClientRect();
    return [y, height].map((of) => Math.round(of * 10) / 10);
  });
}

/** The words of a mark, once they are on show. */
const told = (tab) =>
  until('the words', async () => (await all(tab)).find(({ modal, onTop }) => !modal && onTop) ?? null);

async function checkEngine({ driver, site }, id) {
  const { host, path } = ENGINE_PAGES[id];
  const url = site.secureAt(host, path);
  const tab = await visit(driver, url);
  assert.deepEqual(await marks(tab), []);
  const before = await tab.evaluate(placesOfResults, ENGINES[id].result);
  assert.ok(before.length >= EXPECTED.length);
  await withBox(driver, `#engine-${id}`, async () => {
    await tab.page.front();
    // The page that is open already gets them at once, and one that is loaded now too.
    await marked(tab, EXPECTED.length);
    assert.deepEqual(await tab.evaluate(placesOfResults, ENGINES[id].result), before, 'nothing moved');
    await tab.reload();
    const found = await marked(tab, EXPECTED.length);
    assert.deepEqual(
      found.map(({ title, state }) => [title, state]),
      EXPECTED,
    );
    for (const { label, shapes, attributes, size } of found) {
      assert.match(label, /^Licit: ./);
      assert.ok(shapes > 0);
      assert.equal(attributes, 0);
      assert.deepEqual(size, [16, 16]);
    }
    await picture(tab, `marks-${id}`);
  });
  await marked(tab, 0);
  await tab.close();
}

export default [
  ...Object.keys(ENGINES).map((id) => ({
    name: `marks: ${ENGINES[id].name}, switched on and off`,
    run: (context) => checkEngine(context, id),
  })),
  {
    name: 'marks: a mark opens its words and nothing else, and Escape closes them',
    async run({ driver, site }) {
      await setBox(driver, '#engine-google', true);
      await look(driver.probe, 'settings-marks');
      const { host, path } = ENGINE_PAGES.google;
      const url = site.secureAt(host, path);
      const tab = await visit(driver, url);
      const [first] = await marked(tab, EXPECTED.length);
      assert.match(first.label, /lists this site as an illegal seller.*SÚKL, sites with an illegal offer/);
      if (driver.name === 'chromium') {
        const named = await tab.page.named();
        assert.ok(
          named.some(([role, name]) => role === 'image' && name === first.label),
          'a screen reader finds the mark',
        );
      }
      await tab.hover(...first.place);
      const tip = await told(tab);
      assert.equal(tip.state, 'illicit');
      assert.equal(tip.texts[0], words('verdict_illicit'));
      assert.match(tip.texts[1], /^SÚKL, sites with an illegal offer/);
      assert.match(tip.texts.at(-1), /^Licit \d{4}$/);
      await picture(tab, 'marks-tip');
      await tab.key('Escape');
      await until('no words', async () => (await all(tab)).length === 0);
      await tab.mouse(...first.place);
      await told(tab);
      assert.equal(await tab.url(), url);
      await tab.close();
    },
  },
  {
    name: 'marks: results that come later, and marks that the page takes away',
    async run({ driver, site }) {
      const { host, path } = ENGINE_PAGES.google;
      const tab = await visit(driver, site.secureAt(host, path));
      await marked(tab, EXPECTED.length);
      await tab.evaluate(() => {
        const more = document.querySelector('.MjjYud').cloneNode(true);
        more.querySelector('a').href = 'https://second-test.example/';
        more.querySelector('h3').textContent = 'More pills';
        document.querySelector('#rso').append(more);
        for (const span of document.querySelectorAll('h3 > span')) span.remove();
      });
      const found = await until('all of them again', async () => {
        const now = await marks(tab);
        return now.length === EXPECTED.length + 1 && now;
      });
      assert.deepEqual([found.at(-1).title, found.at(-1).state], ['More pills', 'illicit']);
      await tab.evaluate(() => {
        document.querySelector('#rso a').href = 'https://plain-test.example/';
      });
      // Another address in the same place is another result.
      await marked(tab, EXPECTED.length);
      await tab.close();
    },
  },
  {
    name: 'marks: more results than are asked about at once',
    async run({ driver, site }) {
      const { host, path } = ENGINE_PAGES.google;
      const tab = await visit(driver, site.secureAt(host, path));
      await marked(tab, EXPECTED.length);
      await tab.evaluate(() => {
        const rso = document.querySelector('#rso');
        for (let at = 0; at < 250; at += 1) {
          const link = document.createElement('a');
          link.href = `https://third-test.example/${at}`;
          link.append(Object.assign(document.createElement('h3'), { textContent: `Pills ${at}` }));
          rso.append(link);
        }
      });
      await marked(tab, EXPECTED.length + 250);
      await tab.close();
    },
  },
  {
    name: 'marks: the page cannot read what a mark says',
    async run({ driver, site }) {
      const { host, path } = ENGINE_PAGES.google;
      const tab = await visit(driver, site.secureAt(host, path));
      const [first] = await marked(tab, EXPECTED.length);
      await tab.hover(...first.place);
      await told(tab);
      const seen = await tab.evaluate(() => {
        const hosts = [...document.querySelectorAll('h3 > span'), document.documentElement.lastElementChild];
        return {
          roots: hosts.map(({ shadowRoot }) => shadowRoot),
          text: hosts.map(({ outerHTML }) => outerHTML),
          found: ['illegal seller', 'SÚKL', 'Licit'].map((text) => window.find(text, false, false, true)),
          ours: Object.getOwnPropertySymbols(window).includes(Symbol.for('licit')),
          files: performance.getEntriesByType('resource').filter(({ name }) => /extension/.test(name)).length,
        };
      });
      assert.deepEqual(new Set(seen.roots), new Set([null]));
      assert.deepEqual(new Set(seen.text), new Set(['<span></span>', '<div></div>']));
      assert.deepEqual(seen.found, [false, false, false]);
      assert.equal(seen.ours, false);
      assert.equal(seen.files, 0);
      await tab.close();
      await setBox(driver, '#engine-google', false);
    },
  },
  {
    name: 'links: nothing is told of them until that is wanted, then of those that something is known of',
    async run({ driver, site }) {
      const to = ['https://third-test.example/', 'https://plain-test.example/x'].map(encodeURIComponent);
      const url = site.at(PLAIN, `/?to=${to.join('&to=')}`);
      const tab = await visit(driver, url);
      const place = (at) =>
        tab.evaluate((index) => {
          const { x, y, width, height } = document.querySelectorAll('a')[index].getBoundingClientRect();
          return [x + width / 2, y + height / 2];
        }, at);
      await tab.hover(...(await place(0)));
      await pause(LONG_MS);
      assert.deepEqual(await all(tab), []);
      await withBox(driver, '#links', async () => {
        await tab.page.front();
        await tab.hover(...(await place(1)));
        await tab.hover(...(await place(0)));
        const tip = await told(tab);
        assert.equal(tip.texts[0], words('verdict_illicit'));
        await picture(tab, 'links-tip');
        await tab.hover(5, 5);
        await until('no words', async () => (await all(tab)).length === 0);
        await tab.hover(...(await place(1)));
        await pause(LONG_MS);
        assert.deepEqual(await all(tab), []);
        // By keyboard too.
        await tab.evaluate(() => document.querySelector('#buy').focus());
        await tab.key('Tab');
        await told(tab);
      });
      await tab.close();
    },
  },
];
