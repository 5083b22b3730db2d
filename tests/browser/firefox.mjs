// Firefox ESR, driven by Marionette.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Driver, Tab, extensionFolder } from './driver.mjs';
import { freePort } from './daemon.mjs';
import { Marionette } from './marionette.mjs';
import { until } from './until.mjs';

const ID = 'licit@licit.invalid';
const UUID = '4c696369-7420-4c69-8369-7420746573ff';
const KEYS = { Enter: '\uE007', Space: ' ', Tab: '\uE004', Escape: '\uE00C' };
const SCRIPT_MS = 10000;
const MOTION = 'ui.prefersReducedMotion';

function clickAt(x, y) {
  const move = { type: 'pointerMove', x: Math.round(x), y: Math.round(y), origin: 'viewport' };
  const buttons = [
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ];
  return [{ type: 'pointer', id: 'mouse', actions: [move, ...buttons] }];
}

/** Each of these keys, pressed and let go. */
function strokes(keys) {
  const actions = keys.flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ]);
  return { actions: [{ type: 'key', id: 'keys', actions }] };
}

/** The window's tabs, with the rights of the browser. */
const TABS = 'Services.wm.getMostRecentWindow("navigator:browser").gBrowser';

/** Keeps what goes wrong in pages below an address, and what tabs with cookies of their own ask for elsewhere. */
const WATCH = `const troubles = (window.troubles = []);
  Services.console.registerListener({
    observe(said) {
      const isError = said instanceof Ci.nsIScriptError && !(said.flags & Ci.nsIScriptError.warningFlag);
      if (isError && said.sourceName.startsWith(value)) troubles.push(said.errorMessage);
    },
  });
  Services.obs.addObserver((channel) => {
    const { loadInfo, URI } = channel.QueryInterface(Ci.nsIHttpChannel);
    if (loadInfo.originAttributes.userContextId > 0 && !URI.spec.startsWith(value))
      troubles.push('a request to ' + URI.spec);
  }, 'http-on-modify-request');`;

/** One tab. Marionette has one current tab, so each step first says which it means; steps take turns. */
class Page {
  constructor(firefox, handle) {
    this.firefox = firefox;
    this.handle = handle;
  }

  is(other) {
    return this.handle === other.handle;
  }

  run(name, parameters, focus = false) {
    return this.firefox.inTurn(async () => {
      await this.firefox.marionette.send('WebDriver:SwitchToWindow', { handle: this.handle, focus });
      return name && this.firefox.marionette.send(name, parameters);
    });
  }

  async url() {
    return (await this.run('WebDriver:GetCurrentURL')).value;
  }

  goto(url) {
    return this.run('WebDriver:Navigate', { url });
  }

  reload() {
    return this.run('WebDriver:Refresh');
  }

  back() {
    return this.run('WebDriver:Back');
  }

  async evaluate(work, value) {
    const script = `const [value, done] = arguments;
      Promise.resolve((${work})(value)).then((is) => done({ is }), (error) => done({ error: String(error) }));`;
    const { value: result } = await this.run('WebDriver:ExecuteAsyncScript', {
      script,
      args: [value ?? null],
    });
    if (result.error) throw new Error(result.error);
    return result.is;
  }

  /**
   * Runs with shadow roots, closed ones included: those that stand beside the page's body, or all in it.
   * @param {boolean} inBody
   */
  async inside(work, value, inBody = false) {
    const around = inBody ? "document.body.querySelectorAll('*')" : 'document.documentElement.children';
    const script = `const roots = [...${around}]
      .map((element) => element.openOrClosedShadowRoot)
      .filter(Boolean);
      return (${work})(roots, arguments[0]);`;
    const parameters = { script, args: [value ?? null], sandbox: 'system' };
    return (await this.run('WebDriver:ExecuteScript', parameters)).value;
  }

  /** Clicks near the corner of a frame, and types: Marionette's strokes reach no frame from without. */
  typeInFrame(css, letters) {
    return this.firefox.inTurn(async () => {
      const { marionette } = this.firefox;
      await marionette.send('WebDriver:SwitchToWindow', { handle: this.handle, focus: false });
      const found = await marionette.send('WebDriver:FindElement', { using: 'css selector', value: css });
      await marionette.send('WebDriver:SwitchToFrame', { element: Object.values(found.value)[0] });
      try {
        await marionette.send('WebDriver:PerformActions', { actions: clickAt(30, 30) });
        if (letters) await marionette.send('WebDriver:PerformActions', strokes([...letters]));
      } finally {
        await marionette.send('WebDriver:SwitchToFrame', { id: null });
      }
    });
  }

  click(x, y) {
    return this.run('WebDriver:PerformActions', { actions: clickAt(x, y) });
  }

