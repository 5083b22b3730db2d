// The packages for the stores: whole, and the same to the byte whenever they are made.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const extension = fileURLToPath(new URL('../../extension/', import.meta.url));
const pack = (folder, file) => execFileSync('python3', [path.join(extension, 'pack.py'), folder, file]);

test('pack: the same files give the same bytes, whatever their dates', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'licit-pack-'));
  try {
    const [one, two] = ['one', 'two'].map((name) => path.join(folder, name));
    for (const copy of [one, two]) cpSync(path.join(extension, 'src'), copy, { recursive: true });
    utimesSync(path.join(two, 'background.js'), 0, 0);
    pack(one, `${one}.zip`);
    pack(two, `${two}.zip`);
    assert.ok(readFileSync(`${one}.zip`).equals(readFileSync(`${two}.zip`)));
    assert.ok(readFileSync(`${one}.zip`).includes('pages/popup.html'));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('pack: the key of the unpacked extension stays at home, and nothing else', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'licit-pack-'));
  try {
    for (const platform of ['chromium', 'firefox']) {
      const source = path.join(extension, 'platform', platform);
      pack(source, `${folder}/${platform}.zip`);
      const wanted = JSON.parse(readFileSync(path.join(source, 'manifest.json'), 'utf8'));
      delete wanted.key;
      const script =
        'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read("manifest.json").decode())';
      const packed = execFileSync('python3', ['-c', script, `${folder}/${platform}.zip`], {
        encoding: 'utf8',
      });
      assert.deepEqual(JSON.parse(packed), wanted);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
