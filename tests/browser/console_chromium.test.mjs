// The console as people use it: by keyboard, in light and dark, with axe on each page, and without scripts.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { LIST, Office } from './console.mjs';
import { look } from './look.mjs';

const CASE_MS = 180000;
const office = new Office();

before(() => office.open());
after(() => office.close());

/** A case with somebody at the console. */
function as(name, title, run, options) {
  test(`console, ${name}: ${title}`, { timeout: CASE_MS }, () => office.as(name, run, options));
}

/** Presses Tab until the element has the focus, as somebody without a mouse does. */
async function tabTo(page, css) {
  for (let i = 0; i < 80; i++) {
    if (await page.evaluate((selector) => document.activeElement.matches(selector), css)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not come to ${css}`);
}

async function enter(page, css) {
  await tabTo(page, css);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

async function type(page, css, text) {
  await tabTo(page, css);
  await page.keyboard.type(text);
}

const heading = (page) => page.textContent('h1');

as('nobody', 'the door looks right, and a wrong password is told of', async (page) => {
  await page.goto(office.url);
  assert.equal(await heading(page), 'Sign in');
  await look(office.tab(page), 'sign-in');
  await type(page, '#f-name', 'eva');
  await type(page, '#f-password', 'a wrong password');
  await enter(page, 'button');
  assert.match(await page.textContent('[role=alert]'), /the name or the password is wrong/);
  await look(office.tab(page), 'sign-in-refused');
});

as('nobody', 'a link of the terminal signs in by its button', async (page) => {
  const env = { ...office.daemon.environment, LICIT_LISTEN: office.daemon.address };
  const link = await office.daemon.licitAs(env, 'console', 'olga', '--print');
  await page.goto(link.trim());
  await look(office.tab(page), 'enter');
  await enter(page, 'main button');
  assert.equal(await heading(page), 'Overview');
});

as('jana', 'adds an entry with the keyboard alone', async (page) => {
  await enter(page, 'nav a[href="/console/entries"]');
  await enter(page, 'a[href^="/console/edit?do=add"]');
  await type(page, '#f-name', 'kamagra-now.example');
  await type(page, '#f-text', 'a test purchase came without a leaflet');
  await type(page, '#f-evidence', 'https://agency.example/notice/7');
  await look(office.tab(page), 'add');
  await enter(page, 'button[value=check]');
  assert.match(await page.textContent('main'), /It will be a proposal, which 1 other person must approve/);
  await look(office.tab(page), 'add-checked');
  await enter(page, 'button[value=do]');
  assert.match(await page.textContent('[role=status]'), /Proposed/);
  assert.match(await page.textContent('main'), /Somebody else must approve what you proposed/);
  assert.equal(await page.locator('button[value=approve]').count(), 0);
  await look(office.tab(page), 'draft-own');
});

as('olga', 'a reader sees the proposal, and no way to decide', async (page) => {
  await enter(page, 'nav a[href="/console/review"]');
  await enter(page, 'a[href^="/console/draft"]');
  assert.equal(await page.locator('main form').count(), 0);
});

as('petr', 'reviews it with the keyboard alone', async (page) => {
  await enter(page, 'nav a[href="/console/review"]');
  await look(office.tab(page), 'review');
  await enter(page, 'a[href^="/console/draft"]');
  await look(office.tab(page), 'draft');
  await type(page, '#f-text', 'I saw the parcel');
  await enter(page, 'button[value=approve]');
  assert.match(await page.textContent('main'), /applied/);
  await page.goto(`${office.url}entry?list=${LIST}&name=kamagra-now.example`);
  assert.match(await page.textContent('main'), /in force/);
  assert.match(await page.textContent('main'), /jana/);
  assert.match(await page.textContent('main'), /petr/);
  await look(office.tab(page), 'entry');
});

as('jana', 'withdraws it, which petr approves, and all of it stands in the history', async (page) => {
  await page.goto(`${office.url}entry?list=${LIST}&name=kamagra-now.example`);
  await enter(page, 'a[href*="do=withdraw"]');
  await type(page, '#f-text', 'the seller has closed');
  await enter(page, 'button[value=check]');
  await enter(page, 'button[value=do]');
  const other = await office.person('petr');
  await other.goto(page.url());
  await enter(other, 'button[value=approve]');
  await other.context().close();
  await page.goto(`${office.url}entry?list=${LIST}&name=kamagra-now.example`);
  assert.match(await page.textContent('main .badge'), /withdrawn/);
  await page.locator('summary').first().focus();
  await page.keyboard.press('Enter');
  await look(office.tab(page), 'entry-withdrawn');
});

as('jana', 'imports a spreadsheet: two rows are refused, the diff is seen, then proposed', async (page) => {
  const rows = ['name,since,holder', 'one-pills.example,2026-05-01,One', 'two-pills.example,2026-05-02,Two'];
  rows.push('not a name,2026-05-03,Three', 'co.uk,2026-05-03,Four');
  await enter(page, 'nav a[href="/console/import"]');
  await look(office.tab(page), 'import');
  await page.setInputFiles('#f-file', {
    name: 'sellers.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\n')),
  });
  await enter(page, 'main button');
  assert.equal(await heading(page), 'What would change');
  const seen = await page.textContent('main');
  assert.match(seen, /2\s*added/);
  assert.match(seen, /2\s*refused/);
  assert.match(seen, /one-pills\.example/);
  await look(office.tab(page), 'import-diff');
  await enter(page, 'main button');
  assert.match(await page.textContent('[role=status]'), /Proposed/);
});

as('jana', 'says what the columns of a foreign spreadsheet hold', async (page) => {
  await page.goto(`${office.url}import`);
  await page.setInputFiles('#f-file', {
    name: 'theirs.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Provozovatel;Internetová stránka\nOne;map-one.example\nTwo;map-two.example\n'),
  });
  await tabTo(page, '#f-columns');
  await page.keyboard.press('Space');
  await enter(page, 'main button');
  assert.equal(await heading(page), 'What the columns hold');
  await look(office.tab(page), 'import-columns');
  await enter(page, 'main button');
  assert.match(await page.textContent('main'), /map-two\.example/);
});

as('eva', 'finds entries as she types, and hears how many', async (page) => {
  await enter(page, 'nav a[href="/console/entries"]');
  const all = await page.textContent('#count');
  await type(page, '#f-q', 'kamagra-n');
  await page.waitForFunction(() => document.querySelector('#told').textContent === '1 entry matches');
  assert.notEqual(all, await page.textContent('#count'));
  assert.match(page.url(), /q=kamagra-n/);
  await look(office.tab(page), 'entries');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('<img src=x onerror=alert(1)>');
  await page.waitForFunction(() => document.querySelector('#told').textContent === '0 entries match');
});

as('eva', 'takes in an appeal, answers it, grants it', async (page) => {
  await page.goto(`${office.url}appeals/new?list=${LIST}&name=kamagra-now.example`);
  await look(office.tab(page), 'appeal-new');
  await type(page, '#f-from', 'Apteka Nova');
  await type(page, '#f-claim', 'We hold licence PL-12 <b>and</b> sell no such thing.');
  await enter(page, 'main button');
  assert.match(await page.textContent('main'), /<b>and<\/b>/);
  await look(office.tab(page), 'appeal');
  await type(page, '#f-text', 'Please send the licence.');
  await enter(page, 'button[value=answer]');
  assert.match(await page.textContent('main'), /Please send the licence/);
  await enter(page, 'nav a[href="/console/appeals"]');
  await look(office.tab(page), 'appeals');
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
    await page.goto(office.url + at);
    await look(office.tab(page), at.replace(/\W+/g, '-') || 'overview');
  }
});

as(
  'eva',
  'on a small screen nothing is cut off',
  async (page) => {
    for (const at of ['', 'entries', 'figures', 'edit?do=add', 'lists']) {
      await page.goto(office.url + at);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(over <= 0, `${at} is ${over} pixels too wide`);
      await look(office.tab(page), `small-${at.replace(/\W+/g, '-') || 'overview'}`);
    }
  },
  { viewport: { width: 360, height: 720 } },
);

as(
  'jana',
  'without scripts it works all the same',
  async (page) => {
    await page.goto(`${office.url}entries`);
    await page.fill('#f-q', 'kamagra-n');
    await Promise.all([page.waitForNavigation(), page.click('form[role=search] button')]);
    assert.equal(await page.textContent('#count'), '1 entry matches');
    await Promise.all([page.waitForNavigation(), page.click('form.out button')]);
    assert.match(await page.textContent('[role=status]'), /You are signed out/);
  },
  { javaScriptEnabled: false },
);

as(
  'eva',
  'prepares a release, reads what it changes, signs it by typing a passphrase, and releases it',
  async (page) => {
    const { daemon } = office;
    const phrase = 'a phrase for these keys';
    const file = path.join(daemon.folder, 'phrase');
    await writeFile(file, `${phrase}\n`);
    await daemon.licit('publish', 'init', '--thresholds', 'root=1,targets=1');
    for (const role of ['root', 'targets', 'snapshot', 'timestamp'])
      await daemon.licit('publish', 'key', 'new', '--role', role, '--passphrase-file', file);
    await enter(page, 'nav a[href="/console/release"]');
    await look(office.tab(page), 'release-before');
    await enter(page, 'main button');
    assert.match(await page.textContent('main'), /What the next release changes for shoppers/);
    await look(office.tab(page), 'release-staged');
    const keys = await page
      .locator('#f-key option[value$=".pem"]')
      .evaluateAll((all) => all.map(({ value }) => value));
    assert.equal(keys.length, 4);
    for (const key of keys) {
      await page.selectOption('#f-key', key);
      await type(page, '#f-passphrase', phrase);
      await enter(page, '#sign ~ form button');
      assert.match(await page.textContent('[role=status]'), /Signed/);
    }
    await look(office.tab(page), 'release-signed');
    await tabTo(page, 'form[action$="/release/release"] button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    await enter(page, 'dialog .danger');
    assert.match(await page.textContent('[role=status]'), /Released/);
    await look(office.tab(page), 'release-after');
  },
);

as('eva', 'a report is removed only after a question, which Escape answers with no', async (page) => {
  const { daemon } = office;
  await fetch(`http://${daemon.address}/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await daemon.token()}` },
    body: JSON.stringify({
      url: 'https://two-pills.example/',
      kind: 'suspect',
      comment: '<script>alert(1)</script>',
    }),
  });
  await enter(page, 'nav a[href="/console/reports"]');
  assert.match(await page.textContent('blockquote'), /<script>alert/);
  await look(office.tab(page), 'reports-one');
  await tabTo(page, 'button[data-confirm]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]');
  await look(office.tab(page), 'question');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  assert.ok(await page.evaluate(() => document.activeElement.matches('button[data-confirm]')));
  await page.keyboard.press('Enter');
  await page.waitForSelector('dialog[open]');
  await enter(page, 'dialog .danger');
  assert.match(await page.textContent('main'), /No report is kept/);
});
