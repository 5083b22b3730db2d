// Whoever sees two kinds of light tells the toolbar's pictures apart by their shapes, at 16 pixels, on a light and on a
// dark toolbar: their colours are not looked at, but how light each pixel is. What was seen is kept as a picture.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { EYES, byteOf, contrast, lightOf, luminance } from './eyes.mjs';
import { read, write } from './picture.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));
const folder = process.env.LICIT_SCREENSHOTS ?? path.join(top, 'build', 'screenshots');

/** The five verdicts, and what stands in their place. */
const VERDICTS = ['verified', 'elsewhere', 'caution', 'suspicious', 'illicit'];
const STATES = [...VERDICTS, 'unknown', 'stale', 'unavailable'];
const SIZE = 16;

/** Firefox's toolbars; Chromium's are a little lighter and a little darker. */
const TOOLBARS = { light: [0xf9, 0xf9, 0xfb], dark: [0x2b, 0x2a, 0x33] };

/** A pixel belongs to the shape from here on, and to the white sign in it up to there, in contrast to white. */
const SEEN = 1.5;
const SIGN = 2;

/** Of 256 pixels; a sign has about 30. */
const APART = 32;

/** Something of each picture stands out of the toolbar so much. https://www.w3.org/TR/WCAG22/#non-text-contrast */
const STANDS_OUT = 3;

const mix = (above, below, opacity) => Math.round(above * opacity + below * (1 - opacity));

/** What an eye sees of a state's picture on a toolbar, pixel by pixel. */
function seen(state, toolbar, eye) {
  const file = new URL(`../../extension/icons/${state}-${SIZE}.png`, import.meta.url);
  const { width, height, pixels } = read(readFileSync(file));
  assert.deepEqual([width, height], [SIZE, SIZE]);
  return Array.from({ length: SIZE * SIZE }, (_, at) => {
    const pixel = pixels.subarray(at * 4);
    const opacity = pixel[3] / 255;
    return eye(toolbar.map((below, index) => lightOf(mix(pixel[index], below, opacity))));
  });
}

/** Of each pixel whether it is of the shape, and whether of the white sign. */
function shapeOf(colours, behind) {
  return colours.map(luminance).map((is) => `${contrast(is, behind) >= SEEN} ${contrast(is, 1) < SIGN}`);
}

function checkEye(toolbar, eye) {
  const behind = luminance(eye(toolbar.map(lightOf)));
  const shapes = STATES.map((state) => {
    const colours = seen(state, toolbar, eye);
    const most = Math.max(...colours.map((colour) => contrast(luminance(colour), behind)));
    assert.ok(most >= STANDS_OUT, `${state} is lost on its toolbar: ${most.toFixed(2)} : 1`);
    return shapeOf(colours, behind);
  });
  for (const [one, shape] of shapes.entries())
    for (let other = 0; other < one; other += 1) {
      const apart = shape.filter((is, at) => is !== shapes[other][at]).length;
      assert.ok(apart >= APART, `${STATES[one]} and ${STATES[other]} differ in ${apart} pixels`);
    }
}

for (const [name, toolbar] of Object.entries(TOOLBARS))
  for (const [who, eye] of Object.entries(EYES))
    test(`eyes: a ${who} tells the states apart on a ${name} toolbar`, () => checkEye(toolbar, eye));

test('eyes: grey is grey to all of them, and red is not green to those who see three', () => {
  for (const eye of Object.values(EYES))
    for (const level of [0, 0.2, 1])
      for (const is of eye([level, level, level])) assert.ok(Math.abs(is - level) < 0.001, String(is));
  const hues = (eye) => [eye([0.45, 0.02, 0.02]), eye([0.02, 0.2, 0.04])].map(([r, g]) => Math.sign(r - g));
  assert.deepEqual(hues(EYES.trichromat), [1, -1]);
  for (const who of ['protanope', 'deuteranope']) assert.deepEqual(hues(EYES[who]), [0, 0]);
});

/** How much each pixel is enlarged in what is kept. */
const LARGER = 4;
const CELL = 24;

test('eyes: what each of them sees is kept as a picture', () => {
  const rows = Object.values(TOOLBARS).flatMap((toolbar) =>
    Object.values(EYES).map((eye) => ({ toolbar, eye })),
  );
  const [width, height] = [STATES.length * CELL * LARGER, rows.length * CELL * LARGER];
  const pixels = new Uint8Array(width * height * 4).fill(255);
  const put = (x, y, colour) => {
    for (let at = 0; at < LARGER * LARGER; at += 1) {
      const row = y * LARGER + Math.floor(at / LARGER);
      pixels.set(colour.map(byteOf), (row * width + x * LARGER + (at % LARGER)) * 4);
    }
  };
  for (const [row, { toolbar, eye }] of rows.entries())
    for (const [column, state] of STATES.entries()) {
      const around = eye(toolbar.map(lightOf));
      const colours = seen(state, toolbar, eye);
      for (let at = 0; at < CELL * CELL; at += 1) {
        const [x, y] = [at % CELL, Math.floor(at / CELL)];
        const [inX, inY] = [x, y].map((is) => is - (CELL - SIZE) / 2);
        const within = Math.min(inX, inY) >= 0 && Math.max(inX, inY) < SIZE;
        put(column * CELL + x, row * CELL + y, within ? colours[inY * SIZE + inX] : around);
      }
    }
  mkdirSync(folder, { recursive: true });
  const file = write({ width, height, pixels });
  assert.deepEqual(read(file).pixels, pixels);
  writeFileSync(path.join(folder, 'eyes.png'), file);
});
