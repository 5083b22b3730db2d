/**
 * Calls our scripts in pages (content/). They are called by injecting a call, never by a message, so that nothing but
 * the extension can call them. A script goes into a document once, whoever needs it.
 */

import { ext } from './ext.js';

/** Calls to a document take turns, or two would each find it without the scripts.
 * @type {Map<string, Promise<unknown>>} */
const turns = new Map();

/**
 * Calls what a document has of ours, which is put there first.
 * @param {number} tabId
 * @param {number} frameId
 * @param {string[]} scripts those that it needs, in their order; with none, nothing happens where it is not there yet
 * @param {string | null} name null when it is only to be there
 * @param {any} argument
 */
export function call(tabId, frameId, scripts, name, argument) {
  const key = `${tabId}/${frameId}`;
  const turn = (turns.get(key) ?? Promise.resolve()).then(async () => {
    const reached = { func: reach, args: [scripts, name, argument] };
    const missing = /** @type {string[] | undefined} */ (await inject(tabId, frameId, reached));
    if (!missing?.length) return;
    await inject(tabId, frameId, { files: missing.map((script) => `content/${script}.js`) });
    await inject(tabId, frameId, reached);
  });
  turns.set(key, turn);
  void turn.then(() => turns.get(key) === turn && turns.delete(key));
  return turn;
}

/**
 * @param {number} tabId
 * @param {number} frameId
 * @param {object} what
 * @returns {Promise<unknown>} what came of it; nothing where the browser lets nobody in, or the document has gone
 */
async function inject(tabId, frameId, what) {
  const target = { tabId, frameIds: [frameId] };
  const injection = /** @type {any} */ ({ target, injectImmediately: true, ...what });
  const results = await ext.scripting.executeScript(injection).catch(() => []);
  return results[0]?.result;
}

/**
 * Sent into the page as text, so it uses nothing from outside itself.
 * @param {string[]} scripts
 * @param {string | null} name
 * @param {any} argument
 * @returns {string[]} the scripts that are not there, and will be
 */
function reach(scripts, name, argument) {
  // A string could be the name of one of the page's elements, which the browser finds there.
  const world = /** @type {any} */ (globalThis);
  const ours = (world[Symbol.for('licit')] ??= { scripts: [] });
  const missing = scripts.filter((script) => !ours.scripts.includes(script));
  ours.scripts.push(...missing);
  if (missing.length === 0 && name) ours[name]?.(argument);
  return missing;
}
