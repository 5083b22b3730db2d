/**
 * What a finding says, in the shopper's language. licitd writes its sentences in English; here each signal has its own,
 * filled from the finding's evidence. Where that lacks something, or the signal is one that this extension does not know,
 * the sentence of licitd stands, and is said to be English.
 */

import { country, date, t } from './text.js';

/**
 * @typedef {import('./policy.js').MessageKey} MessageKey
 * @typedef {import('./client.js').Finding} Finding
 * @typedef {(finding: Finding) => string} Part what a finding gives for a place in a sentence; '' where it gives nothing
 * @typedef {{ key: MessageKey, parts: Part[], fits: (finding: Finding) => boolean }} Form
 * @typedef {{ text: string, lang: string }} Sentence `lang`: '' for that of the page
 */

/** Of what a page or a register says: it stands in a sentence, and is not to push it off the screen. */
const PART_MAX = 160;

/** What would break the line, or turn its direction. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** @param {string} value */
function tidy(value) {
  const plain = value.replace(UNSEEN, ' ').trim();
  return plain.length <= PART_MAX ? plain : `${plain.slice(0, PART_MAX)}…`;
}

/** @param {Finding} finding @param {string} name */
const member = ({ evidence }, name) => (Object.hasOwn(evidence, name) ? evidence[name] : '');

/**
 * What a list is called beside the name of the authority that keeps it, with which, or with its letters, many names
 * begin.
 * @param {import('./client.js').Source} source
 */
export function listName({ name, authority }) {
  const start = `${authority.split(', ')[0]}, `;
  return authority && name.startsWith(start) ? name.slice(start.length) : name;
}

/** As it stands. @param {string} name @returns {Part} */
const as = (name) => (finding) => tidy(member(finding, name));

/** A day; none where it is not known. @param {string} name @returns {Part} */
const day = (name) => (finding) =>
  /^\d{4}-\d\d-\d\d$/.test(member(finding, name)) ? date(member(finding, name)) : '';

/** The host of an address. @param {string} name @returns {Part} */
const host = (name) => (finding) => {
  const url = member(finding, name);
  return URL.canParse(url) ? tidy(new URL(url).hostname) : '';
};

/** Names of countries for their codes. @param {string} name @returns {Part} */
const lands = (name) => (finding) => {
  const codes = member(finding, name).split(';').filter(Boolean);
  return codes.map((code) => (/^[A-Z]{2}$/.test(code) ? country(code) : tidy(code))).join(', ');
};

/** The day since when the list names it. @type {Part} */
const since = ({ source }) => (source?.since ? date(source.since) : '');

/** What is written before the name on a list. @type {Record<string, string>} */
const BEFORE = { wildcard: '*.', tld: '.' };

/** The name on the list. @type {Part} */
const name = (finding) => {
  const match = tidy(member(finding, 'match'));
  return match && (BEFORE[member(finding, 'scope')] ?? '') + match;
};

/** @param {MessageKey} key @param {...Part} parts @returns {Form} */
const say = (key, ...parts) => ({ key, parts, fits: () => true });

/** The same for findings with such a member alone. @param {string} of @param {string} value @param {Form} form @returns {Form} */
const where = (of, value, form) => ({ ...form, fits: (finding) => member(finding, of) === value });

/** @param {string} of @param {Form} form @returns {Form} */
const given = (of, form) => ({ ...form, fits: (finding) => member(finding, of) !== '' });

const unconfirmed = where('confidence', 'unconfirmed', say('says_more_unconfirmed'));

