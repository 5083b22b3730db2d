/**
 * The search engines whose results get marks: where they are, what a result looks like in their pages, and how they
 * wrap the addresses of results. Data, and what reads it. Pure. tests/browser/engines/ has a page of ours for each.
 */

/**
 * @typedef {{ name: string, hosts: string[], path: string, result: string, link: string, title: string }} Engine
 *   `hosts`: with `*.` for a name and all below it; `path`: how the path of a page of results begins; `result`: a
 *   result, or its link itself; `link`: its link, the first in it; `title`: what the mark goes into, if the link has it
 * @typedef {{ of: string[], path: string, parameter: string, form?: 'base64' | 'in-path' }} Wrapper
 *   `of`: engines; `parameter`: what holds the address; `form`: how, if not as it stands
 */

/** Behind `google.`; https://www.google.com/supported_domains has them, as of 2026-09-07. */
const GOOGLE =
  `com ad ae com.af com.ag al am co.ao com.ar as at com.au az ba com.bd be bf bg com.bh bi bj com.bn com.bo com.br bs
  bt co.bw by com.bz ca cd cf cg ch ci co.ck cl cm cn com.co co.cr com.cu cv com.cy cz de dj dk dm com.do dz com.ec ee
  com.eg es com.et fi com.fj fm fr ga ge gg com.gh com.gi gl gm gr com.gt gy com.hk hn hr ht hu co.id ie co.il im co.in
  iq is it je com.jm jo co.jp co.ke com.kh ki kg co.kr com.kw kz la com.lb li lk co.ls lt lu lv com.ly co.ma md me mg
  mk ml com.mm mn com.mt mu mv mw com.mx com.my co.mz com.na com.ng com.ni ne nl no com.np nr nu co.nz com.om com.pa
  com.pe com.pg com.ph com.pk pl pn com.pr ps pt com.py com.qa ro ru rw com.sa com.sb sc se com.sg sh si sk com.sl sn so
  sm sr st com.sv td tg co.th com.tj tl tm tn to com.tr tt com.tw co.tz com.ua co.ug co.uk com.uy co.uz com.vc co.ve
  co.vi com.vn vu ws rs co.za co.zm co.zw cat`.split(/\s+/);

const YANDEX = 'com com.am az by ee eu com.ge co.il kz lt lv md ru tj tm com.tr uz'.split(' ');

/** @type {Record<string, Engine>} */
export const ENGINES = {
  google: {
    name: 'Google',
    hosts: GOOGLE.map((ending) => `www.google.${ending}`),
    path: '/search',
    result: ':is(#rso, #botstuff, #tads, #tadsb) a[href]:has(h3, [role="heading"][aria-level="3"])',
    link: 'a',
    title: 'h3, [role="heading"]',
  },
  bing: {
    name: 'Bing',
    hosts: ['www.bing.com', 'cn.bing.com'],
    path: '/search',
    result: '#b_results > :is(.b_algo, .b_ad) :is(h2, .b_algoheader), #b_results .b_ad li h2',
    link: 'a[href]',
    title: 'h2',
  },
  duckduckgo: {
    name: 'DuckDuckGo',
    hosts: ['*.duckduckgo.com'],
    path: '/',
    result: 'article[data-testid="result"] h2, article[data-testid="ad"] h2, .result__title, a.result-link',
    link: 'a[href]',
    title: 'h2',
  },
  brave: {
    name: 'Brave',
    hosts: ['search.brave.com'],
    path: '/search',
    result: '.snippet[data-type="web"], .snippet[data-type="ad"]',
    link: 'a[href]:has(.title)',
    title: '.title',
  },
  ecosia: {
    name: 'Ecosia',
    hosts: ['www.ecosia.org'],
    path: '/search',
    result: '.result, [data-test-id$="-result-web"], [data-test-id$="-result-ad"]',
    link: 'a.result__link, a[data-test-id="result-link"]',
    title: 'h2, [data-test-id="result-title"]',
  },
  startpage: {
    name: 'Startpage',
    hosts: ['*.startpage.com'],
    path: '/',
    result: '.result',
    link: 'a.result-title, a.result-link',
    title: 'h2',
  },
  qwant: {
    name: 'Qwant',
    hosts: ['www.qwant.com', 'lite.qwant.com'],
    path: '/',
    result: '[data-testid="webResult"], [data-testid="adResult"], [domain], section.content article',
    link: 'a[href^="http"]',
    title: 'h2, [data-testid="title"]',
  },
  yahoo: {
    name: 'Yahoo',
    hosts: ['*.search.yahoo.com'],
    path: '/',
    result: '.algo .compTitle, .searchCenterTopAds .compTitle, .searchCenterBottomAds .compTitle',
    link: 'a[href]:has(h3), h3 a[href]',
    title: 'h3',
  },
  yandex: {
    name: 'Yandex',
    hosts: [...YANDEX.map((ending) => `yandex.${ending}`), 'ya.ru'],
    path: '/search',
    result: '.serp-item',
    link: 'a.OrganicTitle-Link, a[href]:has(h2)',
    title: 'h2',
  },
};

