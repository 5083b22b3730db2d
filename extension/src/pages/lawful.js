/**
 * Where the shopper can buy: the registers of the country, and the verified pharmacies that deliver there, by the name
 * of their address. None is put before another.
 */

import { ext } from '../ext.js';
import { country as nameOf, date, language, t } from '../text.js';
import { byId, el, fillWords, link, send } from './dom.js';
import { troubleText } from './words.js';

/** @typedef {import('../lawful.js').Pharmacy} Pharmacy */
/** @typedef {import('../lawful.js').Lawful} Lawful */

/** As many as anybody reads; the filter finds the others. */
const SHOWN_MAX = 100;

const filterField = /** @type {HTMLInputElement} */ (byId('filter'));

/** @type {Pharmacy[]} */
let pharmacies = [];

fillWords();
filterField.addEventListener('input', list);
byId('country').addEventListener('click', () => ext.runtime.openOptionsPage());
show(await send('lawful'));

/** @param {Lawful | import('../client.js').Unavailable} answer */
function show(answer) {
  if (answer.kind === 'unavailable') {
    byId('trouble').textContent = troubleText(answer.reason);
    byId('trouble').hidden = false;
    return;
  }
  if (answer.country) byId('heading').textContent = t('lawful_heading_country', nameOf(answer.country));
  const registers = answer.registers.filter(({ url }) => url);
  byId('registers').replaceChildren(
    ...registers.map(({ url, authority }) => el('li', {}, link(url, authority))),
  );
  byId('registers-section').hidden = registers.length === 0;
  pharmacies = answer.pharmacies.sort((a, b) => a.name.localeCompare(b.name, language()));
  byId('pharmacies-none').hidden = pharmacies.length > 0;
  byId('search').hidden = pharmacies.length === 0;
  byId('pharmacies-section').hidden = false;
  list();
}

function list() {
  const wanted = filterField.value.trim().toLocaleLowerCase();
  const found = pharmacies.filter(({ name, holder }) =>
    `${name} ${holder}`.toLocaleLowerCase().includes(wanted),
  );
  byId('pharmacies').replaceChildren(...found.slice(0, SHOWN_MAX).map(row));
  byId('count').textContent = pharmacies.length
    ? t('lawful_count', Math.min(found.length, SHOWN_MAX), pharmacies.length)
    : '';
}

/** @param {Pharmacy} pharmacy */
function row({ name, holder, number, seen }) {
  const details = [holder, number && t('lawful_number', number), seen && t('source_as_of', date(seen))];
  return el(
    'li',
    {},
    link(`https://${name}/`, name),
    el('p', { class: 'soft' }, details.filter(Boolean).join(' · ')),
  );
}
