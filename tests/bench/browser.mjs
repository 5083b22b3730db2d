// What the extension costs in a real browser, and how soon it speaks: prints JSON, in milliseconds.
//   node browser.mjs chromium|firefox TURNS
//
// Two browsers without the extension and one with it load the same page in turns, on a licitd of their own: the ratio of
// the two without it says how much of the other ratio is noise. What it is at stands on the standard error.
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Chromium } from '../browser/chromium.mjs';
import { Daemon } from '../browser/daemon.mjs';
import { Firefox } from '../browser/firefox.mjs';
import { until, waitNoLongerThan } from '../browser/until.mjs';

const [which, turns] = [process.argv[2], Number(process.argv[3])];
const UNKNOWN = 'plain-test.example';
const NOTICED = 'community-test.example';
const VERIFIED = 'pharmacy-test.example';
const HOSTS = [UNKNOWN, NOTICED, VERIFIED];

/** Of three browsers. */
const ORDERS = [
  [0, 1, 2],
  [2, 1, 0],
  [1, 2, 0],
  [0, 2, 1],
  [2, 0, 1],
  [1, 0, 2],
];

/** Loads that are thrown away: caches fill, and programs are compiled. */
const WARM_UP = 15;
const BADGES = 60;
const SLEEPS = 8;
const QUIET_MS = 30000;

/** What was used before is collected in so long. */
const SETTLE_MS = 40000;

/** It ends by itself, with an error, where a browser hangs: so long for all that does not depend on the turns, and for
 * each of those. A busy machine takes a tenth of it. */
const LIMIT_MS = 600000;
const TURN_MS = 10000;

/** What it is at. */
const say = (what) => process.stderr.write(`${which}: ${what}\n`);

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** A median of ratios, and how far it may be off: the middle 95 % of what other draws of the same turns would give. */
function ratio(above, below) {
  const ratios = above.map((value, index) => value / below[index]);
  const draws = Array.from({ length: 2000 }, () =>
    median(ratios.map(() => ratios[Math.floor(Math.random() * ratios.length)])),
  ).sort((a, b) => a - b);
  return { ratio: median(ratios), from: draws[50], to: draws[1949], ms: median(above) };
}

/** A browser that is driven by its pages alone, without the extension. */
function bare(driver) {
  driver.extension = false;
  return driver;
}

async function launch(driver, daemon) {
  await driver.makeHome(daemon.environment);
  await driver.launch();
  return driver;
}

async function pairUp(driver, daemon) {
  await driver.connect(daemon.address);
  const { probe } = driver;
  await probe.fill('#code', await daemon.pairingCode());
  await probe.press('#pair-form button');
  await probe.shows('#pair-result[data-good]');
}

/** How long a page took from the beginning of the navigation to the end of its load event. */
async function load(page, url) {
  await page.goto(url);
  return until('the page to load', () =>
    page.evaluate((wanted) => {
      const [timing] = performance.getEntriesByType('navigation');
      return location.href === wanted && timing?.loadEventEnd > 0 && timing.duration;
    }, url),
  );
}

/** Loads by turns: with the extension, without it, and without it again. */
async function loads(site, host, [withIt, without, again], count) {
  const seen = [[], [], []];
  const pages = [withIt, without, again];
  for (let round = 0; round < count + WARM_UP; round += 1) {
    // In each order as often: whoever comes next meets what the one before left the machine to do.
    for (const at of ORDERS[round % ORDERS.length]) {
      const took = await load(pages[at], site.at(host, `/nodes?now&${round}`));
      if (round >= WARM_UP) seen[at].push(took);
    }
  }
  return { cost: ratio(seen[0], seen[1]), noise: ratio(seen[2], seen[1]) };
}

/** In the background: notes when a page was committed, by the browser's own clock, and when its badge was there. */
function watchBadges() {
  const { action, webNavigation } = globalThis.browser ?? globalThis.chrome;
  globalThis.committed = null;
  globalThis.badges = [];
  webNavigation.onCommitted.addListener(({ frameId, url, timeStamp }) => {
    if (frameId === 0 && url.startsWith('http')) globalThis.committed = timeStamp;
  });
  const set = action.setBadgeText.bind(action);
  action.setBadgeText = async (details) => {
    await set(details);
    if (details.text) globalThis.badges.push(Date.now() - globalThis.committed);
  };
}

/** From the commit to the badge, where the page answers at once, so that no time is won before it. */
async function badges(driver, site) {
  const page = await driver.newPage();
  await driver.worker.evaluate(watchBadges);
  for (let round = 0; round < BADGES + WARM_UP; round += 1) {
    await load(page, site.at(VERIFIED, `/nodes?now&${round}`));
    await until('the badge', async () => (await driver.worker.evaluate(() => globalThis.badges.length)) > round);
  }
  const all = (await driver.worker.evaluate(() => globalThis.badges)).slice(WARM_UP);
  all.sort((a, b) => a - b);
  await page.close();
  return { median: median(all), most: all[Math.floor(all.length * 0.95)] };
}