  hover(x, y) {
    const [mouse] = clickAt(x, y);
    return this.run('WebDriver:PerformActions', {
      actions: [{ ...mouse, actions: mouse.actions.slice(0, 1) }],
    });
  }

  key(name) {
    return this.run('WebDriver:PerformActions', strokes([KEYS[name] ?? name]));
  }

  type(letters) {
    return this.run('WebDriver:PerformActions', strokes([...letters]));
  }

  /** Chooses a file. */
  async upload(css, file) {
    const found = await this.run('WebDriver:FindElement', { using: 'css selector', value: css });
    await this.run('WebDriver:ElementSendKeys', { id: Object.values(found.value)[0], text: file });
  }

  front() {
    return this.run(null, null, true);
  }

  close() {
    return this.run('WebDriver:CloseWindow');
  }

  /** Roles and names of what the extension put into the page, as a screen reader has them: the last of it. */
  async named() {
    const script = `const roots = [...document.documentElement.children]
      .map((element) => element.openOrClosedShadowRoot)
      .filter(Boolean);
      return [...roots.at(-1).querySelectorAll('.panel, button')];`;
    const { value } = await this.run('WebDriver:ExecuteScript', { script, args: [], sandbox: 'system' });
    const all = [];
    for (const element of value) {
      const id = { id: Object.values(element)[0] };
      const role = await this.run('WebDriver:GetComputedRole', id);
      const name = await this.run('WebDriver:GetComputedLabel', id);
      all.push([role.value, name.value]);
    }
    return all;
  }

  resize(width, height) {
    return this.run('WebDriver:SetWindowRect', { width, height });
  }

  /** Where the machine is busy, Firefox has none to give now and then. */
  picture(what) {
    return until('a picture', () => this.run('WebDriver:TakeScreenshot', what));
  }

  /** What is in the window. */
  async view(file) {
    const { value } = await this.picture({ full: false });
    await writeFile(file, Buffer.from(value, 'base64'));
  }

  /** The whole page: of an element alone Firefox gives what is in the window. */
  async screenshot(file) {
    const { value } = await this.picture({ full: true });
    await writeFile(file, Buffer.from(value, 'base64'));
  }
}

export class Firefox extends Driver {
  name = 'firefox';
  origin = `moz-extension://${UUID}`;
  turn = Promise.resolve();

  /** Whether the browser has the extension, and its tabs, when it begins again. */
  lasting = false;

  /** More preferences than those of the tests. */
  preferences = {};

  /** @param {string[]} hosts that are found on this computer */
  constructor(hosts) {
    super();
    this.hosts = hosts;
  }

  async launch() {
    const port = await freePort();
    this.profile = path.join(this.home, 'profile');
    const begun = existsSync(this.profile);
    await mkdir(this.profile, { recursive: true });
    const more = {
      ...(this.lasting && LASTING),
      // A script that finds itself in a page that was left, and kept for Back, never ends.
      ...(!this.extension && { 'browser.sessionhistory.max_total_viewers': 0 }),
      ...this.preferences,
      ...(this.language && { 'intl.locale.requested': this.language }),
    };
    await writeFile(
      path.join(this.profile, 'user.js'),
      preferences(port, this.resolves ? this.hosts : [], more),
    );
    const words = [
      '--headless',
      '--marionette',
      '--remote-allow-system-access',
      '--no-remote',
      '--profile',
      this.profile,
    ];
    this.child = spawn(process.env.FIREFOX ?? '/usr/bin/firefox-esr', words, {
      stdio: 'ignore',
      env: this.environment,
    });
    this.gone = new Promise((resolve) => this.child.on('exit', resolve));
    this.marionette = new Marionette();
    await this.marionette.connect(port);
    await this.marionette.send('WebDriver:NewSession', {
      pageLoadStrategy: 'none',
      timeouts: { script: SCRIPT_MS },
      acceptInsecureCerts: true,
    });
    if (!this.extension) return;
    if (begun) return;
    await this.marionette.send('Addon:Install', {
      path: this.lasting ? await this.packed() : extensionFolder('firefox'),
      temporary: !this.lasting,
      allowPrivateBrowsing: this.privately,
    });
    // With that it is loaded a second time, which closes what it opened.
    if (this.privately) await (await this.newPage()).goto(this.pageUrl('options'));
    await this.open();
  }

  /** The extension as the store gives it, but for the signature. */
  async packed() {
    const file = path.join(this.home, 'licit.xpi');
    await cp(path.join(extensionFolder('firefox'), '..', 'licit-firefox.zip'), file);
    return file;
  }

  /** One step at a time, a failed one included. */
  inTurn(step) {
    const result = this.turn.then(step);
    this.turn = result.catch(() => {});
    return result;
  }

