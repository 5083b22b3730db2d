// The pictures that stand in pages are those of icons/.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import vm from 'node:vm';

const script = readFileSync(new URL('../../extension/src/content/parts.js', import.meta.url), 'utf8');
const icons = vm.runInNewContext(`${script}; ICONS`);

/** The shapes of a picture, each a tag and its attributes. */
function shapesOf(svg) {
  return [...svg.matchAll(/<(path|rect|circle)([^>]*)\/>/g)].map(([, tag, rest]) => [
    tag,
    Object.fromEntries([...rest.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])),
  ]);
}

for (const [state, shapes] of Object.entries(icons)) {
  test(`icons: ${state} is the same in pages`, () => {
    const svg = readFileSync(new URL(`../../extension/icons/${state}.svg`, import.meta.url), 'utf8');
    assert.match(svg, /viewBox="0 0 16 16"/);
    assert.deepEqual(JSON.parse(JSON.stringify(shapes)), shapesOf(svg));
  });
}
