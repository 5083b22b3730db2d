import cases, { prepareMany } from './cases_many.mjs';
import { Chromium } from './chromium.mjs';
import { suite } from './suite.mjs';

suite(() => new Chromium(), cases, prepareMany);
