/**
 * What the shopper chose: pairing, country, the daemon's address, and the listed sites gone on to nevertheless.
 * Kept in local storage; decisions taken in a private window last as long as the session and reach no disk.
 */

import { DEFAULT_ADDRESS } from './address.js';
import { ext } from './ext.js';

/**
 * @typedef {{ address: string, token: string | null, pairedAt: string | null, country: string, look: boolean }} Settings
 *   `look`: whether the pages themselves may be looked at
 * @typedef {import('./policy.js').Decision} Decision
 * @typedef {import('./policy.js').Decisions} Decisions
 */

/** @type {Settings} */
const DEFAULTS = { address: DEFAULT_ADDRESS, token: null, pairedAt: null, country: '', look: false };

const memory = {
  settings: DEFAULTS,
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
  const session = await ext.storage.session.get('privateDecisions');
  memory.settings = { ...DEFAULTS, .../** @type {Partial<Settings>} */ (local.settings) };
  memory.decisions = /** @type {Decisions} */ (local.decisions ?? {});
  memory.privateDecisions = /** @type {Decisions} */ (session.privateDecisions ?? {});
}

/**
 * Takes over what another context of the extension wrote: a private window has its own worker in Chromium.
 * @param {Record<string, chrome.storage.StorageChange>} changes
 */
export async function adopt(changes) {
  await ready();
  if (changes.settings) memory.settings = { ...DEFAULTS, .../** @type {any} */ (changes.settings.newValue) };
  if (changes.decisions) memory.decisions = /** @type {Decisions} */ (changes.decisions.newValue ?? {});
}

export function settings() {
  return memory.settings;
}

/** @returns {import('./client.js').Connection} */
export function connection() {
  return { origin: `http://${memory.settings.address}`, token: memory.settings.token };
}

/** @param {Partial<Settings>} changes */
export async function change(changes) {
  memory.settings = { ...memory.settings, ...changes };
  await ext.storage.local.set({ settings: memory.settings });
}

/** @param {boolean} incognito whether the page is in a private window */
export function decisions(incognito) {
  return incognito ? { ...memory.decisions, ...memory.privateDecisions } : memory.decisions;
}

/**
 * @param {Decision} decision
 * @param {boolean} incognito
 */
export async function remember(decision, incognito) {
  const kept = incognito ? memory.privateDecisions : memory.decisions;
  kept[decision.key] = decision;
  await save(incognito);
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
    ? ext.storage.session.set({ privateDecisions: memory.privateDecisions })
    : ext.storage.local.set({ decisions: memory.decisions });
}
