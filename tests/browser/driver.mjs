// What the cases say to a browser, whichever it is.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.mjs';

const top = fileURLToPath(new URL('../../', import.meta.url));

/** @param {'chromium' | 'firefox'} browser */
export function extensionFolder(browser) {
  return path.join(process.env.LICIT_EXTENSION ?? path.join(top, 'build', 'extension'), browser);
}

/** A step that the warning may cut short by taking the page's place. */
const mayBeCut = (step) => step.catch(() => null);

const visible = (css) => document.querySelector(css)?.checkVisibility() ?? false;

export class Tab {
  /**
   * @param {Driver} driver
   * @param {any} page the browser's own handle
   * @param {number | null} id the id that the extension knows it by
   */
  constructor(driver, page, id) {
    this.driver = driver;
    this.page = page;
    this.id = id;
  }

  url() {
    return this.page.url();
  }

  /** Starts a load; what comes of it is for the caller to wait for. */
  go(url) {
    return mayBeCut(this.page.goto(url));
  }

  reload() {
    return mayBeCut(this.page.reload());
  }

  /** The browser's own Back button. */
  toolbarBack() {
    return mayBeCut(this.page.back());
  }

  evaluate(work, value) {
    return this.page.evaluate(work, value);
  }

  /** What the extension has put into the page: its closed shadow roots. */
  inside(work, value) {
    return this.page.inside(work, value);
  }

  /** The same of what stands within the page. */
  within(work, value) {
    return this.page.inside(work, value, true);
  }

  text(css) {
    return this.evaluate((selector) => document.querySelector(selector)?.textContent ?? null, css);
  }

  /** A click by script: on the element whatever lies above it. */
  async press(css) {
    await this.shows(css);
    await mayBeCut(this.evaluate((selector) => document.querySelector(selector).click(), css));
  }

  /** A click with the mouse, on whatever is at that place. */
  mouse(x, y) {
    return mayBeCut(this.page.click(x, y));
  }

  hover(x, y) {
    return mayBeCut(this.page.hover(x, y));
  }

  key(name) {
    return mayBeCut(this.page.key(name));
  }

  fill(css, value) {
    return this.evaluate(
      ([selector, typed]) => {
        const field = document.querySelector(selector);
        field.value = typed;
        field.dispatchEvent(new Event('change', { bubbles: true }));
      },
      [css, value],
    );
  }

  /** Waits until this page is on show and whole. */
  async at(url) {
    await until(`the page ${url}`, async () => {
      const now = await this.url();
      if (now !== url) throw new Error(`at ${now}`);
      return this.evaluate(() => document.readyState === 'complete');
    });
  }

  shows(css) {
    return until(`${css} to show`, () => this.evaluate(visible, css));
  }

  hides(css) {
    return until(`${css} to hide`, async () => !(await this.evaluate(visible, css)));
  }

  /** Whether a warning has taken the page's place. */
  async isWarning() {
    return (await this.url()).startsWith(this.driver.pageUrl('warning'));
  }

  /** Waits for the warning about a host. */
  async warned(host) {
    await until(`a warning about ${host}`, async () => {
      const url = await this.url();
      if (!url.startsWith(this.driver.pageUrl('warning'))) throw new Error(`at ${url}`);
      return (await this.text('#host')) === host && this.evaluate(visible, '#warned');
    });
  }

  close() {
    return mayBeCut(this.page.close());
  }
}

export class Driver {
  /** Whether the browser has the extension; without it, pages alone are driven. */
  extension = true;

  /** Whether it may run in private windows, which a shopper switches on in the browser's own settings. */
  privately = false;

  /** Whether it finds every host of the tests on this computer by itself. */
  resolves = true;

  /** The language that it speaks when it begins; '' for its own. */
  language = '';

  /** A case closed it, to look at what it left. */
  closed = false;

  /**
   * A home folder with nothing in it, where the browser keeps its own and looks for hosts and policies.
   * @param {Record<string, string | undefined>} environment what programs that the browser starts need
   */
  async makeHome(environment) {
    this.home = await mkdtemp(path.join(os.tmpdir(), `licit-${this.name}-`));
    const folders = {
      HOME: this.home,
      XDG_CONFIG_HOME: path.join(this.home, '.config'),
    };
    this.environment = { ...environment, ...folders };
  }