/** The forms of each signal: the first that fits and can be filled is said. @type {Record<string, Form[]>} */
export const FORMS = {
  'contact.messenger-only': [say('says_messenger_only')],
  'contact.none': [say('says_no_contact')],
  'contact.shared': [say('says_shared_contact', as('seller'), as('contact'))],
  'dns.none': [say('says_no_name')],
  'dns.shared': [say('says_shared_server', as('seller'), as('shared'))],
  'domain.changed-hands': [say('says_changed_hands', day('registered'))],
  'domain.new': [say('says_domain_new', day('registered'))],
  'domain.old': [say('says_domain_old', day('registered'))],
  'domain.on-hold': [say('says_domain_on_hold', as('status'))],
  'domain.privacy': [say('says_domain_privacy')],
  'domain.short-lived': [say('says_domain_short_lived', day('expires'))],
  'domain.unregistered': [say('says_unregistered')],
  'domain.young': [say('says_domain_young', day('registered'))],
  'http.cloaked': [say('says_cloaked')],
  'http.led-to-medicine': [say('says_led_to_medicine', as('medicine'), host('leads_to'))],
  'http.plain-only': [say('says_plain_only')],
  'http.redirected': [
    { ...say('says_redirected_listed', host('leads_to')), fits: ({ direction }) => direction === 'risk' },
    say('says_redirected', host('leads_to')),
  ],
  'http.search-redirect': [
    given('listed_since', say('says_search_redirect_listed', host('from_search'))),
    say('says_search_redirect', host('from_search')),
  ],
  'licence.foreign-entry': [say('says_licence_foreign', as('number'), as('entry_of'))],
  'licence.particulars': [say('says_licence_own', as('number'))],
  'licence.unconfirmed': [say('says_licence_unconfirmed', as('number'))],
  'list.benign': [
    where('class', 'authority', say('says_benign_authority')),
    where('class', 'manufacturer', say('says_benign_manufacturer')),
    say('says_benign_information'),
  ],
  'list.claim': [
    where('claim', 'press', say('says_claim_press')),
    where('claim', 'self', say('says_claim_self')),
  ],
  'list.community': [say('says_community', name)],
  'list.illegal': [
    given('citation', say('says_illegal_named_on', name, since)),
    given('citation', say('says_illegal_named', name)),
    say('says_illegal_since', name, since),
    say('says_illegal', name),
  ],
  'list.register': [
    where('scope', 'tld', say('says_register_ending', name)),
    say('says_register', day('copy_of')),
    say('says_register_undated'),
  ],
  'list.register-ended': [
    say('says_off_register', name, day('withdrawn')),
    say('says_register_ended', name, day('until')),
  ],
  'list.register-stale': [
    { ...say('says_register_stale', day('copy_of')), fits: ({ source }) => source?.stale === true },
    say('says_register_unconfirmed', day('copy_of')),
    say('says_register_old'),
  ],
  'list.withdrawn': [
    say('says_withdrawn', name, day('withdrawn')),
    say('says_list_ended', name, day('until')),
  ],
  'medicine.alert': [say('says_alert', as('product'))],
  'medicine.controlled': [say('says_controlled', as('substance'))],
  'medicine.no-use': [say('says_no_use', as('substance'))],
  'medicine.offer': [say('says_offer', as('medicine'))],
  'medicine.precursor': [say('says_precursor', as('substance'), as('phrase'))],
  'medicine.presented': [say('says_presented', as('phrase'))],
  'medicine.rx-forbidden': [say('says_rx_forbidden', as('medicine'), lands('country'))],
  'medicine.rx-range': [say('says_rx_range', as('medicine'), as('other'))],
  'medicine.unauthorised': [say('says_unauthorised', as('substance'))],
  'name.disguised': [say('says_disguised', as('word'), as('shown'))],
  'name.lookalike': [
    where('how', 'homoglyph', say('says_lookalike_homoglyph', as('imitates'))),
    where('how', 'typo', say('says_lookalike_typo', as('imitates'))),
    where('how', 'combo', say('says_lookalike_combo', as('imitates'))),
    where('how', 'tld', say('says_lookalike_tld', as('imitates'))),
    say('says_lookalike_subdomain', as('imitates')),
  ],
  'name.medicine': [say('says_name_medicine', as('words'))],
  'name.mixed-scripts': [
    where('scripts', 'mixed', say('says_mixed_scripts')),
    where('scripts', 'whole', say('says_whole_script')),
  ],
  'name.pharmacy': [say('says_name_pharmacy', as('words'))],
  'name.risky-tld': [say('says_risky_ending', as('suffix'))],
  'page.free-pills': [say('says_free_pills', as('phrase'))],
  'page.hacked': [
    where('shown_to', 'search', say('says_hacked_search', as('medicine'))),
    where('shown_to', 'crawler', say('says_hacked_crawler', as('medicine'))),
    given('site', say('says_hacked_other', as('medicine'))),
    say('says_hacked_hidden', as('medicine')),
  ],
  'page.information': [say('says_information')],
  'page.miracle': [say('says_miracle', as('phrase'))],
  'page.no-offer': [say('says_no_offer')],
  'page.per-pill': [say('says_per_pill', as('phrase'))],
  'page.pressure': [say('says_pressure', as('phrase'))],
  'page.private-order': [say('says_private_order', as('phrase'))],
  'page.private-sale': [say('says_private_sale', as('medicine'))],
  'payment.crypto': [say('says_crypto')],
  'payment.insecure-form': [say('says_insecure_form')],
  'payment.irrevocable': [say('says_irrevocable')],
  'prescription.none': [say('says_prescription_none', as('medicine'), as('phrase'))],
  'prescription.required': [say('says_prescription_required', as('phrase'))],
  'prescription.unasked': [say('says_prescription_unasked', as('medicine'))],
  'seal.dead': [say('says_seal_dead', as('seal'))],
  'seal.foreign-entry': [say('says_seal_foreign', as('seal'), as('entry_of'))],
  'seal.genuine': [say('says_seal_genuine', as('seal'))],
  'seal.image-only': [say('says_seal_image', as('seal'))],
  'seal.missing': [say('says_seal_missing', lands('country'))],
  'seal.own-link': [say('says_seal_own_link', as('seal'))],
  'seal.private': [say('says_seal_private', as('seal'))],
  'seal.retired': [say('says_seal_retired', as('seal'))],
  'seal.unconfirmed': [say('says_seal_unconfirmed', as('seal'))],
  'seal.wrong-host': [say('says_seal_wrong_host', as('seal'), host('link'))],
  'tls.broken': [say('says_broken_certificate')],
  'tls.neighbours': [say('says_shared_certificate', as('shared_name'))],
  'tls.organization': [given('register', say('says_organization_registered')), say('says_organization')],
};

