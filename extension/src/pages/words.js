/**
 * Which words belong to which verdict and to which trouble. Pure.
 */

import { isListed } from '../policy.js';
import { t } from '../text.js';

/** @typedef {import('../policy.js').MessageKey} MessageKey */

/** @type {Record<import('../policy.js').VerdictClass, { sentence: MessageKey, explain: MessageKey }>} */
export const VERDICT = {
  verified: { sentence: 'verdict_verified', explain: 'explain_verified' },
  'verified-elsewhere': { sentence: 'verdict_elsewhere', explain: 'explain_elsewhere' },
  disputed: { sentence: 'verdict_disputed', explain: 'explain_disputed' },
  illicit: { sentence: 'verdict_illicit', explain: 'explain_illicit' },
  suspicious: { sentence: 'verdict_suspicious', explain: 'explain_suspicious' },
  unverified: { sentence: 'verdict_unverified', explain: 'explain_unverified' },
  'no-medicine': { sentence: 'verdict_no_medicine', explain: 'explain_no_medicine' },
  unknown: { sentence: 'verdict_unknown', explain: 'explain_unknown' },
};

/** An illegal seller by what stands on its own pages. */
export const FOUND = /** @type {const} */ ({ sentence: 'verdict_found', explain: 'explain_illicit' });

/** An unknown site that some list mentions all the same: one that was taken off, or one that sells nothing. */
const UNLISTED = /** @type {const} */ ({ sentence: 'verdict_unlisted', explain: 'explain_unlisted' });

/** @param {import('../client.js').Verdict} verdict */
export function verdictWords(verdict) {
  if (verdict.class === 'illicit' && !isListed(verdict)) return FOUND;
  return verdict.class === 'unknown' && verdict.findings.length ? UNLISTED : VERDICT[verdict.class];
}

/** What a shopper can do, by the daemon's ids. @type {Partial<Record<string, MessageKey>>} */
export const ADVICE = {
  'do-not-buy': 'advice_do_not_buy',
  'if-you-bought': 'advice_if_you_bought',
  report: 'advice_report',
  'find-lawful': 'advice_find_lawful',
  'check-register': 'advice_check_register',
  'confirm-at-register': 'advice_confirm',
  'ask-delivery': 'advice_ask_delivery',
  'read-both': 'advice_read_both',
  'unknown-is-not-safe': 'advice_not_safe',
  help: 'advice_help',
};

/**
 * In the shopper's language; in the daemon's words where it gives advice that this extension does not know.
 * @param {import('../client.js').Advice} advice
 */
export function adviceText({ id, text }) {
  const key = ADVICE[id];
  // Behind the colon stands the service's name.
  return key ? t(key, text.slice(text.indexOf(': ') + 2)) : text;
}

/** What came of looking at the page itself.
 * @type {Record<'looking' | 'whole' | 'cut' | 'not-allowed', MessageKey>} */
export const LOOK = {
  looking: 'look_looking',
  whole: 'look_whole',
  cut: 'look_cut',
  'not-allowed': 'look_not_allowed',
};

/** By which way the answers come. @type {Record<import('../client.js').Way, MessageKey>} */
export const WAY = { http: 'way_http', native: 'way_native' };

/** `here`: the remedy where the settings are open already.
 * @type {Record<import('../client.js').Reason, { sentence: MessageKey, remedy: MessageKey, here?: MessageKey }>} */
export const REASON = {
  'not-paired': { sentence: 'reason_not_paired', remedy: 'remedy_not_paired', here: 'here_not_paired' },
  'not-running': { sentence: 'reason_not_running', remedy: 'remedy_not_running' },
  'not-allowed': { sentence: 'reason_not_allowed', remedy: 'remedy_not_allowed', here: 'here_not_allowed' },
  timeout: { sentence: 'reason_timeout', remedy: 'remedy_timeout' },
  refused: { sentence: 'reason_refused', remedy: 'remedy_refused', here: 'here_refused' },
  failing: { sentence: 'reason_failing', remedy: 'remedy_failing' },
  'bad-answer': { sentence: 'reason_bad_answer', remedy: 'remedy_bad_answer' },
  'bad-address': { sentence: 'reason_bad_address', remedy: 'remedy_bad_address' },
};

/**
 * What went wrong, and what to do about it.
 * @param {import('../client.js').Reason} reason
 */
export function troubleText(reason) {
  const { sentence, remedy } = REASON[reason];
  return `${t(sentence)} ${t(remedy)}`;
}
