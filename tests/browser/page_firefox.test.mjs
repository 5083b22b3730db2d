import cases from './cases_page.mjs';
import { Firefox } from './firefox.mjs';
import { suite } from './suite.mjs';

suite((hosts) => {
  const driver = new Firefox(hosts);
  driver.extension = false;
  return driver;
}, cases);
