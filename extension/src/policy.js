/**
 * What to show for an answer: a pure function of the answer, the shopper's decisions and the age of the lists.
 * No browser API, no clock, no state.
 *
 * Nothing found is never drawn as safe: only `verified` gets the tick.
 */

/**
 * @typedef {'verified' | 'verified-elsewhere' | 'disputed' | 'illicit' | 'suspicious' | 'unverified' | 'no-medicine'
 *   | 'unknown'} VerdictClass
 * @typedef {'verified' | 'elsewhere' | 'caution' | 'suspicious' | 'illicit' | 'unknown' | 'stale' | 'unavailable'} State
 * @typedef {keyof typeof import('../_locales/en/messages.json')} MessageKey
 * @typedef {'illicit' | 'suspicious'} Strictness the mildest class whose page is held behind the warning
 * @typedef {{ key: string, host: string, at: string, until: string }} Decision the shopper went on to a site that is
 *   warned about: when, and until when that holds
 * @typedef {Record<string, Decision>} Decisions by the name that the list gives
 * @typedef {{ decisions: Decisions, listsOld: boolean, strictness: Strictness }} Circumstances
 *   `listsOld`: a list of sellers to beware of is past its age
 * @typedef {{ state: State, badge: MessageKey | null, title: MessageKey, warn: boolean, notice: boolean, guard: boolean,
 *   decision: Decision | null, listsOld: boolean }} Shown
 *   `notice`: the page gets a bar; `guard`: what is typed into it is asked about first
 */

/** @type {VerdictClass[]} */
export const CLASSES = [
  'verified',
  'verified-elsewhere',
  'disputed',
  'illicit',
  'suspicious',
  'unverified',
  'no-medicine',
  'unknown',
];

/** @type {Record<VerdictClass, { state: State, badge: MessageKey | null, title: MessageKey }>} */
const BY_CLASS = {
  verified: { state: 'verified', badge: 'badge_verified', title: 'title_verified' },
  'verified-elsewhere': { state: 'elsewhere', badge: 'badge_elsewhere', title: 'title_elsewhere' },
  disputed: { state: 'caution', badge: 'badge_caution', title: 'title_disputed' },
  illicit: { state: 'illicit', badge: 'badge_illicit', title: 'title_illicit' },
  suspicious: { state: 'suspicious', badge: 'badge_suspicious', title: 'title_suspicious' },
  unverified: { state: 'caution', badge: 'badge_caution', title: 'title_unverified' },
  'no-medicine': { state: 'unknown', badge: null, title: 'title_no_medicine' },
  unknown: { state: 'unknown', badge: null, title: 'title_unknown' },
};

/** @type {Record<import('./client.js').Reason, { badge: MessageKey, title: MessageKey }>} */
const BY_REASON = {
  'not-paired': { badge: 'badge_not_paired', title: 'title_not_paired' },
  'not-running': { badge: 'badge_off', title: 'title_not_running' },
  'not-allowed': { badge: 'badge_off', title: 'title_not_allowed' },
  timeout: { badge: 'badge_off', title: 'title_timeout' },
  refused: { badge: 'badge_not_paired', title: 'title_refused' },
  failing: { badge: 'badge_off', title: 'title_failing' },
  'bad-answer': { badge: 'badge_off', title: 'title_bad_answer' },
  'bad-address': { badge: 'badge_off', title: 'title_bad_address' },
};

/** How much worse than silence. @type {Partial<Record<VerdictClass, number>>} */
const BAD = { disputed: 1, suspicious: 2, illicit: 3 };

/**
 * The answer to show when there is a quick one and one with the page looked at: a page cannot talk itself out of what
 * the lists say.
 * @param {import('./client.js').Answer} quick
 * @param {import('./client.js').Answered} full
 * @returns {import('./client.js').Answer}
 */
export function stricter(quick, full) {
  if (quick.kind === 'unavailable') return full;
  return (BAD[quick.verdict.class] ?? 0) > (BAD[full.verdict.class] ?? 0) ? quick : full;
}

/** Classes whose page is held behind the warning. @type {Record<Strictness, Set<VerdictClass>>} */
const WARNED = { illicit: new Set(['illicit']), suspicious: new Set(['illicit', 'suspicious']) };

/** Classes whose page gets a bar. @type {Set<VerdictClass>} */
const NOTED = new Set(['suspicious', 'disputed', 'unverified', 'verified-elsewhere']);

/** Classes whose page should not be told anything without a second thought. @type {Set<VerdictClass>} */
const GUARDED = new Set(['illicit', 'suspicious', 'disputed']);

/**
 * @param {import('./client.js').Answer} answer
 * @param {Circumstances} circumstances
 * @returns {Shown}
 */
export function decide(answer, { decisions, listsOld, strictness }) {
  if (answer.kind === 'unavailable') {
    const { badge, title } = BY_REASON[answer.reason];
    const nothing = { warn: false, notice: false, guard: false, decision: null, listsOld: false };
    return { state: 'unavailable', badge, title, ...nothing };
  }
  const { verdict } = answer;
  const shown = BY_CLASS[verdict.class];
  const warned = WARNED[strictness].has(verdict.class);
  const key = decisionKey(verdict);
  const decision = warned && Object.hasOwn(decisions, key) ? decisions[key] : null;
  const warn = warned && !decision;
  const notice = !warn && NOTED.has(verdict.class);
  const base = { ...shown, warn, notice, guard: !warn && GUARDED.has(verdict.class), decision, listsOld };
  // Silence about a site means less when the lists are old, so it must not look like the usual silence.
  if (listsOld && shown.state === 'unknown') {
    return { ...base, state: 'stale', badge: 'badge_stale', title: 'title_stale' };
  }
  if (verdict.class !== 'illicit') return base;
  if (!isListed(verdict)) return { ...base, title: decision ? 'title_found_proceeded' : 'title_found' };
  return decision ? { ...base, title: 'title_proceeded' } : base;
}

/**
 * What a link to a site is marked with; nothing where nothing is known of it, or it sells no medicine.
 * @param {import('./client.js').Verdict} verdict
 * @returns {State | null}
 */
export function markOf(verdict) {
  const { state } = BY_CLASS[verdict.class];
  return state === 'unknown' ? null : state;
}

/**
 * Whether a list names the site. What was found on the page itself can be as decisive.
 * @param {import('./client.js').Verdict} verdict
 */
export function isListed({ findings }) {
  return findings.some(({ decisive, direction, source }) => decisive && direction === 'risk' && source?.list);
}

/**
 * What a decision to go on is remembered for: the name that the list gives, so that it holds for the whole listed
 * site and yet never for its unlisted or differently listed neighbours.
 * @param {import('./client.js').Verdict} verdict
 */
export function decisionKey(verdict) {
  const decisive = verdict.findings.find((finding) => finding.decisive && finding.direction === 'risk');
  return decisive?.match ?? verdict.site;
}
