import cases from './cases_restart.mjs';
import { Firefox } from './firefox.mjs';
import { suite } from './suite.mjs';

suite((hosts) => {
  const driver = new Firefox(hosts);
  driver.lasting = true;
  return driver;
}, cases);
