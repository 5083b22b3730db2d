// The question before a card, password or address goes into a page, and pages that fight it.
import assert from 'node:assert/strict';
import { until } from './until.mjs';
import { words } from './words.mjs';
import {
  LONG_MS,
  PLAIN,
  SUSPICIOUS,
  answered,
  asked,
  bars,
  clickUntil,
  findButton,
  noticed,
  picture,
  questions,
  touch,
  type,
  valueOf,
  visit,
} from './inpage.mjs';

const LISTED = 'second-test.example';

export default [
  {
    name: 'in pages: a card field is asked about before anything is typed; Escape is not now, and Back goes back',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(PLAIN, '/before'));
      await tab.go(site.at(SUSPICIOUS, '/checkout'));
      await tab.at(site.at(SUSPICIOUS, '/checkout'));
      await noticed(tab);
      await touch(tab, '#search');
      await type(tab, 'ab');
      assert.equal(await valueOf(tab, '#search'), 'ab');
      await touch(tab, '#card');
      const question = await asked(tab);
      assert.equal(question.texts[0], words('guard_card'));
      assert.equal(question.texts[1], SUSPICIOUS);
      assert.equal(question.texts[2], words('verdict_suspicious'));
      assert.ok(
        question.texts.some((text) => text.includes('kept by volunteers')),
        question.texts,
      );
      assert.equal(question.focus, words('back'));
      await type(tab, '41');
      assert.equal(await valueOf(tab, '#card'), '');
      await picture(tab, 'guard');
      await tab.key('Escape');
      await answered(tab);
      await tab.evaluate(() => document.querySelector('#card').focus());
      await type(tab, '41');
      assert.equal(await valueOf(tab, '#card'), '');
      await answered(tab);
      await touch(tab, '#card');
      await asked(tab);
      await tab.key('Enter');
      await tab.at(site.at(PLAIN, '/before'));
      await tab.close();
    },
  },
  {
    name: 'in pages: by keyboard alone: Tab reaches both answers and nothing else, and Continue goes on where it was',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, '/checkout'));
      await noticed(tab);
      await touch(tab, '#name');
      await tab.key('Tab');
      await asked(tab);
      await tab.key('Tab');
      // What a screen reader says; the page behind is not there for it.
      const named = await tab.page.named();
      assert.deepEqual(
        named.filter(([role]) => role === 'dialog' || role === 'button'),
        [
          ['dialog', words('guard_card')],
          ['button', words('back')],
          ['button', words('guard_go')],
        ],
      );
      const focus = async () => (await questions(tab))[0]?.focus;
      await until('the focus on Continue', async () => (await focus()) === words('guard_go'));
      await until('Continue to count', async () => {
        if ((await focus()) === words('guard_go')) await tab.key('Enter');
        return (await questions(tab)).length === 0;
      });
      await until('the focus in the field', () => tab.evaluate(() => document.activeElement.id === 'card'));
      await type(tab, '42');
      assert.equal(await valueOf(tab, '#card'), '42');
      // Asked once: the other fields are free now.
      await touch(tab, '#password');
      await type(tab, 'p');
      assert.equal(await valueOf(tab, '#password'), 'p');
      await tab.go(site.at(SUSPICIOUS, '/checkout?again'));
      await tab.at(site.at(SUSPICIOUS, '/checkout?again'));
      await noticed(tab);
      await touch(tab, '#street');
      assert.equal((await asked(tab)).texts[0], words('guard_address'));
      await tab.close();
    },
  },
  ...[
    ['/checkout-filled', 'a filled form'],
    ['/clobbered', 'a filled form whose fields are named after what forms do'],
    ['/checkout-requestSubmit', 'a filled form that a script sends as a button would'],
    ['/checkout-submit', 'a filled form that a script sends unasked'],
    ['/checkout-post', 'a filled form that a script posts unasked to another site', PLAIN],
    ['/checkout-swallowed', 'a filled form of a page that stops the event'],
  ].map(([at, name, to = SUSPICIOUS]) => ({
    name: `in pages: ${name} is not sent before the question was answered, and then once`,
    async run({ driver, site }) {
      const tab = await visit(
        driver,
        site.at(SUSPICIOUS, `${at}?to=${encodeURIComponent(site.at(PLAIN, '/paid'))}`),
      );
      await noticed(tab);
      site.visits.length = 0;
      await touch(tab, '#send');
      await asked(tab);
      assert.equal(site.count(to, '/paid'), 0);
      await clickUntil(tab, words('guard_go'), async () => (await questions(tab)).length === 0);
      await until('the form to be sent', () => site.count(to, '/paid') === 1);
      await tab.close();
    },
  })),
  {
    name: 'in pages: a script that sends what is typed, by fetch, beacon and picture, gets nothing before the answer',
    async run({ driver, site }) {
      const sent = (id) =>
        site.visits.flatMap(({ path }) =>
          path.startsWith('/sent/') && path.includes(`/${id}/`) ? path : [],
        );
      const tab = await visit(driver, site.at(SUSPICIOUS, '/checkout-sends'));
      await noticed(tab);
      site.visits.length = 0;
      for (const css of ['#card', '#password', '#street']) {
        await touch(tab, css);
        await asked(tab);
        await type(tab, '4111');
        await tab.key('Escape');
        await answered(tab);
      }
      // And such a script is heard: what is typed into a field that asks for nothing it has at once.
      await touch(tab, '#search');
      await type(tab, 'ab');
      await until('what was searched for to be sent', () => sent('search').includes('/sent/image/search/ab'));
      assert.deepEqual(['card', 'password', 'street'].flatMap(sent), []);
      // After the answer it has what every page has.
      await touch(tab, '#card');
      await asked(tab);
      await clickUntil(tab, words('guard_go'), async () => (await questions(tab)).length === 0);
      await type(tab, '41');
      for (const way of ['fetch', 'beacon', 'image'])
        await until(`what was typed by ${way}`, () => sent('card').includes(`/sent/${way}/card/41`));
      await tab.close();
    },
  },
  {
    name: 'in pages: a field that has the focus already is asked about',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, '/checkout-focused'));
      await asked(tab);
      await tab.close();
    },
  },
  {
    name: 'in pages: fields in frames of another site are held back, and asked about in the page',
    async run({ driver, site }) {
      const url = site.at(SUSPICIOUS, `/checkout-frame?to=${encodeURIComponent(site.at(PLAIN, '/pay?now'))}`);
      const tab = await visit(driver, url);
      await noticed(tab);
      site.visits.length = 0;
      await until('the question', async () => {
        await tab.page.typeInFrame('#frame', '41');
        return (await questions(tab)).length === 1;
      });
      await asked(tab);
      await clickUntil(tab, words('guard_go'), async () => (await questions(tab)).length === 0);
      assert.equal(site.count(PLAIN, '/typed'), 0);
      await tab.page.typeInFrame('#frame', '41');
      await until('the frame to have it', () => site.count(PLAIN, '/typed') === 2);
      assert.deepEqual(await questions(tab), []);
      await tab.close();
    },
  },
  {
    name: 'in pages: a field in a sandboxed frame is held back',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, '/checkout-sandboxed'));
      await noticed(tab);
      await until('the question', async () => {
        await touch(tab, '#frame');
        return (await questions(tab)).length === 1;
      });
      await asked(tab);
      await tab.close();
    },
  },
  ...[
    ['/checkout-closed', 'in a closed shadow root', () => window.field.focus()],
    [
      '/checkout-written',
      'in a frame that the page writes',
      () => {
        const frame = document.querySelector('#frame');
        frame.focus();
        frame.contentDocument.querySelector('#card').focus();
      },
    ],
    ['/checkout-table', 'that is named in the cell before it', () => document.querySelector('#card').focus()],
    ['/checkout-deaf', 'of a page that stops every event', () => document.querySelector('#card').focus()],
  ].map(([at, name, focus]) => ({
    name: `in pages: a field ${name} is asked about`,
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, at));
      await noticed(tab);
      await tab.evaluate(focus);
      await asked(tab);
      await tab.close();
    },
  })),
  {
    name: 'in pages: a card number typed into a field that says nothing is asked about before it is whole',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, '/checkout-unnamed'));
      await noticed(tab);
      await touch(tab, '#plain');
      await type(tab, '4111 1111 1111');
      await asked(tab);
      assert.equal((await valueOf(tab, '#plain')).replace(/\D/g, '').length, 11);
      await tab.close();
    },
  },
  {
    name: 'in pages: who clicks on what covers the question has not answered it',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(SUSPICIOUS, '/checkout-cover'));
      await tab.evaluate(() => document.querySelector('#card').focus());
      await until('the question', async () => (await questions(tab)).length === 1);
      const end = Date.now() + 2 * LONG_MS;
      while (Date.now() < end) {
        const place = await tab.inside(findButton, words('guard_go'));
        if (place) await tab.mouse(...place);
        assert.equal((await questions(tab)).length, 1);
      }
      await driver.toolbarShows(
        tab,
        words('badge_suspicious'),
        `${words('title_suspicious', SUSPICIOUS)}\n${words('notice_fought')}`,
      );
      await tab.close();
    },
  },
  {
    name: 'in pages: where somebody went on to a listed site, there is no bar, but the question',
    async run({ driver, site }) {
      const tab = await visit(driver, site.at(PLAIN));
      await tab.go(site.at(LISTED, '/checkout'));
      await tab.warned(LISTED);
      await tab.press('#more summary');
      await tab.press('#proceed');
      await tab.at(site.at(LISTED, '/checkout'));
      await driver.toolbarShows(tab, words('badge_illicit'), words('title_proceeded', LISTED));
      await until('the question', async () => {
        await touch(tab, '#card');
        return (await questions(tab)).length === 1;
      });
      const question = await asked(tab);
      assert.equal(question.state, 'illicit');
      assert.deepEqual(await bars(tab), []);
      await picture(tab, 'guard-illicit');
      await tab.close();
      const settings = await driver.settings();
      await settings.press(`#sites [data-key="${LISTED}"] button`);
    },
  },
];
