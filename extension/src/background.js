/**
 * Registers every listener at once, as a worker that is woken by an event must, and wires them to their modules.
 */

import * as daemon from './daemon.js';
import * as desk from './desk.js';
import { ext } from './ext.js';
import * as guard from './guard.js';
import * as inpage from './inpage.js';
import * as later from './later.js';
import { look, lookAgain } from './look.js';
import * as marks from './marks.js';
import * as prevent from './prevent.js';
import * as settings from './settings.js';

const STATUS_ALARM = 'status';
/** licitd leaves a minute of the time in which a release is to be on show (see update_minutes). */
const STATUS_MINUTES = 1;

const { webNavigation, tabs, windows, runtime, alarms, storage, permissions } = ext;

webNavigation.onBeforeNavigate.addListener(guard.onBeforeNavigate);
webNavigation.onCommitted.addListener(guard.onCommitted);
webNavigation.onCommitted.addListener(inpage.onFrame);
webNavigation.onCommitted.addListener(marks.onPage);
webNavigation.onHistoryStateUpdated.addListener(guard.onHistoryStateUpdated);
webNavigation.onHistoryStateUpdated.addListener(marks.onPage);
webNavigation.onErrorOccurred.addListener(guard.onErrorOccurred);

tabs.onActivated.addListener(({ tabId }) => void guard.catchUp(tabId).then(() => lookAgain(tabId)));
tabs.onUpdated.addListener((tabId, { status }) => {
  if (status !== 'complete') return;
  later.end(tabId);
  void guard.catchUp(tabId).then(() => look(tabId));
});
tabs.onRemoved.addListener(guard.onRemoved);
windows.onRemoved.addListener(forgetPrivate);

runtime.onMessage.addListener(desk.receive);
runtime.onStartup.addListener(start);
runtime.onInstalled.addListener(({ reason }) => {
  if (reason === 'install') void runtime.openOptionsPage();
  void start();
});

alarms.onAlarm.addListener(({ name }) => {
  if (name === STATUS_ALARM) void guard.ready().then(daemon.refresh).then(prevent.renew);
});

storage.local.onChanged.addListener((changes) => void settings.adopt(changes).then(prevent.renew));
storage.managed.onChanged.addListener(() => void settings.adoptPolicy().then(desk.afterChange));
permissions.onAdded.addListener(guard.repaint);
permissions.onAdded.addListener(marks.refresh);

daemon.watch((before) => {
  void guard.repaint();
  const renewed = prevent.renew();
  if (daemon.judgesOtherwise(before))
    void renewed.then(guard.recheckShown).then((shown) => shown.forEach(lookAgain));
});

/** With the last private window goes what was kept for them: Firefox has one background for all windows. */
async function forgetPrivate() {
  await guard.ready();
  const open = await windows.getAll();
  if (open.some(({ incognito }) => incognito)) return;
  await inpage.forgetPrivate();
  if (await settings.forgetPrivate()) await prevent.renew();
}

async function start() {
  await guard.ready();
  await alarms.create(STATUS_ALARM, { periodInMinutes: STATUS_MINUTES });
  await daemon.refresh();
  await prevent.renew();
  await guard.repaint();
  await Promise.all([guard.recheckShown(), guard.catchUpAll()]);
}
