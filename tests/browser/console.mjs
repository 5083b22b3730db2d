// The console in a plain browser: no extension, a licitd and users of its own.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Daemon } from './daemon.mjs';
import { Tab } from './driver.mjs';
import { look } from './look.mjs';
import { until } from './until.mjs';

export const LIST = 'xx-console';

/** Who works at the authority. */
export const PEOPLE = { eva: 'publisher', petr: 'reviewer', jana: 'editor', olga: 'reader' };

/** Somebody at the console, with nobody's cookies but their own. */
export class Person extends Tab {
  constructor(office, page) {
    super(office.driver, page, null);
    this.office = office;
  }

  /** Does what leads to another page, and waits until that is whole. */
  async moves(step) {
    const read = () => [performance.timeOrigin, document.readyState, location.href];
    const [before] = await this.evaluate(read);
    await step();
    await until('the next page', async () => {
      const [now, state, url] = await this.evaluate(read);
      // A browser that takes another process for it has an empty page in between.
      return now !== before && state === 'complete' && url !== 'about:blank';
    });
  }

  /** A page of the console. */
  open(place = '') {
    return this.moves(() => this.go(this.office.url + place));
  }

  /** Presses Tab until the element has the focus, as somebody without a mouse does. */
  async tabTo(css) {
    for (let i = 0; i < 80; i++) {
      if (await this.evaluate((selector) => document.activeElement.matches(selector), css)) return;
      await this.key('Tab');
    }
    throw new Error(`Tab does not come to ${css}`);
  }

  async enter(css) {
    await this.tabTo(css);
    await this.moves(() => this.key('Enter'));
  }

  async type(css, text) {
    await this.tabTo(css);
    await this.page.type(text);
  }

  /** Clicks what leads to another page. */
  follow(css) {
    return this.moves(() => this.press(css));
  }

  /** Chooses a file, which is made if its text is given. */
  async upload(css, name, text) {
    const file = path.resolve(this.office.daemon.folder, name);
    if (text) await writeFile(file, text);
    await this.page.upload(css, file);
  }

  /** What the page says, without the spaces of its source. */
  async main() {
    return (await this.text('main')).replace(/\s+/g, ' ');
  }

  heading() {
    return this.text('h1');
  }

  said() {
    return this.text('[role=status]');
  }

  /** The field of a label. */
  async labelled(title) {
    const id = await this.evaluate((text) => {
      const label = [...document.querySelectorAll('label')].find((one) => one.textContent.trim() === text);
      return label?.control.id;
    }, title);
    return `#${id}`;
  }

  /** How many there are of an element. */
  count(css) {
    return this.evaluate((selector) => document.querySelectorAll(selector).length, css);
  }

  look(name) {
    return look(this, `console-${name}`);
  }
}

export class Office {
  /**
   * @param {import('./driver.mjs').Driver} driver
   * @param {Daemon} [daemon] whose console it is, if it is not to be one of its own
   */
  constructor(driver, daemon) {
    this.driver = driver;
    this.daemon = daemon;
    driver.extension = false;
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
    await this.driver.makeHome(this.daemon.environment);
    await this.driver.launch();
    await this.driver.watch(this.url);
  }

  get url() {
    return `http://${this.daemon.address}/console/`;
  }

  /** Somebody signed in, by a code as the terminal prints it, or nobody yet. */
  async person(name, options) {
    const person = new Person(this, await this.driver.seat(options));
    if (name === 'nobody') return person;
    await person.open('sign-in');
    await person.type('#f-code', await this.daemon.pairingCode('--console', name));
    await person.moves(() => person.key('Enter'));
    assert.equal(await person.url(), this.url);
    return person;
  }

  /** Somebody at the console for as long as it takes: nothing goes wrong in the page. */
  async as(name, work, options) {
    const person = await this.person(name, options);
    try {
      await work(person);
      assert.deepEqual(await person.page.troubles(), []);
    } finally {
      await person.close();
    }
  }

  async close() {
    await this.driver.close();
    await this.driver.removeHome();
    await this.daemon?.remove();
  }
}
