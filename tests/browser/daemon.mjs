// The real licitd and licit, on lists and in a data folder of their own.
import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { until } from './until.mjs';

const run = promisify(execFile);
const top = fileURLToPath(new URL('../../', import.meta.url));
export const data = path.join(top, 'tests', 'browser', 'data');
export const LICIT = process.env.LICIT ?? path.join(top, 'build', 'licit');
const LICITD = process.env.LICITD ?? path.join(top, 'build', 'licitd');

/** The date of the copies, a day within the age of every list, and one long after it. */
export const LISTS_OF = '2026-06-18';
export const TODAY = '2026-07-01T12:00:00Z';
export const MUCH_LATER = '2027-01-01T12:00:00Z';

/** A port that is free now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export class Daemon {
  /** Makes the folders and imports the lists; starts nothing yet. */
  static async create() {
    const daemon = new this();
    daemon.folder = await mkdtemp(path.join(os.tmpdir(), 'licit-browser-'));
    daemon.port = await freePort();
    daemon.now = TODAY;
    const lists = path.join(daemon.folder, 'lists');
    await mkdir(lists);
    for (const name of ['alerts.csv', 'catalogue.json', 'help.csv', 'registers.csv'])
      await cp(path.join(data, name), path.join(lists, name));
    for (const name of [
      'model.json',
      'phrases.csv',
      'seals.json',
      'substances.csv',
      'suffixes.csv',
      'words.csv',
    ])
      await cp(path.join(top, 'lists', name), path.join(lists, name));
    await daemon.use('data');
    return daemon;
  }

  get address() {
    return `127.0.0.1:${this.port}`;
  }

  /** Another data folder knows the same lists and none of the pairings. */
  async use(name) {
    this.data = path.join(this.folder, name);
    for (const file of (await readdir(data)).filter((entry) => entry.startsWith('t-'))) {
      const list = path.basename(file, '.csv');
      await this.licit('lists', 'import', '--as-of', LISTS_OF, '--list', list, path.join(data, file));
    }
  }

  get environment() {
    return {
      ...process.env,
      LICIT_TIME: this.now,
      LICIT_LISTS_DIR: path.join(this.folder, 'lists'),
      NO_COLOR: '1',
    };
  }

  licit(...words) {
    return this.licitAs(this.environment, ...words);
  }

  /** With the environment of somebody else, such as a browser. */
  async licitAs(env, ...words) {
    const { stdout } = await run(LICIT, ['--data-dir', this.data, ...words], { env });
    return stdout;
  }

  /** A code for a browser, or with more words for what they say. */
  async pairingCode(...words) {
    const found = /\b[A-Z2-9]{4}-[A-Z2-9]{4}\b/.exec(await this.licit('pair', ...words));
    return found[0];
  }

  /** What a browser has once it is paired. */
  async token() {
    const answer = await fetch(`http://${this.address}/v1/pair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: await this.pairingCode() }),
    });
    return (await answer.json()).token;
  }

  async start(now = TODAY) {
    this.now = now;
    const words = ['--data-dir', this.data, '--listen', this.address];
    this.child = spawn(LICITD, words, {
      env: this.environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.said = '';
    this.child.stderr.on('data', (chunk) => (this.said += chunk));
    const { child } = this;
    this.gone = new Promise((resolve) => child.on('exit', resolve));
    await until(`licitd to answer (it said: ${this.said})`, async () => {
      const reply = await fetch(`http://${this.address}/healthz`).catch(() => null);
      return reply?.ok;
    });
  }

  async stop() {
    if (!this.child) return;
    this.child.kill('SIGTERM');
    await this.gone;
    this.child = null;
  }

  /** Passes everything on, and what is said about a page only after `release` was called. */
  async startSlow() {
    const port = await freePort();
    this.held = [];
    this.asked = [];
    this.slow = createHttpServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', async () => {
        const body = Buffer.concat(chunks);
        const { method, url, headers } = request;
        const about = url === '/v1/check' && method === 'POST';
        if (about) {
          this.asked.push(JSON.parse(body));
          await new Promise((resolve) => this.held.push(resolve));
        }
        const { authorization, 'content-type': type } = headers;
        const sent = {
          method,
          headers: {
            ...(authorization && { authorization }),
            ...(type && { 'content-type': type }),
          },
        };
        const reply = await fetch(
          `http://127.0.0.1:${port}${url}`,
          about || body.length ? { ...sent, body } : sent,
        );
        response.writeHead(reply.status, {
          'content-type': reply.headers.get('content-type'),
        });
        response.end(await reply.text());
      });
    });
    const { port: front } = this;
    this.port = port;
    await this.start();
    this.port = front;
    await new Promise((resolve) => this.slow.listen(front, '127.0.0.1', resolve));
  }

  release() {
    for (const go of this.held.splice(0)) go();
  }

  async stopSlow() {
    this.release();
    this.slow.closeAllConnections();
    await new Promise((resolve) => this.slow.close(resolve));
    await this.stop();
  }

  /** A program that takes connections at the daemon's address and never says a word. */
  async startSilent() {
    this.silent = createServer();
    this.silentSockets = [];
    this.silent.on('connection', (socket) => {
      this.silentSockets.push(socket);
      socket.on('error', () => {});
    });
    await new Promise((resolve) => this.silent.listen(this.port, '127.0.0.1', resolve));
  }

  async stopSilent() {
    for (const socket of this.silentSockets) socket.destroy();
    await new Promise((resolve) => this.silent.close(resolve));
  }

  async remove() {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
