/**
 * Shows each sign that Licit can give, as the policy gives it for an example. Looks nothing up.
 */

import { CLASSES, decide } from '../policy.js';
import { t } from '../text.js';
import { BADGE_COLOUR } from '../toolbar.js';
import { byId, el, fillWords } from './dom.js';
import { FOUND, REASON, VERDICT } from './words.js';

/** @typedef {import('../policy.js').MessageKey} MessageKey */
/** @typedef {import('../policy.js').Shown} Shown */

const HOST = 'www.pharmacy.example';

fillWords();
byId('verdicts').append(...verdicts());
byId('reasons').append(...reasons());

function verdicts() {
  const listed = CLASSES.map((verdictClass) =>
    sign(verdictClass, shown(verdictClass, true, false), VERDICT[verdictClass]),
  );
  return [
    ...listed,
    sign('found', shown('illicit', false, false), FOUND),
    sign('stale', shown('unknown', false, true), { sentence: 'lists_old_title', explain: 'states_stale' }),
  ];
}

function reasons() {
  return Object.entries(REASON).map(([name, { sentence, remedy }]) => {
    const reason = /** @type {import('../client.js').Reason} */ (name);
    const given = decide({ kind: 'unavailable', reason, detail: '' }, circumstances(false));
    return sign(reason, given, { sentence, explain: remedy });
  });
}

/** @param {boolean} listsOld */
function circumstances(listsOld) {
  return /** @type {import('../policy.js').Circumstances} */ ({
    decisions: {},
    listsOld,
    strictness: 'illicit',
  });
}

/**
 * @param {import('../policy.js').VerdictClass} verdictClass
 * @param {boolean} listed whether it is a list that says so
 * @param {boolean} listsOld
 */
function shown(verdictClass, listed, listsOld) {
  const source = listed
    ? { list: 'example', name: '', url: null, since: null, asOf: null, stale: false, authority: '' }
    : null;
  const finding = { signal: '', direction: 'risk', decisive: true, summary: '', match: null };
  /** @type {import('../client.js').Verdict} */
  const verdict = {
    class: verdictClass,
    url: `https://${HOST}/`,
    host: HOST,
    site: HOST,
    country: null,
    risk: null,
    coverage: 0,
    findings: [{ ...finding, reason: null, withdrawn: null, entryUrl: null, evidence: {}, source }],
    advice: [],
    listset: '',
    time: '',
  };
  return decide({ kind: 'verdict', verdict }, circumstances(listsOld));
}

/**
 * @param {string} name
 * @param {Shown} given
 * @param {{ sentence: MessageKey, explain: MessageKey }} words
 */
function sign(name, given, { sentence, explain }) {
  const badge = given.badge && el('span', {}, t(given.badge));
  if (badge) badge.style.setProperty('--badge', BADGE_COLOUR[given.state]);
  return el(
    'li',
    { 'data-name': name, 'data-sign': given.state },
    el(
      'div',
      { class: 'sign' },
      el('img', { src: `/icons/${given.state}.svg`, alt: '', width: '48', height: '48' }),
      badge,
    ),
    el('p', { class: 'strong' }, t(sentence)),
    el('p', {}, t(explain)),
    el('p', { class: 'soft' }, t('states_tooltip', t(given.title, HOST))),
    given.warn && el('p', { class: 'soft' }, t('states_held')),
  );
}
