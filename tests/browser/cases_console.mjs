// The console as people use it: by keyboard, in light and dark, with axe on each page, and without scripts.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { LIST, Office } from './console.mjs';
import { Publisher } from './publisher.mjs';
import { until } from './until.mjs';

const CASE_MS = 180000;

const cases = [];

/** A case with somebody at the console. */
function as(name, title, run, options) {
  cases.push({ name, title, run, options });
}

/** Runs every case in one browser. @param {import('./driver.mjs').Driver} driver */
export function consoleSuite(driver) {
  const office = new Office(driver);
  before(() => office.open());
  after(() => office.close());
  for (const { name, title, run, options } of cases)
    test(`${driver.name}: console, ${name}: ${title}`, { timeout: CASE_MS }, () =>
      office.as(name, run, options),
    );
}

/** Waits until somebody who does not see is told how many there are. */
const told = (page, words) =>
  until(words, () => page.evaluate((said) => document.querySelector('#told').textContent === said, words));

as('nobody', 'the door looks right, and a wrong password is told of', async (page) => {
  await page.open();
  assert.equal(await page.heading(), 'Sign in');
  await page.look('sign-in');
  await page.type('#f-name', 'eva');
  await page.type('#f-password', 'a wrong password');
  await page.enter('button');
  assert.match(await page.text('[role=alert]'), /the name or the password is wrong/);
  await page.look('sign-in-refused');
});

as('nobody', 'a link of the terminal signs in by its button', async (page) => {
  const { daemon } = page.office;
  const env = { ...daemon.environment, LICIT_LISTEN: daemon.address };
  const link = await daemon.licitAs(env, 'console', 'olga', '--print');
  await page.moves(() => page.go(link.trim()));
  await page.look('enter');
  await page.enter('main button');
  assert.equal(await page.heading(), 'Overview');
});

as('jana', 'adds an entry with the keyboard alone', async (page) => {
  await page.enter('nav a[href="/console/entries"]');
  await page.enter('a[href^="/console/edit?do=add"]');
  await page.type('#f-name', 'kamagra-now.example');
  await page.type('#f-text', 'a test purchase came without a leaflet');
  await page.type('#f-evidence', 'https://agency.example/notice/7');
  await page.look('add');
  await page.enter('button[value=check]');
  assert.match(await page.main(), /It will be a proposal, which 1 other person must approve/);
  await page.look('add-checked');
  await page.enter('button[value=do]');
  assert.match(await page.said(), /Proposed/);
  assert.match(await page.main(), /Somebody else must approve what you proposed/);
  assert.equal(await page.count('button[value=approve]'), 0);
  await page.look('draft-own');
});

as('olga', 'a reader sees the proposal, and no way to decide', async (page) => {
  await page.enter('nav a[href="/console/review"]');
  await page.enter('a[href^="/console/draft"]');
  assert.equal(await page.count('main form'), 0);
});

as('petr', 'reviews it with the keyboard alone', async (page) => {
  await page.enter('nav a[href="/console/review"]');
  await page.look('review');
  await page.enter('a[href^="/console/draft"]');
  await page.look('draft');
  await page.type('#f-text', 'I saw the parcel');
  await page.enter('button[value=approve]');
  assert.match(await page.main(), /applied/);
  await page.open(`entry?list=${LIST}&name=kamagra-now.example`);
  assert.match(await page.main(), /in force/);
  assert.match(await page.main(), /jana/);
  assert.match(await page.main(), /petr/);
  await page.look('entry');
});

as('jana', 'withdraws it, which petr approves, and all of it stands in the history', async (page) => {
  await page.open(`entry?list=${LIST}&name=kamagra-now.example`);
  await page.enter('a[href*="do=withdraw"]');
  await page.type('#f-text', 'the seller has closed');
  await page.enter('button[value=check]');
  await page.enter('button[value=do]');
  const other = await page.office.person('petr');
  await other.moves(async () => other.go(await page.url()));
  await other.enter('button[value=approve]');
  await other.close();
  await page.open(`entry?list=${LIST}&name=kamagra-now.example`);
  assert.match(await page.text('main .badge'), /withdrawn/);
  await page.tabTo('summary');
  await page.key('Enter');
  await page.look('entry-withdrawn');
});

