// The client against a small server: every reply becomes a verdict or a reason, and nothing is thrown.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import test, { after, before } from 'node:test';
import {
  batch,
  check,
  health,
  look,
  newestList,
  pair,
  status,
  subjectOf,
} from '../../extension/src/client.js';
import { http } from '../../extension/src/http.js';

const VERDICT = {
  schema: 'licit/verdict/1',
  input: 'x',
  url: 'https://www.bad.example/x',
  host: 'www.bad.example',
  site: 'bad.example',
  country: 'CZ',
  verdict: 'illicit',
  risk: 100,
  coverage: 0.2,
  sells_medicine: true,
  findings: [
    {
      signal: 'list.illegal',
      group: 'lists',
      direction: 'risk',
      points: 60,
      decisive: true,
      summary: 'On the list.',
      evidence: { match: 'bad.example', scope: 'site', reason: 'No licence', notice: 'ftp://x.example/' },
      source: {
        list: 'cz',
        name: 'A list',
        url: 'https://list.example/',
        since: '2022-03-17',
        as_of: '2026-06-18',
        authority: 'An authority',
      },
    },
  ],
  advice: [{ id: 'do-not-buy', text: 'Do not buy.', url: 'https://help.example/' }],
  as_of: { lists: 'set-1', model: 'm', time: '2026-11-23T12:00:00Z' },
};

const STATUS = {
  schema: 'licit/status/1',
  version: '0.1.0',
  listset: 'set-1',
  lists: { total: 3, out_of_date: ['cz'], entries: 9 },
};

/** What the server does next, and what it was asked last. */
let reply = { code: 200, body: VERDICT };
let asked = null;
let server;
let origin;
let connection;
let unpaired;

before(async () => {
  server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      asked = {
        method: request.method,
        url: request.url,
        headers: request.headers,
        body,
      };
      if (reply.silent) return;
      response.writeHead(reply.code, reply.headers ?? {});
      const answer = request.url === '/v1/lists' ? reply.lists : reply.body;
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  connection = http({ origin, token: 'secret' });
  unpaired = http({ origin, token: null });
});

after(() => {
  server.closeAllConnections();
  server.close();
});

const PAGE = 'https://www.bad.example/x?name=value#part';

test('client: a verdict, with what is shown and no more', async () => {
  reply = { code: 200, body: VERDICT };
  const answer = await check(connection, PAGE, 'CZ');
  assert.equal(asked.headers.authorization, 'Bearer secret');
  assert.equal(asked.url, '/v1/check?url=https%3A%2F%2Fwww.bad.example%2Fx&country=CZ');
  assert.equal(answer.kind, 'verdict');
  assert.deepEqual(answer.verdict.findings[0], {
    signal: 'list.illegal',
    direction: 'risk',
    decisive: true,
    summary: 'On the list.',
    match: 'bad.example',
    reason: 'No licence',
    withdrawn: null,
    entryUrl: null,
    evidence: { match: 'bad.example', scope: 'site', reason: 'No licence', notice: 'ftp://x.example/' },
    source: {
      list: 'cz',
      name: 'A list',
      url: 'https://list.example/',
      since: '2022-03-17',
      asOf: '2026-06-18',
      stale: false,
      authority: 'An authority',
    },
  });
  assert.equal(answer.verdict.listset, 'set-1');
});

test('client: the page goes to the same address of this computer, and the address of the page without its query', async () => {
  reply = { code: 200, body: VERDICT };
  const answer = await look(connection, PAGE, 'CZ', '<p>ä"');
  assert.deepEqual([asked.method, asked.url], ['POST', '/v1/check']);
  assert.equal(asked.headers.authorization, 'Bearer secret');
  assert.deepEqual(JSON.parse(asked.body), {
    url: 'https://www.bad.example/x',
    country: 'CZ',
    page: { html: '<p>ä"' },
  });
  assert.equal(answer.verdict.class, 'illicit');
  assert.equal((await look(unpaired, PAGE, '', '')).reason, 'not-paired');
});

