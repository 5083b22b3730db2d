// Debian's Chromium, driven by Playwright.
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { Driver, Tab, extensionFolder } from './driver.mjs';
import { until } from './until.mjs';

const require = createRequire(new URL('../../extension/package.json', import.meta.url));
const STEP_MS = 10000;
const VIEWPORT = { width: 1000, height: 760 };

/** All elements in an element, as the debugger has them. */
function below({ children = [] }) {
  return children.flatMap((child) => [child, ...below(child)]);
}

/** One tab. */
export class PlainPage {
  constructor(page) {
    this.page = page;
  }

  is(other) {
    return this.page === other.page;
  }

  async url() {
    return this.page.url();
  }

  goto(url) {
    return this.page.goto(url, { waitUntil: 'commit', timeout: STEP_MS });
  }

  reload() {
    return this.page.reload({ waitUntil: 'commit', timeout: STEP_MS });
  }

  back() {
    return this.page.goBack({ waitUntil: 'commit', timeout: STEP_MS });
  }

  /** @param {Function | string} work a function, or the text of one */
  evaluate(work, value) {
    return typeof work === 'string' ? this.page.evaluate(`(${work})()`) : this.page.evaluate(work, value);
  }

  /**
   * Runs with shadow roots, closed ones included: those that stand beside the page's body, or all in it.
   * @param {boolean} inBody
   */
  async inside(work, value, inBody = false) {
    const session = await this.page.context().newCDPSession(this.page);
    try {
      const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
      const top = root.children.find(({ nodeName }) => nodeName === 'HTML');
      const [body] = (top?.children ?? []).filter(({ nodeName }) => nodeName === 'BODY');
      const around = inBody && body ? below(body) : (top?.children ?? []);
      const hosts = around.flatMap(({ shadowRoots = [] }) => shadowRoots);
      const handles = await Promise.all(
        [top, ...hosts].map(async ({ backendNodeId }) => {
          const { object } = await session.send('DOM.resolveNode', { backendNodeId });
          return { objectId: object.objectId };
        }),
      );
      const { result, exceptionDetails } = await session.send('Runtime.callFunctionOn', {
        functionDeclaration: `function (value, ...roots) { return (${work})(roots, value); }`,
        objectId: handles[0].objectId,
        arguments: [{ value: value ?? null }, ...handles.slice(1)],
        returnByValue: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
      return result.value;
    } finally {
      await session.detach();
    }
  }

  click(x, y) {
    return this.page.mouse.click(x, y);
  }

  hover(x, y) {
    return this.page.mouse.move(x, y);
  }

  /** Clicks near the corner of a frame, and types. */
  async typeInFrame(css, letters) {
    await this.page.locator(css).click({ position: { x: 30, y: 30 }, force: true });
    for (const letter of letters) await this.key(letter);
  }

  key(name) {
    return this.page.keyboard.press(name);
  }

  type(letters) {
    return this.page.keyboard.type(letters);
  }

  /** Chooses a file. */
  upload(css, file) {
    return this.page.setInputFiles(css, file, { timeout: STEP_MS });
  }

  front() {
    return this.page.bringToFront();
  }

  close() {
    return this.page.close();
  }

  /** Roles and names of all that a screen reader finds. */
  async named() {
    const session = await this.page.context().newCDPSession(this.page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    await session.detach();
    return nodes.filter(({ ignored }) => !ignored).map(({ role, name }) => [role?.value, name?.value]);
  }

  resize(width, height) {
    return this.page.setViewportSize({ width, height });
  }

  /** What is in the window. */
  view(file) {
    return this.page.screenshot({ path: file });
  }

  /** The whole page, or its body alone. */
  async screenshot(file, body) {
    const options = { path: file, animations: 'disabled' };
    await (body
      ? this.page.locator('body').screenshot(options)
      : this.page.screenshot({ ...options, fullPage: true }));
  }
}

export class Chromium extends Driver {
  name = 'chromium';

  /** What the manifest is to say instead. */
  manifest = {};

  /** More words for the command. @type {string[]} */
  args = [];

  async launch() {
    const { chromium } = require('playwright-core');
    const folder = this.extension && (await this.allowed(extensionFolder('chromium')));
    const profile = path.join(this.home, '.config', 'chromium');
    if (this.privately) await this.allowPrivately(profile);
    this.context = await chromium.launchPersistentContext(profile, {
      env: this.environment,
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      headless: true,
      ignoreDefaultArgs: ['--disable-extensions'],
      args: [
        '--no-sandbox',
        '--headless=new',
        ...(folder ? [`--disable-extensions-except=${folder}`, `--load-extension=${folder}`] : []),
        ...this.args,
        ...(this.language ? [`--lang=${this.language}`] : []),
        ...(this.resolves ? ['--host-resolver-rules=MAP * 127.0.0.1, EXCLUDE 127.0.0.1'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--ignore-certificate-errors',
        '--no-first-run',
      ],
      viewport: VIEWPORT,
    });
    if (!folder) return;
    this.worker = await until('the worker', () => this.context.serviceWorkers()[0]);
    this.origin = this.worker.url().replace(/\/background\.js$/, '');
    await this.open();
  }

  /** The extension with all that it may ask for: Chromium asks in a window of its own, which no driver can answer. */
  async allowed(folder) {
    this.folder = await mkdtemp(path.join(os.tmpdir(), 'licit-chromium-'));
    await cp(folder, this.folder, { recursive: true });
    const file = path.join(this.folder, 'manifest.json');
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    manifest.host_permissions.push(...manifest.optional_host_permissions);
    delete manifest.optional_host_permissions;
    Object.assign(manifest, this.manifest);
    await writeFile(file, JSON.stringify(manifest));
    return this.folder;
  }

  /** What the switch “Allow in Incognito” does. */
  async allowPrivately(profile) {
    const { key } = JSON.parse(await readFile(path.join(this.folder, 'manifest.json'), 'utf8'));
    const digest = createHash('sha256').update(Buffer.from(key, 'base64')).digest('hex').slice(0, 32);
    const id = [...digest].map((digit) => 'abcdefghijklmnop'[parseInt(digit, 16)]).join('');
    await mkdir(path.join(profile, 'Default'), { recursive: true });
    const preferences = { extensions: { settings: { [id]: { incognito: true } } } };
    await writeFile(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  }

  /** A tab in a private window of its own. */
  async privateTab() {
    const before = new Set(this.context.pages());
    await this.probe.evaluate(() =>
      globalThis.chrome.windows.create({ incognito: true, url: 'about:blank' }),
    );
    const page = await until('a private window', () => this.context.pages().find((is) => !before.has(is)));
    return new Tab(this, new PlainPage(page), null);
  }

  /** Keeps what goes wrong in the pages below an address. */
  async watch(url) {
    this.watched = url;
  }

  /** A tab with cookies of its own. */
  async seat({ width = 1200, scripts = true } = {}) {
    const options = { viewport: { width, height: 800 }, javaScriptEnabled: scripts };
    const context = await this.context.browser().newContext(options);
    const page = await context.newPage();
    const troubles = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => {
      // A refusal that a case is about is told to the console as well.
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
        troubles.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(this.watched)) troubles.push(`a request to ${request.url()}`);
    });
    const seat = new PlainPage(page);
    seat.close = () => context.close();
    seat.troubles = async () => troubles;
    return seat;
  }

  /** Runs where the extension's own state for private windows is: Chromium has a background of its own for them. */
  async inPrivateBackground(work, value) {
    const workers = this.context.serviceWorkers();
    const secret = await Promise.all(
      workers.map((is) => is.evaluate(() => globalThis.chrome.extension.inIncognitoContext)),
    );
    return workers[secret.indexOf(true)].evaluate(work, value);
  }

  async pages() {
    return this.context.pages().map((page) => new PlainPage(page));
  }

  async newPage() {
    return new PlainPage(await this.context.newPage());
  }

  /** Light or dark, for the pages of the extension too. */
  async scheme(name) {
    await this.emulate({ colorScheme: name, reducedMotion: 'reduce' });
  }

  /** Whether things may move, which nobody wants in the other cases. */
  motion(wanted) {
    return this.emulate({ reducedMotion: wanted ? 'no-preference' : 'reduce' });
  }

  emulate(look) {
    const contexts = this.context.browser().contexts();
    return Promise.all(contexts.flatMap((context) => context.pages().map((page) => page.emulateMedia(look))));
  }

  /** Enlarges a page as its menu does: there is less of it in the window. */
  zoom(tab, factor) {
    return tab.page.resize(VIEWPORT.width / factor, VIEWPORT.height / factor);
  }

  /** What Chromium does to an idle worker. */
  async sleep() {
    const session = await this.context.newCDPSession(this.probe.page.page);
    let states = [];
    session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      states = versions.map(({ runningStatus }) => runningStatus);
    });
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await until('the worker to stop', () => states.includes('stopped'));
    await session.detach();
  }

  async close() {
    await this.context?.close();
    if (this.folder) await rm(this.folder, { recursive: true, force: true });
  }
}
