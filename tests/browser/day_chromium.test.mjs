// docs/DAY.md in Chromium: an authority with a console, and a shopper whose licitd is subscribed to its feed.
import { after } from 'node:test';
import cases from './cases_day.mjs';
import { Chromium } from './chromium.mjs';
import { Day } from './day.mjs';
import { suite } from './suite.mjs';

const day = new Day();

suite(
  () => new Chromium(),
  cases,
  async (context) => {
    context.day = day;
    await day.open(context.daemon);
    await context.daemon.start();
  },
);

after(() => day.close());
