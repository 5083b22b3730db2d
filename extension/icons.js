// Draws the PNG icons from the SVG ones, with Chromium. Run by hand after an SVG changed: npm run icons
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { chromium } from 'playwright-core';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'icons');
const STATE_SIZES = [16, 32];
const BRAND_SIZES = [16, 32, 48, 128];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.svg'))) {
  const name = path.basename(file, '.svg');
  const svg = await readFile(path.join(folder, file), 'base64');
  for (const size of name === 'licit' ? BRAND_SIZES : STATE_SIZES) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0}img{display:block}</style><img width=${size} height=${size} src="data:image/svg+xml;base64,${svg}">`,
    );
    await writeFile(
      path.join(folder, `${name}-${size}.png`),
      await page.screenshot({ omitBackground: true }),
    );
  }
}
await browser.close();