as('jana', 'imports a spreadsheet: two rows are refused, the diff is seen, then proposed', async (page) => {
  const rows = ['name,since,holder', 'one-pills.example,2026-05-01,One', 'two-pills.example,2026-05-02,Two'];
  rows.push('not a name,2026-05-03,Three', 'co.uk,2026-05-03,Four');
  await page.enter('nav a[href="/console/import"]');
  await page.look('import');
  await page.upload('#f-file', 'sellers.csv', rows.join('\n'));
  await page.enter('main button');
  assert.equal(await page.heading(), 'What would change');
  const seen = await page.main();
  assert.match(seen, /2\s*added/);
  assert.match(seen, /2\s*refused/);
  assert.match(seen, /one-pills\.example/);
  await page.look('import-diff');
  await page.enter('main button');
  assert.match(await page.said(), /Proposed/);
});

as('jana', 'says what the columns of a foreign spreadsheet hold', async (page) => {
  await page.open('import');
  const text = 'Provozovatel;Internetová stránka\nOne;map-one.example\nTwo;map-two.example\n';
  await page.upload('#f-file', 'theirs.csv', text);
  await page.tabTo('#f-columns');
  await page.key('Space');
  await page.enter('main button');
  assert.equal(await page.heading(), 'What the columns hold');
  await page.look('import-columns');
  await page.enter('main button');
  assert.match(await page.main(), /map-two\.example/);
});

as('eva', 'finds entries as she types, and hears how many', async (page) => {
  await page.enter('nav a[href="/console/entries"]');
  const all = await page.text('#count');
  await page.type('#f-q', 'kamagra-n');
  await told(page, '1 entry matches');
  assert.notEqual(all, await page.text('#count'));
  assert.match(await page.url(), /q=kamagra-n/);
  await page.look('entries');
  await page.evaluate(() => document.activeElement.select());
  await page.page.type('<img src=x onerror=alert(1)>');
  await told(page, '0 entries match');
});

as('eva', 'takes in an appeal, answers it, grants it', async (page) => {
  await page.open(`appeals/new?list=${LIST}&name=kamagra-now.example`);
  await page.look('appeal-new');
  await page.type('#f-from', 'Apteka Nova');
  await page.type('#f-claim', 'We hold licence PL-12 <b>and</b> sell no such thing.');
  await page.enter('main button');
  assert.match(await page.main(), /<b>and<\/b>/);
  await page.look('appeal');
  await page.type('#f-text', 'Please send the licence.');
  await page.enter('button[value=answer]');
  assert.match(await page.main(), /Please send the licence/);
  await page.enter('nav a[href="/console/appeals"]');
  await page.look('appeals');
});

as('eva', 'every other page is whole, in light and dark', async (page) => {
  for (const at of [
    '',
    'lists',
    'lists/new',
    'feeds',
    'release',
    'figures',
    'users',
    'user?name=jana',
    'password',
    'reports',
    'nothing-here',
  ]) {
    await page.open(at);
    await page.look(at.replace(/\W+/g, '-') || 'overview');
  }
});

as(
  'eva',
  'on a small screen nothing is cut off',
  async (page) => {
    for (const at of ['', 'entries', 'figures', 'edit?do=add', 'lists', 'users', 'review', 'release']) {
      await page.open(at);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(over <= 0, `${at} is ${over} pixels too wide`);
      await page.look(`small-${at.replace(/\W+/g, '-') || 'overview'}`);
    }
  },
  { width: 360 },
);

as(
  'jana',
  'without scripts it works all the same',
  async (page) => {
    await page.open('entries');
    await page.fill('#f-q', 'kamagra-n');
    await page.enter('form[role=search] button');
    assert.equal(await page.text('#count'), '1 entry matches');
    await page.enter('form.out button');
    assert.match(await page.said(), /You are signed out/);
  },
  { scripts: false },
);

