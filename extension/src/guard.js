/**
 * Follows the tabs: asks licitd about each page, paints the toolbar, and puts the warning in front of a listed site.
 * The load is never held up; the answer takes milliseconds, and the warning takes the page's place when it comes.
 */

import * as client from './client.js';
import * as daemon from './daemon.js';
import { blockedError, canReplaceEntry, ext } from './ext.js';
import * as inpage from './inpage.js';
import * as later from './later.js';
import { decide, stricter } from './policy.js';
import * as prevent from './prevent.js';
import * as session from './session.js';
import * as settings from './settings.js';
import { t } from './text.js';
import { isPainted, paint, paintDefault, unpaint } from './toolbar.js';
import * as track from './track.js';

/**
 * @typedef {import('./track.js').Navigation} Navigation
 * @typedef {import('./track.js').PageEntry} PageEntry
 * @typedef {{ tabId: number, frameId: number, url: string, timeStamp: number, documentLifecycle?: string }} Details
 */

const WARNING_PAGE = ext.runtime.getURL('pages/warning.html');

/** A warning that is not there after this long is sent for again. */
const RESEND_MS = 2000;

/** The browser's own request goes out first. Where a page is there sooner, it is asked about as it comes. */
const HEAD_START_MS = 40;

/** Navigations that the daemon is being asked about. A worker that dies in between asks again.
 * @type {Map<string, Promise<void>>} */
const asking = new Map();

/** Tabs that are being closed because their page would not let go.
 * @type {Set<number>} */
const replacing = new Set();

/** The first sending of the warning that is on its way to a tab, which resolves to where that tab is.
 * @type {Map<number, Promise<chrome.tabs.Tab | null>>} */
const sending = new Map();

/** Tabs for which the rules were lifted, until their page is there.
 * @type {Set<number>} */
const lifted = new Set();

export function ready() {
  return Promise.all([session.ready(), settings.ready(), daemon.ready()]);
}

/**
 * A page in the tab itself, not in a frame or loaded ahead of time.
 * @param {Details} details
 */
function isTop(details) {
  return details.frameId === 0 && details.documentLifecycle !== 'prerender';
}

/** @param {string} url */
export function isWeb(url) {
  return url.startsWith('http://') || url.startsWith('https://');
}

/** @param {Details} details */
export async function onBeforeNavigate(details) {
  if (!isTop(details)) return;
  await ready();
  const { tabId, url, timeStamp } = details;
  if (url.startsWith(WARNING_PAGE)) return;
  const tab = session.tabOf(tabId);
  const seq = track.begin(tab, url, timeStamp);
  // Asking about each navigation of a page that struggles would only help it.
  const sent = tab.sent && session.warnings[tab.sent.id];
  if (sent && isSameHost(sent.url, url)) {
    return track.struggles(tab) ? replaceTab(tabId) : undefined;
  }
  if (!isWeb(url)) return;
  if (prevent.holdsBack()) await new Promise((resolve) => setTimeout(resolve, HEAD_START_MS));
  // A page that was there sooner has been asked about.
  if (!track.ownerOf(tab, seq)?.answer) await ask(tabId, seq, url);
}

/** @param {Details} details */
export async function onCommitted(details) {
  if (!isTop(details)) return;
  await ready();
  unpaint(details.tabId);
  later.begin(details.tabId);
  session.tabOf(details.tabId).retried = null;
  if (lifted.delete(details.tabId)) void prevent.renew();
  if (details.url.startsWith(WARNING_PAGE)) return showWarning(details);
  await showPage(details.tabId, details.url, details.timeStamp);
}

/**
 * The page at another address of the same site, without a load: a path can be listed where its site is not.
 * @param {Details} details
 */
export async function onHistoryStateUpdated(details) {
  if (!isTop(details) || !isWeb(details.url)) return;
  await ready();
  const { entry } = session.tabOf(details.tabId);
  if (entry?.kind === 'page' && sameSubject(entry.url, details.url)) return;
  await showPage(details.tabId, details.url, details.timeStamp);
}

/**
 * A load that failed leaves the browser's error page under that address; one that was given up leaves the old page.
 * @param {Details & { error: string }} details
 */
export async function onErrorOccurred(details) {
  if (!isTop(details)) return;
  if (details.error !== blockedError || !isWeb(details.url)) return catchUp(details.tabId);
  await ready();
  const { tabId, url, timeStamp } = details;
  const tab = session.tabOf(tabId);
  const navigation = canReplaceEntry
    ? track.blockPending(tab, url, timeStamp)
    : track.commitBlocked(tab, url, timeStamp, session.warnings);
  void session.saveTab(tabId);
  if (navigation.answer) await react(tabId, navigation.seq, navigation.answer);
  else await ask(tabId, navigation.seq, url);
}

