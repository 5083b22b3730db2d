// What the cases about pages themselves do: look at what the extension put there, and touch it as a shopper does.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { folder } from './look.mjs';
import { until } from './until.mjs';

export const SUSPICIOUS = 'community-test.example';
export const PLAIN = 'plain-test.example';

/** What stands in the page: the words of each thing, where it is, and whether it is on top there. */
function readAll(roots) {
  return roots.map((root) => {
    const panel = root.querySelector('.panel');
    const { x, y, width, height } = panel.getBoundingClientRect();
    const shown = panel.matches(':popover-open, :modal');
    const hit = (left, top) => document.elementFromPoint(left, top) === root.host;
    return {
      modal: panel.matches(':modal'),
      state: panel.dataset.state,
      texts: [...root.querySelectorAll('[data-text]')].map((element) => element.dataset.text),
      picture: root.querySelectorAll('svg > *').length,
      focus: root.activeElement?.dataset.text ?? null,
      attributes: root.host.attributes.length,
      look: ['display', 'visibility', 'opacity', 'filter', 'clipPath', 'transform', 'position']
        .map((name) => getComputedStyle(root.host)[name])
        .concat(getComputedStyle(root.host, '::before').content),
      rect: [x, y, width, height].map(Math.round),
      onTop:
        shown &&
        hit(x + 5, y + 5) &&
        hit(x + width - 5, y + height - 5) &&
        hit(x + width / 2, y + height / 2),
    };
  });
}

/** The middle of a button. */
export function findButton(roots, text) {
  const buttons = roots.flatMap((root) => [...root.querySelectorAll('button')]);
  const button = buttons.find((element) => element.dataset.text === text);
  if (!button) return null;
  const { x, y, width, height } = button.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}

export const all = (tab) => tab.inside(readAll);
export const bars = async (tab) => (await all(tab)).filter(({ modal }) => !modal);
export const questions = async (tab) => (await all(tab)).filter(({ modal }) => modal);

/** Waits for the notice, in full view. */
export const noticed = (tab) => until('the notice', async () => (await bars(tab)).find(({ onTop }) => onTop));

/** Waits for the question, in full view. */
export const asked = (tab) =>
  until('the question', async () => (await questions(tab)).find(({ onTop }) => onTop));

export const answered = (tab) => until('no question', async () => (await questions(tab)).length === 0);

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Longer than anything of ours waits before it looks after itself or takes a click. */
export const LONG_MS = 1600;

export async function visit(driver, url) {
  const tab = await driver.visit(url);
  await tab.page.front();
  return tab;
}

/** Clicks a button of ours with the mouse until that has its effect: the first clicks may be too early to be meant. */
export async function clickUntil(tab, text, effect) {
  await until(`a click on ${text} to count`, async () => {
    const place = await tab.inside(findButton, text);
    if (place) await tab.mouse(...place);
    return effect();
  });
}

/** Clicks into a field of the page with the mouse. */
export async function touch(tab, css) {
  const place = await tab.evaluate((selector) => {
    const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  }, css);
  await tab.mouse(...place);
}

export async function type(tab, text) {
  for (const letter of text) await tab.key(letter);
}

export const valueOf = (tab, css) => tab.evaluate((selector) => document.querySelector(selector).value, css);

export async function picture(tab, name) {
  const { driver } = tab;
  mkdirSync(folder, { recursive: true });
  for (const scheme of ['dark', 'light']) {
    await driver.scheme(scheme);
    await tab.page.view(path.join(folder, `${driver.name}-${name}-${scheme}.png`));
  }
}

/** Ticks or clears a box on the settings page, by a real click: only then may a page ask for a permission. */
export async function click(settings, css) {
  await settings.page.front();
  const place = await settings.evaluate((selector) => {
    const element = document.querySelector(selector);
    element.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  }, css);
  await settings.mouse(...place);
}
