// With all network but loopback closed: the extension works as ever, and no address of a page leaves.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('closed.mjs', import.meta.url));
const CLOSED = ['--net', '--mount', ...(process.geteuid() === 0 ? [] : ['--map-root-user'])];
const env = { ...process.env, PATH: `${process.env.PATH}${path.delimiter}/usr/sbin${path.delimiter}/sbin` };
delete env.NODE_TEST_CONTEXT;

const able =
  spawnSync('unshare', [...CLOSED, 'ip', 'link', 'add', 'out', 'type', 'veth'], { env }).status === 0;

for (const browser of ['chromium', 'firefox']) {
  test(
    `${browser}: with all network but loopback closed no address leaves`,
    { timeout: 560000, skip: !able && 'this machine gives nobody a network of his own (unshare, ip)' },
    (context) => {
      const words = [...CLOSED, process.execPath, '--test-reporter=tap', script, browser];
      const { status, stdout } = spawnSync('unshare', words, { env, encoding: 'utf8', maxBuffer: 1 << 26 });
      const ran = /^# pass (\d+)$/m.exec(stdout)?.[1];
      const told = /^# (\d+ packets .*)$/m.exec(stdout)?.[1];
      context.diagnostic(`${ran} cases; ${told}`);
      if (status !== 0) throw new Error(stdout.slice(-6000));
    },
  );
}
