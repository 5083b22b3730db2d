/**
 * Where the state of a session is kept: in memory, and gone with the browser.
 *
 * Chromium runs a copy of the extension for private windows, and gives both copies one storage.session, which outlives
 * those windows. That copy keeps its state in a database instead: the browser holds it in memory, apart from all others,
 * and it is gone with the last private window.
 */

import { ext, isPrivateCopy } from './ext.js';

/**
 * @typedef {Record<string, chrome.storage.StorageChange>} Changes
 * @typedef {{ get: (keys: string | null) => Promise<Record<string, any>>, set: (values: Record<string, any>) => Promise<void>,
 *   remove: (keys: string[]) => Promise<void>, watch: (listener: (changes: Changes) => void) => void }} Store
 *   `get`: all of it for null; `watch`: is told of what other contexts of the extension change
 */

const NAME = 'session';

/** @type {Promise<IDBDatabase> | null} */
let opening = null;

/** @type {BroadcastChannel | null} */
let channel = null;

/** @type {Store} */
const shared = {
  get: (keys) => ext.storage.session.get(keys),
  set: (values) => ext.storage.session.set(values),
  remove: (keys) => ext.storage.session.remove(keys),
  watch: (listener) => ext.storage.session.onChanged.addListener(listener),
};

/** @type {Store} */
const apart = {
  async get(keys) {
    /** @type {Record<string, any>} */
    const found = {};
    await transact('readonly', (objects) => {
      objects.openCursor(keys === null ? null : IDBKeyRange.only(keys)).onsuccess = ({ target }) => {
        const cursor = /** @type {IDBRequest<IDBCursorWithValue | null>} */ (target).result;
        if (!cursor) return;
        found[String(cursor.key)] = cursor.value;
        cursor.continue();
      };
    });
    return found;
  },
  async set(values) {
    /** @type {Changes} */
    const changes = {};
    await transact('readwrite', (objects) => {
      for (const [key, newValue] of Object.entries(values)) {
        const asked = objects.get(key);
        asked.onsuccess = () => (changes[key] = { oldValue: asked.result, newValue });
        objects.put(newValue, key);
      }
    });
    channelOf().postMessage(changes);
  },
  async remove(keys) {
    await transact('readwrite', (objects) => keys.forEach((key) => objects.delete(key)));
  },
  watch: (listener) => channelOf().addEventListener('message', ({ data }) => listener(data)),
};

export const store = isPrivateCopy ? apart : shared;

function channelOf() {
  channel ??= new BroadcastChannel(NAME);
  return channel;
}

/** @returns {Promise<IDBDatabase>} */
function database() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(NAME);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(objects: IDBObjectStore) => void} work
 * @returns {Promise<void>}
 */
async function transact(mode, work) {
  const open = await database();
  return new Promise((resolve, reject) => {
    const transaction = open.transaction(NAME, mode, { durability: 'relaxed' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    work(transaction.objectStore(NAME));
  });
}
