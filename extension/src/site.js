/**
 * Reads what is known of a site, verdict or not: who lists or registers it and did so before, how old its name is, to
 * whom its certificate was given.
 */

import { call, LOOK_MS, question, text, unavailable, WAIT_MS, webUrl } from './client.js';

/**
 * @typedef {{ list: string, kind: string, name: string, since: string | null, end: string | null, seen: string | null,
 *   withdrawn: boolean, holder: string, number: string, reason: string, url: string | null }} Entry
 * @typedef {{ registered: string | null, changed: string | null, expires: string | null, registrar: string,
 *   registrant: string, exists: boolean }} Domain
 * @typedef {{ organization: string, issuer: string, from: string | null, until: string | null, trouble: string[] }} Certificate
 * @typedef {{ kind: 'site', host: string, site: string, entries: Entry[], domain: Domain | null,
 *   certificate: Certificate | null, time: string | null }} SiteReport
 *   null is what was not looked at, or could not be
 */

/** More lists than anybody is on. */
const ENTRIES_MAX = 64;

/**
 * @param {import('./client.js').Transport} transport
 * @param {string} url
 * @param {string} country
 * @returns {Promise<SiteReport | import('./client.js').Unavailable>}
 */
export async function siteReport(transport, url, country) {
  const body = { ...question(url, country), wait_ms: WAIT_MS };
  const reply = await call(transport, '/v1/facts', body, LOOK_MS);
  if (reply.kind === 'unavailable') return reply;
  const { schema, subject, slots, time } = reply.body;
  if (schema !== 'licit/facts/1' || typeof subject?.host !== 'string' || typeof slots !== 'object')
    return unavailable('bad-answer');
  return {
    kind: 'site',
    host: subject.host,
    site: text(subject.site) || subject.host,
    entries: readEntries(slots?.lists),
    domain: readDomain(slots?.rdap),
    certificate: readCertificate(slots?.tls),
    time: text(time) || null,
  };
}

/**
 * @param {any} slot
 * @returns {Entry[]}
 */
function readEntries(slot) {
  if (!Array.isArray(slot?.matches) || !Array.isArray(slot.lists)) return [];
  const { matches, lists } = slot;
  return matches
    .slice(0, ENTRIES_MAX)
    .map((/** @type {any} */ match) => readEntry(match ?? {}, lists[match?.list] ?? {}));
}

/**
 * @param {any} match
 * @param {any} list
 * @returns {Entry}
 */
function readEntry(match, list) {
  return {
    list: text(list.name),
    kind: text(list.kind),
    name: text(match.name),
    since: text(match.since) || null,
    end: text(match.end) || null,
    seen: text(match.seen) || null,
    withdrawn: match.withdrawn === true,
    holder: text(match.holder),
    number: text(match.number),
    reason: text(match.reason),
    url: webUrl(match.entry_url) ?? webUrl(list.url),
  };
}

/** @param {any} slot */
function isKnown(slot) {
  return typeof slot === 'object' && slot !== null && !('unknown' in slot);
}

/**
 * @param {any} slot
 * @returns {Domain | null}
 */
function readDomain(slot) {
  if (!isKnown(slot)) return null;
  return {
    registered: text(slot.registered) || null,
    changed: text(slot.changed) || null,
    expires: text(slot.expires) || null,
    registrar: text(slot.registrar),
    registrant: text(slot.registrant),
    exists: slot.exists === true,
  };
}

/**
 * @param {any} slot
 * @returns {Certificate | null}
 */
function readCertificate(slot) {
  if (!isKnown(slot)) return null;
  return {
    organization: text(slot.organization),
    issuer: text(slot.issuer),
    from: text(slot.not_before) || null,
    until: text(slot.not_after) || null,
    trouble: Array.isArray(slot.trouble) ? slot.trouble.map(text) : [],
  };
}
