/**
 * A report of a site: kept on this computer, and made ready for the shopper to send. Nothing is sent by itself.
 */

import { KINDS } from '../reports.js';
import { sentenceOf } from '../sentence.js';
import { date, t } from '../text.js';
import { button, byId, el, fillWords, link, send } from './dom.js';
import { troubleText, verdictWords } from './words.js';

/** @typedef {import('../reports.js').Kind} Kind */
/** @typedef {import('../reports.js').Kept} Kept */
/** @typedef {import('../client.js').Unavailable} Unavailable */
/** @typedef {import('../policy.js').MessageKey} MessageKey */

/** `label`: on the form; `line`: in the text to send, with the address.
 * @type {Record<Kind, { label: MessageKey, line: MessageKey }>} */
const WORDS = {
  sold: { label: 'report_sold', line: 'report_line_sold' },
  offered: { label: 'report_offered', line: 'report_line_offered' },
  'false-alarm': { label: 'report_false_alarm', line: 'report_line_false_alarm' },
  mine: { label: 'report_mine', line: 'report_line_mine' },
};

const asked = new URLSearchParams(location.search);
const url = asked.get('url') ?? '';
const commentField = /** @type {HTMLTextAreaElement} */ (byId('comment'));
const factsField = /** @type {HTMLInputElement} */ (byId('facts'));
const textField = /** @type {HTMLTextAreaElement} */ (byId('text'));

fillWords();
fillKinds();
byId('host').textContent = URL.canParse(url) ? new URL(url).hostname : '';
byId('form').hidden = !URL.canParse(url);
byId('form').addEventListener('submit', keep);
byId('copy').addEventListener('click', copy);
await listKept();

function fillKinds() {
  const first = KINDS.find((kind) => kind === asked.get('kind')) ?? KINDS[0];
  byId('kinds').append(
    ...KINDS.map((kind) => {
      const id = `kind-${kind}`;
      const radio = el('input', { type: 'radio', name: 'kind', id, value: kind });
      radio.checked = kind === first;
      return el('div', { class: 'row' }, radio, el('label', { for: id }, t(WORDS[kind].label)));
    }),
  );
}

/** @param {Event} event */
async function keep(event) {
  event.preventDefault();
  const chosen = /** @type {HTMLInputElement} */ (document.querySelector('[name=kind]:checked'));
  const report = { kind: chosen.value, url, comment: commentField.value, facts: factsField.checked };
  if (!(await asIt(send('report', { report })))) return;
  const kept = await listKept();
  byId('form').hidden = true;
  if (kept[0]) await showReady(kept[0]);
  byId('ready-title').focus();
}

/**
 * The answer, or null where there is none and the page says why.
 * @template T
 * @param {Promise<T | Unavailable>} asking
 * @returns {Promise<T | null>}
 */
async function asIt(asking) {
  const answer = await asking;
  const failed = /** @type {Unavailable} */ (answer);
  byId('trouble').hidden = failed.kind !== 'unavailable';
  if (failed.kind !== 'unavailable') return /** @type {T} */ (answer);
  byId('trouble').textContent = `${troubleText(failed.reason)} ${failed.detail}`;
  return null;
}

/** @param {Kept} kept */
async function showReady(kept) {
  /** @type {import('../client.js').Answer} */
  const answer = await send('verdict', { url: kept.url });
  /** @type {import('../lawful.js').Lawful | Unavailable} */
  const offices = await send('lawful');
  const findings = answer.kind === 'verdict' ? answer.verdict.findings : [];
  textField.value = compose(kept, findings, answer.kind === 'verdict' ? answer.verdict : null);
  byId('where').textContent = t(isClaim(kept) ? 'report_where_claim' : 'report_where');
  byId('offices').replaceChildren(...places(kept, findings, offices).map((place) => el('li', {}, place)));
  byId('copied').textContent = '';
  byId('ready').hidden = false;
}

/** Whoever contests what is said must write to the one who says it. @param {Kept} kept */
function isClaim({ kind }) {
  return kind === 'false-alarm' || kind === 'mine';
}

/**
 * @param {Kept} kept
 * @param {import('../client.js').Finding[]} findings
 * @param {import('../lawful.js').Lawful | Unavailable} offices
 */
function places(kept, findings, offices) {
  const sources = findings.filter(({ source }) => source?.url).map(({ source }) => source);
  if (isClaim(kept) && sources.length)
    return sources.map((source) => link(source?.url ?? null, source?.name ?? ''));
  if (offices.kind === 'unavailable') return [];
  const taking = offices.registers.filter(({ reportUrl }) => reportUrl);
  return taking.map(({ reportUrl, authority }) => link(reportUrl, t('report_office', authority)));
}

/**
 * @param {Kept} kept
 * @param {import('../client.js').Finding[]} findings
 * @param {import('../client.js').Verdict | null} verdict
 */
function compose({ kind, url: address, time, comment, facts }, findings, verdict) {
  const words = WORDS[/** @type {Kind} */ (kind)];
  return [
    words ? t(words.line, address) : address,
    t('report_line_time', date(time)),
    comment,
    verdict && t('report_line_verdict', t(verdictWords(verdict).sentence)),
    ...findings.map(line),
    facts && t('report_line_facts'),
    facts && JSON.stringify(facts),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** @param {import('../client.js').Finding} finding */
function line(finding) {
  const { name, url: at } = finding.source ?? {};
  const who = [name, at].filter(Boolean).join(', ');
  return `– ${sentenceOf(finding).text}${who && ` (${who})`}`;
}

async function copy() {
  await navigator.clipboard.writeText(textField.value);
  byId('copied').textContent = t('report_copied');
}

/** @returns {Promise<Kept[]>} */
async function listKept() {
  /** @type {{ kind: 'reports', reports: Kept[] } | null} */
  const answer = await asIt(send('reports'));
  const kept = answer?.reports ?? [];
  byId('kept').replaceChildren(...kept.map(keptRow));
  byId('kept-none').hidden = kept.length > 0;
  return kept;
}

/** @param {Kept} kept */
function keptRow(kept) {
  const words = WORDS[/** @type {Kind} */ (kept.kind)];
  const host = URL.canParse(kept.url) ? new URL(kept.url).hostname : kept.url;
  const forget = async () => {
    if (await asIt(send('forget', { id: kept.id }))) await listKept();
  };
  return el(
    'li',
    {},
    el(
      'p',
      {},
      el('span', { class: 'strong' }, host),
      ` · ${words ? t(words.label) : kept.kind} · ${date(kept.time)}`,
    ),
    el('p', { class: 'soft' }, kept.comment),
    el(
      'div',
      { class: 'row' },
      button(t('report_show'), () => showReady(kept), { 'aria-label': t('report_show_of', host) }),
      button(t('report_forget'), forget, { 'aria-label': t('report_forget_of', host) }),
    ),
  );
}
