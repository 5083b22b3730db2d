/**
 * Settings: pairing, country, the daemon's address, and the sites that the shopper is not warned about.
 */

import { ORIGINS, PAGES } from '../address.js';
import { ENGINES, originsOf } from '../engines.js';
import { ext } from '../ext.js';
import { country as nameOf, date, language, t } from '../text.js';
import { COUNTRIES } from './countries.js';
import { button, byId, el, fillWords, send } from './dom.js';
import { REASON, WAY } from './words.js';

/** @typedef {import('../desk.js').OptionsState} OptionsState */
/** @typedef {import('../policy.js').MessageKey} MessageKey */

const CODE = /^[A-Z2-9]{4}-?[A-Z2-9]{4}$/i;

/** How a line of “Find out why” is marked and coloured.
 * @type {Record<import('../faults.js').Line['state'], { mark: MessageKey, tone: string }>} */
const WHY = {
  ok: { mark: 'why_ok', tone: 'verified' },
  warn: { mark: 'why_warn', tone: 'caution' },
  fail: { mark: 'why_fail', tone: 'illicit' },
};

const codeField = /** @type {HTMLInputElement} */ (byId('code'));
const addressField = /** @type {HTMLInputElement} */ (byId('address'));
const lookField = /** @type {HTMLInputElement} */ (byId('look'));
const noticeField = /** @type {HTMLInputElement} */ (byId('notice'));
const guardField = /** @type {HTMLInputElement} */ (byId('guard'));
const linksField = /** @type {HTMLInputElement} */ (byId('links'));
const strictnessField = /** @type {HTMLSelectElement} */ (byId('strictness'));
const countryField = /** @type {HTMLSelectElement} */ (byId('country'));

/** @type {string[]} */
let chosenEngines = [];

fillWords();
fillCountries();
fillEngines();
byId('pair-form').addEventListener('submit', pair);
byId('pair-itself-button').addEventListener('click', pairItself);
byId('why-button').addEventListener('click', why);
byId('unpair').addEventListener('click', () => send('unpair').then(refresh));
byId('allow-button').addEventListener('click', allow);
byId('address-form').addEventListener('submit', saveAddress);
countryField.addEventListener('change', () => choose('country', countryField.value));
strictnessField.addEventListener('change', () => choose('strictness', strictnessField.value));
lookField.addEventListener('change', setLook);
ext.storage.managed.onChanged.addListener(() => void refresh());
for (const field of [noticeField, guardField, linksField])
  field.addEventListener('change', () => setOnPage(field));
byId('notice-allow').addEventListener('click', allowPages);
await refresh();
byId('settings').hidden = false;
if (!byId('pair-form').hidden) codeField.focus();

function fillCountries() {
  const named = COUNTRIES.map((code) => ({ code, name: nameOf(code) }));
  named.sort((a, b) => a.name.localeCompare(b.name, language()));
  countryField.append(
    el('option', { value: '' }, t('country_unset')),
    ...named.map(({ code, name }) => el('option', { value: code }, name)),
  );
}

function fillEngines() {
  const rows = Object.entries(ENGINES).map(([id, { name }]) => {
    const field = el('input', { type: 'checkbox', id: `engine-${id}`, value: id });
    field.addEventListener('change', () => setEngine(field));
    return el('li', { class: 'row' }, field, el('label', { for: `engine-${id}` }, name));
  });
  byId('engines').append(...rows);
}

/** @returns {NodeListOf<HTMLInputElement>} */
function engineFields() {
  return byId('engines').querySelectorAll('input');
}

async function refresh() {
  /** @type {OptionsState} */
  const state = await send('options');
  showStatus(state);
  byId('allow').hidden = state.health.reason !== 'not-allowed';
  byId('pair-form').hidden = state.paired && state.health.reason !== 'refused';
  byId('pair-itself').hidden = byId('pair-form').hidden;
  byId('paired').hidden = !state.paired;
  byId('paired-since').textContent = state.pairedAt ? t('paired_since', date(state.pairedAt)) : '';
  const { choices } = state;
  countryField.value = choices.country;
  strictnessField.value = choices.strictness;
  lookField.checked = choices.look;
  noticeField.checked = choices.notice;
  guardField.checked = choices.guard;
  byId('notice-number').textContent = t('notice_number', choices.number);
  linksField.checked = choices.links;
  await showEngines(choices);
  await showAllowed(choices);
  addressField.value = choices.address;
  for (const name of ['country', 'strictness', 'address']) {
    byId(name).toggleAttribute('disabled', state.managed.includes(name));
  }
  byId('managed').hidden = state.managed.length === 0;
  byId('sites-none').hidden = state.decisions.length > 0;
  byId('sites').replaceChildren(...state.decisions.map(site));
}

/** @param {OptionsState} state */
function showStatus({ health }) {
  const old = health.oldLists.join(', ');
  const icon = health.reason ? 'unavailable' : old ? 'stale' : 'licit';
  const trouble = health.reason && REASON[health.reason];
  byId('status').dataset.state = trouble || old ? 'caution' : 'elsewhere';
  byId('status-icon').setAttribute('src', `/icons/${icon}.svg`);
  byId('status-text').textContent = t(trouble ? trouble.sentence : 'status_ready');
  byId('status-way').textContent = health.way ? t(WAY[health.way]) : health.detail;
  byId('status-more').textContent = trouble ? t(trouble.here ?? trouble.remedy) : old && oldLine(old);
}

