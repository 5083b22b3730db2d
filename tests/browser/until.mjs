// Waits for a condition, and says which one when it does not come.
const LIMIT_MS = Number(process.env.LICIT_WAIT_MS ?? 15000);
const STEP_MS = 40;

/** @type {AbortSignal | null} */
let ended = null;

/** @param {AbortSignal} signal after which nothing is waited for any more */
export function waitNoLongerThan(signal) {
  ended = signal;
}

/**
 * @template T
 * @param {string} what
 * @param {() => T | Promise<T>} condition
 * @returns {Promise<T>} the first truthy value
 */
export async function until(what, condition, limit = LIMIT_MS) {
  const end = Date.now() + limit;
  let last;
  for (;;) {
    ended?.throwIfAborted();
    try {
      last = await condition();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited ${limit} ms for ${what}; last: ${last}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