/**
 * Loads a page that the rules held back and that is not warned about: they may be older than the answer, or a redirect
 * hides which site it was. It is warned about then at navigation, if at all.
 * @param {number} tabId
 * @param {Navigation | PageEntry} navigation
 * @returns {boolean} false: it was let in before, so it is another extension that blocks it
 */
function letIn(tabId, { url }) {
  const tab = session.tabOf(tabId);
  if (tab.retried === url) return false;
  tab.retried = url;
  lifted.add(tabId);
  void prevent.lift(tabId).then(() => ext.tabs.update(tabId, { url }).catch(() => null));
  return true;
}

/**
 * Catches up with a tab whose page came without an event we saw: open before the extension was, or restored.
 * @param {number} tabId
 * @param {boolean} [again] ask even where there is an answer
 */
export async function catchUp(tabId, again = false) {
  await ready();
  const tab = session.tabOf(tabId);
  // A page that struggles makes hundreds of events, and what it shows is being replaced anyway.
  if (tab.sent && !again) return;
  const { seq, entry } = tab;
  // Chromium tells of no frame with a page of the extension.
  if (entry?.kind === 'warning') await reconsider(tabId, entry.id);
  const frame = await ext.webNavigation.getFrame({ tabId, frameId: 0 }).catch(() => null);
  // What happened while we asked is newer than the answer.
  if (!frame || tab.seq !== seq || tab.entry !== entry) return;
  if (!isWeb(frame.url)) return;
  if (entry?.kind !== 'page' || !sameSubject(entry.url, frame.url)) {
    return showPage(tabId, frame.url, Date.now());
  }
  if (again || isWanting(entry.answer)) return ask(tabId, entry.seq, entry.url);
  await paintAgain(tabId, entry);
}

/**
 * A browser may take back what was painted before it had the page itself in the tab.
 * @param {number} tabId
 * @param {PageEntry} entry
 */
async function paintAgain(tabId, entry) {
  if (!entry.answer || !isPainted(tabId)) return;
  const shown = await judge(tabId, entry.answer);
  if (!shown.warn && session.tabOf(tabId).entry === entry) await paintPage(tabId, entry, shown);
}

/**
 * @param {number} tabId
 * @param {PageEntry} entry
 * @param {import('./policy.js').Shown} shown
 */
function paintPage(tabId, entry, shown) {
  const note = entry.inpage?.fought ? t('notice_fought') : '';
  return paint(tabId, shown, new URL(entry.url).hostname, standing(), note);
}

/**
 * Whether there is none yet worth the name, or one by other lists than those of now.
 * @param {import('./track.js').MaybeAnswer} answer
 */
function isWanting(answer) {
  return answer !== null && (answer.kind === 'unavailable' || daemon.isOutdated(answer));
}

/**
 * The site on whose account a warning is on show may not be listed any more: then it is loaded, as was asked for. A
 * warning that rests on what the page itself showed stays.
 * @param {number} tabId
 * @param {string} id
 */
async function reconsider(tabId, id) {
  const warning = session.warnings[id];
  if (!warning || !daemon.isOutdated(warning.answer)) return;
  if (!warning.answer.verdict.findings.some(({ signal }) => signal.startsWith('list.'))) return;
  const answer = await daemon.check(warning.url);
  if (answer.kind !== 'verdict') return;
  const { warn } = await judge(tabId, answer);
  if (!track.isOnShow(session.tabOf(tabId), warning.id)) return;
  warning.answer = answer;
  await session.saveWarning(warning);
  if (warn) return;
  lifted.add(tabId);
  await prevent.lift(tabId);
  await ext.tabs.update(tabId, { url: warning.url }).catch(() => null);
}

/** @param {number} tabId */
export async function onRemoved(tabId) {
  await ready();
  sending.delete(tabId);
  await session.dropTab(tabId);
}

/** The daemon came, went, or has other lists: what is on show may be drawn otherwise now. */
export async function repaint() {
  await ready();
  const { reason } = daemon.current();
  const title = reason
    ? decide(client.unavailable(reason), circumstances({})).title
    : daemon.listsOld()
      ? 'title_stale'
      : 'title_idle';
  await paintDefault(standing(), t(title));
  for (const tabId of session.tabIds()) {
    const { entry } = session.tabOf(tabId);
    if (entry?.kind === 'page' && entry.answer) await react(tabId, entry.seq, entry.answer);
  }
}

