// For whoever reads enlarged, from right to left, without motion, or by a screen reader: every page of the extension, and
// all that it shows in pages of others.
import assert from 'node:assert/strict';
import { look } from './look.mjs';
import { PARTS } from './parts.mjs';
import { until } from './until.mjs';

const PLAIN = 'plain-test.example';
const LISTED = 'second-test.example';

/** What stands out of the window at its side, and what moves. */
function readLayout() {
  const { scrollWidth, clientWidth } = document.documentElement;
  const all = [...document.body.querySelectorAll('*')].filter((element) => element.checkVisibility());
  const moving = all.filter((element) => {
    const { transitionDuration, animationName } = getComputedStyle(element);
    return transitionDuration.split(', ').some((is) => parseFloat(is) > 0) || animationName !== 'none';
  });
  return { over: Math.max(0, scrollWidth - clientWidth), moving: moving.map(({ outerHTML }) => outerHTML) };
}

/** The middles of the first picture of the page and of its heading. */
function readSides() {
  const middle = (css) => {
    const { x, width } = document.querySelector(css).getBoundingClientRect();
    return x + width / 2;
  };
  return [middle('main img, header img, img'), middle('h1:not([hidden])')];
}

/** Each page of the extension, with something in it. */
const PAGES = {
  async warning({ driver, site }) {
    const tab = await driver.visit(site.at(PLAIN, '/before'));
    await tab.go(site.at(LISTED));
    await tab.warned(LISTED);
    await tab.press('#more summary');
    return tab;
  },
  async popup({ driver, site }) {
    const tab = await driver.visit(site.at('disputed-test.example'));
    return driver.popup(tab);
  },
  options: ({ driver }) => driver.settings(),
  site: (context) =>
    opened(context, 'site', `?url=${encodeURIComponent('http://pharmacy-test.example/')}`, '#entries'),
  lawful: (context) => opened(context, 'lawful', '', '#registers a'),
  report: (context) => opened(context, 'report', `?url=${encodeURIComponent(`http://${LISTED}/`)}`, '#form'),
  states: (context) => opened(context, 'states', '', '#verdicts li'),
};

async function opened({ driver }, name, query, css) {
  const tab = await driver.newTab();
  await tab.go(driver.pageUrl(name) + query);
  await tab.shows(css);
  return tab;
}

/** Pages whose first picture stands beside their heading. */
const WITH_PICTURE = ['warning', 'popup', 'site'];

/** Pages with what moves when it is pointed at. */
const WITH_BUTTONS = ['warning', 'popup', 'options', 'lawful', 'report'];

/** What moves for those who do not mind is seen to move: so what moves for nobody is seen as well. */
async function movesForOthers(driver, tab, name) {
  const moving = async () => (await tab.evaluate(readLayout)).moving.length;
  await driver.motion(true);
  try {
    await until(`${name} to move`, async () => (await moving()) > 0);
  } finally {
    await driver.motion(false);
  }
  await until(`${name} to stand still`, async () => (await moving()) === 0);
}

async function checkPage(context, name) {
  const { driver } = context;
  const tab = await PAGES[name](context);
  await tab.page.front();
  await driver.scheme('light');
  assert.deepEqual(await tab.evaluate(readLayout), { over: 0, moving: [] }, `${name} as it is`);
  if (WITH_BUTTONS.includes(name)) await movesForOthers(driver, tab, name);
  await driver.zoom(tab, 2);
  // The window of the popup is as wide as the popup.
  if (name !== 'popup') assert.equal((await tab.evaluate(readLayout)).over, 0, `${name} at 200 %`);
  await look(tab, `zoom-${name}`);
  await driver.zoom(tab, 1);
  await tab.evaluate(() => (document.documentElement.dir = 'rtl'));
  assert.equal((await tab.evaluate(readLayout)).over, 0, `${name} from right to left`);
  if (WITH_PICTURE.includes(name)) {
    const [picture, heading] = await tab.evaluate(readSides);
    assert.ok(picture > heading, `${name}: the picture at ${picture}, the heading at ${heading}`);
  }
  await look(tab, `rtl-${name}`);
  if (name !== 'options') await tab.close();
  else await driver.settings();
}

/** Where the picture and the words of what is shown in a page are, and whether it is all in the window. */
function readPart() {
  const [root] = [...document.documentElement.children].map(({ shadowRoot }) => shadowRoot).filter(Boolean);
  const panel = root?.querySelector('.panel');
  if (!panel?.matches(':popover-open, :modal')) return null;
  const box = panel.getBoundingClientRect();
  const { clientWidth } = document.documentElement;
  return {
    picture: root.querySelector('svg').getBoundingClientRect().x,
    words: root.querySelector('.strong, h1').getBoundingClientRect().x,
    out: box.left < -0.5 || box.right > clientWidth + 0.5,
    over: panel.scrollWidth - panel.clientWidth,
    moving: [...root.querySelectorAll('*')].filter((element) => element.getAnimations().length > 0).length,
    cut: panel.classList.contains('bar') ? panel.scrollHeight - panel.clientHeight : 0,
  };
}

async function checkPart({ driver, site }, part) {
  for (const state of ['elsewhere', 'caution', 'suspicious', 'illicit']) {
    const tab = await driver.visit(site.at(PLAIN, `/parts-${part}-${state}-ltr?now`));
    await tab.page.front();
    const is = await until(`the ${part}`, () => tab.evaluate(readPart));
    assert.ok(is.picture < is.words, JSON.stringify(is));
    await look(tab, `parts-${part}-${state}`);
    if (state === 'suspicious') {
      await driver.zoom(tab, 2);
      const { out, over, cut, moving } = await tab.evaluate(readPart);
      assert.deepEqual(
        { out, over, cut, moving },
        { out: false, over: 0, cut: 0, moving: 0 },
        `${part} at 200 %`,
      );
      await look(tab, `zoom-parts-${part}`);
      await driver.zoom(tab, 1);
      const other = site.at(PLAIN, `/parts-${part}-${state}-rtl?now`);
      await tab.go(other);
      // Firefox shows the page before for a moment.
      await tab.at(other);
      const turned = await until(`the ${part}`, () => tab.evaluate(readPart));
      assert.ok(turned.picture > turned.words, JSON.stringify(turned));
      await look(tab, `rtl-parts-${part}`);
    }
    await tab.close();
  }
}

export default [
  ...Object.keys(PAGES).map((name) => ({
    name: `access: ${name} at 200 %, from right to left, without motion; axe finds nothing`,
    run: (context) => checkPage(context, name),
  })),
  ...PARTS.map((part) => ({
    name: `access: the ${part} in pages: axe finds nothing, in light and dark, at 200 %, from right to left`,
    run: (context) => checkPart(context, part),
  })),
];
