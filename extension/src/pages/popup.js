/**
 * Explains the verdict on the page in the current tab, or says why there is none.
 * `#TAB` in the address names another tab, so that the same page can stand in a tab of its own.
 */

import { ext } from '../ext.js';
import { listName } from '../sentence.js';
import { watchTab } from '../session.js';
import { date, percent, t } from '../text.js';
import { button, byId, el, fillWords, link, pageLink, send, told } from './dom.js';
import { adviceText, LOOK, REASON, verdictWords, WAY } from './words.js';

/** @typedef {import('../desk.js').PageState} PageState */
/** @typedef {import('../client.js').Verdict} Verdict */

const tabId = Number(location.hash.slice(1)) || (await currentTab());

fillWords();
byId('check').addEventListener('click', () => refresh('check-again'));
byId('settings').addEventListener('click', openSettings);
await refresh('page-state');
watchTab(tabId, () => refresh('page-state'));

async function currentTab() {
  const [tab] = await ext.tabs.query({ active: true, currentWindow: true });
  return tab?.id ?? 0;
}

/** @param {'page-state' | 'check-again'} what */
async function refresh(what) {
  byId('page').setAttribute('aria-busy', 'true');
  byId('page').replaceChildren(...sections(await send(what, { tabId })));
  byId('page').removeAttribute('aria-busy');
}

/** @param {PageState} state */
function sections(state) {
  const { answer, health } = state;
  if (!answer) return [...nothing(state), ...listsOld(state)];
  if (answer.kind === 'unavailable') return trouble(state.host, answer);
  const { verdict } = answer;
  return [
    header(state.shown?.state ?? 'unknown', state.host, verdictWords(verdict)),
    ...(state.behindWarning ? [el('section', {}, el('p', {}, t('behind_warning')))] : []),
    ...proceeded(state),
    findings(verdict),
    ...(health.reason ? trouble('', { ...health, reason: health.reason }) : listsOld(state)),
    coverage(verdict, state),
    ...advice(verdict),
    more(verdict),
    ...way(health),
  ];
}

/**
 * @param {import('../policy.js').State} state
 * @param {string} host
 * @param {{ sentence: import('../policy.js').MessageKey, explain?: import('../policy.js').MessageKey }} words
 */
function header(state, host, { sentence, explain }) {
  return el(
    'header',
    { class: 'verdict', 'data-state': state },
    el('img', { src: `/icons/${state}.svg`, alt: '', width: '40', height: '40' }),
    el('p', { class: 'host' }, host),
    el('h1', {}, t(sentence)),
    explain ? el('p', { class: 'explain' }, t(explain)) : null,
  );
}

/** @param {PageState} state */
function nothing({ url, host, health }) {
  if (health.reason) return trouble(host, { reason: health.reason, detail: health.detail });
  return url
    ? [header('unknown', host, { sentence: 'checking' })]
    : [header('unknown', '', { sentence: 'nothing_to_check', explain: 'nothing_to_check_more' })];
}

/**
 * @param {string} host
 * @param {{ reason: import('../client.js').Reason, detail: string }} failure
 */
function trouble(host, { reason, detail }) {
  const { sentence, remedy } = REASON[reason];
  const pairing = reason === 'not-paired' || reason === 'refused';
  return [
    header('unavailable', host, { sentence, explain: remedy }),
    ...(detail ? [el('section', {}, el('p', { class: 'soft' }, detail))] : []),
    ...(pairing ? [el('section', {}, button(t('pair_now'), openSettings, { class: 'primary' }))] : []),
  ];
}

/** @param {PageState} state */
function proceeded({ shown }) {
  const decision = shown?.decision;
  if (!decision) return [];
  const again = async () => {
    await send('revoke', { key: decision.key });
    window.close();
    await refresh('page-state');
  };
  return [
    el(
      'section',
      { class: 'note' },
      el('h2', {}, t('proceeded_title')),
      el('p', {}, t('proceeded', date(decision.at))),
      button(t('warn_again'), again, { id: 'revoke' }),
    ),
  ];
}

