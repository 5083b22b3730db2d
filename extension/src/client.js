/**
 * Talks to Licit on this computer, by one of the transports (http.js, native.js). Knows the wire format and nothing of
 * tabs, pages or the browser's API.
 *
 * Every call resolves, within TIMEOUT_MS or LOOK_MS, to an answer or to the reason why there is none; none of them throws.
 */

import { CLASSES } from './policy.js';

/**
 * @typedef {'not-paired' | 'not-running' | 'not-allowed' | 'timeout' | 'refused' | 'failing' | 'bad-answer'
 *   | 'bad-address'} Reason
 *   `not-running`: nobody is there; `failing`: somebody is, and says why there is no answer
 * @typedef {{ name: string, list: string, url: string | null, since: string | null, asOf: string | null,
 *   stale: boolean, authority: string }} Source `stale`: the copy of the list is past its age; `authority`: who keeps it,
 *   or ''
 * @typedef {{ signal: string, direction: string, decisive: boolean, summary: string, match: string | null,
 *   reason: string | null, withdrawn: string | null, entryUrl: string | null, evidence: Record<string, string>,
 *   source: Source | null }} Finding
 *   `match`: the name on the list; `entryUrl`: the entry itself, or the notice; `evidence`: all of it, as it stands
 * @typedef {{ id: string, text: string, url: string | null }} Advice
 * @typedef {{ class: import('./policy.js').VerdictClass, url: string, host: string, site: string, country: string | null,
 *   risk: number | null, coverage: number, findings: Finding[], advice: Advice[], listset: string, time: string }} Verdict
 * @typedef {{ kind: 'verdict', verdict: Verdict }} Answered
 * @typedef {{ kind: 'unavailable', reason: Reason, detail: string }} Unavailable
 * @typedef {Answered | Unavailable} Answer
 * @typedef {{ method: 'GET' | 'POST' | 'DELETE', path: string, body?: string, type?: string, within: number }} Call
 *   `type`: of the body, if it is not one JSON value; `within`: milliseconds
 * @typedef {{ kind: 'reply', status: number, text: string }} Reply
 * @typedef {'http' | 'native'} Way
 * @typedef {{ name: Way, send: (call: Call) => Promise<Reply | Unavailable> }} Transport
 * @typedef {{ kind: 'status', version: string, listset: string, online: boolean, oldLists: string[] }} Status
 *   `online`: sites are looked at when that is asked for; `oldLists`: names of the lists whose age hides warnings
 * @typedef {{ kind: 'paired', token: string, id: string }} Paired
 */

const TIMEOUT_MS = 2000;

/** Nobody waits for this one. Of it, so long for what is seen of a site over the network. */
export const LOOK_MS = 10000;
export const WAIT_MS = 8000;
/** licitd sends no more at once. */
const BODY_MAX = 8 << 20;
const URL_MAX = 8000;
const FINDINGS_MAX = 64;
/** Of a finding: licitd has fewer members, and quotes less of a page. */
const EVIDENCE_MAX = 16;
const MEMBER_MAX = 1024;

/**
 * The part of an address that a list can name. Password, query and fragment stay in the browser.
 * @param {string} url
 */
export function subjectOf(url) {
  const { protocol, host, pathname } = new URL(url);
  const subject = `${protocol}//${host}${pathname}`;
  return subject.length <= URL_MAX ? subject : subject.slice(0, subject.lastIndexOf('/', URL_MAX) + 1);
}

/**
 * @param {Transport} transport
 * @param {string} url
 * @param {string} country
 * @returns {Promise<Answer>}
 */
export async function check(transport, url, country) {
  const query = new URLSearchParams({ url: subjectOf(url) });
  if (country) query.set('country', country);
  return answerIn(await call(transport, `/v1/check?${query}`));
}

/**
 * @param {Transport} transport
 * @param {string} url
 * @param {string} country
 * @param {string} html the page as it is on show
 * @param {boolean} live look at the site over the network too
 * @returns {Promise<Answer>}
 */
export async function look(transport, url, country, html, live) {
  const body = { ...question(url, country), page: { html }, ...(live && { wait_ms: WAIT_MS }) };
  return answerIn(await call(transport, '/v1/check', body, LOOK_MS));
}

