// docs/DAY.md, lived from the spreadsheet to the night: in the console, on the command line, and in a shopper's tab.
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { Day, PHRASE, attacks } from './day.mjs';
import { folder, look } from './look.mjs';
import { suite } from './suite.mjs';
import { until } from './until.mjs';
import { words } from './words.mjs';

const PHARMACY = 'apteka-nova-test.example';
const SELLER = 'bez-receptu-test.example';
const EVENING = 'vecerni-leky-test.example';
const READY = words('status_ready');
const AFTER_EXPIRY = '2026-12-01T12:00:00Z';

/** As Excel saves it: a byte order mark, and lines that end as Windows' do. */
const sheet = (lines) => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`);

/** Chooses the file, says what its columns hold, and comes to what would change. */
async function upload(page, lines) {
  await page.open('import');
  await page.fill('select[name=list]', 'cz-illegal');
  await page.upload('#f-file', 'sellers.csv', sheet(lines));
  await page.press('#f-columns');
  await page.follow('main form button');
  for (const [title, field] of [
    ['Provozovatel', 'holder'],
    ['Webová stránka', 'name'],
    ['Zapsáno', 'since'],
    ['Důvod', 'reason'],
  ]) {
    await page.fill(await page.labelled(title), field);
  }
}

async function importing(day) {
  const lines = day.story.next('csv');
  const mended = new Map(day.story.next('csv').map((line) => [line.split(';')[0], line]));
  await day.console.as('jana', async (page) => {
    await upload(page, lines);
    await page.look('day-columns');
    await page.follow('main form button');
    const before = await page.main();
    assert.match(before, /3 added/);
    assert.match(before, /2 refused/);
    assert.match(before, /rychle-leky\s*4/);
    assert.match(before, /co\.uk\s*5.*public suffix/);
    await page.look('day-refused');

    await upload(
      page,
      lines.map((line) => mended.get(line.split(';')[0]) ?? line),
    );
    await page.press('#f-save');
    await page.follow('main form button');
    const after = await page.main();
    assert.match(after, /5 added/);
    assert.match(after, /0 refused/);
    await page.look('day-diff');
    await page.follow('main form button');
    assert.match(await page.said(), /Proposed/);
    await page.open(`entry?list=cz-illegal&name=${SELLER}`);
    assert.doesNotMatch(await page.main(), /in force/);
  });
}

/** Approves the newest proposal. */
async function approves(day, name, about, picture) {
  await day.console.as(name, async (page) => {
    await page.open('review');
    await page.follow('a[href^="/console/draft"]');
    assert.match(await page.main(), about);
    if (picture) await page.look(picture);
    await page.follow('button[value=approve]');
    assert.match(await page.main(), /applied/);
  });
}

/** Eva prepares the release and signs with the keys on her stick. */
async function preparing(day, keys, about, picture) {
  await day.console.as('eva', async (page) => {
    await page.open('release');
    await page.follow('form[action$="/release/stage"] button');
    assert.match(await page.main(), about);
    await page.look(picture);
    for (const key of keys) {
      await page.upload('#f-file', day.at('eva', key));
      await page.fill('#f-passphrase', PHRASE);
      await page.follow('form[action$="/release/sign"] button');
      assert.match(await page.said(), /Signed/);
    }
    assert.equal(await page.count('form[action$="/release/release"]'), 0, 'one signature is too few');
  });
}

async function granting(day) {
  await day.console.as('jana', async (page) => {
    await page.open(`appeals/new?list=cz-illegal&name=${PHARMACY}`);
    await page.fill('#f-from', 'Apteka Nova');
    await page.fill('#f-contact', 'post@apteka-nova-test.example');
    await page.fill('#f-claim', 'We hold licence CZ-4711.');
    await page.follow('main form button');
    assert.match(await page.main(), /in 24 hours/);
  });
  await day.console.as('petr', async (page) => {
    await page.open('appeals');
    await page.follow('a[href^="/console/appeal?"]');
    await page.fill('#f-text', 'Licence CZ-4711 is in force.');
    await page.look('day-appeal');
    await page.follow('button[value=grant]');
    assert.match(await page.main(), /granted/);
  });
  await approves(day, 'eva', /withdraw/, 'day-withdrawal');
  await day.console.as('jana', async (page) => {
    await page.open('edit?do=add&list=cz-register');
    await page.fill('#f-name', PHARMACY);
    await page.press('main form summary');
    await page.fill('#f-holder', 'Apteka Nova');
    await page.fill('#f-number', 'CZ-4711');
    await page.fill('#f-text', 'holds a licence');
    await page.follow('button[value=check]');
    await page.follow('button[value=do]');
    assert.match(await page.said(), /Proposed/);
  });
  await approves(day, 'petr', /apteka-nova-test/);
}

/** What the shopper's own licitd says of a site. */
async function verdict(day, name, environment) {
  const { stdout } = await day.command(`home$ licit check --json --offline ${name}`, environment);
  return JSON.parse(stdout).verdict;
}

/** licitd asks at once, as it does by itself every few minutes. */
const ask = (day) => day.home.child.kill('SIGHUP');

async function still(day, name) {
  assert.equal(await verdict(day, PHARMACY), 'verified', name);
  assert.equal(await verdict(day, SELLER), 'illicit', name);
  assert.notEqual(await verdict(day, EVENING), 'illicit', name);
}

/** The shopper's machine as it was after the second release, with an attacked server to ask. */
async function attacked(day, { name, pattern, ofList }, command) {
  const { home } = day;
  await home.stop();
  await day.copy('afternoon', home.data);
  day.web.folder = await day.spoil(name);
  await home.start();
  ask(day);
  await until(`licitd to refuse: ${name}`, () => {
    if (home.said.split('\n').some((line) => pattern.test(line))) return true;
    throw new Error(home.said);
  });
  // licitd says what is wrong before it has let go of the feed's folder.
  const { status, stdout, stderr } = await until('licitd to be done with the feed', async () => {
    const ended = await day.command(command);
    return /another process works in/.test(ended.stderr) ? null : ended;
  });
  // Metadata are in order where the file of one list is not: that list is refused.
  assert.equal(status, 1, `${name}: ${stdout}${stderr}`);
  if (ofList) assert.match(stdout, /^cz-illegal: refused: /m, name);
  assert.match(stdout + stderr, pattern, name);
  await still(day, name);
}

/** The release is held back until what is out has expired. */
async function frozen(day, { pattern }, command) {
  await day.home.stop();
  await day.copy('afternoon', day.home.data);
  day.web.folder = day.at('before');
  const late = { LICIT_TIME: AFTER_EXPIRY };
  const { status, stdout, stderr } = await day.command(command, late);
  assert.equal(status, 1, `freeze: ${stdout}${stderr}`);
  assert.match(stdout + stderr, pattern);
  assert.notEqual(await verdict(day, PHARMACY, late), 'verified');
  assert.equal(await verdict(day, SELLER, late), 'illicit');
}

const cases = [
  {
    name: 'an authority’s day, as docs/DAY.md tells it: from the spreadsheet to a red tab, by an appeal to a green one',
    async run({ driver, site, join, day }) {
      await day.commands();
      await day.commands();
      await day.authority.start();
      await importing(day);
      await approves(day, 'petr', /bez-receptu-test/, 'day-review');

      await preparing(day, ['root.pem', 'targets.pem'], /5 sites turn red/, 'day-release');
      assert.match(await day.commands(), /5 sites turn red/);
      [day.fingerprint] = /\b[0-9a-f]{64}\b/.exec(await day.commands());
      await day.copy('feed', 'first');

      // The shopper has the page open before he knows the feed.
      await join();
      const tab = await driver.visit(site.at(PHARMACY, '/open'));
      await driver.toolbarShows(tab, words('badge_caution'), words('title_unverified', PHARMACY));
      await day.commands();
      ask(day);
      await driver.afterTicks('the tab to turn red', () => tab.isWarning());
      await tab.warned(PHARMACY);
      await driver.toolbarShows(tab, words('badge_illicit'), words('title_illicit', PHARMACY));
      await look(tab, 'day-red');

      await granting(day);
      await preparing(
        day,
        ['targets.pem'],
        /1 site is red no more, 1 site turns green/,
        'day-release-granted',
      );
      await day.commands();
      await day.copy('feed', 'before');
      ask(day);
      await driver.afterTicks('the tab to be let in', async () => {
        await tab.page.front();
        return !(await tab.isWarning());
      });
      await tab.at(site.at(PHARMACY, '/open'));
      await driver.toolbarShows(tab, words('badge_verified'), words('title_verified', PHARMACY));
      await tab.page.view(`${folder}/${driver.name}-day-green.png`);
      const log = await day.commands();
      assert.match(log, /withdraw/);
      assert.match(log, /Licence CZ-4711 is in force/);
      await tab.close();
    },
  },
  {
    name: 'the night after it: every attack on the feed fails at a subscribed licitd, and then the release is taken',
    async run({ driver, site, day }) {
      await day.commands();
      await day.copy('feed', 'last');
      const [update] = day.story.next();
      assert.equal(day.story.blocks.length, 0, 'a part of the day was not lived');
      await day.home.stop();
      await day.copy(day.home.data, 'afternoon');
      const rows = await attacks();
      assert.ok(rows.length >= 20);
      for (const row of rows) await (row.name === 'freeze' ? frozen : attacked)(day, row, update);

      // The true release is taken all the same, and reaches a page that is open.
      await driver.afterTicks('the browser to have its licitd again', async () =>
        driver.probe.evaluate((text) => document.querySelector('#status-text').textContent === text, READY),
      );
      const tab = await driver.visit(site.at(EVENING, '/open'));
      day.web.folder = day.at('last');
      ask(day);
      await until('the evening’s release', async () => (await verdict(day, EVENING)) === 'illicit');
      assert.equal(await verdict(day, PHARMACY), 'verified');
      await driver.afterTicks('the tab to turn red', () => tab.isWarning());
      await tab.warned(EVENING);
      await tab.close();
    },
  },
];

/**
 * The day in one browser: an authority with a console, and a shopper whose licitd is subscribed to its feed.
 * @param {(hosts: string[]) => import('./driver.mjs').Driver} makeDriver
 */
export function daySuite(makeDriver) {
  const day = new Day();
  suite(makeDriver, cases, async (context) => {
    context.day = day;
    await day.open(context.daemon, makeDriver([]));
    await context.daemon.start();
  });
  after(() => day.close());
}
