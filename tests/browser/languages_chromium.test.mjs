import { existsSync } from 'node:fs';
import test from 'node:test';
import cases, { LANGUAGES } from './cases_languages.mjs';
import { Chromium } from './chromium.mjs';
import { suite } from './suite.mjs';

// Debian has the languages of Chromium in a package of their own (chromium-l10n).
const spoken = LANGUAGES.filter(
  (language) =>
    language === 'en' ||
    ['', '-ES', '-PT', '-BR'].some((region) =>
      existsSync(`/usr/lib/chromium/locales/${language}${region}.pak`),
    ),
);
if (spoken.length < LANGUAGES.length) {
  test(
    'chromium: languages',
    { skip: 'Chromium has its own words in English alone: chromium-l10n' },
    () => {},
  );
} else {
  suite(() => new Chromium(), cases);
}
