import { Chromium } from './chromium.mjs';
import { languages } from './languages.mjs';

// chromium-l10n
languages(
  'chromium',
  () => new Chromium(),
  (locale) => `/usr/lib/chromium/locales/${locale}.pak`,
);