/** @param {string} names */
function oldLine(names) {
  return `${t('lists_old_title')}. ${t('lists_old', names)}`;
}

/** @param {import('../policy.js').Decision} decision */
function site({ key, at, until }) {
  const again = () => send('revoke', { key }).then(refresh);
  return el(
    'li',
    { 'data-key': key },
    el('span', {}, el('span', { class: 'strong' }, key), ` ${t('sites_since', date(at), date(until))}`),
    button(t('warn_again'), again, { 'aria-label': t('warn_again_site', key) }),
  );
}

/** @param {SubmitEvent} event */
async function pair(event) {
  event.preventDefault();
  const code = codeField.value.trim();
  if (!CODE.test(code)) return tell('pair-result', t('pair_format'), false);
  /** @type {import('../client.js').Unavailable | null} */
  const failed = await send('pair', { code: code.replace('-', '').replace(/^.{4}/, '$&-') });
  if (!failed) codeField.value = '';
  await refresh();
  if (!failed) return tell('pair-result', t('pair_done'), true);
  const { reason, detail } = failed;
  if (reason === 'refused') return tell('pair-result', t('pair_wrong'), false);
  tell('pair-result', `${t(REASON[reason].sentence)} ${detail}`.trim(), false);
}

async function pairItself() {
  /** @type {import('../client.js').Unavailable | null} */
  const failed = await send('pair-itself');
  await refresh();
  byId('pair-itself-result').hidden = !failed;
  if (!failed) return;
  const { reason, detail } = failed;
  const known = reason !== 'not-running';
  tell(
    'pair-itself-result',
    known ? `${t(REASON[reason].sentence)} ${detail}` : t('pair_itself_failed'),
    false,
  );
}

async function why() {
  byId('why').setAttribute('aria-busy', 'true');
  /** @type {import('../faults.js').Line[]} */
  const lines = await send('why');
  byId('why').replaceChildren(...lines.map(whyLine));
  byId('why').removeAttribute('aria-busy');
}

/** @param {import('../faults.js').Line} line */
function whyLine({ check, state, text, values, remedy, detail }) {
  const { mark, tone } = WHY[state];
  return el(
    'li',
    { 'data-check': check, 'data-state': tone },
    el('span', { class: 'mark' }, t(mark)),
    el('p', {}, t(text, ...values)),
    detail && el('p', { class: 'soft' }, detail),
    remedy && el('p', {}, t(remedy)),
  );
}

/** Must be called from the click itself, or the browser will not ask. */
async function allow() {
  await ext.permissions.request({ origins: ORIGINS });
  await refresh();
}

/** Must be called from the click itself, or the browser will not ask. */
async function setLook() {
  const on = lookField.checked && (await ext.permissions.request({ origins: PAGES }));
  await choose('look', on);
  await giveBack();
}

/**
 * Must be called from the click itself, or the browser will not ask.
 * @param {HTMLInputElement} field
 */
async function setOnPage(field) {
  // Now, for what the page shows may be drawn anew while the browser asks.
  const { id, checked } = field;
  if (checked) await ext.permissions.request({ origins: PAGES });
  await choose(id, checked);
  await giveBack();
}

/**
 * Must be called from the click itself, or the browser will not ask.
 * @param {HTMLInputElement} field
 */
async function setEngine({ value: id, checked }) {
  const origins = originsOf(id);
  const on = checked && (await ext.permissions.request({ origins }));
  const others = chosenEngines.filter((engine) => engine !== id);
  chosenEngines = on ? [...others, id] : others;
  await choose('engines', chosenEngines);
  // Afterwards, for with it the marks on show could not be taken away.
  if (!checked) await ext.permissions.remove({ origins }).catch(() => false);
}

/** Must be called from the click itself, or the browser will not ask. */
async function allowPages() {
  await ext.permissions.request({ origins: PAGES });
  await refresh();
}

/** Pages are not to be touched for anything any more. */
async function giveBack() {
  if ([lookField, noticeField, guardField, linksField].some(({ checked }) => checked)) return;
  await ext.permissions.remove({ origins: PAGES }).catch(() => false);
}

/** @param {OptionsState['choices']} choices */
async function showEngines({ engines }) {
  chosenEngines = engines;
  for (const field of engineFields()) {
    const allowed = await ext.permissions.contains({ origins: originsOf(field.value) });
    field.checked = allowed && engines.includes(field.value);
  }
}

/** @param {OptionsState['choices']} choices */
async function showAllowed({ notice, guard }) {
  const allowed = await ext.permissions.contains({ origins: PAGES });
  byId('notice-not-allowed').hidden = allowed || !(notice || guard);
}

/** @param {SubmitEvent} event */
async function saveAddress(event) {
  event.preventDefault();
  const good = await choose('address', addressField.value);
  tell('address-result', t(good ? 'address_saved' : 'address_wrong'), good);
}

/**
 * @param {string} name
 * @param {string | boolean | string[]} value
 * @returns {Promise<boolean>}
 */
async function choose(name, value) {
  const good = await send('choose', { name, value });
  await refresh();
  return good === true;
}

/**
 * @param {string} id
 * @param {string} text
 * @param {boolean} good
 */
function tell(id, text, good) {
  const element = byId(id);
  element.textContent = text;
  element.toggleAttribute('data-good', good);
  element.hidden = false;
}
