import cases, { prepareNative } from './cases_native.mjs';
import { Chromium } from './chromium.mjs';
import { suite } from './suite.mjs';

suite(() => new Chromium(), cases, prepareNative);
