/**
 * What stands between this browser and an answer: a pure function of what was tried. No browser API, no clock, no state.
 */

/**
 * @typedef {import('./policy.js').MessageKey} MessageKey
 * @typedef {import('./client.js').Unavailable} Unavailable
 * @typedef {{ kind: 'health', version: string }} Health
 * @typedef {import('./client.js').Status} Status
 * @typedef {{ permitted: boolean, rule: string | null, address: string, daemon: Health | Unavailable,
 *   byHttp: Status | Unavailable, byNative: Status | Unavailable | null, newest: string, today: string,
 *   version: string }} Tried
 *   `permitted`: the browser lets us reach this computer's address; `rule`: what its rule for the local network says;
 *   `daemon`: who stands there; `byNative`: null where the shopper unpaired; `newest`: the date of the newest list
 * @typedef {{ check: string, state: 'ok' | 'warn' | 'fail', text: MessageKey, values: string[],
 *   remedy: MessageKey | null, detail: string }} Line `detail`: in the words of the program that says it
 */

/**
 * @param {Tried} tried
 * @returns {Line[]}
 */
export function findFaults(tried) {
  const { daemon, byHttp, byNative } = tried;
  const status = [byHttp, byNative].find((reply) => reply?.kind === 'status');
  // What is wrong with one way matters less where the other works.
  const bad = status ? 'warn' : 'fail';
  return [
    permission(tried, bad),
    rule(tried, bad),
    tried.permitted && whoAnswers(tried, bad),
    daemon.kind === 'health' && pairing(byHttp, bad),
    byNative && native(byNative, byHttp.kind === 'status'),
    version(tried, status ?? daemon),
    clock(tried),
    lists(/** @type {Status | undefined} */ (status)),
  ].filter((line) => line !== false && line !== null);
}

/**
 * @param {string} check
 * @param {Line['state']} state
 * @param {MessageKey} text
 * @param {MessageKey | null} [remedy]
 * @param {string[]} [values]
 * @param {string} [detail]
 * @returns {Line}
 */
function line(check, state, text, remedy = null, values = [], detail = '') {
  return { check, state, text, values, remedy, detail };
}

/**
 * @param {Tried} tried
 * @param {'warn' | 'fail'} bad
 */
function permission({ permitted }, bad) {
  return permitted
    ? line('permission', 'ok', 'why_allowed')
    : line('permission', bad, 'reason_not_allowed', 'why_not_allowed_remedy');
}

/**
 * @param {Tried} tried
 * @param {'warn' | 'fail'} bad
 */
function rule({ rule: says }, bad) {
  return says === 'denied' && line('rule', bad, 'why_rule', 'why_rule_remedy');
}

/** Who stands at the address, if not licitd. @type {Partial<Record<string, [MessageKey, MessageKey]>>} */
const AT_ADDRESS = {
  'not-running': ['why_nobody', 'why_nobody_remedy'],
  timeout: ['why_silent', 'why_other_remedy'],
};

/**
 * @param {Tried} tried
 * @param {'warn' | 'fail'} bad
 */
function whoAnswers({ daemon, address }, bad) {
  if (daemon.kind === 'health') return line('daemon', 'ok', 'why_daemon', null, [daemon.version, address]);
  const [text, remedy] = AT_ADDRESS[daemon.reason] ?? ['why_other', 'why_other_remedy'];
  return line('daemon', bad, text, remedy, [address], daemon.detail);
}

/**
 * @param {Status | Unavailable} byHttp
 * @param {'warn' | 'fail'} bad
 */
function pairing(byHttp, bad) {
  if (byHttp.kind === 'status') return line('pairing', 'ok', 'why_paired');
  if (byHttp.reason === 'not-paired')
    return line('pairing', bad, 'reason_not_paired', 'why_not_paired_remedy');
  if (byHttp.reason === 'refused') return line('pairing', bad, 'reason_refused', 'why_not_paired_remedy');
  return line('pairing', bad, 'reason_failing', 'why_trouble_remedy', [], byHttp.detail);
}

/**
 * @param {Status | Unavailable} byNative
 * @param {boolean} httpWorks
 */
function native(byNative, httpWorks) {
  if (byNative.kind === 'status') return line('native', 'ok', 'why_native');
  if (byNative.reason !== 'not-running')
    return line('native', 'fail', 'reason_failing', 'why_trouble_remedy', [], byNative.detail);
  return httpWorks
    ? line('native', 'ok', 'why_no_native')
    : line('native', 'fail', 'why_no_native', 'why_no_native_remedy', [], byNative.detail);
}

/**
 * @param {Tried} tried
 * @param {{ kind: string, version?: string }} other
 */
function version({ version: own }, { version: theirs }) {
  return (
    theirs !== undefined &&
    theirs !== own &&
    line('version', 'warn', 'why_version', 'why_version_remedy', [own, theirs])
  );
}

/** @param {Tried} tried */
function clock({ newest, today }) {
  return newest > today && line('clock', 'fail', 'why_clock', 'why_clock_remedy', [today, newest]);
}

/** @param {Status | undefined} status */
function lists(status) {
  if (!status) return null;
  return status.oldLists.length
    ? line('lists', 'warn', 'lists_old', 'why_lists_remedy', [status.oldLists.join(', ')])
    : line('lists', 'ok', 'why_lists');
}