test('client: many addresses in one call, each without its query, and a line for each', async () => {
  const lines = [VERDICT, { input: 'x', error: 'no host' }, { ...VERDICT, verdict: 'safe' }];
  reply = { code: 200, body: lines.map((line) => `${JSON.stringify(line)}\n`).join('') };
  const answer = await batch(connection, [PAGE, 'https://b.example/?c', 'https://c.example/'], 'CZ');
  assert.deepEqual([asked.method, asked.url], ['POST', '/v1/batch?country=CZ']);
  assert.equal(asked.headers['content-type'], 'application/x-ndjson');
  assert.equal(asked.headers.authorization, 'Bearer secret');
  assert.equal(asked.body, '"https://www.bad.example/x"\n"https://b.example/"\n"https://c.example/"\n');
  assert.equal(answer.kind, 'batch');
  assert.deepEqual(
    answer.verdicts.map((verdict) => verdict?.class ?? null),
    ['illicit', null, null],
  );
  await batch(connection, [PAGE], '');
  assert.equal(asked.url, '/v1/batch');
  assert.equal((await batch(connection, [PAGE], '')).reason, 'bad-answer');
  assert.equal((await batch(unpaired, [PAGE], '')).reason, 'not-paired');
  reply = { code: 401, body: { detail: 'Pair again.' } };
  assert.equal((await batch(connection, [PAGE], '')).reason, 'refused');
});

test('client: a link that is not a web address is no link', async () => {
  const finding = {
    ...VERDICT.findings[0],
    source: { ...VERDICT.findings[0].source, url: 'javascript:alert(1)' },
  };
  reply = { code: 200, body: { ...VERDICT, findings: [finding] } };
  const answer = await check(connection, PAGE, '');
  assert.equal(answer.verdict.findings[0].source.url, null);
});

const TROUBLE = [
  {
    name: 'token refused',
    code: 401,
    body: { detail: 'Pair again.' },
    reason: 'refused',
    detail: 'Pair again.',
  },
  {
    name: 'forbidden',
    code: 403,
    body: { detail: 'No.' },
    reason: 'refused',
    detail: 'No.',
  },
  {
    name: 'address not understood',
    code: 422,
    body: {},
    reason: 'bad-address',
    detail: '',
  },
  {
    name: 'server error',
    code: 500,
    body: 'oops',
    reason: 'bad-answer',
    detail: '',
  },
  {
    name: 'damaged data',
    code: 500,
    body: { detail: 'The store is damaged.' },
    reason: 'failing',
    detail: 'The store is damaged.',
  },
  { name: 'busy', code: 503, body: { detail: 'Try again.' }, reason: 'failing', detail: 'Try again.' },
  {
    name: 'not JSON',
    code: 200,
    body: '<html>',
    reason: 'bad-answer',
    detail: '',
  },
  { name: 'empty', code: 200, body: '', reason: 'bad-answer', detail: '' },
  { name: 'null', code: 200, body: 'null', reason: 'bad-answer', detail: '' },
  {
    name: 'another schema',
    code: 200,
    body: { ...VERDICT, schema: 'x/2' },
    reason: 'bad-answer',
    detail: '',
  },
  {
    name: 'unknown class',
    code: 200,
    body: { ...VERDICT, verdict: 'safe' },
    reason: 'bad-answer',
    detail: '',
  },
  {
    name: 'no findings',
    code: 200,
    body: { ...VERDICT, findings: null },
    reason: 'bad-answer',
    detail: '',
  },
  {
    name: 'too large',
    code: 200,
    body: { ...VERDICT, input: 'x'.repeat(9 << 20) },
    reason: 'bad-answer',
    detail: '',
  },
  {
    name: 'redirect to elsewhere',
    code: 302,
    headers: { location: 'http://elsewhere.example/' },
    body: '',
    reason: 'not-running',
    detail: '',
  },
  { name: 'silence', silent: true, reason: 'timeout', detail: '' },
];

for (const { name, reason, detail, ...given } of TROUBLE) {
  test(`client: ${name} is ${reason}`, async () => {
    reply = given;
    assert.deepEqual(await check(connection, PAGE, ''), {
      kind: 'unavailable',
      reason,
      detail,
    });
  });
}

