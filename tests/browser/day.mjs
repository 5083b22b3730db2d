// An authority and a shopper's machine, who do what docs/DAY.md tells: its commands are run as they stand there.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Office } from './console.mjs';
import { LICIT } from './daemon.mjs';
import { Authority, Web } from './publisher.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));
const COMMAND_MS = 60000;
export const PHRASE = 'a phrase for these keys';

/** What stands in the document for what is made anew each time. */
const ADDRESS = 'https://feeds.office.example';
const FINGERPRINT = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** The blocks of the document, one after the other. */
export class Story {
  static async read(name) {
    const text = await readFile(path.join(top, 'docs', name), 'utf8');
    const story = new Story();
    story.blocks = [...text.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, kind, body]) => ({
      kind,
      lines: body.trimEnd().split('\n'),
    }));
    return story;
  }

  /** The lines of the next one, which is a table or commands. */
  next(kind = '') {
    const block = this.blocks.shift();
    assert.equal(block?.kind, kind, `the next block of the document: ${block?.lines[0]}`);
    return block.lines;
  }
}

/** Runs a program and tells how it ended, whatever that was. */
function run(file, words, options) {
  return new Promise((resolve) => {
    execFile(file, words, { timeout: COMMAND_MS, ...options }, (error, stdout, stderr) =>
      resolve({ status: error ? (error.code ?? String(error.signal)) : 0, stdout, stderr }),
    );
  });
}

export class Day {
  /**
   * @param {import('./daemon.mjs').Daemon} home the shopper's
   * @param {import('./driver.mjs').Driver} driver for the office
   */
  async open(home, driver) {
    this.home = home;
    this.story = await Story.read('DAY.md');
    this.top = await mkdtemp(path.join(os.tmpdir(), 'licit-day-'));
    for (const name of ['feed', 'stick', 'eva', 'carla', 'office', 'home', 'bin']) await mkdir(this.at(name));
    for (const name of ['eva', 'carla']) await writeFile(this.at(name, 'passphrase'), `${PHRASE}\n`);
    await writeFile(this.at('bin', 'licit'), `#!/bin/sh\nexec '${LICIT}' "$@"\n`, { mode: 0o755 });
    this.authority = await Authority.create();
    this.console = new Office(driver, this.authority);
    this.web = new Web(this.at('feed'));
    await this.web.start();
    this.machines = {
      office: this.authority.data,
      carla: this.at('carla', 'data'),
      home: home.data,
    };
    await this.console.launch();
  }

  at(...names) {
    return path.join(this.top, ...names);
  }

  /** As the machines of this test have it. */
  translate(command) {
    return command
      .replaceAll('/srv/www/feed', this.at('feed'))
      .replaceAll('/media/stick', this.at('stick'))
      .replaceAll('/media/eva', this.at('eva'))
      .replaceAll(ADDRESS, this.web.url)
      .replaceAll(FINGERPRINT, this.fingerprint ?? FINGERPRINT);
  }

  /** Runs a line of the document: `who$ command`. */
  async command(line, environment = {}) {
    const [, who, command] = /^(office|carla|home)\$ (.*)$/.exec(line) ?? assert.fail(`no command: ${line}`);
    return run('/bin/sh', ['-c', this.translate(command)], {
      cwd: this.at(who),
      env: {
        ...this.home.environment,
        HOME: this.at(who),
        PATH: `${this.at('bin')}:${process.env.PATH}`,
        LICIT_DATA_DIR: this.machines[who],
        ...environment,
      },
    });
  }

  /** The commands of the document's next block, all of which succeed; what they said. */
  async commands() {
    let said = '';
    for (const line of this.story.next()) {
      const { status, stdout, stderr } = await this.command(line);
      assert.equal(status, 0, `${line}\n${stdout}${stderr}`);
      said += stdout;
    }
    return said;
  }

  /** Makes a folder a copy of another; names are of this day's own. */
  async copy(from, to) {
    const [source, target] = [from, to].map((name) => path.resolve(this.top, name));
    await rm(target, { recursive: true, force: true });
    await cp(source, target, { recursive: true });
  }

  /** What the server shows after an attack of tests/publish. */
  async spoil(attack) {
    const out = this.at('spoiled');
    await rm(out, { recursive: true, force: true });
    const releases = ['first', 'before', 'last'].map((name) => this.at(name));
    const words = [attack, 'cz-illegal', 'cz-register', ...releases, out];
    const driver = path.join(top, 'tests', 'publish', 'spoil.py');
    const { status, stdout, stderr } = await run('python3', [driver, ...words], {});
    assert.equal(status, 0, `${attack}: ${stdout}${stderr}`);
    return out;
  }

  async close() {
    await this.console?.close();
    await this.web?.stop();
    if (this.top) await rm(this.top, { recursive: true, force: true });
  }
}

/** The attacks of tests/publish: what is done, what is said about it, and whether about a list alone. */
export async function attacks() {
  const text = await readFile(path.join(top, 'tests', 'publish', 'attacks.rows'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => {
      const [name, pattern, asked] = line.split(' ; ').map((part) => part.trim());
      return { name, pattern: new RegExp(pattern), ofList: asked === 'download' };
    });
}
