// How far Back goes from a warning. Each row plays the events that a browser sends and names the page that Back must
// reach; the driver keeps the history that a browser would keep and walks it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import {
  begin,
  commitBlocked,
  commitPage,
  commitWarning,
  leave,
  newTab,
  ownerOf,
  send,
  struggles,
} from '../../extension/src/track.js';

const rows = JSON.parse(readFileSync(new URL('track.json', import.meta.url)));

/** A tab with its history, which an extension does not see. */
class Browser {
  tab = newTab();
  warnings = {};
  history = [];
  index = -1;
  now = 0;
  shown = null;

  push(entry, replace) {
    if (!replace || this.index < 0) this.index += 1;
    this.history.splice(this.index, this.history.length - this.index, entry);
  }

  /** A page loads: pushed, or in the place of the one before, as after a redirect by script. */
  page(url, { replace = false, seconds = 10 } = {}) {
    this.now += seconds * 1000;
    begin(this.tab, url, this.now);
    this.now += 50;
    commitPage(this.tab, url, this.now, this.warnings);
    this.push(url, replace);
  }

  /** A listed page is held: before it shows, after it showed, or after it showed and in its place (Firefox). */
  held(url, { how = 'early', seconds = 10, replace = false } = {}) {
    this.now += seconds * 1000;
    begin(this.tab, url, this.now);
    if (how !== 'early') {
      commitPage(this.tab, url, this.now, this.warnings);
      this.push(url, replace);
    }
    this.warn(url, how === 'in-place');
  }

  warn(url, replaced) {
    const id = `w${Object.keys(this.warnings).length}`;
    const warning = {
      id,
      url,
      begun: this.now,
      replaced,
      auto: false,
      skip: null,
      onTop: false,
      bounces: 0,
    };
    this.warnings[id] = warning;
    this.push({ id }, replaced);
    commitWarning(this.tab, warning, this.warnings);
    this.shown = warning;
  }

  /** The warning on show was sent for twice, and comes a second time. */
  doubled() {
    this.push({ id: this.shown.id }, false);
    commitWarning(this.tab, this.shown, this.warnings);
  }

  /** The browser goes to an entry of its history. A listed one is held once more. */
  travel(index, how) {
    this.index = index;
    const entry = this.history[index];
    this.now += 100;
    if (typeof entry !== 'string') {
      this.shown = this.warnings[entry.id];
      return commitWarning(this.tab, this.shown, this.warnings);
    }
    const from = this.index;
    begin(this.tab, entry, this.now);
    if (entry.startsWith('bad') && how === 'early') {
      this.index = this.at;
      return this.warn(entry, false);
    }
    commitPage(this.tab, entry, this.now, this.warnings);
    this.shown = null;
    this.index = from;
    if (entry.startsWith('bad')) this.warn(entry, false);
    if (entry.startsWith('leads')) this.held('bad/1', { how, seconds: 0.1 });
    return undefined;
  }

  /** Back, as often as the warnings go back by themselves. */
  back(how) {
    for (let turns = 0; turns < 6; turns += 1) {
      this.at = this.index;
      const skip = leave(this.tab, this.shown, this.history.length);
      if (skip === null || skip > this.index) return 'closed';
      this.travel(this.index - skip, how);
      if (!this.shown) return this.history[this.index];
      if (!this.shown.auto) return 'warning';
    }
    return 'loop';
  }

  /** The browser's own Back button, one entry. */
  toolbarBack(how) {
    this.at = this.index;
    this.travel(this.index - 1, how);
  }
}

for (const row of rows) {
  test(`track: ${row.name}`, () => {
    const browser = new Browser();
    for (const [event, ...values] of row.events) browser[event](...values);
    assert.equal(browser.back(row.how ?? 'early'), row.back);
  });
}

/** A warning that is about to show. */
const warningOf = (id, url, begun) => ({
  id,
  url,
  begun,
  replaced: false,
  skip: null,
  auto: false,
  bounces: 0,
});

