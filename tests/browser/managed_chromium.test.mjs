import test, { after } from 'node:test';
import { changed, managed, policy } from './cases_managed.mjs';
import { Chromium } from './chromium.mjs';
import { ChromiumPolicy } from './policy.mjs';
import { suite } from './suite.mjs';

// The folder of policies is the machine's own.
if (process.geteuid() !== 0) {
  test('chromium: managed', { skip: 'only root can manage Chromium' }, () => {});
} else {
  const chromiumPolicy = new ChromiumPolicy();
  const cases = [...managed, ...changed(chromiumPolicy)];
  after(() => chromiumPolicy.remove());
  suite(
    () => new Chromium(),
    cases,
    async ({ driver, daemon }) => {
      driver.manifest = { key: chromiumPolicy.key };
      chromiumPolicy.set(policy(daemon));
      await daemon.start();
    },
  );
}