  async removeHome() {
    if (this.home) await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }

  /** The settings page, which opens at install, is where the tests use the browser's API. */
  async open() {
    this.probe = await this.tabAt(this.pageUrl('options'));
    // Once it may into private windows an extension begins anew, and its page may have begun with the one before.
    if (this.privately) await this.probe.page.goto(this.pageUrl('options'));
    await this.probe.shows('#settings');
  }

  /** Waits for a tab that shows an address beginning so. */
  async tabAt(start) {
    const page = await until(`a tab at ${start}`, async () => {
      for (const candidate of await this.pages())
        if ((await candidate.url()).startsWith(start)) return candidate;
      return null;
    });
    return new Tab(this, page, null);
  }

  /** Tells the settings where licitd is. */
  async connect(address) {
    await this.probe.fill('#address', address);
    await this.probe.press('#address-form button');
    await this.probe.shows('#address-result[data-good]');
  }

  /** @param {import('../../extension/src/desk.js').Page} name */
  pageUrl(name) {
    return `${this.origin}/pages/${name}.html`;
  }

  tabs() {
    return this.probe.evaluate(() => (globalThis.browser ?? globalThis.chrome).tabs.query({}));
  }

  async newTab() {
    const before = new Set((await this.tabs()).map(({ id }) => id));
    const page = await this.newPage();
    const { id } = await until('the new tab', async () =>
      (await this.tabs()).find((tab) => !before.has(tab.id)),
    );
    return new Tab(this, page, id);
  }

  /** A new tab that came to an address and stayed there. */
  async visit(url) {
    const tab = await this.newTab();
    await tab.go(url);
    await tab.at(url);
    return tab;
  }

  /** A date as the extension writes it, in the language of this browser. */
  date(iso) {
    return this.probe.evaluate((day) => {
      const language = (globalThis.browser ?? globalThis.chrome).i18n.getUILanguage();
      return new Intl.DateTimeFormat(language, {
        dateStyle: 'long',
        timeZone: 'UTC',
      }).format(Date.parse(day));
    }, iso);
  }

  /** What the toolbar shows for a tab. */
  toolbar(tab) {
    return this.probe.evaluate(async (tabId) => {
      const { action } = globalThis.browser ?? globalThis.chrome;
      return {
        badge: await action.getBadgeText({ tabId }),
        title: await action.getTitle({ tabId }),
      };
    }, tab.id);
  }

  /** Waits until the toolbar says so. */
  toolbarShows(tab, badge, title) {
    return until(`the toolbar to show "${badge}" and "${title}"`, async () => {
      const now = await this.toolbar(tab);
      if (now.badge === badge && now.title === title) return true;
      throw new Error(JSON.stringify(now));
    });
  }

  /** Waits, while the extension does what it does each minute. */
  afterTicks(what, condition) {
    return until(what, async () => {
      await this.probe.evaluate(() =>
        (globalThis.browser ?? globalThis.chrome).alarms.create('status', {
          when: Date.now(),
          periodInMinutes: 1,
        }),
      );
      return condition();
    });
  }

  /** The popup about a tab, in a tab of its own. */
  async popup(tab) {
    const popup = await this.newTab();
    await popup.go(`${this.pageUrl('popup')}#${tab.id}`);
    await popup.shows('#page h1');
    return popup;
  }

  /** Closes what a case left open and mends what it broke, so that one that failed does not fail the next. */
  async tidy() {
    if (this.closed || !this.extension) return;
    const pages = await this.pages();
    if (!pages.some((page) => page.is(this.probe.page))) {
      this.probe = new Tab(this, await this.newPage(), null);
    }
    for (const page of pages) if (!page.is(this.probe.page)) await mayBeCut(page.close());
    if ((await this.probe.url()) !== this.pageUrl('options')) await this.settings();
  }

  /** The settings page, afresh. */
  async settings() {
    await this.probe.go('about:blank');
    // What is seen next must not be the page as it was.
    await this.probe.at('about:blank');
    await this.probe.go(this.pageUrl('options'));
    await this.probe.shows('#settings');
    return this.probe;
  }
}
