// The page of licitd, for people without the extension: typed, read, and left by its links.
import assert from 'node:assert/strict';
import { Tab } from './driver.mjs';
import { look } from './look.mjs';
import { until } from './until.mjs';

const LISTED = 'kamagra-test.example';
const PHARMACY = 'pharmacy-test.example';
const UNKNOWN = 'plain-test.example';

const home = ({ daemon }) => `http://${daemon.address}/`;

/** The page in a tab of its own, as whoever types its address has it. */
async function open(context, at = home(context)) {
  const tab = new Tab(context.driver, await context.driver.newPage(), null);
  await tab.go(at);
  await tab.at(at);
  return tab;
}

async function type(tab, letters) {
  for (const letter of letters) await tab.key(letter);
}

/** Types what is asked where the cursor stands, and reads the answer. */
async function ask(context, url, country = '') {
  const tab = await open(context);
  await tab.page.front();
  assert.equal(await tab.evaluate(() => document.activeElement.id), 'url');
  await type(tab, url);
  if (country) await tab.key('Tab');
  await type(tab, country);
  await tab.key('Enter');
  await until('the answer', async () => (await tab.url()).includes('?') && tab.evaluate(readAnswer));
  return { tab, answer: await tab.evaluate(readAnswer) };
}

function readAnswer() {
  const [answer] = document.querySelectorAll('.answer, [role=alert]');
  if (!answer || document.readyState !== 'complete') return null;
  const { scrollWidth, clientWidth } = document.documentElement;
  const under = (title) => {
    const heading = [...answer.querySelectorAll('h3')].find(({ textContent }) => textContent === title);
    return [...(heading?.nextElementSibling.children ?? [])].map(({ textContent }) => textContent);
  };
  return {
    state: answer.className.replace('answer ', ''),
    host: answer.querySelector('h2')?.textContent ?? null,
    text: answer.textContent,
    why: under('Why'),
    unseen: under('What was not checked'),
    todo: under('What to do'),
    links: [...document.querySelectorAll('a')].map(({ href }) => href),
    over: Math.max(0, scrollWidth - clientWidth),
  };
}

/** What programs are told of the same. */
async function told({ daemon }, url, country = '') {
  const headers = { authorization: `Bearer ${await daemon.token()}` };
  const query = new URLSearchParams({ url, country });
  return (await fetch(`http://${daemon.address}/v1/check?${query}`, { headers })).json();
}

async function isTold(context, url, country, state) {
  const { tab, answer } = await ask(context, url, country);
  const { verdict, host, findings, advice } = await told(context, url, country);
  assert.equal(verdict, state);
  assert.deepEqual([answer.state, answer.host], [state, host]);
  assert.equal(answer.why.length, Math.max(1, findings.length));
  for (const [at, { summary }] of findings.entries()) assert.ok(answer.why[at].startsWith(summary), summary);
  for (const { source } of findings) if (source?.url) assert.ok(answer.links.includes(source.url));
  assert.deepEqual(
    answer.todo,
    advice.map(({ text }) => text),
  );
  assert.equal(answer.over, 0);
  await look(tab, `page-${state}`);
  return { tab, answer };
}

export default [
  {
    name: 'page: an illegal seller is typed: who says so and since when, what was not checked, what to do',
    async run(context) {
      const { tab, answer } = await isTold(context, LISTED, '', 'illicit');
      assert.match(answer.why[0], /since 2022-03-17, copy of 2026-06-18/);
      assert.ok(answer.unseen.some((line) => line.includes('in which country you buy')));
      // The sources' sites are not told where one comes from.
      const rel = await tab.evaluate(() => document.querySelector('.answer a').rel);
      assert.equal(rel, 'noreferrer noopener');
      await tab.close();
    },
  },
  {
    name: 'page: a pharmacy and the country are typed: the register that names it, and others that deliver there',
    async run(context) {
      const { tab, answer } = await isTold(context, PHARMACY, 'CZ', 'verified');
      assert.ok(answer.links.includes(`https://${PHARMACY}/`));
      await tab.close();
    },
  },
  {
    name: 'page: a site of which nothing is known is not called safe',
    async run(context) {
      const { tab, answer } = await isTold(context, UNKNOWN, 'CZ', 'unknown');
      assert.match(answer.text, /Nothing was found, for it or against it. That does not make it safe/);
      await tab.close();
    },
  },
  {
    name: 'page: what is no address is told of, and can be typed anew',
    async run(context) {
      const { tab, answer } = await ask(context, 'not an address');
      assert.equal(answer.host, null);
      assert.ok(answer.text.length > 10, answer.text);
      assert.equal(await tab.evaluate(() => document.querySelector('#url').value), 'not an address');
      await look(tab, 'page-refused');
      await tab.close();
    },
  },
  {
    name: 'page: what another page leads to is filled in, and not looked up until the button is pressed',
    async run(context) {
      const { site, driver } = context;
      const to = `${home(context)}?url=${LISTED}`;
      const tab = await open(context, site.at(UNKNOWN, '/before'));
      await tab.go(site.at(UNKNOWN, `/script?to=${encodeURIComponent(to)}`));
      await tab.at(to);
      assert.equal(await tab.evaluate(() => document.querySelector('#url').value), LISTED);
      assert.equal(await tab.evaluate(readAnswer), null);
      await tab.press('form button');
      await until('the answer', () => tab.evaluate(readAnswer));
      await tab.page.front();
      await driver.zoom(tab, 2);
      assert.equal((await tab.evaluate(readAnswer)).over, 0, 'at 200 %');
      await look(tab, 'zoom-page');
      await driver.zoom(tab, 1);
      await tab.close();
    },
  },
];
