/**
 * Where a tab stands: the navigation under way, the history entry on show, and how far Back must go from a warning.
 * Pure functions on plain objects, so that the state can be kept in session storage and tested without a browser.
 *
 * The browser does not let an extension read a tab's history. What is known is what each warning stands on, and that
 * is enough: a warning remembers how many entries lie between itself and the last page that was not warned about.
 */

/**
 * @typedef {{ kind: 'looking' | 'whole' | 'cut' | 'not-allowed' } | { kind: 'failed',
 *   reason: import('./client.js').Reason }} Look what came of looking at the page itself
 * @typedef {import('./client.js').Answer | null} MaybeAnswer null while the daemon is being asked
 * @typedef {{ seq: number, url: string, at: number, answer: MaybeAnswer, warning: string | null,
 *   blocked?: boolean }} Navigation
 *   `warning`: the id of the warning that it was turned into; `blocked`: the browser was kept from asking for it
 * @typedef {Navigation & { kind: 'page', bounces: number, look?: Look, full?: import('./client.js').Answered | null,
 *   inpage?: import('./inpage.js').Inpage, stepped?: boolean, swift?: boolean,
 *   over?: number, again?: boolean }} PageEntry
 *   `bounces`: how often in a row Back led from a warning to here; `full`: the answer with the page itself looked at;
 *   `stepped`: reached from the warning that stands on it; `swift`: begun as soon as the page before was there;
 *   `over`: entries of another warning that lies below it; `again`: it was looked at, but judged by other lists than
 *   those of now
 * @typedef {{ kind: 'warning', id: string }} WarningEntry
 * @typedef {{ seq: number, pending: Navigation | null, entry: PageEntry | WarningEntry | null,
 *   leaving: { id: string, moved: boolean } | null, sent: { id: string, since: number } | null,
 *   retried: string | null }} Tab
 *   `sent`: a warning on its way to this tab, and how many navigations began since;
 *   `retried`: the address of a blocked page that was loaded again
 * @typedef {{ id: string, tabId: number, url: string, begun: number, replaced: boolean, auto: boolean,
 *   answer: import('./client.js').Answered, skip: number | null, onTop: boolean, bounces: number }} Warning
 *   `replaced`: it took the place of the page that it warns about;
 *   `skip`: entries from it back to the page that Back goes to, null until it is shown;
 *   `onTop`: the entry just below is the page that it warns about;
 *   `auto`: the shopper was already on the way back, so it goes on back by itself
 */

/** A page that Back reached and that leads to a warning again this soon is a redirector, not a place to stay. */
const BOUNCE_MS = 2000;

/** Nobody sees a page and goes forward from it this soon: it led there by itself. */
const SWIFT_MS = 1000;

/** No shopper begins this many navigations while a warning, which is on this computer, loads. */
const STRUGGLE = 8;

/** @returns {Tab} */
export function newTab() {
  return { seq: 0, pending: null, entry: null, leaving: null, sent: null, retried: null };
}

/**
 * A navigation begins. Firefox begins each one twice, the second time in the process that the page will have.
 * @param {Tab} tab
 * @param {string} url
 * @param {number} at
 * @returns {number} its number in this tab
 */
export function begin(tab, url, at) {
  if (tab.pending?.url !== url) {
    tab.seq += 1;
    tab.pending = { seq: tab.seq, url, at, answer: null, warning: null };
  }
  if (tab.leaving) tab.leaving.moved = true;
  if (tab.sent) tab.sent.since += 1;
  return tab.seq;
}

/**
 * A warning is on its way to the tab.
 * @param {Tab} tab
 * @param {string} id
 */
export function send(tab, id) {
  if (tab.sent?.id !== id) tab.sent = { id, since: tab.sent?.since ?? 0 };
}

/**
 * Whether the page keeps navigating so that the warning never gets its turn.
 * @param {Tab} tab
 */
export function struggles(tab) {
  return tab.sent !== null && tab.sent.since >= STRUGGLE;
}

/**
 * The navigation under way and the page on show.
 * @param {Tab} tab
 * @returns {(Navigation | PageEntry)[]}
 */
export function current({ pending, entry }) {
  return [...(pending ? [pending] : []), ...(entry?.kind === 'page' ? [entry] : [])];
}

/**
 * The navigation of that number, under way or on show; null when the tab has moved on.
 * @param {Tab} tab
 * @param {number} seq
 */
export function ownerOf(tab, seq) {
  return current(tab).find((navigation) => navigation.seq === seq) ?? null;
}

/**
 * A page is on show. It takes over the navigation that asked for it; after a redirect it is a new one.
 * @param {Tab} tab
 * @param {string} url
 * @param {number} at
 * @param {Record<string, Warning>} warnings
 * @returns {PageEntry}
 */
