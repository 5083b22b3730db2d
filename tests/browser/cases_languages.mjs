// The pages that tell of a site, in each language: in that language alone, whole, and good for all who read it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { look } from './look.mjs';
import { wordsIn } from './words.mjs';

const PLAIN = 'plain-test.example';
const LISTED = 'kamagra-test.example';

export const LANGUAGES = readdirSync(new URL('../../extension/_locales', import.meta.url)).sort();

/** What a page has that is in another language than its own, and what stands out of it. */
function read() {
  const { lang, scrollWidth, clientWidth } = document.documentElement;
  const foreign = [...document.querySelectorAll('[lang]')].filter((element) => element.lang !== lang);
  return {
    lang: lang.split('-')[0],
    foreign: foreign.map(({ textContent }) => textContent),
    over: Math.max(0, scrollWidth - clientWidth),
    empty: [...document.querySelectorAll('[data-msg]')].filter((element) => !element.textContent).length,
  };
}

async function check({ driver, site, daemon, join }, language) {
  await driver.close();
  await driver.removeHome();
  await driver.makeHome({ ...daemon.environment, LANGUAGE: language, LC_ALL: 'C.UTF-8' });
  driver.language = language;
  await driver.launch();
  const words = wordsIn(language);
  const whole = { lang: language, foreign: [], over: 0, empty: 0 };
  await join(words('pair_done'));
  const tab = await driver.visit(site.at(PLAIN, '/before'));
  await tab.go(site.at(LISTED));
  await tab.warned(LISTED);
  assert.equal(await tab.text('#heading'), words('warning_heading'));
  const since = await driver.date('2022-03-17');
  assert.equal(await tab.text('.source p'), words('says_illegal_since', LISTED, since));
  await tab.press('#more summary');
  assert.deepEqual(await tab.evaluate(read), whole, 'the warning');
  await look(tab, `${language}-warning`);
  await tab.close();
  for (const name of ['disputed', 'pharmacy', 'community', 'claim']) {
    const page = await driver.visit(site.at(`${name}-test.example`));
    const popup = await driver.popup(page);
    assert.deepEqual(await popup.evaluate(read), whole, `the popup of ${name}`);
    // Its look is the same in each language; what is long is not.
    if (name === 'disputed') await look(popup, `popup-${language}-${name}`);
    await popup.close();
    await page.close();
  }
  const settings = await driver.settings();
  assert.deepEqual(await settings.evaluate(read), whole, 'the settings');
}

export default LANGUAGES.map((language) => ({
  name: `languages: ${language}: the warning, the popup and the settings speak it alone`,
  run: (context) => check(context, language),
}));