/** What tabs show of which nothing is known. @returns {import('./policy.js').State} */
function standing() {
  if (daemon.current().reason) return 'unavailable';
  return daemon.listsOld() ? 'stale' : 'unknown';
}

/** Asks again where somebody looks; the other tabs follow when they are looked at. */
export async function recheckShown() {
  const tabs = await ext.tabs.query({ active: true });
  const ids = tabs.flatMap(({ id }) => id ?? []);
  await Promise.all(ids.map((id) => catchUp(id, true)));
  return ids;
}

/** What is loaded already when the browser, or the extension, begins: its events may be over. */
export async function catchUpAll() {
  const tabs = await ext.tabs.query({ discarded: false });
  await Promise.all(tabs.map(({ id }) => id !== undefined && catchUp(id)));
}

/**
 * What the policy says to an answer in this tab.
 * @param {number} tabId
 * @param {import('./client.js').Answer} answer
 */
export async function judge(tabId, answer) {
  const shown = decide(answer, circumstances(settings.decisions(true)));
  if (!shown.decision) return shown;
  const tab = await ext.tabs.get(tabId).catch(() => null);
  return decide(answer, circumstances(settings.decisions(tab?.incognito ?? false)));
}

/** @param {import('./policy.js').Decisions} decisions */
function circumstances(decisions) {
  return { decisions, listsOld: daemon.listsOld(), strictness: settings.settings().strictness };
}

/**
 * @param {string} a
 * @param {string} b
 */
function isSameHost(a, b) {
  return isWeb(b) && new URL(a).host === new URL(b).host;
}

/**
 * @param {string} a
 * @param {string} b
 */
export function sameSubject(a, b) {
  return a === b || (isWeb(a) && client.subjectOf(a) === client.subjectOf(b));
}

/**
 * @param {number} tabId
 * @param {number} seq
 * @param {string} url
 */
function ask(tabId, seq, url) {
  const name = `${tabId}/${seq}`;
  const asked = asking.get(name) ?? answerFor(tabId, seq, url).finally(() => asking.delete(name));
  asking.set(name, asked);
  return asked;
}

/**
 * @param {number} tabId
 * @param {number} seq
 * @param {string} url
 */
async function answerFor(tabId, seq, url) {
  const answer = await daemon.check(url);
  const tab = session.tabOf(tabId);
  const owners = track
    .current(tab)
    .filter(
      (navigation) => navigation.seq === seq || (!navigation.answer && sameSubject(navigation.url, url)),
    );
  await Promise.all(
    owners.map((navigation) => {
      const full = fullOf(navigation, answer);
      navigation.answer = full ? stricter(answer, full) : answer;
      return react(tabId, navigation.seq, navigation.answer);
    }),
  );
  session.saveTabLater(tabId);
}

/**
 * What was seen of the page itself, unless it was judged by other lists: then it is to be looked at again.
 * @param {Navigation | PageEntry} navigation
 * @param {import('./client.js').Answer} answer
 */
function fullOf(navigation, answer) {
  if (!('full' in navigation) || !navigation.full) return null;
  if (answer.kind !== 'verdict' || navigation.full.verdict.listset === answer.verdict.listset)
    return navigation.full;
  delete navigation.full;
  navigation.again = true;
  return null;
}

/**
 * @param {number} tabId
 * @param {string} url
 * @param {number} at
 */
async function showPage(tabId, url, at) {
  const tab = session.tabOf(tabId);
  const entry = track.commitPage(tab, url, at, session.warnings);
  if (!isWeb(url)) tab.sent = null;
  session.saveTabLater(tabId);
  if (entry.answer) await react(tabId, entry.seq, entry.answer);
  else if (isWeb(url)) await ask(tabId, entry.seq, url);
}

/** @param {Details} details */
async function showWarning({ tabId, url }) {
  const warning = session.warnings[new URL(url).searchParams.get('id') ?? ''];
  if (!warning) return;
  sending.delete(tabId);
  track.commitWarning(session.tabOf(tabId), warning, session.warnings);
  await Promise.all([session.saveTab(tabId), session.saveWarning(warning), paintWarning(tabId, warning)]);
}

/**
 * @param {number} tabId
 * @param {number} seq
 * @param {import('./client.js').Answer} answer
 */
