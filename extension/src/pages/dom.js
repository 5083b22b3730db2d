/**
 * Builds page content. Whatever comes from outside becomes a text node, never markup.
 */

import { ext } from '../ext.js';
import { sentenceOf } from '../sentence.js';
import { language, t } from '../text.js';

/** @typedef {import('../policy.js').MessageKey} MessageKey */
/** @typedef {Node | string | null | false} Child the empty text is none */

/** Of an element with a sentence of the daemon, which speaks English. */
const DAEMONS = { lang: 'en', dir: 'ltr' };

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} attributes
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return element;
}

/**
 * What a finding says.
 * @param {'p' | 'li'} tag
 * @param {import('../client.js').Finding} finding
 */
export function told(tag, finding) {
  const { text, lang } = sentenceOf(finding);
  return el(tag, lang ? DAEMONS : {}, text);
}

/**
 * @param {string} id an element that the page's own HTML has
 * @returns {HTMLElement}
 */
export function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * @param {string | null} url checked by the client to be an http or https address
 * @param {string} text
 */
export function link(url, text) {
  return url
    ? el('a', { href: url, target: '_blank', rel: 'noreferrer noopener' }, text)
    : el('span', {}, text);
}

/**
 * To another page of the extension, in a tab of its own.
 * @param {'site' | 'lawful' | 'report'} page
 * @param {MessageKey} text
 * @param {Record<string, string>} [fields] of its address
 */
export function pageLink(page, text, fields = {}) {
  const query = new URLSearchParams(fields).toString();
  return el(
    'a',
    { href: `${page}.html${query && `?${query}`}`, target: '_blank', id: `more-${page}` },
    t(text),
  );
}

/**
 * @param {string} text
 * @param {() => void} onClick
 * @param {Record<string, string>} [attributes]
 */
export function button(text, onClick, attributes = {}) {
  const element = el('button', { type: 'button', ...attributes }, text);
  element.addEventListener('click', onClick);
  return element;
}

/** @param {[MessageKey, Child][]} rows those without a value are left out */
export function facts(rows) {
  const known = rows.filter(([, value]) => value);
  return el('dl', {}, ...known.flatMap(([label, value]) => [el('dt', {}, t(label)), el('dd', {}, value)]));
}

/**
 * The host, with the name that was registered set off from what stands before it.
 * @param {HTMLElement} into
 * @param {string} host
 * @param {string} site
 */
export function showHost(into, host, site) {
  const split = host.endsWith(`.${site}`) ? host.length - site.length : 0;
  into.replaceChildren(
    ...(split ? [el('span', { class: 'soft' }, host.slice(0, split))] : []),
    host.slice(split),
  );
}

/** Puts the words into the page's own HTML: `data-msg` names the text, `data-label` the accessible name. */
export function fillWords() {
  document.documentElement.lang = language();
  document.documentElement.dir = ext.i18n.getMessage('@@bidi_dir');
  for (const element of document.querySelectorAll('[data-msg]')) {
    element.textContent = t(/** @type {MessageKey} */ (element.getAttribute('data-msg')));
  }
}

/**
 * @template R
 * @param {string} type
 * @param {object} [fields]
 * @returns {Promise<R>}
 */
export function send(type, fields = {}) {
  return ext.runtime.sendMessage({ type, ...fields });
}
