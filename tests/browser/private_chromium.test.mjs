import cases from './cases_private.mjs';
import { Chromium } from './chromium.mjs';
import { suite } from './suite.mjs';

suite(() => {
  const driver = new Chromium();
  driver.privately = true;
  return driver;
}, cases);
