// The words: every key that is used is there, every key that is there is used, in every language.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../extension/', import.meta.url));
const read = (...names) => readFileSync(path.join(root, ...names), 'utf8');
const messagesOf = (language) => JSON.parse(read('_locales', language, 'messages.json'));

const english = messagesOf('en');
const languages = readdirSync(path.join(root, '_locales')).sort();
const sources = readdirSync(path.join(root, 'src'), { recursive: true }).map(String);

/** Keys that are certainly asked for, and every word that might be a key: the tables name keys as plain strings. */
const asked = new Set();
const words = new Set();
for (const name of sources.filter((file) => /\.(js|html)$/.test(file))) {
  const text = read('src', name);
  for (const [, key] of text.matchAll(/data-msg="([^"]*)"|\bt\('([^']*)'/g)) asked.add(key);
  for (const found of text.matchAll(/data-msg="([^"]*)"|\bt\('([^']*)'/g)) asked.add(found[1] ?? found[2]);
  for (const [, word] of text.matchAll(/['"]([a-z][a-z0-9_]*)['"]/g)) words.add(word);
}
for (const platform of readdirSync(path.join(root, 'platform'))) {
  for (const [, key] of read('platform', platform, 'manifest.json').matchAll(/__MSG_(\w+)__/g))
    asked.add(key);
}
asked.delete(undefined);

test('messages: every key that is asked for is there', () => {
  assert.deepEqual(
    [...asked].filter((key) => !Object.hasOwn(english, key)),
    [],
  );
});

test('messages: every key that is there is asked for', () => {
  const used = (key) => asked.has(key) || words.has(key);
  assert.deepEqual(
    Object.keys(english).filter((key) => !used(key)),
    [],
  );
});

for (const language of languages) {
  test(`messages: ${language} has the same keys and placeholders as English`, () => {
    const messages = messagesOf(language);
    assert.deepEqual(Object.keys(messages).sort(), Object.keys(english).sort());
    assert.equal(messages.language_tag.message, language);
    for (const [key, { message, placeholders = {} }] of Object.entries(messages)) {
      const inText = [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name.toLowerCase());
      assert.deepEqual([...new Set(inText)].sort(), Object.keys(placeholders).sort(), key);
      assert.deepEqual(placeholders, english[key].placeholders ?? {}, key);
    }
  });
}

test('messages: the ten languages are there', () => {
  assert.deepEqual(languages, ['cs', 'de', 'en', 'es', 'fr', 'hu', 'it', 'pl', 'pt', 'ru']);
});

test('messages: a badge fits on the icon', () => {
  for (const language of languages) {
    for (const [key, { message }] of Object.entries(messagesOf(language)))
      if (key.startsWith('badge_')) assert.ok([...message].length <= 4, `${language} ${key}`);
  }
});

/** A translation is longer than the English where that is terse, but a button must fit. */
const longest = (english) => 22 + 1.7 * english.length;

test('messages: no text is much longer or shorter than the English', () => {
  for (const language of languages) {
    for (const [key, { message }] of Object.entries(messagesOf(language))) {
      const { length } = english[key].message;
      const fits = message.length <= longest(english[key].message) && message.length >= length / 3 - 3;
      assert.ok(fits, `${language} ${key}: ${message}`);
    }
  }
});

/** Names, signs, and words that are the same in some language. */
const SAME = 20;

test('messages: no language is English', () => {
  for (const language of languages.filter((name) => name !== 'en')) {
    const same = Object.entries(messagesOf(language)).filter(([key, { message }]) => {
      return message === english[key].message && !key.startsWith('badge_');
    });
    assert.ok(same.length <= SAME, `${language}: ${same.map(([key]) => key).join(' ')}`);
  }
});

test('pages: no style names a side of the page, so that they read from right to left too', () => {
  for (const name of sources.filter((file) => /\.css$|^content.*\.js$/.test(file)))
    assert.doesNotMatch(
      read('src', name),
      /(border|padding|margin)-(left|right)\s*:|text-align:\s*(left|right)|^\s*(left|right)\s*:/m,
      name,
    );
});

test('manifests: each permission has its paragraph in docs/PRIVACY.md, and each paragraph its permission', () => {
  const { permissions, host_permissions: hosts } = JSON.parse(read('platform', 'firefox', 'manifest.json'));
  const text = readFileSync(path.join(root, '..', 'docs', 'PRIVACY.md'), 'utf8');
  const [section] = text.split('\n## Permissions\n')[1].split('\n## ');
  const told = [...section.matchAll(/^\*\*(?:Host permission )?`([^`]+)`\*\*/gm)].map(([, name]) => name);
  // Chromium's alone, and no permission.
  const named = told.filter((name) => name !== 'incognito: split');
  assert.deepEqual(named.sort(), [...permissions, ...hosts].sort());
  for (const optional of ['http://*/*', 'https://*/*'])
    assert.ok(section.includes(`\`${optional}\``), optional);
});

test('manifests: the same version, permissions and policy on both platforms', () => {
  const [chromium, firefox] = ['chromium', 'firefox'].map((p) =>
    JSON.parse(read('platform', p, 'manifest.json')),
  );
  for (const key of [
    'version',
    'permissions',
    'host_permissions',
    'optional_host_permissions',
    'content_security_policy',
    'options_ui',
  ]) {
    assert.deepEqual(firefox[key], chromium[key], key);
  }
  assert.equal(chromium.version, JSON.parse(read('package.json')).version);
  for (const manifest of [chromium, firefox]) assert.equal(manifest.web_accessible_resources, undefined);
});
