import { Firefox } from './firefox.mjs';
import { languages } from './languages.mjs';

// firefox-esr-l10n-*
languages(
  'firefox',
  (hosts) => new Firefox(hosts),
  (locale) => `/usr/lib/firefox-esr/browser/extensions/langpack-${locale}@firefox-esr.mozilla.org.xpi`,
);
