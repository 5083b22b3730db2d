// What the extension's pages ask for beside verdicts: each reply becomes a document of known shape, or a reason.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { lawful } from '../../extension/src/lawful.js';
import { all, forget, keep } from '../../extension/src/reports.js';
import { siteReport } from '../../extension/src/site.js';

const ROWS = JSON.parse(readFileSync(new URL('documents.json', import.meta.url), 'utf8'));

const CALLS = {
  lawful: (transport) => lawful(transport, 'CZ'),
  site: (transport) => siteReport(transport, 'https://me:secret@www.bad.example/x?a=1#b', 'CZ'),
  keep: (transport) =>
    keep(transport, { kind: 'sold', url: 'https://www.bad.example/x?a=1', comment: 'c', facts: true }, 'CZ'),
  all,
  forget: (transport) => forget(transport, 7),
};

for (const { name, call, status = 200, reply, asked, answer } of ROWS) {
  test(`documents: ${name}`, async () => {
    let sent;
    const send = async (what) => {
      sent = what;
      return { kind: 'reply', status, text: JSON.stringify(reply) };
    };
    assert.deepEqual(await CALLS[call]({ name: 'http', send }), answer);
    const { method, path, body = '' } = sent;
    if (asked) assert.equal(`${method} ${path} ${body}`.trim(), asked);
  });
}