/** Sentences that follow where they can be filled. @type {Record<string, Form[]>} */
const MORE = {
  'list.benign': [unconfirmed],
  'list.community': [unconfirmed],
  'list.illegal': [say('says_more_also', as('also_listed_by')), unconfirmed],
  'list.register': [
    say('says_more_holder', as('holder')),
    say('says_more_number', as('number')),
    say('says_more_countries', lands('countries')),
  ],
  'medicine.alert': [say('says_more_batches', as('batches'))],
  'name.lookalike': [say('says_more_owner', as('owner'))],
};

/**
 * @param {Form} form
 * @param {Finding} finding
 * @returns {string} '' where it does not fit, or cannot be filled
 */
function fill({ key, parts, fits }, finding) {
  if (!fits(finding)) return '';
  const values = parts.map((part) => part(finding));
  if (!values.every(Boolean)) return '';
  // A date or a firm may end in a full stop of its own: “2026 г.”, “s.r.o.”.
  return values
    .filter((value) => value.endsWith('.'))
    .reduce((text, value) => text.replace(`${value}.`, () => value), t(key, ...values));
}

/** @param {string} signal @param {Record<string, Form[]>} forms */
const of = (signal, forms) => (Object.hasOwn(forms, signal) ? forms[signal] : []);

/**
 * @param {Finding} finding
 * @returns {Sentence}
 */
export function sentenceOf(finding) {
  const { signal, summary } = finding;
  const said = of(signal, FORMS).reduce((text, form) => text || fill(form, finding), '');
  if (!said) return { text: summary, lang: 'en' };
  const more = of(signal, MORE).map((form) => fill(form, finding));
  return { text: [said, ...more].filter(Boolean).join(' '), lang: '' };
}
