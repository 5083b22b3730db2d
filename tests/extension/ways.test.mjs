// Which way the answers come: rows of ways.json, each with what HTTP and the host do, and what comes of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { browser } from './browser.mjs';

const daemon = await import('../../extension/src/daemon.js');
const settings = await import('../../extension/src/settings.js');
const { rows, answers } = JSON.parse(readFileSync(new URL('ways.json', import.meta.url), 'utf8'));

/** What each side was asked, in order. */
let asked = [];

/** @param {string} side what stands there, a name of `answers` @param {string} path @param {string} body */
function answerOf(side, path, body) {
  const given = answers[side];
  if (path.startsWith('/v1/pair')) {
    return body === '{}' && given.pairs
      ? { status: 200, body: { token: 'fresh', id: '1' } }
      : { status: 403, body: {} };
  }
  const { status, verdict, list } = given;
  const check = path.startsWith('/v1/check');
  if (status === 422 && !check) return answerOf('fine', path, body);
  if (status !== 200) return { status, body: { detail: given.detail } };
  return { status, body: check ? { ...verdict } : { schema: 'licit/status/1', ...list } };
}

function play({ http, native }) {
  globalThis.fetch = async (url, { body, headers }) => {
    const path = url.replace(/^http:\/\/[^/]+/, '');
    asked.push(`http ${path.replace(/\?.*/, '')}`);
    if (http === 'nobody') throw new TypeError('fetch failed');
    if (http === 'silent') throw new DOMException('too late', 'TimeoutError');
    assert.ok(headers.Authorization || path === '/v1/pair', 'a key');
    const { status, body: text } = answerOf(http, path, body);
    return { status, text: async () => JSON.stringify(text) };
  };
  browser.host =
    native === 'nobody'
      ? null
      : ({ id, target, body }, port) => {
          asked.push(`native ${target.replace(/\?.*/, '')}`);
          const { status, body: text } = answerOf(native, target, body);
          port.onMessage.emit({ id, status, body: JSON.stringify(text) });
        };
}

for (const { name, settings: chosen = {}, allowed = true, way = 'http', http, native, ...expect } of rows) {
  test(`ways: ${name}`, async () => {
    await daemon.ready();
    await settings.change({ token: 'key', pairedAt: 'x', unpaired: false });
    browser.allowed = true;
    // By this way the answers came until now.
    play({ http: way === 'http' ? 'fine' : 'nobody', native: way === 'native' ? 'fine' : 'nobody' });
    await daemon.refresh();
    assert.equal(daemon.current().way, way);
    await settings.change(chosen);
    browser.allowed = allowed;
    play({ http, native });
    asked = [];
    const answer = await daemon.check('https://shop.example/');
    assert.deepEqual(
      asked.filter((call) => call.endsWith('/v1/check')),
      expect.asked,
    );
    assert.equal(answer.kind === 'verdict' ? 'verdict' : answer.reason, expect.answer);
    assert.equal(answer.detail ?? '', expect.detail ?? '');
    await daemon.refresh();
    const { reason, way: by } = daemon.current();
    assert.deepEqual({ reason, way: by }, { reason: expect.reason ?? null, way: expect.way_after ?? null });
    assert.equal(settings.settings().token, 'token' in expect ? expect.token : 'key');
  });
}

test('ways: a code is redeemed over HTTP alone, and ends that the browser wants no answers', async () => {
  await settings.change({ token: null, pairedAt: null, unpaired: true });
  play({ http: 'nobody', native: 'fine' });
  browser.allowed = true;
  assert.equal((await daemon.pair('ABCD-EFGH')).reason, 'not-running');
  assert.equal(settings.settings().token, null);
  assert.equal(settings.settings().unpaired, true);
  assert.equal(await daemon.pairItself(), null);
  assert.equal(settings.settings().token, 'fresh');
  assert.equal(settings.settings().unpaired, false);
});