export function commitPage(tab, url, at, warnings) {
  const asked = tab.pending?.url === url ? tab.pending : null;
  if (!asked) tab.seq += 1;
  const navigation = asked ?? { seq: tab.seq, url, answer: null, warning: null };
  const bounces = bouncesOf(tab, tab.pending?.at ?? at, warnings);
  const entry = /** @type {PageEntry} */ ({ ...navigation, kind: 'page', at, bounces, blocked: false });
  tab.pending = null;
  tab.leaving = null;
  tab.entry = entry;
  return entry;
}

/**
 * The browser's error page is on show in the place of a page that it was kept from asking for.
 * @param {Tab} tab
 * @param {string} url
 * @param {number} at
 * @param {Record<string, Warning>} warnings
 */
export function commitBlocked(tab, url, at, warnings) {
  const { entry: left, leaving } = tab;
  const below = left?.kind === 'warning' ? warnings[left.id] : undefined;
  const begun = tab.pending?.at ?? at;
  const entry = commitPage(tab, url, at, warnings);
  entry.blocked = true;
  entry.swift = left?.kind === 'page' && begun - left.at < SWIFT_MS;
  // The browser's own Back button leads from a warning onto the page that it stands on, and so does ours from a warning
  // of an earlier session, of which that is not known.
  if (below?.url === url && (below.onTop || leaving)) entry.stepped = true;
  else if (below && !leaving) entry.over = below.skip ?? 1;
  return entry;
}

/**
 * The browser was kept from asking for a page, and goes on showing the one before.
 * @param {Tab} tab
 * @param {string} url
 * @param {number} at
 * @returns {Navigation}
 */
export function blockPending(tab, url, at) {
  if (tab.pending?.url !== url) begin(tab, url, at);
  const pending = /** @type {Navigation} */ (tab.pending);
  pending.blocked = true;
  return pending;
}

/**
 * @param {Tab} tab
 * @param {number} begun
 * @param {Record<string, Warning>} warnings
 */
function bouncesOf({ leaving, entry }, begun, warnings) {
  if (leaving) return (warnings[leaving.id]?.bounces ?? 0) + 1;
  return entry?.kind === 'page' && begun - entry.at < BOUNCE_MS ? entry.bounces : 0;
}

/**
 * A warning is on show.
 * @param {Tab} tab
 * @param {Warning} warning
 * @param {Record<string, Warning>} warnings
 */
export function commitWarning(tab, warning, warnings) {
  if (warning.skip === null) settle(tab, warning, warnings);
  // Sent for twice it may stand twice in the history: one step back led from it to itself.
  else if (tab.leaving?.id === warning.id) warning.auto = true;
  tab.pending = null;
  tab.leaving = null;
  tab.sent = null;
  tab.entry = { kind: 'warning', id: warning.id };
}

/**
 * @param {Tab} tab
 * @param {string} id
 */
export function isOnShow({ entry }, id) {
  return entry?.kind === 'warning' && entry.id === id;
}

/**
 * @param {Tab} tab
 * @param {Warning} warning
 * @param {Record<string, Warning>} warnings
 */
function settle(tab, warning, warnings) {
  const { entry } = tab;
  if (entry?.kind === 'page') return settleOnPage(entry, warning);
  const below = entry ? warnings[entry.id] : undefined;
  if (below) return settleOnWarning(below, tab.leaving?.id === below.id, warning);
  warning.skip = 1;
}

/**
 * @param {PageEntry} entry
 * @param {Warning} warning
 */
function settleOnPage(entry, warning) {
  const committed = entry.url === warning.url;
  warning.onTop = committed && !warning.replaced;
  warning.skip = (warning.onTop ? 2 : 1) + (entry.over ?? 0);
  if (entry.stepped) warning.auto = true;
  if (entry.bounces === 0 || warning.begun - entry.at >= BOUNCE_MS) return;
  // A blocked page has an entry of its own, which somebody who goes forward again reaches once.
  if (!entry.blocked || entry.swift || entry.bounces > 1) warning.auto = true;
  warning.bounces = entry.bounces;
  warning.skip += entry.bounces - (committed ? 1 : 0);
}

/**
 * @param {Warning} below
 * @param {boolean} leaving Back from the warning below led to a page that is warned about too, stopped before it showed
 * @param {Warning} warning
 */
function settleOnWarning(below, leaving, warning) {
  warning.skip = 1 + (below.skip ?? 1) + (leaving ? 1 : 0);
  // Else it may be the browser's own Back button, stepping from the warning onto the page that it stands on.
  warning.auto = leaving || (below.onTop && below.url === warning.url);
}

/**
 * The shopper asks to go back from a warning.
 * @param {Tab} tab
 * @param {Warning} warning
 * @param {number} length the length of the tab's history
 * @returns {number | null} how many entries to go back, null when there is nothing to go back to
 */
export function leave(tab, warning, length) {
  let skip = warning.skip ?? 1;
  // A page that led here again and again may have added entries, which were counted, and are gone since.
  if (skip === length && warning.bounces > 0) skip -= 1;
  if (length <= skip || skip === 0) return null;
  tab.leaving = { id: warning.id, moved: false };
  return skip;
}