export async function react(tabId, seq, answer) {
  const shown = await judge(tabId, answer);
  const tab = session.tabOf(tabId);
  const navigation = track.ownerOf(tab, seq);
  if (!navigation) return;
  if (shown.warn) await hold(tabId, navigation, /** @type {import('./client.js').Answered} */ (answer));
  else if (navigation.blocked && letIn(tabId, navigation)) return;
  if (tab.entry !== navigation) return;
  if (!shown.warn) tab.sent = null;
  const entry = /** @type {PageEntry} */ (navigation);
  // A page that does not let itself be talked to holds up nothing.
  void inpage.show(tabId, entry, shown, answer);
  await paintPage(tabId, entry, shown);
}

/**
 * Puts the warning in the place of a page, whether it is still loading or on show already.
 * @param {number} tabId
 * @param {Navigation | PageEntry} navigation
 * @param {import('./client.js').Answered} answer
 */
async function hold(tabId, navigation, answer) {
  const tab = session.tabOf(tabId);
  navigation.warning ??= crypto.randomUUID();
  const { warning: id, url } = navigation;
  if (tab.sent?.id === id) return;
  const begun = tab.entry === navigation ? Date.now() : navigation.at;
  session.warnings[id] ??= { ...newWarning(id, tabId, url, answer), begun };
  track.send(tab, id);
  await sendWarning(tabId, session.warnings[id]);
}

/**
 * Sends until it is there, lest something drives it away and the page stays.
 * @param {number} tabId
 * @param {import('./track.js').Warning} warning
 */
async function sendWarning(tabId, warning) {
  const tab = session.tabOf(tabId);
  if (tab.sent?.id !== warning.id || replacing.has(tabId)) return;
  warning.replaced = canReplaceEntry && tab.entry?.kind === 'page' && tab.entry.warning === warning.id;
  void session.saveWarning(warning);
  /** @type {chrome.tabs.UpdateProperties & { loadReplace?: boolean }} */
  const to = { url: warningUrl(warning) };
  if (warning.replaced) to.loadReplace = true;
  const sent = ext.tabs.update(tabId, to).catch(() => null);
  if (!sending.has(tabId)) sending.set(tabId, /** @type {Promise<chrome.tabs.Tab | null>} */ (sent));
  await sent;
  setTimeout(() => sendWarning(tabId, warning), RESEND_MS);
}

/**
 * A page that navigates over and over drives away whatever is sent to its tab. So the warning gets a tab of its own
 * in the same place, and the page's tab is closed.
 *
 * Each call stands behind the page's navigations in the browser's queue, for seconds where the machine is busy. So
 * there are no more calls than it takes, and the second does not wait for the first.
 * @param {number} tabId
 */
async function replaceTab(tabId) {
  const { sent } = session.tabOf(tabId);
  const warning = sent && session.warnings[sent.id];
  if (!warning || replacing.has(tabId)) return;
  replacing.add(tabId);
  try {
    const { windowId, index, active } = (await sending.get(tabId)) ?? (await ext.tabs.get(tabId));
    // Not to be forgotten together with the tab.
    warning.tabId = ext.tabs.TAB_ID_NONE;
    const [fresh] = await Promise.all([
      ext.tabs.create({ url: warningUrl(warning), windowId, index, active }),
      session.saveWarning(warning),
      ext.tabs.remove(tabId),
    ]);
    warning.tabId = fresh.id ?? ext.tabs.TAB_ID_NONE;
    await session.saveWarning(warning);
  } finally {
    replacing.delete(tabId);
  }
}

/**
 * @param {string} id
 * @param {number} tabId
 * @param {string} url
 * @param {import('./client.js').Answered} answer
 * @returns {import('./track.js').Warning}
 */
export function newWarning(id, tabId, url, answer) {
  return {
    id,
    tabId,
    url,
    answer,
    begun: 0,
    replaced: false,
    auto: false,
    skip: null,
    onTop: false,
    bounces: 0,
  };
}

/**
 * @param {number} tabId
 * @param {import('./track.js').Warning} warning
 */
export async function paintWarning(tabId, warning) {
  const shown = decide(warning.answer, circumstances({}));
  await paint(tabId, shown, new URL(warning.url).hostname, standing());
}

/**
 * The id finds the details in session storage. The address is there for the day when they are gone, because the
 * browser was restarted: what the page then says comes from the daemon again, and never from this string.
 * @param {import('./track.js').Warning} warning
 */
function warningUrl({ id, url }) {
  return `${WARNING_PAGE}?${new URLSearchParams({ id, url })}`;
}
