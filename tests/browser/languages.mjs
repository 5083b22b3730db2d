// Runs the cases of languages where the browser has words of its own in each: Debian has them in packages of their own.
import { existsSync } from 'node:fs';
import test from 'node:test';
import cases, { LANGUAGES } from './cases_languages.mjs';
import { suite } from './suite.mjs';

/** A language of ours is one of these of a browser. */
const REGIONS = ['', '-ES', '-PT', '-BR'];

/**
 * @param {string} name of the browser
 * @param {(hosts: string[]) => import('./driver.mjs').Driver} makeDriver
 * @param {(locale: string) => string} fileOf where its words lie in a language
 */
export function languages(name, makeDriver, fileOf) {
  const missing = LANGUAGES.filter(
    (language) => language !== 'en' && !REGIONS.some((region) => existsSync(fileOf(language + region))),
  );
  if (missing.length === 0) suite(makeDriver, cases);
  else test(`${name}: languages`, { skip: `without words of its own in: ${missing.join(', ')}` }, () => {});
}
