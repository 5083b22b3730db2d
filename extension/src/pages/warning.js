/**
 * The page that stands in the place of a listed site. What it says comes from the background, which had it from
 * licitd. The address in its own address is used only to ask again when the background no longer knows the warning.
 */

import { isListed } from '../policy.js';
import { listName } from '../sentence.js';
import { date, t } from '../text.js';
import { byId, el, facts, fillWords, link, pageLink, send, showHost, told } from './dom.js';
import { adviceText, troubleText } from './words.js';

/** @typedef {import('../desk.js').WarningState} WarningState */
/** @typedef {import('../policy.js').MessageKey} MessageKey */

/** How long a step back may take to begin before we take it that there was nowhere to go. */
const STUCK_MS = 1500;

/** The reasons that stand on the warning; the popup has them all. */
const REASONS_MAX = 3;

/** @type {Record<'listed' | 'found' | 'suspicious', { title: MessageKey, heading: MessageKey, explain: MessageKey,
 *   who: MessageKey }>} */
const WORDS = {
  listed: {
    title: 'warning_page_title',
    heading: 'warning_heading',
    explain: 'explain_illicit',
    who: 'warning_who',
  },
  found: {
    title: 'warning_page_title',
    heading: 'warning_found_heading',
    explain: 'explain_illicit',
    who: 'warning_why',
  },
  suspicious: {
    title: 'warning_suspicious_page_title',
    heading: 'warning_suspicious_heading',
    explain: 'warning_suspicious_explain',
    who: 'warning_why',
  },
};

const asked = new URLSearchParams(location.search);
const id = asked.get('id') ?? '';
const url = asked.get('url') ?? '';

/** @type {ReturnType<typeof setTimeout> | undefined} */
let stuckTimer;

fillWords();
byId('back').addEventListener('click', back);
byId('other-back').addEventListener('click', back);
byId('proceed').addEventListener('click', proceed);
addEventListener('pagehide', () => clearTimeout(stuckTimer));
show(await send('warning', { id, url }));

/** @param {WarningState} state */
function show(state) {
  if (state.kind === 'warned') return showWarning(state);
  byId('other').hidden = false;
  const action = byId('other-action');
  action.hidden = state.kind === 'nothing';
  byId('other-host').hidden = state.kind === 'nothing';
  if (state.kind === 'nothing') {
    document.title = t('warning_nothing_heading');
    byId('other-heading').textContent = t('warning_nothing_heading');
    byId('other-text').textContent = t('warning_nothing');
  } else {
    byId('other-host').textContent = new URL(state.url).hostname;
  }
  if (state.kind === 'clear') {
    document.title = t('warning_clear_heading');
    byId('other-heading').textContent = t('warning_clear_heading');
    byId('other-text').textContent = t('warning_clear');
    action.textContent = t('warning_continue');
    action.addEventListener('click', () => location.replace(state.url));
  }
  if (state.kind === 'unavailable') {
    byId('other-heading').textContent = t('warning_unchecked_heading');
    byId('other-text').textContent = troubleText(state.reason);
    action.textContent = t('warning_try_again');
    action.addEventListener('click', () => location.reload());
  }
  byId('other-back').focus();
}

/** @param {Extract<WarningState, { kind: 'warned' }>} state */
function showWarning({ warning, auto, listsOld, mayProceed }) {
  const { verdict } = warning.answer;
  // The daemon gives the strongest first.
  const reasons = verdict.findings.filter(({ direction }) => direction === 'risk').slice(0, REASONS_MAX);
  const words = WORDS[verdict.class === 'suspicious' ? 'suspicious' : isListed(verdict) ? 'listed' : 'found'];
  const state = verdict.class === 'suspicious' ? 'suspicious' : 'illicit';
  byId('warned').dataset.state = state;
  byId('warned-icon').setAttribute('src', `/icons/${state}.svg`);
  byId('heading').textContent = t(words.heading);
  byId('explain').textContent = t(words.explain);
  byId('who-title').textContent = t(words.who);
  showHost(byId('host'), verdict.host, verdict.site);
  byId('sources').replaceChildren(
    ...reasons.map(showReason),
    ...(listsOld ? [el('p', { class: 'soft' }, t('title_lists_old'))] : []),
  );
  showAdvice(verdict.advice);
  byId('ways').replaceChildren(
    pageLink('lawful', 'see_lawful'),
    pageLink('site', 'more_site', { url: verdict.url }),
    pageLink('report', 'report_mistake', { url: verdict.url, kind: 'false-alarm' }),
  );
  byId('proceed-explain').textContent = t('proceed_explain', reasons[0]?.match ?? verdict.site);
  byId('proceed').textContent = t('proceed', verdict.host);
  byId('more').hidden = !mayProceed;
  byId('no-proceed').hidden = mayProceed;
  document.title = `${t(words.title)} – ${verdict.host}`;
  byId('warned').hidden = false;
  byId('back').focus();
  if (auto) back();
}

/** @param {import('../client.js').Finding} finding */
function showReason(finding) {
  const { source } = finding;
  const rows = facts([
    ['warning_authority', source?.authority ?? null],
    ['warning_list', source && link(source.url, listName(source))],
    ['warning_since', date(source?.since ?? null)],
    ['warning_entry', finding.match],
    ['warning_notice', finding.entryUrl && link(finding.entryUrl, t('see_entry'))],
    ['warning_reason', finding.reason],
    ['warning_as_of', date(source?.asOf ?? null)],
  ]);
  return el('div', { class: 'source' }, told('p', finding), rows);
}

/** @param {import('../client.js').Advice[]} advice */
function showAdvice(advice) {
  // The first sentence of the page says already not to buy.
  const rest = advice.filter(({ id, text }) => id !== 'do-not-buy' && text !== '');
  byId('advice').replaceChildren(...rest.map((item) => el('li', {}, link(item.url, adviceText(item)))));
  byId('advice-section').hidden = rest.length === 0;
}

async function back() {
  const skip = await send('leave', { id, length: history.length });
  if (typeof skip !== 'number') return;
  history.go(-skip);
  stuckTimer = setTimeout(() => send('stuck'), STUCK_MS);
}

async function proceed() {
  const target = await send('proceed', { id });
  if (target) location.replace(target);
}