test('client: without a token nothing is asked', async () => {
  asked = null;
  const answer = await check(unpaired, PAGE, '');
  assert.equal(answer.reason, 'not-paired');
  assert.equal((await status(unpaired)).reason, 'not-paired');
  assert.equal(asked, null);
});

test('client: nobody there is not-running', async () => {
  const gone = createServer();
  await new Promise((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const { port } = gone.address();
  await new Promise((resolve) => gone.close(resolve));
  const answer = await check(http({ origin: `http://127.0.0.1:${port}`, token: 'x' }), PAGE, '');
  assert.deepEqual(answer, {
    kind: 'unavailable',
    reason: 'not-running',
    detail: '',
  });
});

test('client: status tells which lists are old, by name', async () => {
  reply = { code: 200, body: STATUS, lists: { lists: [{ id: 'cz', name: 'A list' }] } };
  const found = { kind: 'status', version: '0.1.0', listset: 'set-1' };
  assert.deepEqual(await status(connection), { ...found, online: false, oldLists: ['A list'] });
  reply = { code: 200, body: { ...STATUS, online: true, lists: { out_of_date: [] } } };
  assert.deepEqual(await status(connection), { ...found, online: true, oldLists: [] });
  reply = { code: 200, body: { schema: 'licit/status/1' } };
  assert.equal((await status(connection)).reason, 'bad-answer');
});

test('client: a code becomes a token, and where none is needed none is sent', async () => {
  reply = { code: 200, body: { token: 'fresh', id: '7' } };
  assert.deepEqual(await pair(connection, 'ABCD-EFGH'), {
    kind: 'paired',
    token: 'fresh',
    id: '7',
  });
  assert.equal(asked.method, 'POST');
  assert.equal(asked.headers['content-type'], 'application/json');
  assert.equal(asked.headers.authorization, undefined);
  assert.deepEqual(JSON.parse(asked.body), { code: 'ABCD-EFGH' });
  await pair(connection);
  assert.deepEqual(JSON.parse(asked.body), {});
  reply = { code: 403, body: { detail: 'Wrong code.' } };
  assert.deepEqual(await pair(connection, 'ABCD-EFGH'), {
    kind: 'unavailable',
    reason: 'refused',
    detail: 'Wrong code.',
  });
  reply = { code: 200, body: {} };
  assert.equal((await pair(connection, 'ABCD-EFGH')).reason, 'bad-answer');
});

test('client: who is there is asked without the key', async () => {
  reply = { code: 200, body: { status: 'ok', version: '0.1.0' } };
  for (const transport of [connection, unpaired]) {
    assert.deepEqual(await health(transport), { kind: 'health', version: '0.1.0' });
    assert.equal(asked.headers.authorization, undefined);
  }
  reply = { code: 200, body: { hello: 'world' } };
  assert.equal((await health(connection)).reason, 'bad-answer');
});

test('client: the date of the newest list', async () => {
  reply = {
    code: 200,
    lists: { lists: [{ as_of: '2026-06-18' }, { as_of: null }, { as_of: '2026-11-01' }, null] },
  };
  assert.deepEqual(await newestList(connection), { kind: 'newest', date: '2026-11-01' });
  reply = { code: 200, lists: { lists: [] } };
  assert.deepEqual(await newestList(connection), { kind: 'newest', date: '' });
  reply = { code: 200, lists: {} };
  assert.equal((await newestList(connection)).reason, 'bad-answer');
});

const SUBJECTS = [
  ['https://me:pass@www.x.example:8443/a/b?c=d#e', 'https://www.x.example:8443/a/b'],
  ['http://x.example', 'http://x.example/'],
  ['https://x.example/%7Eshop/', 'https://x.example/%7Eshop/'],
  [`https://x.example/a/${'b'.repeat(9000)}`, 'https://x.example/a/'],
];

for (const [url, subject] of SUBJECTS) {
  test(`client: of ${url.slice(0, 50)} only what a list can name is sent`, () => {
    assert.equal(subjectOf(url), subject);
  });
}
