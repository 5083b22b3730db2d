import cases from './cases_private.mjs';
import { Firefox } from './firefox.mjs';
import { suite } from './suite.mjs';

suite((hosts) => {
  const driver = new Firefox(hosts);
  driver.privately = true;
  return driver;
}, cases);
