/**
 * What the extension's own pages may ask for, and what its scripts in web pages may tell. Each message names the pages
 * that may send it; a message from anywhere else gets no answer.
 */

import { readAddress } from './address.js';
import * as daemon from './daemon.js';
import { ext } from './ext.js';
import * as guard from './guard.js';
import * as inpage from './inpage.js';
import { lawful } from './lawful.js';
import { look } from './look.js';
import * as marks from './marks.js';
import { decisionKey } from './policy.js';
import * as prevent from './prevent.js';
import { why } from './probe.js';
import * as reports from './reports.js';
import * as session from './session.js';
import * as settings from './settings.js';
import { siteReport } from './site.js';
import * as track from './track.js';

/**
 * @typedef {chrome.runtime.MessageSender} Sender
 * @typedef {'popup' | 'options' | 'warning' | 'lawful' | 'site' | 'report' | 'web' | 'frame'} Page
 *   `web`: our scripts in a page; `frame`: in a frame of it
 * @typedef {{ from: Page[], run: (message: any, sender: Sender) => Promise<unknown> | unknown }} Service
 * @typedef {import('./client.js').Answer} Answer
 * @typedef {{ url: string | null, host: string, answer: Answer | null, shown: import('./policy.js').Shown | null,
 *   behindWarning: boolean, look: import('./track.js').Look | null, health: import('./daemon.js').Health }} PageState
 * @typedef {{ kind: 'warned', warning: import('./track.js').Warning, auto: boolean, listsOld: boolean,
 *     mayProceed: boolean }
 *   | { kind: 'clear', url: string } | { kind: 'unavailable', url: string, reason: import('./client.js').Reason }
 *   | { kind: 'nothing' }} WarningState
 * @typedef {{ paired: boolean, pairedAt: string | null, choices: import('./settings.js').Choices & { number: string }, managed: string[],
 *   decisions: import('./policy.js').Decision[], health: import('./daemon.js').Health }} OptionsState
 *   `managed`: the choices that a policy makes
 * @typedef {{ answer: Answer, shown: import('./policy.js').Shown | null, online: boolean,
 *   report: import('./site.js').SiteReport | import('./client.js').Unavailable }} SiteState
 */

/** @type {Record<string, Service>} */
const SERVICES = {
  'page-state': { from: ['popup'], run: ({ tabId }) => pageState(tabId) },
  'check-again': { from: ['popup'], run: ({ tabId }) => checkAgain(tabId) },
  revoke: { from: ['popup', 'options'], run: ({ key }) => revoke(key) },
  warning: { from: ['warning'], run: ({ id, url }, { tab }) => warningState(tab?.id, id, url) },
  leave: { from: ['warning'], run: ({ id, length }, { tab }) => leave(tab, id, length) },
  stuck: { from: ['warning'], run: (_, { tab }) => closeIfStuck(tab) },
  proceed: { from: ['warning'], run: ({ id }, { tab }) => proceed(tab, id) },
  options: { from: ['options'], run: optionsState },
  pair: { from: ['options'], run: ({ code }) => pair(String(code)) },
  'pair-itself': { from: ['options'], run: pairItself },
  unpair: { from: ['options'], run: unpair },
  why: { from: ['options'], run: why },
  choose: { from: ['options'], run: ({ name, value }) => choose(String(name), value) },
  lawful: { from: ['lawful', 'report'], run: whoIsLawful },
  site: { from: ['site'], run: ({ url }) => siteState(String(url)) },
  verdict: { from: ['report'], run: ({ url }) => daemon.check(String(url)) },
  report: { from: ['report'], run: ({ report }) => daemon.put((by) => reports.keep(by, report, country())) },
  reports: { from: ['report'], run: () => daemon.put(reports.all) },
  forget: { from: ['report'], run: ({ id }) => daemon.put((by) => reports.forget(by, Number(id))) },
  'notice-open': { from: ['web'], run: (_, { tab }) => tab && inpage.open(tab) },
  'notice-close': { from: ['web'], run: (_, { tab }) => tab?.id !== undefined && inpage.close(tab.id) },
  'notice-fought': { from: ['web'], run: (_, { tab }) => tab?.id !== undefined && fought(tab.id) },
  'guard-ask': {
    from: ['frame'],
    run: ({ kind }, { tab }) => tab?.id !== undefined && inpage.ask(tab.id, kind),
  },
  'guard-answer': {
    from: ['web'],
    run: ({ yes }, { tab }) => tab?.id !== undefined && inpage.answer(tab.id, yes === true),
  },
  marks: { from: ['web'], run: ({ links }, { url }) => marks.marksOf(links, String(url)) },
  'guard-leave': { from: ['web'], run: (_, { tab }) => tab && close(tab) },
};

