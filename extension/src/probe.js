/**
 * Tries each way to Licit by itself, for the part of the settings that says why there is no answer.
 */

import { ORIGINS } from './address.js';
import * as client from './client.js';
import { ext } from './ext.js';
import { findFaults } from './faults.js';
import { http } from './http.js';
import { native } from './native.js';
import * as settings from './settings.js';

/** What browsers call their rule for addresses on this computer, newest name first. */
const RULES = ['loopback-network', 'local-network-access'];

const DAY_MS = 86400000;

/** @returns {Promise<import('./faults.js').Line[]>} */
export async function why() {
  const { address, unpaired } = settings.settings();
  const byHttp = http(settings.connection());
  const [permitted, rule, daemon, status, nativeStatus] = await Promise.all([
    ext.permissions.contains({ origins: ORIGINS }),
    readRule(),
    client.health(byHttp),
    client.status(byHttp),
    unpaired ? null : client.status(native),
  ]);
  const working = status.kind === 'status' ? byHttp : nativeStatus?.kind === 'status' ? native : null;
  const newest = working && (await client.newestList(working));
  // A day, for who is west of those that made the list.
  const today = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
  return findFaults({
    permitted,
    rule,
    address,
    daemon,
    byHttp: status,
    byNative: nativeStatus,
    newest: newest?.kind === 'newest' ? newest.date : '',
    today,
    version: ext.runtime.getManifest().version,
  });
}

/** What the browser's own rule says to requests to this computer; null where it has none, or none that can be asked. */
async function readRule() {
  for (const name of RULES) {
    const found = await navigator.permissions?.query({ name: /** @type {any} */ (name) }).catch(() => null);
    if (found) return found.state;
  }
  return null;
}