/**
 * Many addresses in one call: what the lists and the names say.
 * @param {Transport} transport
 * @param {string[]} urls
 * @param {string} country
 * @returns {Promise<{ kind: 'batch', verdicts: (Verdict | null)[] } | Unavailable>} one for each address, null where it
 *   cannot be read
 */
export async function batch(transport, urls, country) {
  const path = `/v1/batch${country && `?country=${country}`}`;
  const body = urls.map((url) => `${JSON.stringify(subjectOf(url))}\n`).join('');
  const type = 'application/x-ndjson';
  const reply = await transport.send({ method: 'POST', path, body, type, within: TIMEOUT_MS });
  if (reply.kind === 'unavailable') return reply;
  if (!isGood(reply)) return refusal(reply);
  const lines = reply.text.split('\n', urls.length + 1).filter(Boolean);
  if (lines.length !== urls.length) return unavailable('bad-answer');
  return { kind: 'batch', verdicts: lines.map((line) => readVerdict(parse(line))) };
}

/**
 * @param {string} url
 * @param {string} country
 */
export function question(url, country) {
  return { url: subjectOf(url), ...(country && { country }) };
}

/**
 * @param {{ kind: 'document', body: any } | Unavailable} reply
 * @returns {Answer}
 */
function answerIn(reply) {
  if (reply.kind === 'unavailable') return reply;
  const verdict = readVerdict(reply.body);
  return verdict ? { kind: 'verdict', verdict } : unavailable('bad-answer');
}

/**
 * @param {Transport} transport
 * @returns {Promise<Status | Unavailable>}
 */
export async function status(transport) {
  const reply = await call(transport, '/v1/status');
  if (reply.kind === 'unavailable') return reply;
  const { schema, version, listset, online, lists } = reply.body;
  if (schema !== 'licit/status/1' || !Array.isArray(lists?.out_of_date)) return unavailable('bad-answer');
  const ids = lists.out_of_date.map(text);
  const listed = ids.length ? await call(transport, '/v1/lists') : null;
  if (listed?.kind === 'unavailable') return listed;
  const known = /** @type {any[]} */ (listed?.body?.lists ?? []);
  const nameOf = (/** @type {string} */ id) => text(known.find((list) => list?.id === id)?.name) || id;
  const oldLists = ids.map(nameOf);
  return {
    kind: 'status',
    version: text(version),
    listset: text(listset),
    online: online === true,
    oldLists,
  };
}

/**
 * Whether anybody is there, and which version: needs no token.
 * @param {Transport} transport
 * @returns {Promise<{ kind: 'health', version: string } | Unavailable>}
 */
export async function health(transport) {
  const reply = await call(transport, '/healthz');
  if (reply.kind === 'unavailable') return reply;
  const { status: state, version } = reply.body;
  return state === 'ok' ? { kind: 'health', version: text(version) } : unavailable('bad-answer');
}

/**
 * The date of the newest copy of a list, or '' where none has one.
 * @param {Transport} transport
 * @returns {Promise<{ kind: 'newest', date: string } | Unavailable>}
 */
export async function newestList(transport) {
  const reply = await call(transport, '/v1/lists');
  if (reply.kind === 'unavailable') return reply;
  if (!Array.isArray(reply.body.lists)) return unavailable('bad-answer');
  const dates = reply.body.lists.map((/** @type {any} */ list) => text(list?.as_of));
  return { kind: 'newest', date: dates.sort().at(-1) ?? '' };
}

/**
 * Trades the one-time code that `licit pair` shows for a token. Where the browser itself vouches for us no code is
 * needed.
 * @param {Transport} transport
 * @param {string} [code]
 * @returns {Promise<Paired | Unavailable>}
 */
export async function pair(transport, code) {
  const reply = await call(transport, '/v1/pair', { code });
  if (reply.kind === 'unavailable') return reply;
  const { token, id } = reply.body ?? {};
  if (typeof token !== 'string' || token === '') return unavailable('bad-answer');
  return { kind: 'paired', token, id: text(id) };
}

/**
 * @param {Transport} transport
 * @param {string} path
 * @param {object} [body] sent as JSON
 * @param {number} [within] milliseconds
 * @param {Call['method']} [method]
 * @returns {Promise<{ kind: 'document', body: any } | Unavailable>}
 */
