// Looks at a page in light and in dark: keeps a picture of it, and lets axe find what keeps people out.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(new URL('../../extension/package.json', import.meta.url));
const top = fileURLToPath(new URL('../../', import.meta.url));
export const folder = process.env.LICIT_SCREENSHOTS ?? path.join(top, 'build', 'screenshots');

/** axe and a run of it, as the text of one function. */
const AUDIT = `async () => {
  ${readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')};
  const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
  return violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' '));
}`;

/**
 * @param {import('./driver.mjs').Tab} tab
 * @param {string} name of the picture
 */
export async function look(tab, name) {
  const { driver } = tab;
  mkdirSync(folder, { recursive: true });
  for (const scheme of ['dark', 'light']) {
    await driver.scheme(scheme);
    assert.deepEqual(await tab.evaluate(AUDIT), [], `axe on ${name}, ${scheme}`);
    await tab.page.screenshot(
      path.join(folder, `${driver.name}-${name}-${scheme}.png`),
      name.startsWith('popup'),
    );
  }
}
