// More listed sites than a browser is given rules for: those with a rule are asked for nothing, the rest are warned about
// at navigation.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { LISTS_OF } from './daemon.mjs';
import { until } from './until.mjs';
import { words } from './words.mjs';

const PLAIN = 'plain-test.example';

/** Sites that licitd tells a browser of (base/limits.h), and those on the list of this suite. */
const RULES = 30000;
const LISTED = 31000;

const nameOf = (number) => `pills-${number}-test.example`;

/** @param {any} context before the browser starts: it has to find the sites of the tests on this computer */
export async function prepareMany(context) {
  const { driver, daemon } = context;
  const file = path.join(daemon.folder, 'many.csv');
  const rows = Array.from({ length: LISTED }, (_, number) => `${nameOf(number)},2025-11-02,${LISTS_OF},high`);
  await writeFile(file, `name,since,seen,confidence\n${rows.join('\n')}\n`);
  const options = ['--as-of', LISTS_OF, '--list', 't-many', '--kind', 'illegal'];
  await daemon.licit('lists', 'import', ...options, file);
  await daemon.start();
  const headers = { authorization: `Bearer ${await daemon.token()}` };
  const { names } = await (await fetch(`http://${daemon.address}/v1/warned`, { headers })).json();
  const told = new Set(names);
  const beyond = Array.from({ length: LISTED }, (_, number) => nameOf(number)).filter(
    (name) => !told.has(name),
  );
  context.many = { names, first: names[0], last: names.at(-1), beyond: [beyond[0], beyond.at(-1)] };
  driver.hosts?.push(context.many.first, context.many.last, ...context.many.beyond);
}

/** The names in the browser's rule. */
async function ruled() {
  const { declarativeNetRequest } = globalThis.browser ?? globalThis.chrome;
  const [rule] = await declarativeNetRequest.getSessionRules({ ruleIds: [1] });
  const names = rule?.condition.requestDomains ?? [];
  return { count: names.length, first: names[0], last: names.at(-1) };
}

async function isWarned({ driver, site }, host, asked) {
  const tab = await driver.visit(site.at(PLAIN, '/before'));
  site.visits.length = 0;
  await tab.go(site.at(host, '/shop'));
  await tab.warned(host);
  assert.equal(site.count(host, '/shop') > 0, asked, host);
  assert.equal(site.count(host, '/ran'), 0, host);
  await driver.toolbarShows(tab, words('badge_illicit'), words('title_illicit', host));
  await tab.press('#back');
  await tab.at(site.at(PLAIN, '/before'));
  await tab.close();
}

export default [
  {
    name: `many: of ${LISTED} listed sites the browser takes ${RULES} into its rules`,
    async run({ driver, join, many }) {
      assert.equal(many.names.length, RULES);
      await join();
      const rule = await until('the rules', async () => {
        const now = await driver.probe.evaluate(ruled);
        return now.count > 0 && now;
      });
      assert.deepEqual(rule, { count: RULES, first: many.first, last: many.last });
    },
  },
  ...[
    ['first', ({ first }) => first, false],
    ['last', ({ last }) => last, false],
    ['first without a rule', ({ beyond }) => beyond[0], true],
    ['last without a rule', ({ beyond }) => beyond[1], true],
  ].map(([which, of, asked]) => ({
    name: `many: the ${which} is warned about${asked ? ' at navigation' : ' and asked for nothing'}`,
    run: (context) => isWarned(context, of(context.many), asked),
  })),
  {
    name: 'many: a site that is not listed loads as ever',
    async run({ driver, site }) {
      const tab = await driver.visit(site.at(PLAIN, '/shop'));
      await driver.toolbarShows(tab, '', words('title_unknown', PLAIN));
      await tab.close();
    },
  },
];
