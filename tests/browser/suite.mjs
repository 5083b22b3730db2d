// Runs every case in one browser, with a licitd and a web of its own.
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import access from './cases_access.mjs';
import guard from './cases_guard.mjs';
import inpage from './cases_inpage.mjs';
import looking from './cases_look.mjs';
import marks from './cases_marks.mjs';
import pairing from './cases_pairing.mjs';
import release from './cases_release.mjs';
import siteCases from './cases_site.mjs';
import trouble from './cases_trouble.mjs';
import verdicts from './cases_verdicts.mjs';
import warning from './cases_warning.mjs';
import { Daemon } from './daemon.mjs';
import { ENGINE_HOSTS } from './engines.mjs';
import { Site } from './site.mjs';
import { waitNoLongerThan } from './until.mjs';
import { words } from './words.mjs';

/** More than the waits of any case add up to. */
const CASE_MS = 180000;
const TIDY_MS = 60000;

/** Every host name that the cases visit. */
export const HOSTS = [
  'plain',
  'pharmacy',
  'abroad',
  'disputed',
  'claim',
  'community',
  'withdrawn',
  'shop',
  'kamagra',
]
  .concat(['second', 'third', 'hostile', 'rogue', 'opened', 'apteka-nova', 'vecerni-leky'])
  .flatMap((name) => [`${name}-test.example`, `www.${name}-test.example`])
  .concat(ENGINE_HOSTS);

const ALL = [
  ...pairing,
  ...verdicts,
  ...warning,
  ...siteCases,
  ...access,
  ...inpage,
  ...guard,
  ...marks,
  ...looking,
  ...release,
  ...trouble,
];

/**
 * @param {(hosts: string[]) => import('./driver.mjs').Driver} makeDriver
 * @param {object[]} cases
 * @param {(context: any) => Promise<void>} prepare before the browser starts; by default licitd is started
 */
export function suite(makeDriver, cases = ALL, prepare = ({ daemon }) => daemon.start()) {
  const driver = makeDriver(HOSTS);
  const site = new Site();
  /** @type {any} */
  const context = { driver, site };

  /** Types a code into the settings and returns what they answer. */
  context.pair = async (code) => {
    await driver.probe.evaluate(() => (document.querySelector('#pair-result').hidden = true));
    await driver.probe.evaluate(() => (document.querySelector('#pair-form').hidden = false));
    await driver.probe.fill('#code', code);
    await driver.probe.press('#pair-form button');
    await driver.probe.shows('#pair-result');
    return driver.probe.text('#pair-result');
  };

  /** Leads the browser to licitd and pairs them by a code. */
  context.join = async (done = words('pair_done')) => {
    await driver.connect(context.daemon.address);
    assert.equal(await context.pair(await context.daemon.pairingCode()), done);
  };

  before(async () => {
    await site.start();
    context.daemon = await Daemon.create();
    await driver.makeHome(context.daemon.environment);
    await prepare(context);
    await driver.launch();
  });

  after(async () => {
    await driver.close();
    await driver.removeHome();
    await context.daemon?.remove();
    await site.stop();
  });

  /** A case, and the tidying after it whatever came of it. */
  async function runCase(run, signal) {
    waitNoLongerThan(signal);
    try {
      await run(context);
    } finally {
      waitNoLongerThan(AbortSignal.timeout(TIDY_MS));
      await driver.tidy();
    }
  }

  // A case that ran out of time must have ended before the next begins, or it closes the tabs of that one.
  let turn = Promise.resolve();
  for (const { name, run } of cases) {
    test(`${driver.name}: ${name}`, { timeout: CASE_MS }, ({ signal }) => {
      const result = turn.then(() => runCase(run, signal));
      turn = result.catch(() => {});
      return result;
    });
  }
}