as(
  'eva',
  'prepares a release, reads what it changes, signs it by typing a passphrase, and releases it',
  async (page) => {
    const { daemon } = page.office;
    const phrase = 'a phrase for these keys';
    const file = path.join(daemon.folder, 'phrase');
    await writeFile(file, `${phrase}\n`);
    await daemon.licit('publish', 'init', '--thresholds', 'root=1,targets=1');
    for (const role of ['root', 'targets', 'snapshot', 'timestamp'])
      await daemon.licit('publish', 'key', 'new', '--role', role, '--passphrase-file', file);
    await page.enter('nav a[href="/console/release"]');
    await page.look('release-before');
    await page.enter('main button');
    assert.match(await page.main(), /What the next release changes for shoppers/);
    await page.look('release-staged');
    const keys = await page.evaluate(() =>
      [...document.querySelectorAll('#f-key option[value$=".pem"]')].map(({ value }) => value),
    );
    assert.equal(keys.length, 4);
    for (const key of keys) {
      await page.fill('#f-key', key);
      await page.type('#f-passphrase', phrase);
      await page.enter('#sign ~ form button');
      assert.match(await page.said(), /Signed/);
    }
    await page.look('release-signed');
    await page.tabTo('form[action$="/release/release"] button');
    await page.key('Enter');
    await page.shows('dialog[open]');
    await page.enter('dialog .danger');
    assert.match(await page.said(), /Released/);
    await page.look('release-after');
  },
);

as('eva', 'a report is removed only after a question, which Escape answers with no', async (page) => {
  const { daemon } = page.office;
  await fetch(`http://${daemon.address}/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await daemon.token()}` },
    body: JSON.stringify({
      url: 'https://two-pills.example/',
      kind: 'suspect',
      comment: '<script>alert(1)</script>',
    }),
  });
  await page.enter('nav a[href="/console/reports"]');
  assert.match(await page.text('blockquote'), /<script>alert/);
  await page.look('reports-one');
  await page.tabTo('button[data-confirm]');
  await page.key('Enter');
  await page.shows('dialog[open]');
  await page.look('question');
  await page.key('Escape');
  await until('the dialog to go', async () => (await page.count('dialog')) === 0);
  assert.ok(await page.evaluate(() => document.activeElement.matches('button[data-confirm]')));
  await page.key('Enter');
  await page.shows('dialog[open]');
  await page.enter('dialog .danger');
  assert.match(await page.main(), /No report is kept/);
});

const FIRST = 'a first password';
const OWN = 'nobody else knows it';

/** The card of who waits for a second person, and what stands on it. */
const waiting = async (page) => (await page.text('.cards')).replace(/\s+/g, ' ');

/** Asks for somebody to be let in, with the keyboard alone. */
async function letIn(page, name, role) {
  await page.open('users');
  await page.type('#f-name', name);
  await page.type('#f-role', role);
  await page.type('#f-password', FIRST);
  await page.enter('section[aria-labelledby=add] button');
}

as('eva', 'lets somebody in, which waits for a second person', async (page) => {
  await letIn(page, 'karel', 'editor');
  assert.match(await waiting(page), /karel to be added as editor; asked for by eva/);
  assert.equal(await page.count('button[value=yes]'), 0, 'nobody answers what they asked for');
  await page.look('users-asked');
  await letIn(page, 'vera', 'publisher');
  await page.enter('li:last-child button[value=no]');
  assert.doesNotMatch(await waiting(page), /vera/);
});

as('jana', 'an editor sees who waits, and no way to answer', async (page) => {
  await page.open('users');
  assert.match(await waiting(page), /karel/);
  assert.equal(await page.count('main form'), 0);
});

/** Sends a form of another tab. */
const elsewhere = (page, path, fields) =>
  page.evaluate(
    async ([at, sent]) => {
      const reply = await fetch(at, { method: 'POST', body: new URLSearchParams(sent) });
      return reply.url;
    },
    [path, fields],
  );

/** Signs out in another tab. */
async function signOutElsewhere(page) {
  const form = await page.evaluate(() => document.querySelector('form.out input[name=form]').value);
  await elsewhere(page, '/console/sign-out', { form });
}

/** Signs in in another tab. */
const signInElsewhere = async (page, name) =>
  elsewhere(page, '/console/sign-in', { code: await page.office.daemon.pairingCode('--console', name) });

