/**
 * What the shopper chose: pairing, country, the daemon's address, what is looked at and warned about, and the sites
 * gone on to nevertheless. Kept in local storage; decisions taken in a private window last as long as the session and
 * reach no disk. What whoever manages the browser set by policy goes before what the shopper chose.
 */

import { DEFAULT_ADDRESS, readAddress } from './address.js';
import { ENGINES } from './engines.js';
import { ext } from './ext.js';
import { store } from './store.js';

/**
 * @typedef {{ address: string, country: string, strictness: import('./policy.js').Strictness, look: boolean,
 *   notice: boolean, guard: boolean, engines: string[], links: boolean }} Choices
 *   `look`: whether the pages themselves may be looked at; `notice`: whether pages get a bar; `guard`: whether what is
 *   typed into a page that is warned about is asked about first; `engines`: those whose results get marks; `links`:
 *   whether the links under the pointer are told about
 * @typedef {Choices & { token: string | null, pairedAt: string | null, unpaired: boolean, proceed: boolean,
 *   number: string }} Settings
 *   `unpaired`: the shopper wants no answers in this browser; `proceed`: whether somebody may go on to a site that is
 *   warned about, which only a policy forbids; `number`: stands on all that is shown in pages, and no page can know it
 * @typedef {import('./policy.js').Decision} Decision
 * @typedef {import('./policy.js').Decisions} Decisions
 */

/** A decision to go on holds for so long; sellers change, and so do minds. */
const DECISION_DAYS = 90;

/** @type {Settings} */
const DEFAULTS = {
  address: DEFAULT_ADDRESS,
  country: '',
  strictness: 'illicit',
  look: false,
  notice: true,
  guard: true,
  engines: [],
  links: false,
  proceed: true,
  token: null,
  pairedAt: null,
  unpaired: false,
  number: '',
};

/** @param {unknown} value */
const isSwitch = (value) => typeof value === 'boolean';

/** What each choice may be; it comes from the settings page or from a policy. @type {Record<string, (value: any) => boolean>} */
const MAY_BE = {
  address: (value) => typeof value === 'string' && readAddress(value) === value,
  country: (value) => value === '' || /^[A-Z]{2}$/.test(value),
  strictness: (value) => value === 'illicit' || value === 'suspicious',
  look: isSwitch,
  notice: isSwitch,
  guard: isSwitch,
  engines: (value) => Array.isArray(value) && value.every((id) => Object.hasOwn(ENGINES, id)),
  links: isSwitch,
};

/** What a policy may set. @type {Record<string, (value: any) => boolean>} */
const POLICIES = {
  address: MAY_BE.address,
  country: MAY_BE.country,
  strictness: MAY_BE.strictness,
  proceed: isSwitch,
};

const memory = {
  settings: DEFAULTS,
  policy: /** @type {Partial<Settings>} */ ({}),
  decisions: /** @type {Decisions} */ ({}),
  privateDecisions: /** @type {Decisions} */ ({}),
};

/** @type {Promise<void> | null} */
let loading = null;

export function ready() {
  loading ??= load();
  return loading;
}

async function load() {
  const local = await ext.storage.local.get(['settings', 'decisions']);
  const session = await store.get('privateDecisions');
  await adoptPolicy();
  memory.settings = { ...DEFAULTS, .../** @type {Partial<Settings>} */ (local.settings) };
  if (!memory.settings.number) await change({ number: newNumber() });
  memory.decisions = /** @type {Decisions} */ (local.decisions ?? {});
  memory.privateDecisions = /** @type {Decisions} */ (session.privateDecisions ?? {});
}

/** Reads what whoever manages the browser says now: Chromium tells when that changes, Firefox reads it at its start. */
export async function adoptPolicy() {
  // Firefox has no managed storage where nobody manages it.
  const policy = await ext.storage.managed.get(null).catch(() => ({}));
  memory.policy = pick(policy, POLICIES);
}

/** Four digits: enough that a page guesses them once in thousands of times, and few enough to be known again. */
function newNumber() {
  const [random] = crypto.getRandomValues(new Uint16Array(1));
  return String(1000 + (random % 9000));
}

/** Stands in what this context writes. The browser tells of our own changes too, when they may be old already. */
const WRITER = crypto.randomUUID();

/**
 * Takes over what another context of the extension wrote: a private window has its own worker in Chromium.
 * @param {Record<string, chrome.storage.StorageChange>} changes
 */
export async function adopt(changes) {
  await ready();
  const written = /** @type {any} */ (changes.settings?.newValue);
  if (changes.settings && written?.writer !== WRITER) memory.settings = { ...DEFAULTS, ...written };
  if (changes.decisions) memory.decisions = /** @type {Decisions} */ (changes.decisions.newValue ?? {});
}

/**
 * Those that are what they may be.
 * @param {Record<string, unknown>} values
 * @param {Record<string, (value: any) => boolean>} mayBe
 */
function pick(values, mayBe) {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => Object.hasOwn(mayBe, name) && mayBe[name](value)),
  );
}

/** @returns {Settings} */
export function settings() {
  return { ...memory.settings, ...memory.policy };
}

/** The names of the settings that a policy decides. */
export function managed() {
  return Object.keys(memory.policy);
}

/** @returns {import('./http.js').Connection} */
export function connection() {
  const { address, token } = settings();
  return { origin: `http://${address}`, token };
}

/**
 * A choice made on the settings page.
 * @param {string} name
 * @param {unknown} value
 * @returns {Promise<boolean>} whether it may be that
 */
export async function choose(name, value) {
  const chosen = pick({ [name]: value }, MAY_BE);
  if (!(name in chosen)) return false;
  await change(chosen);
  return true;
}

/** @param {Partial<Settings>} changes */
export async function change(changes) {
  memory.settings = { ...memory.settings, ...changes };
  await ext.storage.local.set({ settings: { ...memory.settings, writer: WRITER } });
}

/**
 * Those that still hold.
 * @param {boolean} incognito whether the page is in a private window
 * @returns {Decisions}
 */
export function decisions(incognito) {
  if (!settings().proceed) return {};
  const all = incognito ? { ...memory.decisions, ...memory.privateDecisions } : memory.decisions;
  const now = new Date().toISOString();
  return Object.fromEntries(Object.entries(all).filter(([, { until }]) => until > now));
}

/**
 * The shopper goes on to a site that is warned about.
 * @param {string} key what the decision is for
 * @param {string} host
 * @param {boolean} incognito
 */
export async function remember(key, host, incognito) {
  const kept = incognito ? memory.privateDecisions : memory.decisions;
  const now = Date.now();
  const until = new Date(now + DECISION_DAYS * 86400000).toISOString();
  kept[key] = { key, host, at: new Date(now).toISOString(), until };
  await save(incognito);
}

/** Forgets what was decided in private windows; resolves to whether that was anything. */
export async function forgetPrivate() {
  if (Object.keys(memory.privateDecisions).length === 0) return false;
  memory.privateDecisions = {};
  await store.remove(['privateDecisions']);
  return true;
}

/** @param {string} key */
export async function revoke(key) {
  for (const incognito of [false, true]) {
    const kept = incognito ? memory.privateDecisions : memory.decisions;
    if (!(key in kept)) continue;
    delete kept[key];
    await save(incognito);
  }
}

/** @param {boolean} incognito */
function save(incognito) {
  return incognito
    ? store.set({ privateDecisions: memory.privateDecisions })
    : ext.storage.local.set({ decisions: memory.decisions });
}