/** The same with a worker that slept: from the start of the load to the badge, as the settings page sees it. */
async function wakes(driver, site) {
  const seen = [];
  for (let round = 0; round < SLEEPS; round += 1) {
    const tab = await driver.newTab();
    await driver.sleep();
    await load(tab.page, site.at(VERIFIED, `/nodes?now&${round}`));
    const begun = await tab.evaluate(() => performance.timeOrigin + performance.getEntriesByType('navigation')[0].responseStart);
    const there = await driver.probe.evaluate(async (tabId) => {
      const { action } = globalThis.browser ?? globalThis.chrome;
      while (!(await action.getBadgeText({ tabId }))) await new Promise((resolve) => setTimeout(resolve, 1));
      return performance.timeOrigin + performance.now();
    }, tab.id);
    seen.push(there - begun);
    await tab.close();
  }
  return median(seen);
}

/** Milliseconds of processor of all threads of a process so far; null when it has ended. */
function processorOf(pid) {
  if (!existsSync(`/proc/${pid}/task`)) return null;
  return readdirSync(`/proc/${pid}/task`).reduce((sum, task) => {
    const [nanoseconds] = readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ');
    return sum + Number(nanoseconds) / 1e6;
  }, 0);
}

/** @param {string} pid @returns {{ words: string, parent: string }} */
function processAt(pid) {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    const [, parent] = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return { words, parent };
  } catch {
    // It has ended meanwhile.
    return { words: '', parent: '0' };
  }
}

/** Of the processes that this browser runs, those of extensions. */
function extensionProcesses(home) {
  const all = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [pid, processAt(pid)]),
  );
  const isOurs = (pid) =>
    all.has(pid) && (all.get(pid).words.includes(`--user-data-dir=${home}`) || isOurs(all.get(pid).parent));
  return [...all.keys()].filter((pid) => all.get(pid).words.includes('--extension-process') && isOurs(pid));
}

/** What the awake worker takes of the processor while nothing happens, a page with a verdict being open. */
async function idle(driver, site) {
  const page = await driver.newPage();
  await load(page, site.at(VERIFIED, '/nodes?now'));
  await driver.probe.close();
  await pause(SETTLE_MS);
  const processes = extensionProcesses(driver.home);
  const before = processes.map(processorOf);
  await pause(QUIET_MS);
  const after = processes.map(processorOf);
  // A browser may end the process of a worker that does nothing.
  const took = after.map((ms, index) => (ms === null ? 0 : ms - before[index]));
  return { ms: took.reduce((sum, ms) => sum + ms, 0), of: QUIET_MS, processes: processes.length };
}

/** All of it, in browsers that were begun. */
async function measure(drivers, site) {
  const pages = [];
  for (const driver of drivers) pages.push(await driver.newPage());
  say('loads a page of which nothing is known');
  const seen = { unknown: await loads(site, UNKNOWN, pages, turns) };
  say('loads a page with a bar');
  seen.noticed = await loads(site, NOTICED, pages, turns / 4);
  for (const page of pages) await page.close();
  if (which === 'chromium') {
    say('waits for badges');
    seen.badge = await badges(drivers[0], site);
  }
  say('waits for badges, the background being asleep');
  seen.wake = await wakes(drivers[0], site);
  if (which === 'chromium') {
    say('idles');
    seen.idle = await idle(drivers[0], site);
  }
  return seen;
}

/** Rejects when the time is over; what still waits then ends as well. */
function deadline() {
  const signal = AbortSignal.timeout(LIMIT_MS + turns * TURN_MS);
  waitNoLongerThan(signal);
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`${which}: did not end in time`)));
  });
}

/** No debugger of a shopper has every request of the background reported to it. */
process.env.PLAYWRIGHT_DISABLE_SERVICE_WORKER_NETWORK = '1';

function make() {
  if (which !== 'firefox') return new Chromium(HOSTS);
  const driver = new Firefox(HOSTS);
  // Its clock goes by whole milliseconds, of which a load takes fewer than fifty.
  driver.preferences = { 'privacy.reduceTimerPrecision': false };
  return driver;
}

const drivers = [make(), bare(make()), bare(make())];
const server = new Worker(new URL('./shop_window.mjs', import.meta.url));
const serving = once(server, 'message');
const daemon = await Daemon.create();
try {
  const [port] = await serving;
  const site = { at: (host, path) => `http://${host}:${port}${path}` };
  await daemon.start();
  for (const driver of drivers) await launch(driver, daemon);
  await pairUp(drivers[0], daemon);
  const seen = await Promise.race([measure(drivers, site), deadline()]);
  process.stdout.write(`${JSON.stringify(seen)}\n`);
} finally {
  for (const driver of drivers) await driver.close();
  for (const driver of drivers) await driver.removeHome();
  await daemon.remove();
  await server.terminate();
}
