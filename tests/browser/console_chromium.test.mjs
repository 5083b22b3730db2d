import { consoleSuite } from './cases_console.mjs';
import { Chromium } from './chromium.mjs';

consoleSuite(new Chromium([]));
