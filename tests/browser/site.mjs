// The web that the tests visit: one server that answers for every host name, and notes what it was asked.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { resultsAt } from './engines.mjs';
import { HOSTILE } from './hostile.mjs';
import { PART_PAGES } from './parts.mjs';

/** Longer than an answer of licitd takes, shorter than a page on the real web. */
const NETWORK_MS = 250;

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A shop that reports when its script runs and when anybody clicks anywhere. */
const shop = (host, links, target) => `<!doctype html><meta charset=utf-8><title>${host}</title>
<style>body{font:16px sans-serif;margin:40px}#buy{font-size:2rem;padding:1em 3em}</style>
<h1>${host}</h1><button id=buy>Buy now</button>
<p>${links.map((to) => `<a target="${target}" href="${escape(to)}">${escape(to)}</a>`).join('<br>')}</p>
<script>
  navigator.sendBeacon('/ran');
  addEventListener('click', () => navigator.sendBeacon('/clicked'), true);
</script>`;

/** A rogue pharmacy, in its own words; the rest is as long as it is told to be. */
const rogue = (
  length,
  more = '',
) => `<!doctype html><meta charset=utf-8><title>Pills without prescription</title>
<h1>Online pharmacy: Viagra, Cialis, Tramadol without prescription</h1>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Product","name":"Tramadol 50 mg",
"offers":{"@type":"Offer","price":"99.00","priceCurrency":"USD"}}</script>
<p>No prescription needed. Tramadol 50 mg, 30 pills $99.00 <button>Add to cart</button></p>
<p>Viagra 100 mg, 30 pills $49.99 <button>Buy now</button> ${more}</p>
<p>Contact us on WhatsApp +1 555 0100 only. Pay by Bitcoin only. Discreet packaging worldwide.</p>
<input name=user value=in-the-page><textarea>in-the-page</textarea><script>const secret = 'in-the-page';</script>
<p>${'"ä" '.repeat(length / 4)}</p>`;

/** Pages by path. `to` comes from the query. */
const PAGES = {
  '/script': (to) =>
    `<!doctype html><title>moving</title><script>location.href = ${JSON.stringify(to)};</script>`,
  // Leads on as soon as it is there, with one more entry in the history each time.
  '/pushes': (to) =>
    `<!doctype html><title>pushes</title><script>history.pushState(null, '', '#' + Math.random());
    location.href = ${JSON.stringify(to)};</script>`,
  '/rogue': () => rogue(0),
  '/rogue-controlled': () => rogue(0, 'Xanax 1 mg, 30 pills $120.00 <button>Buy now</button>'),
  '/rogue-alert': () => rogue(0, 'Ozempic 1 mg, pen $199.00 <button>Buy now</button>'),
  '/rogue-long': () => rogue(3 << 20),
  ...HOSTILE,
  ...PART_PAGES,
  '/frame': (to) => `<!doctype html><title>frame</title><iframe id=frame src="${escape(to)}"></iframe>`,
  '/storm': (to) => `<!doctype html><title>storm</title><h1>storm</h1><script>
    navigator.sendBeacon('/ran');
    addEventListener('click', () => navigator.sendBeacon('/clicked'), true);
    setInterval(() => { location.href = ${JSON.stringify(to)} + '?' + Math.random(); }, 5);
  </script>`,
};

async function listen(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.address().port;
}

/** A certificate that nobody vouches for, and its key. */
async function certificate() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'licit-site-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(folder, name));
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const words = ['req', '-x509', ...curve, '-subj', '/CN=test', '-keyout', key, '-out', cert];
  try {
    await promisify(execFile)('openssl', words);
    return { key: await readFile(key), cert: await readFile(cert) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

export class Site {
  /** What was asked: `{ host, path }`. */
  visits = [];
  networkMs = NETWORK_MS;

  /** @param {Record<string, (to: string) => string>} [more] pages by path */
  constructor(more = {}) {
    this.pages = { ...PAGES, ...more };
  }

  async start() {
    const answer = (request, response) => this.answer(request, response);
    this.server = createServer(answer);
    // Browsers ask search engines over TLS alone; those of the tests take any certificate.
    this.secureServer = createSecureServer(await certificate(), answer);
    this.port = await listen(this.server);
    this.securePort = await listen(this.secureServer);
  }

  /** The same server over TLS. */
  secureAt(host, path = '/') {
    return `https://${host}:${this.securePort}${path}`;
  }

  /** An address on this server: `at('shop.example', '/x?y')`. */
  at(host, path = '/') {
    return `http://${host}:${this.port}${path}`;
  }

  answer(request, response) {
    const url = new URL(request.url, `http://${request.headers.host}`);
    this.visits.push({ host: url.hostname, path: url.pathname });
    const to = url.searchParams.get('to') ?? '';
    if (request.method === 'POST') return response.writeHead(204).end();
    if (url.pathname === '/favicon.ico') return response.writeHead(404).end();
    if (url.pathname === '/moved') return response.writeHead(302, { location: to }).end();
    const target = url.searchParams.has('blank') ? '_blank' : '_self';
    const html =
      resultsAt(url.hostname) ??
      this.pages[url.pathname]?.(to) ??
      shop(url.hostname, url.searchParams.getAll('to'), target);
    const send = () => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
      response.end(html);
    };
    if (url.searchParams.has('now')) return send();
    return setTimeout(send, this.networkMs);
  }

  /** Makes the network slower where the machine is: there an answer of licitd takes longer too. */
  keepPace(loadMs) {
    this.networkMs = Math.max(NETWORK_MS, loadMs);
  }

  count(host, path) {
    return this.visits.filter((visit) => visit.host === host && visit.path === path).length;
  }

  async stop() {
    for (const server of [this.server, this.secureServer]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}
