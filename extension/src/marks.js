/**
 * Marks beside the results of search engines, and words about the link under the pointer. The scripts of content/ find
 * the links; here their addresses are unwrapped and asked about, many in one call and none of them opened. What a page
 * is told is ready to be shown, and goes into closed shadow roots. Nothing is kept of it.
 */

import * as daemon from './daemon.js';
import { subjectOf } from './client.js';
import { ENGINES, engineOf, targetOf } from './engines.js';
import { ext } from './ext.js';
import * as guard from './guard.js';
import { call } from './inject.js';
import { reasonsOf } from './inpage.js';
import { markOf } from './policy.js';
import * as settings from './settings.js';
import { language, t } from './text.js';
import { verdictWords } from './pages/words.js';

/**
 * @typedef {{ state: string, sentence: string, who: { text: string, lang: string }[],
 *   label: string }} Mark `who`: each with its language, where it is not that of the rest; `label`: all of it, for who hears it
 * @typedef {{ lang: string, dir: string, number: string }} Manner
 * @typedef {Manner & Pick<import('./engines.js').Engine, 'result' | 'link' | 'title'>} Results
 */

const RESULTS = ['door', 'seat', 'parts', 'tip', 'results'];
const LINKS = ['door', 'seat', 'parts', 'tip', 'links'];

/** Of what a script may ask at once. */
const LINKS_MAX = 100;
const HREF_MAX = 8192;

/** Sources that stand with a mark; the popup of the site itself has them all. */
const SOURCES_MAX = 3;

/**
 * A page is on show.
 * @param {{ tabId: number, frameId: number, url: string, documentLifecycle?: string }} details
 */
export async function onPage({ tabId, frameId, url, documentLifecycle }) {
  if (frameId !== 0 || documentLifecycle === 'prerender' || !guard.isWeb(url)) return;
  await guard.ready();
  const { results, links } = wantedOn(url);
  if (results) await call(tabId, 0, RESULTS, 'results', results);
  if (links) await call(tabId, 0, LINKS, 'links', links);
}

/** The shopper wants other marks than before, or the browser allows more: brings the pages on show in line. */
export async function refresh() {
  const tabs = await ext.tabs.query({});
  // Pages that the browser does not let us into have no address here.
  await Promise.all(tabs.map(({ id, url }) => id !== undefined && url && guard.isWeb(url) && bring(id, url)));
}

/**
 * @param {number} tabId
 * @param {string} url
 */
async function bring(tabId, url) {
  const { results, links } = wantedOn(url);
  await call(tabId, 0, results ? RESULTS : [], 'results', results);
  await call(tabId, 0, links ? LINKS : [], 'links', links);
}

/** @param {string} url of a page */
function wantedOn(url) {
  const { engines, links, number } = settings.settings();
  const manner = { lang: language(), dir: ext.i18n.getMessage('@@bidi_dir'), number };
  const engine = engineOf(url);
  const row = engine && engines.includes(engine) ? ENGINES[engine] : null;
  /** @type {Results | null} */
  const results = row && { ...manner, result: row.result, link: row.link, title: row.title };
  return { results, links: links ? manner : null };
}

/**
 * What is known of links, each with its mark or none.
 * @param {unknown} links as they stand in the page
 * @param {string} url of the page
 * @returns {Promise<(Mark | null)[]>}
 */
export async function marksOf(links, url) {
  const { results, links: pointed } = wantedOn(url);
  if (!(results || pointed) || !Array.isArray(links) || links.length > LINKS_MAX) return [];
  const subjects = links.map((link) => subjectIn(link, url));
  const asked = [...new Set(subjects.filter((subject) => subject !== null))];
  if (asked.length === 0) return [];
  const reply = await daemon.batch(asked);
  if (reply.kind === 'unavailable') return [];
  return subjects.map((subject) => {
    const verdict = subject === null ? null : reply.verdicts[asked.indexOf(subject)];
    return verdict && describe(verdict);
  });
}

/**
 * Where a link leads, if that is another site than the page's own.
 * @param {unknown} link
 * @param {string} url
 */
function subjectIn(link, url) {
  const target = typeof link === 'string' && link.length <= HREF_MAX ? targetOf(link) : null;
  return target && new URL(target).hostname !== new URL(url).hostname ? subjectOf(target) : null;
}

/**
 * @param {import('./client.js').Verdict} verdict
 * @returns {Mark | null}
 */
function describe(verdict) {
  const state = markOf(verdict);
  if (!state) return null;
  const sentence = t(verdictWords(verdict).sentence);
  const reasons = reasonsOf(verdict).map(({ what, lang, who: by }) =>
    by ? { text: by, lang: '' } : { text: what, lang },
  );
  const who = [...new Map(reasons.map((reason) => [reason.text, reason])).values()].slice(0, SOURCES_MAX);
  return { state, sentence, who, label: `Licit: ${[sentence, ...who.map(({ text }) => text)].join(' ')}` };
}
