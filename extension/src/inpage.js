/**
 * What is shown in pages themselves: the notice, and the question before a card, password or address is typed in. The
 * scripts of content/ go only into pages with something to show, and only where the shopper gave the permission.
 * What they tell comes to desk.js, and concerns the tab that it comes from and no other.
 */

import { PAGES } from './address.js';
import { ext } from './ext.js';
import { call } from './inject.js';
import { sentenceOf } from './sentence.js';
import * as session from './session.js';
import * as settings from './settings.js';
import { store } from './store.js';
import { date, language, t } from './text.js';
import { verdictWords } from './pages/words.js';

/**
 * @typedef {'card' | 'password' | 'address'} FieldKind what a field asks for
 * @typedef {{ state: string, label: string, sentence: string, who: string, lang: string, details: string,
 *   close: string }} Notice `lang`: of who says so, where that is not the language of the rest
 * @typedef {{ state: string, heading: Record<FieldKind, string>, sentence: string,
 *   reasons: Reason[], risk: string, back: string, go: string, once: string }} Guard
 * @typedef {{ what: string, lang: string, who: string }} Reason `lang`: of what is said; '' for that of the rest
 * @typedef {{ host: string, lang: string, dir: string, number: string, notice: Notice | null, guard: Guard | null,
 *   accepted: boolean }} Content all that a page is told: words, ready to be shown
 *   `accepted`: the question was answered with yes since the page was loaded
 * @typedef {{ guarded: boolean, accepted: boolean, fought: boolean }} Inpage what stands in the page of an entry
 *   `fought`: the page tried to hide it
 */

const TOP = ['door', 'fields', 'watch', 'seat', 'parts', 'bar', 'question', 'top'];
const FRAME = ['door', 'fields', 'watch', 'frame'];

/** The reasons that stand in the question; the popup has them all. */
const REASONS_MAX = 3;

/**
 * Brings the page on show in line with what the policy says; nothing at all happens in a page that has nothing to show.
 * @param {number} tabId
 * @param {import('./track.js').PageEntry} entry
 * @param {import('./policy.js').Shown} shown
 * @param {import('./client.js').Answer} answer
 */
export async function show(tabId, entry, shown, answer) {
  const wanted = settings.settings();
  const maybe = shown.notice && wanted.notice;
  const guard = shown.guard && wanted.guard;
  if (answer.kind === 'unavailable' || (!maybe && !guard && !entry.inpage)) return;
  if (!(await ext.permissions.contains({ origins: PAGES }))) return;
  const { verdict } = answer;
  const { hostname } = new URL(entry.url);
  const notice = maybe && (await closedNotices(await closedKey(tabId)))[hostname] !== verdict.class;
  if (!notice && !guard && !entry.inpage) return;
  entry.inpage = { accepted: false, fought: false, ...entry.inpage, guarded: guard };
  /** @type {Content} */
  const content = {
    host: hostname,
    lang: language(),
    dir: ext.i18n.getMessage('@@bidi_dir'),
    number: wanted.number,
    notice: notice ? noticeOf(shown.state, verdict) : null,
    guard: guard ? guardOf(shown.state, verdict) : null,
    accepted: entry.inpage.accepted,
  };
  await Promise.all([session.saveTab(tabId), call(tabId, 0, TOP, 'update', content)]);
  if (guard) await guardFrames(tabId, entry.inpage);
}

/**
 * A frame of a page has loaded; a payment form often stands in one.
 * @param {{ tabId: number, frameId: number }} details
 */
export async function onFrame({ tabId, frameId }) {
  if (frameId === 0) return;
  await session.ready();
  const inpage = guardOn(tabId);
  if (inpage) await guardFrame(tabId, frameId, inpage);
}

/**
 * The shopper is about to type something into a frame.
 * @param {number} tabId
 * @param {unknown} kind
 */
export async function ask(tabId, kind) {
  if (kind !== 'card' && kind !== 'password' && kind !== 'address') return;
  if (guardOn(tabId)) await call(tabId, 0, TOP, 'ask', kind);
}

/**
 * The question was answered.
 * @param {number} tabId
 * @param {boolean} yes
 */
export async function answer(tabId, yes) {
  const inpage = guardOn(tabId);
  if (!inpage) return;
  inpage.accepted = yes;
  const frames = await framesOf(tabId);
  await Promise.all([
    session.saveTab(tabId),
    ...frames.map((frameId) => call(tabId, frameId, FRAME, 'answer', yes)),
  ]);
}

/**
 * The shopper closed the notice: the site has none until the browser is closed, unless worse becomes known of it.
 * @param {number} tabId
 */
