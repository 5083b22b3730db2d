import { Chromium } from './chromium.mjs';
import { suite } from './suite.mjs';

suite(() => new Chromium());
