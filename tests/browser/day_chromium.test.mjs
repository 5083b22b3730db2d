import { daySuite } from './cases_day.mjs';
import { Chromium } from './chromium.mjs';

daySuite(() => new Chromium());