export async function call(transport, path, body, within = TIMEOUT_MS, method = body ? 'POST' : 'GET') {
  const reply = await transport.send({ method, path, within, ...(body && { body: JSON.stringify(body) }) });
  if (reply.kind === 'unavailable') return reply;
  if (!isGood(reply)) return refusal(reply);
  const json = parse(reply.text);
  return json ? { kind: 'document', body: json } : unavailable('bad-answer');
}

/** @param {Reply} reply */
function isGood({ status: code }) {
  return code >= 200 && code < 300;
}

/** @param {Reply} reply */
function refusal({ status: code, text: raw }) {
  const detail = text(parse(raw)?.detail);
  return unavailable(reasonOf(code, detail), detail);
}

/**
 * @param {number} code
 * @param {string} detail
 */
function reasonOf(code, detail) {
  if (code === 401 || code === 403) return 'refused';
  if (code === 422) return 'bad-address';
  return code >= 500 && detail ? 'failing' : 'bad-answer';
}

/**
 * @param {Reason} reason
 * @param {string} [detail] what the daemon itself said
 * @returns {Unavailable}
 */
export function unavailable(reason, detail = '') {
  return { kind: 'unavailable', reason, detail };
}

/** @param {string} raw */
function parse(raw) {
  if (raw.length > BODY_MAX) return null;
  try {
    return JSON.parse(raw);
  } catch {
    return null;
  }
}

/**
 * Keeps what the extension shows and drops the rest; null when the document is not one we understand.
 * @param {any} body
 * @returns {Verdict | null}
 */
function readVerdict(body) {
  if (body?.schema !== 'licit/verdict/1' || !CLASSES.includes(body.verdict)) return null;
  if (typeof body.host !== 'string' || !Array.isArray(body.findings)) return null;
  return {
    class: body.verdict,
    url: text(body.url),
    host: body.host,
    site: text(body.site) || body.host,
    country: text(body.country) || null,
    risk: typeof body.risk === 'number' ? body.risk : null,
    coverage: typeof body.coverage === 'number' ? Math.min(1, Math.max(0, body.coverage)) : 0,
    findings: body.findings.slice(0, FINDINGS_MAX).map(readFinding),
    advice: Array.isArray(body.advice) ? body.advice.slice(0, FINDINGS_MAX).map(readAdvice) : [],
    listset: text(body.as_of?.lists),
    time: text(body.as_of?.time),
  };
}

/**
 * @param {any} finding
 * @returns {Finding}
 */
function readFinding(finding) {
  const { match, reason, notice, withdrawn, entry_url: entryUrl } = finding?.evidence ?? {};
  return {
    signal: text(finding?.signal),
    direction: text(finding?.direction),
    decisive: finding?.decisive === true,
    summary: text(finding?.summary),
    match: text(match) || null,
    reason: text(reason) || null,
    withdrawn: text(withdrawn) || null,
    entryUrl: webUrl(notice) ?? webUrl(entryUrl),
    evidence: readEvidence(finding?.evidence),
    source: finding?.source ? readSource(finding.source) : null,
  };
}

/**
 * @param {any} evidence
 * @returns {Record<string, string>}
 */
function readEvidence(evidence) {
  const members = Object.entries(evidence ?? {}).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(
    members.slice(0, EVIDENCE_MAX).map(([name, value]) => [name, String(value).slice(0, MEMBER_MAX)]),
  );
}

/**
 * @param {any} source
 * @returns {Source}
 */
function readSource({ list, name, url, since, as_of: asOf, stale, authority }) {
  return {
    list: text(list),
    name: text(name) || text(list),
    url: webUrl(url),
    since: text(since) || null,
    asOf: text(asOf) || null,
    stale: stale === true,
    authority: text(authority),
  };
}

/**
 * @param {any} advice
 * @returns {Advice}
 */
function readAdvice(advice) {
  return { id: text(advice?.id), text: text(advice?.text), url: webUrl(advice?.url) };
}

/** @param {unknown} value */
export function text(value) {
  return typeof value === 'string' ? value : '';
}

/** @param {unknown} value an address that may stand behind a link, or null */
export function webUrl(value) {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null;
}
