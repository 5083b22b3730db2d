/**
 * Reads whom a shopper can buy from: the verified pharmacies that deliver to a country, and its registers.
 */

import { call, text, unavailable, webUrl } from './client.js';

/**
 * @typedef {{ name: string, holder: string, number: string, seen: string | null }} Pharmacy
 *   `name`: its address; `number`: on the register; `seen`: the date of the copy that names it
 * @typedef {{ id: string, authority: string, url: string | null, reportUrl: string | null }} Register
 * @typedef {{ kind: 'lawful', country: string | null, pharmacies: Pharmacy[], registers: Register[] }} Lawful
 */

/** More than any page should list; the registers have them all. */
const PHARMACIES_MAX = 5000;

/**
 * @param {import('./client.js').Transport} transport
 * @param {string} country
 * @returns {Promise<Lawful | import('./client.js').Unavailable>}
 */
export async function lawful(transport, country) {
  const query = country ? `?${new URLSearchParams({ country })}` : '';
  const reply = await call(transport, `/v1/alternatives${query}`);
  if (reply.kind === 'unavailable') return reply;
  const { schema, pharmacies, registers } = reply.body;
  if (schema !== 'licit/alternatives/1' || !Array.isArray(pharmacies) || !Array.isArray(registers))
    return unavailable('bad-answer');
  return {
    kind: 'lawful',
    country: text(reply.body.country) || null,
    pharmacies: pharmacies.slice(0, PHARMACIES_MAX).map(readPharmacy),
    registers: registers.map(readRegister),
  };
}

/**
 * @param {any} pharmacy
 * @returns {Pharmacy}
 */
function readPharmacy({ name, holder, number, seen }) {
  return { name: text(name), holder: text(holder), number: text(number), seen: text(seen) || null };
}

/**
 * @param {any} register
 * @returns {Register}
 */
function readRegister({ id, authority, url, report_url: reportUrl }) {
  return { id: text(id), authority: text(authority), url: webUrl(url), reportUrl: webUrl(reportUrl) };
}