/** @param {Verdict} verdict */
function findings(verdict) {
  const list = verdict.findings.map((finding) =>
    el(
      'li',
      { class: 'finding', 'data-weight': weight(finding), 'data-signal': finding.signal },
      told('p', finding),
      finding.reason && el('p', {}, t('finding_reason', finding.reason)),
      finding.source ? sourceLine(finding, finding.source) : noticeLine(finding),
    ),
  );
  return el(
    'section',
    {},
    el('h2', {}, t('findings_title')),
    list.length ? el('ul', {}, ...list) : el('p', {}, t('findings_none')),
  );
}

/**
 * A claim that nobody confirmed is not coloured as a good sign.
 * @param {import('../client.js').Finding} finding
 */
function weight({ direction, decisive }) {
  if (direction === 'risk') return 'bad';
  return direction === 'trust' && decisive ? 'good' : 'none';
}

/**
 * @param {import('../client.js').Finding} finding
 * @param {import('../client.js').Source} source
 */
function sourceLine({ withdrawn, entryUrl }, source) {
  const { authority, name, url, since, asOf } = source;
  const listed = withdrawn ? t('source_until', date(withdrawn)) : since && t('source_since', date(since));
  const list = authority && listName(source);
  const details = [list, listed, asOf && t('source_as_of', date(asOf))].filter(Boolean);
  const rest = details.length ? ` · ${details.join(' · ')}` : '';
  const entry = entryUrl ? [' · ', link(entryUrl, t('see_entry'))] : [];
  return el('p', { class: 'source' }, `${t('source_label')} `, link(url, authority || name), rest, ...entry);
}

/**
 * What rests on no list may rest on an authority's notice.
 * @param {import('../client.js').Finding} finding
 */
function noticeLine({ entryUrl }) {
  return entryUrl && el('p', { class: 'source' }, link(entryUrl, t('see_entry')));
}

/**
 * @param {Verdict} verdict
 * @param {PageState} state
 */
function coverage({ coverage: share, country }, { look, behindWarning }) {
  return el(
    'section',
    {},
    el('h2', {}, t('coverage_title')),
    el('p', {}, share > 0 ? t('coverage_part', percent(share)) : t('coverage_none')),
    behindWarning ? null : el('p', { id: 'looked' }, lookedAt(look)),
    country ? null : el('p', {}, t('coverage_country')),
  );
}

/** @param {PageState['look']} look */
function lookedAt(look) {
  if (!look) return t('look_off');
  return look.kind === 'failed'
    ? `${t('look_failed')} ${t(REASON[look.reason].sentence)}`
    : t(LOOK[look.kind]);
}

/** @param {PageState} state */
function listsOld({ health }) {
  if (!health.oldLists.length) return [];
  return [
    el(
      'section',
      { class: 'note', id: 'lists-old' },
      el('h2', {}, t('lists_old_title')),
      el('p', {}, t('lists_old', health.oldLists.join(', '))),
    ),
  ];
}

/** @param {Verdict} verdict */
function advice(verdict) {
  // The first sentence says already not to buy.
  const list = verdict.advice.filter(({ id, text }) => id !== 'do-not-buy' && text !== '');
  if (!list.length) return [];
  const items = list.map((item) => el('li', {}, link(item.url, adviceText(item))));
  return [el('section', {}, el('h2', {}, t('advice_title')), el('ul', {}, ...items))];
}

/** @param {Verdict} verdict */
function more({ url }) {
  return el(
    'section',
    { class: 'more' },
    pageLink('site', 'more_site', { url }),
    pageLink('lawful', 'more_lawful'),
    pageLink('report', 'more_report', { url }),
  );
}

/** @param {PageState['health']} health */
function way({ way: by }) {
  return by ? [el('section', {}, el('p', { class: 'soft', id: 'way' }, t(WAY[by])))] : [];
}

function openSettings() {
  ext.runtime.openOptionsPage().then(() => window.close());
}
