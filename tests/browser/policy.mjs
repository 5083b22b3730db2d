// What whoever manages a browser says, put where each browser looks for it.
import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Chromium takes policies from one folder of the machine, for all who use it. */
const FOLDERS = ['/etc/chromium', '/etc/chromium/policies', '/etc/chromium/policies/managed'];

/** An extension of its own, so that no other Chromium on this machine meets the policy of a test. */
export class ChromiumPolicy {
  constructor() {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const der = publicKey.export({ type: 'spki', format: 'der' });
    const digest = createHash('sha256').update(der).digest('hex').slice(0, 32);
    this.key = der.toString('base64');
    this.id = [...digest].map((digit) => 'abcdefghijklmnop'[parseInt(digit, 16)]).join('');
    this.made = FOLDERS.filter((folder) => !existsSync(folder));
    this.file = path.join(FOLDERS.at(-1), `licit-test-${this.id}.json`);
    process.on('exit', () => this.remove());
  }

  /** @param {object} values */
  set(values) {
    for (const folder of this.made) mkdirSync(folder, { recursive: true });
    const extensions = { [this.id]: values };
    writeFileSync(this.file, JSON.stringify({ '3rdparty': { extensions } }));
  }

  remove() {
    rmSync(this.file, { force: true });
    for (const folder of [...this.made].reverse()) if (existsSync(folder)) rmdirSync(folder);
    this.made = [];
  }
}

/** @param {string} home @param {object} data */
export function setFirefoxPolicy(home, data) {
  const folder = path.join(home, '.mozilla', 'managed-storage');
  const name = 'licit@licit.invalid';
  mkdirSync(folder, { recursive: true });
  const manifest = { name, description: 'Policies of Licit', type: 'storage', data };
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify(manifest));
}
