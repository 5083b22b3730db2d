import cases from './cases_restart.mjs';
import { Chromium } from './chromium.mjs';
import { suite } from './suite.mjs';

suite(() => new Chromium(), cases);
