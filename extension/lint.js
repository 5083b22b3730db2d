// Runs web-ext's linter over both builds. It knows Firefox's rules only, so what it says of Chromium's manifest for
// being Chromium's is expected; anything else, an error or a warning, fails.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const here = path.dirname(fileURLToPath(import.meta.url));
const webExt = path.join(here, 'node_modules', '.bin', 'web-ext');

/** @type {Record<string, string[]>} */
const EXPECTED = {
  firefox: [],
  chromium: [
    'EXTENSION_ID_REQUIRED', // Chromium derives the id from the key
    'MANIFEST_FIELD_UNSUPPORTED', // the service worker, which the Firefox build has as an event page
    'MISSING_DATA_COLLECTION_PERMISSIONS', // a Firefox key
    'INCOGNITO_SPLIT_UNSUPPORTED', // Chromium shows an extension's page in a private window only with this
  ],
};

let failed = false;
for (const [platform, expected] of Object.entries(EXPECTED)) {
  const folder = path.join(here, '..', 'build', 'extension', platform);
  const run = spawnSync(webExt, ['lint', '--source-dir', folder, '--output', 'json'], { encoding: 'utf8' });
  const { errors, warnings, notices } = JSON.parse(run.stdout);
  const found = [...errors, ...warnings, ...notices].filter(({ code }) => !expected.includes(code));
  for (const { code, file, message } of found)
    process.stderr.write(`${platform}: ${code} ${file ?? ''} ${message}\n`);
  process.stdout.write(`${platform}: ${found.length} unexpected remarks\n`);
  failed ||= found.length > 0;
}
process.exitCode = failed ? 1 : 0;
