// What is shown for each answer. One row a case.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { unavailable } from '../../extension/src/client.js';
import { CLASSES, decide, decisionKey, stricter } from '../../extension/src/policy.js';

const rows = JSON.parse(readFileSync(new URL('policy.json', import.meta.url)));

const decided = {
  'bad.example': {
    key: 'bad.example',
    host: 'www.bad.example',
    at: '2026-11-01T00:00:00Z',
    until: '2027-01-30T00:00:00Z',
  },
};

/** A verdict as client.js hands it on. */
function verdict(row) {
  const finding = {
    signal: 'list.illegal',
    direction: 'risk',
    decisive: true,
    match: row.match ?? null,
    source: row.found ? null : { list: 'cz' },
  };
  const findings = row.class === 'illicit' ? [finding] : [];
  return {
    kind: 'verdict',
    verdict: { class: row.class, site: 'bad.example', findings },
  };
}

for (const row of rows) {
  test(`policy: ${row.name}`, () => {
    const answer = row.class ? verdict(row) : unavailable(row.reason);
    const shown = decide(answer, {
      decisions: row.decided ? decided : {},
      listsOld: row.listsOld ?? false,
      strictness: row.strictness ?? 'illicit',
    });
    const { state, badge, warn, title, notice, guard } = shown;
    assert.deepEqual({ state, badge, warn, title, notice, guard }, row.shown);
    assert.equal(shown.decision, row.decided && row.match === 'bad.example' ? decided['bad.example'] : null);
  });
}

test('policy: every class and every reason has a row', () => {
  const reasons = [
    'not-paired',
    'not-running',
    'not-allowed',
    'timeout',
    'refused',
    'bad-answer',
    'bad-address',
  ];
  assert.deepEqual(new Set(rows.map((row) => row.class ?? row.reason)), new Set([...CLASSES, ...reasons]));
});

test('policy: only a verified pharmacy is drawn with the tick', () => {
  const ticked = rows.filter((row) => row.shown.state === 'verified').map((row) => row.class);
  assert.deepEqual([...new Set(ticked)], ['verified']);
});

test('policy: a decision holds for the name on the list, else for the site', () => {
  assert.equal(
    decisionKey(verdict({ class: 'illicit', match: 'uni.example/~shop/' }).verdict),
    'uni.example/~shop/',
  );
  assert.equal(decisionKey(verdict({ class: 'illicit' }).verdict), 'bad.example');
});

for (const [quick, full, shown] of [
  ['unknown', 'suspicious', 'suspicious'],
  ['unknown', 'no-medicine', 'no-medicine'],
  ['unverified', 'no-medicine', 'no-medicine'],
  ['verified', 'suspicious', 'suspicious'],
  ['suspicious', 'illicit', 'illicit'],
  ['illicit', 'no-medicine', 'illicit'],
  ['illicit', 'verified', 'illicit'],
  ['suspicious', 'unknown', 'suspicious'],
  ['disputed', 'verified', 'disputed'],
]) {
  test(`policy: ${quick} at once and ${full} with the page is ${shown}`, () => {
    assert.equal(stricter(verdict({ class: quick }), verdict({ class: full })).verdict.class, shown);
  });
}

test('policy: the answer with the page stands where there was no quick one', () => {
  assert.equal(stricter(unavailable('timeout'), verdict({ class: 'unknown' })).verdict.class, 'unknown');
});