as('jana', 'a session that ends in the middle of a form takes nothing of it along', async (page) => {
  const words = 'a long story, typed for half an hour';
  await page.open('edit?do=add');
  await page.type('#f-name', 'long-story.example');
  await page.type('#f-text', words);
  await signOutElsewhere(page);
  await page.press('button[value=check]');
  await page.shows('main > .alert');
  assert.match(await page.text('main > .alert'), /You are signed out.*still here.*Sign in in another tab/);
  await page.look('signed-out-meanwhile');
  await signInElsewhere(page, 'petr');
  await page.press('button[value=check]');
  await until('another one to be noticed', async () =>
    /page is jana’s, and petr is signed in/.test(await page.text('main > .alert')),
  );
  await signInElsewhere(page, 'jana');
  await page.follow('button[value=check]');
  assert.match(await page.main(), /What the checks say/);
  assert.equal(await page.evaluate(() => document.querySelector('#f-text').value), words);
  await signOutElsewhere(page);
  await page.open(`entry?list=${LIST}&name=kamagra-now.example`);
  assert.equal(await page.heading(), 'Sign in');
  await page.type('#f-code', await page.office.daemon.pairingCode('--console', 'jana'));
  await page.moves(() => page.key('Enter'));
  assert.equal(await page.heading(), 'kamagra-now.example');
});

as('nobody', 'a first password is none before the second yes', async (page) => {
  await page.open('sign-in');
  await page.type('#f-name', 'karel');
  await page.type('#f-password', FIRST);
  await page.enter('button');
  assert.match(await page.text('[role=alert]'), /the name or the password is wrong/);
});

as('petr', 'finds on the overview who waits, and says yes', async (page) => {
  await page.enter('main a[href="/console/users"]');
  await page.enter('button[value=yes]');
  assert.equal(await page.count('.cards'), 0);
  assert.match(await page.main(), /karel\s*editor\s*password or code\s*never/);
  assert.match(await page.main(), /petr\s*karel\s*said yes: added as editor/);
  await page.look('users-answered');
});

as('nobody', 'comes in by a first password, and chooses another before anything else', async (page) => {
  await page.open('sign-in');
  await page.type('#f-name', 'karel');
  await page.type('#f-password', FIRST);
  await page.enter('button');
  await page.open('entries');
  assert.equal(await page.heading(), 'Choose a password');
  await page.look('password-first');
  await page.type('#f-old', FIRST);
  await page.type('#f-password', OWN);
  await page.type('#f-again', OWN);
  await page.enter('main button');
  assert.equal(await page.heading(), 'Overview');
  await page.enter('nav a[href="/console/import"]');
  assert.equal(await page.heading(), 'Import a file');
});

/** Presses “Update now”, and waits for what the page, which looks again by itself, says in the end. */
async function updated(page, outcome) {
  await page.enter('form[action="/console/feeds/update"] button');
  await until(outcome, async () => (await page.said()).includes(outcome));
}

as('jana', 'has the feeds asked now, and sees what came of it', async (page) => {
  const { daemon } = page.office;
  const ministry = await Publisher.create();
  try {
    await ministry.begin('yy-far');
    await ministry.release(['far-one.example']);
    await daemon.licit('subscribe', ministry.web.url, '--root', `${ministry.out}/metadata/1.root.json`);
    await ministry.release(['far-one.example', 'far-two.example']);
    await page.enter('nav a[href="/console/feeds"]');
    await updated(page, 'feeds asked: 1; with something new: 1; failed: 0');
    await page.look('feeds-asked');
    await page.enter('a[href="/console/entries?list=yy-far"]');
    assert.match(await page.main(), /far-two\.example/);
    await page.open('feeds');
    ministry.web.folder = '/nowhere';
    await updated(page, 'failed: 1');
    assert.match(await page.main(), /is not there \(status 404\)/);
    const over = () =>
      [...document.querySelectorAll('.wide')].map((one) => one.scrollWidth - one.clientWidth);
    assert.deepEqual(await page.evaluate(over), [0, 0], 'nothing is cut off');
    await page.look('feeds-failed');
  } finally {
    await ministry.remove();
  }
});

as('olga', 'a reader sees the feeds, and cannot have them asked', async (page) => {
  await page.open('feeds');
  assert.match(await page.main(), /yy-far/);
  assert.equal(await page.count('main form'), 0);
});
