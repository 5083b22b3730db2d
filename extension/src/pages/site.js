/**
 * What is known of a site, in plain words: its entries on registers and lists, the age of its name, to whom its
 * certificate was given, and what was not seen.
 */

import { date, t } from '../text.js';
import { byId, el, facts, fillWords, link, send, showHost, told } from './dom.js';
import { troubleText, verdictWords } from './words.js';

/** @typedef {import('../desk.js').SiteState} SiteState */
/** @typedef {import('../site.js').SiteReport} SiteReport */
/** @typedef {import('../policy.js').MessageKey} MessageKey */

/** What a list of each kind says of whom it names. @type {Record<string, MessageKey>} */
const KIND = { register: 'site_on_register', illegal: 'site_on_illegal', community: 'site_on_community' };

const YEAR_MS = 365.25 * 86400000;

const url = new URLSearchParams(location.search).get('url') ?? '';

fillWords();
byId('host').textContent = URL.canParse(url) ? new URL(url).hostname : '';
show(await send('site', { url }));

/** @param {SiteState} state */
function show({ answer, shown, online, report }) {
  byId('waiting').hidden = true;
  const failed = [report, answer].find(({ kind }) => kind === 'unavailable');
  if (failed || report.kind === 'unavailable' || answer.kind === 'unavailable') {
    const { reason } = /** @type {import('../client.js').Unavailable} */ (failed);
    byId('trouble').textContent = troubleText(reason);
    byId('trouble').hidden = false;
    return;
  }
  const state = shown?.state ?? 'unknown';
  byId('icon').setAttribute('src', `/icons/${state}.svg`);
  byId('sentence').textContent = t(verdictWords(answer.verdict).sentence);
  showHost(byId('host'), report.host, report.site);
  document.title = t('site_title', report.host);
  const unseen = online ? 'site_unseen' : 'site_offline';
  byId('parts').replaceChildren(
    part('entries', 'site_entries', entries(report)),
    part('domain', 'site_domain', domain(report, unseen)),
    part('certificate', 'site_certificate', certificate(report, unseen)),
    part('findings', 'findings_title', findings(answer.verdict)),
    el('p', { class: 'soft row' }, t('site_time', date(report.time))),
  );
}

/**
 * @param {string} id
 * @param {MessageKey} title
 * @param {Node[]} content
 */
function part(id, title, content) {
  return el(
    'section',
    { id, 'aria-labelledby': `${id}-title` },
    el('h2', { id: `${id}-title` }, t(title)),
    ...content,
  );
}

/** @param {SiteReport} report */
function entries({ entries: all }) {
  if (!all.length) return [el('p', {}, t('site_no_entries'))];
  return [el('ul', { class: 'rows' }, ...all.map(entryRow))];
}

/** @param {import('../site.js').Entry} entry */
function entryRow({ list, kind, name, since, end, seen, withdrawn, holder, number, reason, url: at }) {
  const until = end || withdrawn ? t('source_until', date(end) || t('site_some_day')) : '';
  const rows = facts([
    ['warning_entry', name],
    ['site_holder', holder],
    ['site_number', number],
    ['warning_reason', reason],
    ['warning_since', date(since)],
    ['site_until', until],
    ['warning_as_of', date(seen)],
  ]);
  const words = kind in KIND ? t(withdrawn ? 'site_was_on' : KIND[kind]) : '';
  return el('li', {}, el('p', {}, words, ' ', link(at, list)), rows);
}

/**
 * @param {SiteReport} report
 * @param {MessageKey} unseen
 */
function domain({ domain: known }, unseen) {
  if (!known) return [el('p', {}, t(unseen))];
  if (!known.exists) return [el('p', {}, t('site_no_domain'))];
  return [
    el('p', {}, age(known.registered)),
    facts([
      ['site_registered', date(known.registered)],
      ['site_changed', date(known.changed)],
      ['site_expires', date(known.expires)],
      ['site_registrar', known.registrar],
      ['site_registrant', known.registrant],
    ]),
  ];
}

/** @param {string | null} registered */
function age(registered) {
  const years = registered ? (Date.now() - Date.parse(registered)) / YEAR_MS : NaN;
  if (Number.isNaN(years)) return t('site_age_unknown');
  return years < 1 ? t('site_age_young') : t('site_age', Math.floor(years));
}

/**
 * @param {SiteReport} report
 * @param {MessageKey} unseen
 */
function certificate({ certificate: known }, unseen) {
  if (!known) return [el('p', {}, t(unseen))];
  const holder = known.organization ? t('site_organization', known.organization) : t('site_no_organization');
  return [
    el('p', {}, known.trouble.length ? t('site_certificate_broken') : holder),
    facts([
      ['site_issuer', known.issuer],
      ['site_valid_from', date(known.from)],
      ['site_valid_until', date(known.until)],
    ]),
  ];
}

/** @param {import('../client.js').Verdict} verdict */
function findings({ findings: all }) {
  if (!all.length) return [el('p', {}, t('findings_none'))];
  return [el('ul', { class: 'dots' }, ...all.map((finding) => told('li', finding)))];
}
