// What the cases about marks do: switch them on and off, and read them.
import assert from 'node:assert/strict';
import { click } from './inpage.mjs';
import { until } from './until.mjs';

/** Of the results on each page, those that get a mark, in their order. */
export const EXPECTED = [
  ['Pills without prescription', 'illicit'],
  ['Lékárna U Testu', 'verified'],
  ['Cheap tablets', 'suspicious'],
  ['The Test Pharmacy', 'elsewhere'],
  ['Lékárna Tvrdá', 'caution'],
];

/** The marks in the page. */
function readMarks(roots) {
  return roots.map((root) => {
    const sign = root.querySelector('[role=img]');
    const { host } = root;
    const { x, y, width, height } = host.getBoundingClientRect();
    return {
      title: host.parentElement.textContent.trim(),
      state: sign.dataset.state,
      label: sign.getAttribute('aria-label'),
      shapes: root.querySelectorAll('svg > *').length,
      attributes: host.attributes.length,
      size: [width, height],
      place: [x + width / 2, y + height / 2],
    };
  });
}

export const marks = (tab) => tab.within(readMarks);

export const marked = (tab, count) =>
  until(`${count} marks`, async () => {
    const found = await marks(tab);
    if (found.length === count) return found;
    throw new Error(JSON.stringify(found.map(({ title, state }) => [title, state])));
  });

/** Something is on for as long as it takes. */
export async function withBox(driver, css, work) {
  await setBox(driver, css, true);
  try {
    await work();
  } finally {
    await setBox(driver, css, false);
  }
}

export async function setBox(driver, css, on) {
  const settings = await driver.settings();
  await click(settings, css);
  const name = css.replace(/^#(engine-)?/, '');
  await until(`${css} to be ${on}`, async () => {
    const { engines, links } = await settings.evaluate(
      async () => (await (globalThis.browser ?? globalThis.chrome).storage.local.get()).settings,
    );
    return (name === 'links' ? links : engines.includes(name)) === on;
  });
  const again = await driver.settings();
  assert.equal(await again.evaluate((selector) => document.querySelector(selector).checked, css), on);
}