export async function close(tabId) {
  const { entry } = session.tabOf(tabId);
  if (entry?.kind !== 'page' || entry.answer?.kind !== 'verdict') return;
  const key = await closedKey(tabId);
  const closed = { ...(await closedNotices(key)), [new URL(entry.url).hostname]: entry.answer.verdict.class };
  await store.set({ [key]: closed });
}

/** Forgets the notices that were closed in private windows. */
export function forgetPrivate() {
  return store.remove(['privateClosed']);
}

/**
 * @param {number} tabId
 * @returns {boolean} whether that is news
 */
export function fought(tabId) {
  const { entry } = session.tabOf(tabId);
  if (entry?.kind !== 'page' || !entry.inpage || entry.inpage.fought) return false;
  entry.inpage.fought = true;
  return true;
}

/**
 * Opens the popup, or the same page in a tab where the browser opens none.
 * @param {chrome.tabs.Tab} tab
 */
export async function open({ id, windowId, index }) {
  await ext.action
    .openPopup({ windowId })
    .catch(() =>
      ext.tabs.create({ url: `${ext.runtime.getURL('pages/popup.html')}#${id}`, windowId, index: index + 1 }),
    );
}

/**
 * Where closed notices are kept: in Firefox other windows share the storage, and must not tell of private ones.
 * @param {number} tabId
 */
async function closedKey(tabId) {
  const tab = await ext.tabs.get(tabId).catch(() => null);
  return tab?.incognito ? 'privateClosed' : 'closed';
}

/**
 * @param {string} key
 * @returns {Promise<Record<string, import('./policy.js').VerdictClass>>}
 */
async function closedNotices(key) {
  const stored = await store.get(key);
  return /** @type {any} */ (stored[key]) ?? {};
}

/** @param {number} tabId */
function guardOn(tabId) {
  const { entry } = session.tabOf(tabId);
  return entry?.kind === 'page' && entry.inpage?.guarded ? entry.inpage : null;
}

/** @param {number} tabId */
async function framesOf(tabId) {
  const frames = (await ext.webNavigation.getAllFrames({ tabId }).catch(() => null)) ?? [];
  return frames.map(({ frameId }) => frameId).filter((frameId) => frameId !== 0);
}

/**
 * @param {number} tabId
 * @param {Inpage} inpage
 */
async function guardFrames(tabId, inpage) {
  const frames = await framesOf(tabId);
  await Promise.all(frames.map((frameId) => guardFrame(tabId, frameId, inpage)));
}

/**
 * @param {number} tabId
 * @param {number} frameId
 * @param {Inpage} inpage
 */
function guardFrame(tabId, frameId, { accepted }) {
  return call(tabId, frameId, FRAME, accepted ? 'answer' : null, true);
}

/**
 * @param {string} state
 * @param {import('./client.js').Verdict} verdict
 * @returns {Notice}
 */
function noticeOf(state, verdict) {
  const [first] = reasonsOf(verdict);
  return {
    state,
    label: t('notice_label'),
    sentence: t(verdictWords(verdict).sentence),
    who: first ? first.who || first.what : t(verdictWords(verdict).explain),
    lang: first && !first.who ? first.lang : '',
    details: t('notice_details'),
    close: t('notice_close'),
  };
}

/**
 * @param {string} state
 * @param {import('./client.js').Verdict} verdict
 * @returns {Guard}
 */
function guardOf(state, verdict) {
  return {
    state,
    heading: { card: t('guard_card'), password: t('guard_password'), address: t('guard_address') },
    sentence: t(verdictWords(verdict).sentence),
    reasons: reasonsOf(verdict).slice(0, REASONS_MAX),
    risk: t(verdict.class === 'disputed' ? 'explain_disputed' : 'guard_risk'),
    back: t('back'),
    go: t('guard_go'),
    once: t('guard_once'),
  };
}

/**
 * Why we say so, the strongest first, as the daemon gives it: what speaks against a site before what speaks for it.
 * @param {import('./client.js').Verdict} verdict
 * @returns {Reason[]}
 */
export function reasonsOf({ findings }) {
  const against = findings.filter(({ direction }) => direction === 'risk');
  const rest = findings.filter(({ direction }) => direction !== 'risk');
  return [...against, ...rest].map((finding) => {
    const { text, lang } = sentenceOf(finding);
    return { what: text, lang, who: finding.source ? whoOf(finding.source) : '' };
  });
}

/** @param {import('./client.js').Source} source */
function whoOf({ name, since, asOf }) {
  if (since) return t('notice_since', name, date(since));
  return asOf ? t('notice_as_of', name, date(asOf)) : name;
}
