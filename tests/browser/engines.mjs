// A page of results for each search engine, of our own, in the structure that its pages have. The extension finds it
// where it looks for that engine: the browsers of the tests find every host on this computer.
import { readFileSync } from 'node:fs';

/** @type {Record<string, { host: string, path: string }>} */
export const ENGINE_PAGES = {
  google: { host: 'www.google.com', path: '/search?q=pills' },
  bing: { host: 'www.bing.com', path: '/search?q=pills' },
  duckduckgo: { host: 'duckduckgo.com', path: '/?q=pills&ia=web' },
  brave: { host: 'search.brave.com', path: '/search?q=pills' },
  ecosia: { host: 'www.ecosia.org', path: '/search?q=pills' },
  startpage: { host: 'www.startpage.com', path: '/sp/search' },
  qwant: { host: 'www.qwant.com', path: '/?q=pills' },
  yahoo: { host: 'search.yahoo.com', path: '/search?p=pills' },
  yandex: { host: 'yandex.com', path: '/search/?text=pills' },
};

export const ENGINE_HOSTS = Object.values(ENGINE_PAGES).map(({ host }) => host);

/**
 * @param {string} host
 * @returns {string | null} null for a host that is no engine
 */
export function resultsAt(host) {
  const found = Object.entries(ENGINE_PAGES).find(([, page]) => page.host === host);
  return found ? readFileSync(new URL(`engines/${found[0]}.html`, import.meta.url), 'utf8') : null;
}
