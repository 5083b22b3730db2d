// Runs a browser where all network but loopback is closed, and sees what would have left: closed.mjs BROWSER, in a network
// and a mount namespace of its own (closed.test.mjs). Names of the tests stand in /etc/hosts; each other name is asked of a
// name server that is not there, over an interface that leads nowhere and is listened to.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { fileURLToPath } from 'node:url';
import test, { after } from 'node:test';
import looking from './cases_look.mjs';
import marks from './cases_marks.mjs';
import pairing from './cases_pairing.mjs';
import siteCases from './cases_site.mjs';
import verdicts from './cases_verdicts.mjs';
import warnings from './cases_warning.mjs';
import { Chromium } from './chromium.mjs';
import { Firefox } from './firefox.mjs';
import { HOSTS, suite } from './suite.mjs';
import { until } from './until.mjs';

const [which] = process.argv.slice(2);
const OUT = 'out';
const NOWHERE = 'nowhere-test.example';

const run = (...words) => execFileSync(words[0], words.slice(1));

/** Puts a file of our own in the place of one of the machine's, for this namespace alone. */
function replace(folder, file, text) {
  const own = path.join(folder, path.basename(file));
  writeFileSync(own, text);
  run('mount', '--bind', own, file);
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'licit-closed-'));
replace(folder, '/etc/hosts', `127.0.0.1 localhost ${HOSTS.join(' ')}\n`);
replace(folder, '/etc/resolv.conf', 'nameserver 192.0.2.53\n');
const IPV6 = '/proc/sys/net/ipv6/conf/all/disable_ipv6';
if (existsSync(IPV6)) writeFileSync(IPV6, '1');
run('ip', 'link', 'set', 'lo', 'up');
run('ip', 'link', 'add', OUT, 'type', 'veth', 'peer', 'name', 'beyond');
run('ip', 'link', 'set', 'beyond', 'up');
// Nobody is there to say which of the network’s addresses is whose.
run('ip', 'link', 'set', OUT, 'arp', 'off');
run('ip', 'address', 'add', '192.0.2.1/24', 'dev', OUT);
run('ip', 'link', 'set', OUT, 'up');
run('ip', 'route', 'add', 'default', 'dev', OUT);

/** What left so far. @type {Buffer[]} */
const packets = [];
const script = fileURLToPath(new URL('packets.py', import.meta.url));
const listener = spawn('python3', [script, OUT], { stdio: ['ignore', 'pipe', 'inherit'] });
const lines = readline.createInterface({ input: listener.stdout });
await new Promise((resolve) => lines.once('line', resolve));
lines.on('line', (line) => packets.push(Buffer.from(line, 'hex')));
after(() => {
  listener.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Of the sites of the tests and of those that the extension's pages link to, the first label: in a question to a name
 * server, where names stand in the clear, a number of letters stands in the place of each dot. */
const TOLD = HOSTS.map((host) => host.replace(/^www\./, '').split('.')[0])
  .filter((label) => label.endsWith('-test'))
  .concat('authority', 'abroad', 'volunteers');

/** Whether a packet speaks of one of them. */
function tells(packet) {
  const text = packet.toString('latin1').toLowerCase();
  return TOLD.some((label) => text.includes(label));
}

/** In a question to a name server, the name. */
function asked(packet) {
  const text = packet.toString('latin1', 54);
  return text.replace(/[^a-z0-9.-]+/gi, '.').slice(0, 80);
}

/** The warning, with its links. */
const warned = warnings.filter(
  ({ name }) => name.startsWith('the warning says who') || name.startsWith('Back goes'),
);

const closed = [
  {
    name: 'closed: of all that no packet told of a site',
    run() {
      const told = packets.filter(tells).map(asked);
      assert.deepEqual(told, []);
    },
  },
  {
    name: 'closed: and one that leaves is seen',
    async run({ driver }) {
      const tab = await driver.newTab();
      void tab.go(`http://${NOWHERE}/`);
      await until('the question for its name', () =>
        packets.some((packet) => packet.toString('latin1').includes(NOWHERE.split('.')[0])),
      );
      await tab.close();
    },
  },
];

/** The browsers without what leads all names to this computer, and hides by it what would leave. */
function make(hosts) {
  const driver = which === 'firefox' ? new Firefox(hosts) : new Chromium(hosts);
  driver.resolves = false;
  return driver;
}

suite(make, [...pairing, ...verdicts.slice(0, 4), ...siteCases, ...marks, ...looking, ...warned, ...closed]);

test(`${which}: closed: what the browser itself asked for`, (context) => {
  const names = [...new Set(packets.map(asked))];
  context.diagnostic(`${packets.length} packets of the browser’s own: ${names.slice(0, 12).join(' ')}`);
});