/**
 * @param {any} message
 * @param {Sender} sender
 * @param {(reply: unknown) => void} reply
 * @returns {boolean} whether a reply will follow
 */
export function receive(message, sender, reply) {
  const name = String(message?.type);
  const service = Object.hasOwn(SERVICES, name) ? SERVICES[name] : null;
  if (!service || !service.from.some((page) => isFrom(sender, page))) return false;
  guard
    .ready()
    .then(() => service.run(message, sender))
    .then(reply, () => reply(undefined));
  return true;
}

/**
 * @param {Sender} sender
 * @param {Page} page
 */
function isFrom(sender, page) {
  if (sender.id !== ext.runtime.id) return false;
  const inFrame = (sender.frameId ?? 0) !== 0;
  // A frame that its page writes has no address on the web; it is in a tab all the same.
  if (page === 'frame') return inFrame && sender.tab !== undefined;
  if (inFrame) return false;
  if (page === 'web') return sender.tab !== undefined && guard.isWeb(sender.url ?? '');
  const [address] = (sender.url ?? '').split(/[?#]/);
  return address === ext.runtime.getURL(`pages/${page}.html`);
}

/**
 * @param {number} tabId
 * @returns {Promise<PageState>}
 */
async function pageState(tabId) {
  const health = daemon.current();
  const { entry } = session.tabOf(tabId);
  if (entry?.kind === 'warning' && session.warnings[entry.id]) {
    const { url, answer } = session.warnings[entry.id];
    const shown = await guard.judge(tabId, answer);
    return { url, host: new URL(url).hostname, answer, shown, behindWarning: true, look: null, health };
  }
  await guard.catchUp(tabId);
  const page = session.tabOf(tabId).entry;
  if (page?.kind !== 'page' || !guard.isWeb(page.url)) {
    return { url: null, host: '', answer: null, shown: null, behindWarning: false, look: null, health };
  }
  const shown = page.answer && (await guard.judge(tabId, page.answer));
  const host = new URL(page.url).hostname;
  const { url, answer, look: looked = null } = page;
  return { url, host, answer, shown, behindWarning: false, look: looked, health: daemon.current() };
}

/** @param {number} tabId */
async function checkAgain(tabId) {
  await daemon.refresh();
  await guard.catchUp(tabId, true);
  await look(tabId);
  return pageState(tabId);
}

/** @param {string} key */
async function revoke(key) {
  await settings.revoke(key);
  await prevent.renew();
  await guard.repaint();
}

/**
 * @param {number | undefined} tabId
 * @param {string} id
 * @param {string} url
 * @returns {Promise<WarningState>}
 */
async function warningState(tabId, id, url) {
  if (tabId === undefined) return { kind: 'nothing' };
  const listsOld = daemon.listsOld();
  const mayProceed = settings.settings().proceed;
  const known = session.warnings[id];
  if (known) {
    const tab = session.tabOf(tabId);
    if (!track.isOnShow(tab, id)) track.commitWarning(tab, known, session.warnings);
    const { auto } = known;
    // Once is enough: coming forward to it again must show it.
    known.auto = false;
    await Promise.all([session.saveTab(tabId), session.saveWarning(known)]);
    return { kind: 'warned', warning: known, auto, listsOld, mayProceed };
  }
  if (!guard.isWeb(url) || !URL.canParse(url)) return { kind: 'nothing' };
  const answer = await daemon.check(url);
  if (answer.kind === 'unavailable') return { kind: 'unavailable', url, reason: answer.reason };
  const { warn } = await guard.judge(tabId, answer);
  if (!warn) return { kind: 'clear', url };
  const warning = guard.newWarning(id, tabId, url, answer);
  track.commitWarning(session.tabOf(tabId), warning, session.warnings);
  await Promise.all([
    session.saveTab(tabId),
    session.saveWarning(warning),
    guard.paintWarning(tabId, warning),
  ]);
  return { kind: 'warned', warning, auto: false, listsOld, mayProceed };
}

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {string} id
 * @param {number} length
 * @returns {Promise<number | null>} how many entries the page has to go back; null when its tab closes instead
 */
async function leave(tab, id, length) {
  if (tab?.id === undefined) return null;
  const state = session.tabOf(tab.id);
  const warning = session.warnings[id] ?? { skip: 1, id };
  const skip = track.leave(state, warning, length);
  await session.saveTab(tab.id);
  if (skip === null) await close(tab);
  return skip;
}

/** @param {chrome.tabs.Tab | undefined} tab a warning that asked to leave and is still there */
async function closeIfStuck(tab) {
  if (tab?.id === undefined || session.tabOf(tab.id).leaving?.moved) return;
  await close(tab);
}

/**
 * Leaves a tab that has nothing to go back to: to the tab that opened it, or to a new one.
 * @param {chrome.tabs.Tab} tab
 */
async function close(tab) {
  if (tab.openerTabId === undefined) {
    await ext.tabs.create({ windowId: tab.windowId, index: tab.index + 1, active: tab.active });
  }
  await ext.tabs.remove(/** @type {number} */ (tab.id));
}

/**
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {string} id
 * @returns {Promise<string | null>} the address to go on to
 */
async function proceed(tab, id) {
  const warning = session.warnings[id];
  if (!tab || !warning || !settings.settings().proceed) return null;
  const { url, answer } = warning;
  await settings.remember(decisionKey(answer.verdict), answer.verdict.host, tab.incognito);
  await prevent.proceed(/** @type {number} */ (tab.id));
  return url;
}

/** @param {number} tabId its page tries to hide what is shown in it: the toolbar says so */
async function fought(tabId) {
  if (inpage.fought(tabId)) await guard.repaint();
}

/** @returns {Promise<OptionsState>} */
async function optionsState() {
  await settings.adoptPolicy();
  const health = await daemon.refresh();
  const { token, pairedAt, ...choices } = settings.settings();
  const decisions = Object.values(settings.decisions(true));
  return {
    paired: token !== null || health.way === 'native',
    pairedAt,
    choices,
    managed: settings.managed(),
    decisions,
    health,
  };
}

/** @param {string} code */
async function pair(code) {
  const failed = await daemon.pair(code.trim().toUpperCase());
  if (!failed) await guard.recheckShown();
  return failed;
}

async function pairItself() {
  const failed = await daemon.pairItself();
  if (!failed) await afterChange();
  return failed;
}

async function unpair() {
  await settings.change({ token: null, pairedAt: null, unpaired: true });
  await afterChange();
}

/**
 * @param {string} name
 * @param {unknown} value
 * @returns {Promise<boolean>} whether it was accepted
 */
async function choose(name, value) {
  const typed = name === 'address' ? readAddress(String(value)) : value;
  if (!(await settings.choose(name, typed))) return false;
  if (name === 'look') await lookAtShown();
  else if (name === 'notice' || name === 'guard') await guard.repaint();
  else if (name === 'engines' || name === 'links') await marks.refresh();
  else await afterChange();
  return true;
}

async function lookAtShown() {
  const shown = await ext.tabs.query({ active: true });
  await Promise.all(shown.map(({ id }) => id !== undefined && look(id)));
}

/** Other settings: what is on show may have to be drawn otherwise. */
export async function afterChange() {
  await daemon.refresh();
  await prevent.renew();
  await guard.recheckShown();
}

function country() {
  return settings.settings().country;
}

function whoIsLawful() {
  return daemon.put((transport) => lawful(transport, country()));
}

/**
 * @param {string} url
 * @returns {Promise<SiteState>}
 */
async function siteState(url) {
  const [report, answer] = await Promise.all([
    daemon.put((transport) => siteReport(transport, url, country())),
    daemon.check(url),
  ]);
  const shown = answer.kind === 'verdict' ? await guard.judge(ext.tabs.TAB_ID_NONE, answer) : null;
  return { answer, shown, online: daemon.current().online, report };
}