/** Where a link leads by way of the engine. Several show results, or sell advertisements, of another. @type {Wrapper[]} */
const WRAPPERS = [
  { of: ['google'], path: '/url', parameter: 'q' },
  { of: ['google'], path: '/url', parameter: 'url' },
  { of: ['google'], path: '/aclk', parameter: 'adurl' },
  { of: ['bing'], path: '/ck/a', parameter: 'u', form: 'base64' },
  { of: ['bing'], path: '/aclk', parameter: 'u', form: 'base64' },
  { of: ['duckduckgo'], path: '/l/', parameter: 'uddg' },
  { of: ['duckduckgo'], path: '/y.js', parameter: 'ad_domain' },
  { of: ['yahoo'], path: '/', parameter: 'RU', form: 'in-path' },
  { of: ['yandex'], path: '/clck/jsredir', parameter: 'url' },
];

/** An advertisement of one engine in the results of another, and one more. */
const WRAPPED_MAX = 3;

/**
 * The engine whose results the page may have.
 * @param {string} url
 * @returns {string | null}
 */
export function engineOf(url) {
  const { hostname, pathname } = new URL(url);
  const found = Object.entries(ENGINES).find(
    ([, engine]) => isOf(engine, hostname) && pathname.startsWith(engine.path),
  );
  return found?.[0] ?? null;
}

/**
 * What the browser must allow for an engine.
 * @param {string} id
 */
export function originsOf(id) {
  return ENGINES[id].hosts.map((host) => `https://${host}/*`);
}

/**
 * The address that a link leads to in the end, as far as it says so itself; null when it stays with the engine.
 * @param {string} href
 * @returns {string | null}
 */
export function targetOf(href) {
  let target = href;
  for (let depth = 0; depth <= WRAPPED_MAX; depth += 1) {
    if (!/^https?:/i.test(target) || !URL.canParse(target)) return null;
    const url = new URL(target);
    const engine = Object.keys(ENGINES).find((id) => isOf(ENGINES[id], url.hostname));
    if (!engine) return target;
    const inner = WRAPPERS.filter(({ of, path }) => of.includes(engine) && url.pathname.startsWith(path))
      .map((wrapper) => unwrap(wrapper, url))
      .find(Boolean);
    if (!inner) return null;
    target = inner;
  }
  return null;
}

/**
 * @param {Engine} engine
 * @param {string} hostname
 */
function isOf({ hosts }, hostname) {
  return hosts.some((host) =>
    host.startsWith('*.')
      ? hostname === host.slice(2) || hostname.endsWith(host.slice(1))
      : hostname === host,
  );
}

/**
 * @param {Wrapper} wrapper
 * @param {URL} url
 * @returns {string | null}
 */
function unwrap({ parameter, form }, url) {
  if (form === 'in-path') {
    const [, inPath] = new RegExp(`/${parameter}=([^/]+)`).exec(url.pathname) ?? [];
    return inPath ? percentDecoded(inPath) : null;
  }
  const value = url.searchParams.get(parameter);
  if (!value) return null;
  if (form === 'base64') return fromBase64(value);
  return /^https?:/i.test(value) ? value : `https://${value}/`;
}

/**
 * Base64 for addresses, behind “a1” or not, of an address that may have been percent-encoded first.
 * @param {string} value
 */
function fromBase64(value) {
  try {
    const text = atob(value.replace(/^a1/, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
    return /^https?%3a/i.test(text) ? percentDecoded(text) : text;
  } catch {
    return null;
  }
}

/** @param {string} text */
function percentDecoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
