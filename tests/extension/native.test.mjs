// Over the pipes of the browser: messages, pieces, hosts that are not there or go away. And the names on both sides.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { browser } from './browser.mjs';

const { HOST, native } = await import('../../extension/src/native.js');
const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const call = (path, body) => native.send({ method: body ? 'POST' : 'GET', path, body, within: 1000 });

test('native: a call is a message with its number, and the reply finds it, in any order', async () => {
  const messages = [];
  browser.host = (message, port) => {
    messages.push(message);
    if (messages.length < 2) return;
    for (const { id, target } of [...messages].reverse())
      port.onMessage.emit({ id, status: 200, type: 'application/json', body: target });
  };
  const replies = await Promise.all([call('/healthz'), call('/v1/pair', '{}')]);
  assert.deepEqual(replies, [
    { kind: 'reply', status: 200, text: '/healthz' },
    { kind: 'reply', status: 200, text: '/v1/pair' },
  ]);
  const [first, second] = messages;
  assert.deepEqual(first, { id: first.id, method: 'GET', target: '/healthz' });
  assert.deepEqual(second, { id: first.id + 1, method: 'POST', target: '/v1/pair', body: '{}' });
  assert.equal(browser.started, 1);
});

test('native: pieces are put together, and the last one has the status', async () => {
  browser.host = ({ id }, port) => {
    port.onMessage.emit({ id, status: 200, body: 'one ', more: true });
    port.onMessage.emit({ id: 99999, status: 200, body: 'of another call' });
    port.onMessage.emit({ id, status: 500, body: 'two' });
    port.onMessage.emit({ id, status: 200, body: 'too late' });
  };
  assert.deepEqual(await call('/x'), { kind: 'reply', status: 500, text: 'one two' });
});

test('native: what is no reply is none', async () => {
  browser.host = ({ id }, port) => {
    for (const odd of [{}, { id }, { id, status: '200', body: 'x' }, { id, status: 200, body: {} }])
      port.onMessage.emit(odd);
    port.onMessage.emit({ id, status: 200, body: 'good' });
  };
  assert.equal((await call('/x')).text, 'good');
});

test('native: a host that goes away takes the calls under way along, and the next call starts another', async () => {
  browser.host = (_, port) => port.close('Native host has exited.');
  const gone = { kind: 'unavailable', reason: 'not-running', detail: 'Native host has exited.' };
  assert.deepEqual(await Promise.all([call('/a'), call('/b')]), [gone, gone]);
  const before = browser.started;
  browser.host = ({ id }, port) => port.onMessage.emit({ id, status: 200, body: 'back' });
  assert.equal((await call('/c')).text, 'back');
  assert.equal(browser.started, before + 1);
  browser.host = (_, port) => port.close('');
  assert.equal((await call('/d')).reason, 'not-running');
});

test('native: no host', async () => {
  browser.host = null;
  assert.deepEqual(await call('/x'), {
    kind: 'unavailable',
    reason: 'not-running',
    detail: 'Specified native messaging host not found.',
  });
});

test('native: a host that says nothing is given up in time, which is longer for one that was just started', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  let settled = null;
  const silence = () => {
    settled = null;
    native.send({ path: '/x', within: 30 }).then((result) => (settled = result));
  };
  const after = async (ms) => {
    context.mock.timers.tick(ms);
    await new Promise(setImmediate);
    return settled?.reason ?? null;
  };
  browser.host = ({ id }, port) => port.onMessage.emit({ id, status: 200, body: '' });
  await call('/x');
  browser.host = () => {};
  silence();
  assert.equal(await after(29), null);
  assert.equal(await after(1), 'timeout');
  browser.host = (_, port) => port.close('Native host has exited.');
  await call('/x');
  browser.host = () => {};
  silence();
  assert.equal(await after(9999), null);
  assert.equal(await after(1), 'timeout');
  // Nothing of this test's clock may be left for the next.
  await after(60000);
});

test('native: a host that nobody calls is let go, so that the background can sleep', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  browser.host = ({ id }, port) => port.onMessage.emit({ id, status: 200, body: '' });
  await call('/x');
  const { started, ended } = browser;
  context.mock.timers.tick(15000);
  await call('/x');
  context.mock.timers.tick(15000);
  assert.equal(browser.ended, ended);
  context.mock.timers.tick(5000);
  assert.equal(browser.ended, ended + 1);
  assert.equal(browser.started, started);
  await call('/x');
  assert.equal(browser.started, started + 1);
});

test('native: the browser knows host and extension by the names that the program has', () => {
  const header = read('daemon/conf/extension.h');
  const defined = (name) => new RegExp(`#define ${name} "([^"]*)"`).exec(header)[1];
  const chromium = JSON.parse(read('extension/platform/chromium/manifest.json'));
  const firefox = JSON.parse(read('extension/platform/firefox/manifest.json'));
  const digest = createHash('sha256').update(Buffer.from(chromium.key, 'base64')).digest('hex');
  const id = [...digest.slice(0, 32)].map((digit) => 'abcdefghijklmnop'[parseInt(digit, 16)]).join('');
  assert.equal(id, defined('LIC_EXTENSION_CHROMIUM'));
  assert.equal(firefox.browser_specific_settings.gecko.id, defined('LIC_EXTENSION_FIREFOX'));
  assert.equal(firefox.key, undefined);
  assert.equal(HOST, defined('LIC_HOST_NAME'));
  assert.match(HOST, /^[a-z0-9_]+(\.[a-z0-9_]+)*$/);
});
