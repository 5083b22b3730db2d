/**
 * The address of licitd, as the shopper types it. Only this computer's own address is accepted: what is sent there
 * names the sites the shopper visits. Pure.
 */

export const DEFAULT_ADDRESS = '127.0.0.1:7965';

/** What the extension must be allowed to reach, any port; Firefox lets people take it back. */
export const ORIGINS = ['http://127.0.0.1/*'];

/** Every page on the web: asked for only when the shopper wants pages to be looked at. */
export const PAGES = ['http://*/*', 'https://*/*'];

/**
 * @param {string} typed `127.0.0.1:7965`, `localhost:7965`, with or without `http://`
 * @returns {string | null} `127.0.0.1:PORT`, or null when it is not an address on this computer
 */
export function readAddress(typed) {
  const found = /^(?:http:\/\/)?(?:127\.0\.0\.1|localhost)(?::(\d{1,5}))?\/?$/i.exec(typed.trim());
  if (!found) return null;
  const port = Number(found[1] ?? 7965);
  return port >= 1 && port <= 65535 ? `127.0.0.1:${port}` : null;
}
