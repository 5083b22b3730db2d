// Rules that keep page data out of the markup and the browser's name in one file. Run from the top of the tree.
import js from '@eslint/js';
import globals from 'globals';

const MARKUP = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'setHTMLUnsafe',
  'srcdoc',
  'createContextualFragment',
];

/** What would turn text into markup or code. */
const noMarkup = [
  ...MARKUP.map((name) => ({
    selector: `MemberExpression[property.name='${name}']`,
    message: 'Show data as text nodes (dom.js).',
  })),
  {
    selector: "CallExpression[callee.object.name='document'][callee.property.name='write']",
    message: 'Use dom.js.',
  },
];

/** Only ext.js may name the browser's own object. */
const noBrowserName = ['chrome', 'browser'].map((name) => ({
  name,
  message: 'Import { ext } from ext.js.',
}));

export default [
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', ...noMarkup],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 15],
    },
  },
  {
    files: ['extension/src/**/*.js'],
    languageOptions: { globals: { ...globals.browser } },
    rules: { 'no-restricted-globals': ['error', ...noBrowserName], 'no-console': 'error' },
  },
  { files: ['daemon/api/*.js'], languageOptions: { globals: { ...globals.browser } } },
  { files: ['extension/src/ext.js'], rules: { 'no-restricted-globals': 'off' } },
  {
    files: ['extension/src/content/*.js'],
    languageOptions: { sourceType: 'script' },
    // One script uses what another declares; tsc sees them together (tsconfig.content.json).
    rules: { 'no-undef': 'off', 'no-unused-vars': ['error', { vars: 'local', argsIgnorePattern: '^_' }] },
  },
  { files: ['extension/*.js', 'tests/**/*.{js,mjs}'], languageOptions: { globals: { ...globals.node } } },
  {
    files: ['tests/**/*.mjs'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: { 'max-lines-per-function': 'off' },
  },
];
