// Authorities that publish, and the web servers that show what they do.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { Daemon } from './daemon.mjs';

/** A daemon of somebody who knows no lists but those that came with Licit. */
export class Authority extends Daemon {
  async use(name) {
    this.data = path.join(this.folder, name);
  }
}

/** The web server: shows a folder, and counts what it was asked for. */
export class Web {
  constructor(folder) {
    this.folder = folder;
    this.asked = 0;
    this.server = createServer(async (request, response) => {
      const name = path.normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
      const body = await readFile(path.join(this.folder, name)).catch(() => null);
      if (name.endsWith('timestamp.json')) this.asked++;
      response.writeHead(body ? 200 : 404).end(body ?? 'not there');
    });
  }

  async start() {
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** An authority elsewhere, all of whose keys are without a passphrase, and its web server. */
export class Publisher extends Authority {
  /** @param {string} list of illegal sellers, which it publishes */
  async begin(list) {
    this.list = list;
    this.out = path.join(this.folder, 'feed');
    await mkdir(this.out);
    await this.licit('publish', 'init', '--thresholds', 'root=1,targets=1', '--out', this.out);
    this.keys = ['root', 'targets', 'snapshot', 'timestamp'].map((role) =>
      path.join(this.folder, `${role}.pem`),
    );
    for (const key of this.keys) {
      const role = path.basename(key, '.pem');
      await this.licit('publish', 'key', 'new', '--role', role, '--no-passphrase', '--out', key);
    }
    this.web = new Web(this.out);
    await this.web.start();
  }

  /** Releases the list with these names. */
  async release(names) {
    const file = path.join(this.folder, 'names.txt');
    await writeFile(file, names.join('\n'));
    await this.licit('lists', 'import', '--list', this.list, '--kind', 'illegal', file);
    await this.licit('publish', 'stage');
    await this.licit('publish', 'sign', ...this.keys.flatMap((key) => ['--key', key]));
    await this.licit('publish', 'release');
  }

  async remove() {
    await this.web?.stop();
    await super.remove();
  }
}
