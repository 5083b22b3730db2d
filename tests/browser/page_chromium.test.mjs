import cases from './cases_page.mjs';
import { Chromium } from './chromium.mjs';
import { suite } from './suite.mjs';

suite((hosts) => {
  const driver = new Chromium(hosts);
  driver.extension = false;
  return driver;
}, cases);
