// The extension's own words, so that the cases name a text by its key.
import { readFileSync } from 'node:fs';

/** @param {string} language of _locales/ */
export function messagesIn(language) {
  const file = new URL(`../../extension/_locales/${language}/messages.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** @param {string} language of _locales/ */
export function wordsIn(language) {
  const messages = messagesIn(language);
  /**
   * @param {string} key
   * @param {...string} values
   */
  return (key, ...values) => {
    const { message, placeholders = {} } = messages[key];
    return message.replace(
      /\$(\w+)\$/g,
      (_, name) => values[Number(placeholders[name.toLowerCase()].content.slice(1)) - 1],
    );
  };
}

export const words = wordsIn('en');
