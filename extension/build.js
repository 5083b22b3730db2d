// Assembles the extension for each browser: build/extension/{chromium,firefox}. Copies files and compiles nothing.
import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.resolve(process.argv[2] ?? path.join(here, '..', 'build', 'extension'));

/** @param {string} platform */
async function assemble(platform) {
  const to = path.join(out, platform);
  await rm(to, { recursive: true, force: true });
  await mkdir(to, { recursive: true });
  await cp(path.join(here, 'src'), to, { recursive: true });
  await cp(path.join(here, '_locales'), path.join(to, '_locales'), { recursive: true });
  await cp(path.join(here, 'icons'), path.join(to, 'icons'), { recursive: true });
  await cp(path.join(here, 'platform', platform, 'manifest.json'), path.join(to, 'manifest.json'));
  return to;
}

for (const platform of await readdir(path.join(here, 'platform'))) {
  process.stdout.write(`${await assemble(platform)}\n`);
}
