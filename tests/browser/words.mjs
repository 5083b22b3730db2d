// The extension's own words, so that the cases name a text by its key.
import { readFileSync } from 'node:fs';

const messages = JSON.parse(
  readFileSync(new URL('../../extension/_locales/en/messages.json', import.meta.url)),
);

/**
 * @param {string} key
 * @param {...string} values
 */
export function words(key, ...values) {
  const { message, placeholders = {} } = messages[key];
  return message.replace(
    /\$(\w+)\$/g,
    (_, name) => values[Number(placeholders[name.toLowerCase()].content.slice(1)) - 1],
  );
}
