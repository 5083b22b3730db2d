// The console in plain Chromium: no extension, a licitd and users of its own.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Daemon } from './daemon.mjs';
import { PlainPage } from './chromium.mjs';
import { Tab } from './driver.mjs';

const require = createRequire(new URL('../../extension/package.json', import.meta.url));
const STEP_MS = 15000;
export const LIST = 'xx-console';

/** Who works at the authority. */
export const PEOPLE = { eva: 'publisher', petr: 'reviewer', jana: 'editor', olga: 'reader' };

export class Office {
  /** @param {Daemon} [daemon] whose console it is, if it is not to be one of its own */
  constructor(daemon) {
    this.daemon = daemon;
  }

  /** With people and a list. */
  async open() {
    this.daemon = await Daemon.create();
    for (const [name, role] of Object.entries(PEOPLE))
      await this.daemon.licit('users', 'add', name, '--role', role, '--no-password', '-q');
    await this.daemon.licit(
      ...['lists', 'define', '--list', LIST, '--kind', 'illegal', '--jurisdiction', 'CZ', '--who', 'eva'],
      ...['--name', 'Sellers without a licence', '--timezone', 'Europe/Prague', '-q'],
    );
    await this.daemon.licit('lists', 'policy', '--list', LIST, '--reviewers', '1', '--who', 'eva', '-q');
    await this.daemon.start();
    await this.launch();
  }

  async launch() {
    const { chromium } = require('playwright-core');
    this.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
  }

  get url() {
    return `http://${this.daemon.address}/console/`;
  }

  /** A browser of somebody's own, with nobody signed in; what goes wrong in it is kept. */
  async seat(options = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1200, height: 800 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_MS);
    page.troubles = [];
    page.on('pageerror', (error) => page.troubles.push(error.message));
    page.on('console', (message) => {
      // A refusal that a case is about is told to the console as well.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        page.troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(this.url)) page.troubles.push(`a request to ${request.url()}`);
    });
    return page;
  }

  /** Somebody signed in, by a code as the terminal prints it. */
  async person(name, options) {
    const page = await this.seat(options);
    await page.goto(`${this.url}sign-in`);
    await page.fill('#f-code', await this.daemon.pairingCode('--console', name));
    await page.press('#f-code', 'Enter');
    await page.waitForURL(this.url);
    return page;
  }

  /** Somebody at the console, or nobody yet, for as long as it takes: nothing goes wrong in the page. */
  async as(name, work, options) {
    const page = name === 'nobody' ? await this.seat(options) : await this.person(name, options);
    try {
      await work(page, this.url);
      assert.deepEqual(page.troubles, []);
    } finally {
      await page.context().close();
    }
  }

  /** The page as look.mjs takes it. */
  tab(page) {
    const scheme = (name) => page.emulateMedia({ colorScheme: name, reducedMotion: 'reduce' });
    return new Tab({ name: 'console', scheme }, new PlainPage(page), null);
  }

  async close() {
    await this.browser?.close();
    await this.daemon?.remove();
  }
}
