// The rules by which the browser holds a page back before it is asked for.
import assert from 'node:assert/strict';
import test from 'node:test';
import './browser.mjs';

const { allowRules, blockRules, holdsBack } = await import('../../extension/src/prevent.js');
const { change } = await import('../../extension/src/settings.js');

const MAIN = ['main_frame'];

test('the sites are blocked, but for the hosts with another verdict', () => {
  const condition = {
    requestDomains: ['bad.example', 'worse.example'],
    excludedRequestDomains: ['shop.bad.example'],
    resourceTypes: MAIN,
  };
  const warned = { names: ['bad.example', 'worse.example'], except: ['shop.bad.example'] };
  assert.deepEqual(blockRules(warned), [{ id: 1, priority: 1, action: { type: 'block' }, condition }]);
});

test('no browser takes an empty list of domains', () => {
  assert.deepEqual(blockRules({ names: [], except: ['shop.bad.example'] }), []);
  const [{ condition }] = blockRules({ names: ['bad.example'], except: [] });
  assert.deepEqual(condition, { requestDomains: ['bad.example'], resourceTypes: MAIN });
  assert.deepEqual(allowRules(2, []), []);
  assert.deepEqual(allowRules(2, ['bad.example/path']), []);
});

test('a decision goes before the block, and one for a path opens nothing', () => {
  const condition = { requestDomains: ['bad.example'], resourceTypes: MAIN };
  assert.deepEqual(allowRules(3, ['bad.example', 'shop.example/bad']), [
    { id: 3, priority: 2, action: { type: 'allow' }, condition },
  ]);
});

test('the rules are for what a list says is illicit, and not for what is suspicious', async () => {
  assert.equal(holdsBack(), true);
  await change({ strictness: 'suspicious' });
  assert.equal(holdsBack(), false);
  await change({ strictness: 'illicit' });
  assert.equal(holdsBack(), true);
});