test('track: from a blocked page’s warning Back goes over the error page, however it was reached', () => {
  const tab = newTab();
  const warnings = { one: warningOf('one', 'bad', 10), two: warningOf('two', 'bad', 20) };
  commitPage(tab, 'a', 1, warnings);
  commitBlocked(tab, 'bad', 10, warnings);
  commitWarning(tab, warnings.one, warnings);
  assert.deepEqual([warnings.one.skip, warnings.one.auto], [2, false]);
  commitBlocked(tab, 'bad', 20, warnings);
  commitWarning(tab, warnings.two, warnings);
  assert.deepEqual([warnings.two.skip, warnings.two.auto], [2, true]);
});

test('track: forward again to a blocked page shows the warning; another blocked page goes over both', () => {
  const tab = newTab();
  const warnings = {
    one: warningOf('one', 'bad', 10),
    two: warningOf('two', 'bad', 1500),
    other: warningOf('other', 'worse', 9000),
  };
  commitPage(tab, 'a', 1, warnings);
  commitBlocked(tab, 'bad', 10, warnings);
  commitWarning(tab, warnings.one, warnings);
  assert.equal(leave(tab, warnings.one, 3), 2);
  commitPage(tab, 'a', 20, warnings);
  commitBlocked(tab, 'bad', 1500, warnings);
  commitWarning(tab, warnings.two, warnings);
  assert.deepEqual([warnings.two.skip, warnings.two.auto], [2, false]);
  commitBlocked(tab, 'worse', 9000, warnings);
  commitWarning(tab, warnings.other, warnings);
  assert.deepEqual([warnings.other.skip, warnings.other.auto], [4, false]);
});

test('track: a page that leads to a blocked one as soon as Back shows it is left again by itself', () => {
  const tab = newTab();
  const warnings = { one: warningOf('one', 'bad', 10), two: warningOf('two', 'bad', 30) };
  commitPage(tab, 'a', 1, warnings);
  commitBlocked(tab, 'bad', 10, warnings);
  commitWarning(tab, warnings.one, warnings);
  leave(tab, warnings.one, 3);
  commitPage(tab, 'a', 20, warnings);
  commitBlocked(tab, 'bad', 30, warnings);
  commitWarning(tab, warnings.two, warnings);
  assert.deepEqual([warnings.two.skip, warnings.two.auto], [2, true]);
});

test('track: where a page led on again and again, the first entry is tried before the tab is closed', () => {
  const warning = (skip, bounces) => ({ ...warningOf('w', 'bad', 10), skip, bounces });
  assert.equal(leave(newTab(), warning(3, 3), 3), 2);
  assert.equal(leave(newTab(), warning(3, 0), 3), null);
  assert.equal(leave(newTab(), warning(4, 3), 3), null);
  assert.equal(leave(newTab(), warning(1, 1), 1), null);
});

test('track: an answer finds its navigation before and after the page shows, and not once the tab moved on', () => {
  const tab = newTab();
  const seq = begin(tab, 'a', 1);
  assert.equal(ownerOf(tab, seq), tab.pending);
  commitPage(tab, 'a', 2, {});
  assert.equal(ownerOf(tab, seq), tab.entry);
  begin(tab, 'b', 3);
  assert.equal(ownerOf(tab, seq), tab.entry);
  commitPage(tab, 'b', 4, {});
  assert.equal(ownerOf(tab, seq), null);
});

test('track: a redirect is another navigation than the one that began', () => {
  const tab = newTab();
  const seq = begin(tab, 'a', 1);
  const entry = commitPage(tab, 'b', 2, {});
  assert.notEqual(entry.seq, seq);
  assert.equal(entry.answer, null);
});

test('track: a page that navigates over and over keeps the warning from its tab; a shopper does not', () => {
  const tab = newTab();
  commitPage(tab, 'bad', 1, {});
  send(tab, 'w');
  for (let i = 0; i < 7; i += 1) begin(tab, `bad?${i}`, 2);
  assert.equal(struggles(tab), false);
  begin(tab, 'bad?8', 3);
  assert.equal(struggles(tab), true);
  commitWarning(tab, { id: 'w', skip: 1 }, {});
  assert.equal(struggles(tab), false);
});