  async pages() {
    const handles = await this.inTurn(() => this.marionette.send('WebDriver:GetWindowHandles'));
    return handles.map((handle) => new Page(this, handle));
  }

  async newPage() {
    // A new tab needs a current one that is there, and the last one used may have been closed by the extension.
    const [any] = await this.pages();
    const { handle } = await any.run('WebDriver:NewWindow', { type: 'tab', focus: true });
    return new Page(this, handle);
  }

  /** A tab in a private window of its own. */
  async privateTab() {
    const [any] = await this.pages();
    const { handle } = await any.run('WebDriver:NewWindow', { type: 'window', private: true, focus: true });
    return new Tab(this, new Page(this, handle), null);
  }

  /** Keeps what goes wrong in the pages below an address. */
  watch(url) {
    return this.privileged(WATCH, url);
  }

  /** A tab with cookies of its own. */
  async seat({ width, scripts = true } = {}) {
    const before = await this.pages();
    this.seats = (this.seats ?? 0) + 1;
    const given = { userContextId: this.seats, width: width ? `${width}px` : '', scripts };
    await this.privileged(
      `const tab = ${TABS}.addTrustedTab('about:blank', { userContextId: value.userContextId });
      ${TABS}.selectedTab = tab;
      tab.linkedBrowser.style.maxWidth = value.width;
      tab.linkedBrowser.browsingContext.allowJavascript = value.scripts;`,
      given,
    );
    const page = (await this.pages()).find((one) => !before.some((other) => other.is(one)));
    page.troubles = () => this.privileged('return window.troubles.splice(0)');
    return page;
  }

  /** Runs where the extension's own state for private windows is: with that for all others. */
  inPrivateBackground(work, value) {
    return this.probe.evaluate(work, value);
  }

  /** Runs with the rights of the browser itself. */
  privileged(body, value) {
    const script = `const [value, done] = arguments; (async () => { ${body} })().then(done, (e) => done(String(e)));`;
    return this.inTurn(async () => {
      await this.marionette.send('Marionette:SetContext', { value: 'chrome' });
      try {
        return (await this.marionette.send('WebDriver:ExecuteAsyncScript', { script, args: [value] })).value;
      } finally {
        await this.marionette.send('Marionette:SetContext', { value: 'content' });
      }
    });
  }

  /** Light or dark, for the pages of the extension too. */
  scheme(name) {
    const preference = 'layout.css.prefers-color-scheme.content-override';
    return this.privileged(`Services.prefs.setIntPref('${preference}', value)`, name === 'dark' ? 0 : 1);
  }

  /** Whether things may move, which nobody wants in the other cases. */
  motion(wanted) {
    return this.privileged(`Services.prefs.setIntPref('${MOTION}', value)`, wanted ? 0 : 1);
  }

  /** Enlarges the page in front as its menu does. */
  async zoom(tab, factor) {
    await this.privileged(`${TABS}.selectedBrowser.fullZoom = value`, factor);
    const ratio = () => tab.evaluate(() => globalThis.devicePixelRatio);
    await until('the page to be enlarged', async () => Math.abs((await ratio()) - factor) < 0.01);
  }

  /** What Firefox does to an idle background page, without waiting for it to be idle. */
  async sleep() {
    const now = 'terminateBackground({ disableResetIdleForTest: true })';
    await this.privileged(`await WebExtensionPolicy.getByID(value).extension.${now}`, ID);
    const state = () =>
      this.privileged('return WebExtensionPolicy.getByID(value).extension.backgroundState', ID);
    await until('the background page to sleep', async () => (await state()) === 'stopped');
  }

  async close() {
    await this.marionette?.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {});
    this.child?.kill('SIGKILL');
    await this.gone;
    this.marionette?.close();
  }
}

/** An extension that nobody signed, and the tabs that were open. */
const LASTING = {
  'xpinstall.signatures.required': false,
  'browser.startup.page': 3,
  'browser.sessionstore.interval': 500,
  'browser.sessionstore.resume_from_crash': true,
};

function preferences(port, hosts, more) {
  const all = {
    'marionette.port': port,
    'network.dns.localDomains': hosts.join(','),
    'extensions.webextensions.uuids': JSON.stringify({ [ID]: UUID }),
    // A click of a driver on the question cannot be told from none.
    'extensions.webextOptionalPermissionPrompts': false,
    'app.normandy.enabled': false,
    // What it offers to fill in or to keep takes the keys that are meant for the page.
    'browser.formfill.enable': false,
    'signon.rememberSignons': false,
    [MOTION]: 1,
    ...more,
  };
  return Object.entries(all)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}
