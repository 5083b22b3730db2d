/**
 * Words, dates and names of countries in the shopper's language. The words are in _locales/.
 */

import { ext } from './ext.js';

/** @typedef {import('./policy.js').MessageKey} MessageKey */

/**
 * @param {MessageKey} key
 * @param {...(string | number)} values
 */
export function t(key, ...values) {
  return ext.i18n.getMessage(key, values.map(String));
}

/** Of the words on show, which are English where the browser's language is none of ours: with its region, as in en-GB. */
export function language() {
  const ours = t('language_tag');
  const theirs = ext.i18n.getUILanguage();
  return theirs.split('-')[0] === ours ? theirs : ours;
}

/** @param {string | null} iso a date, or a date and time; anything else is shown as it stands */
export function date(iso) {
  const time = iso ? Date.parse(iso) : NaN;
  if (Number.isNaN(time)) return iso ?? '';
  return new Intl.DateTimeFormat(language(), { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}

/** @param {string} code ISO 3166-1 alpha-2 */
export function country(code) {
  return new Intl.DisplayNames([language()], { type: 'region' }).of(code) ?? code;
}

/** @param {number} share 0 to 1 */
export function percent(share) {
  return new Intl.NumberFormat(language(), { style: 'percent', maximumFractionDigits: 0 }).format(share);
}
