import { managed, policy } from './cases_managed.mjs';
import { Firefox } from './firefox.mjs';
import { setFirefoxPolicy } from './policy.mjs';
import { suite } from './suite.mjs';

// Firefox reads the policies of an extension once, when it starts: there is no case of a change.
suite(
  (hosts) => new Firefox(hosts),
  managed,
  async ({ driver, daemon }) => {
    setFirefoxPolicy(driver.home, policy(daemon));
    await daemon.start();
  },
);
