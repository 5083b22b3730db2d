/**
 * What the notice and the question are made of.
 */

/** @typedef {import('../inpage.js').Content} Content */

/** The pictures of icons/, which a page could load only from an extension that shows itself to every page.
 * @type {Record<string, [string, Record<string, string>][]>} */
const ICONS = {
  verified: [
    ['circle', { cx: '8', cy: '8', r: '7.5', fill: '#1a7f37' }],
    [
      'path',
      {
        d: 'M4.2 8.4 7 11.1l5-5.9',
        fill: 'none',
        stroke: '#fff',
        'stroke-width': '2.2',
        'stroke-linecap': 'round',
        'stroke-linejoin': 'round',
      },
    ],
  ],
  elsewhere: [
    ['rect', { x: '1', y: '1', width: '14', height: '14', rx: '3', fill: '#1d5fbf' }],
    ['circle', { cx: '8', cy: '4.4', r: '1.4', fill: '#fff' }],
    [
      'path',
      { d: 'M8 7.6v4.6', fill: 'none', stroke: '#fff', 'stroke-width': '2.4', 'stroke-linecap': 'round' },
    ],
  ],
  caution: [
    [
      'path',
      {
        d: 'M8 .8 15.2 8 8 15.2.8 8Z',
        fill: '#a86200',
        stroke: '#a86200',
        'stroke-width': '1.4',
        'stroke-linejoin': 'round',
      },
    ],
    [
      'path',
      {
        d: 'M5.9 6.1C6 4.7 7 4 8.1 4c1.2 0 2.1.8 2.1 1.9 0 1.6-2.1 1.7-2.1 3.3',
        fill: 'none',
        stroke: '#fff',
        'stroke-width': '1.7',
        'stroke-linecap': 'round',
      },
    ],
    ['circle', { cx: '8.1', cy: '11.7', r: '1.1', fill: '#fff' }],
  ],
  suspicious: [
    [
      'path',
      {
        d: 'M8 1.4 15 14H1Z',
        fill: '#c2410c',
        stroke: '#c2410c',
        'stroke-width': '1.8',
        'stroke-linejoin': 'round',
      },
    ],
    [
      'path',
      { d: 'M8 5.6v3.6', fill: 'none', stroke: '#fff', 'stroke-width': '2', 'stroke-linecap': 'round' },
    ],
    ['circle', { cx: '8', cy: '12', r: '1.2', fill: '#fff' }],
  ],
  illicit: [
    ['path', { d: 'M5 .6h6L15.4 5v6L11 15.4H5L.6 11V5Z', fill: '#b3261e' }],
    [
      'path',
      {
        d: 'm5.3 5.3 5.4 5.4m0-5.4-5.4 5.4',
        fill: 'none',
        stroke: '#fff',
        'stroke-width': '2.3',
        'stroke-linecap': 'round',
      },
    ],
  ],
};

/** Colours and type as in pages/page.css; sizes in pixels, for a page sets what the others are measured by. */
const PARTS_CSS = `
.panel {
  --card: #ffffff; --line: #b9b5ab; --text: #1d2126; --soft: #555c66; --focus: #0b57a4;
  --button: #12505f; --button-text: #ffffff; --button-hover: #0c3f4b;
  color-scheme: light;
  box-sizing: border-box;
  margin: 0;
  padding: 0;
  color: var(--text);
  font: 15px/1.4 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  overflow-wrap: anywhere;
  user-select: none;
}
.panel[data-state='verified'] { --tone: #1a7f37; --tone-ground: #e9f6ec; }
.panel[data-state='elsewhere'] { --tone: #1d5fbf; --tone-ground: #e8f0fb; }
.panel[data-state='caution'] { --tone: #8a5200; --tone-ground: #fdf3e0; }
.panel[data-state='suspicious'] { --tone: #b03a0b; --tone-ground: #fdeee6; }
.panel[data-state='illicit'] { --tone: #b3261e; --tone-ground: #fcebea; }
@media (prefers-color-scheme: dark) {
  .panel {
    --card: #1f2228; --line: #5c6370; --text: #eceef1; --soft: #b4bbc6; --focus: #8abdf5;
    --button: #6fc3d4; --button-text: #0a2329; --button-hover: #93d8e6;
    color-scheme: dark;
  }
  .panel[data-state='verified'] { --tone: #6fd58a; --tone-ground: #17301e; }
  .panel[data-state='elsewhere'] { --tone: #8fbcfb; --tone-ground: #182a44; }
  .panel[data-state='caution'] { --tone: #f0bd67; --tone-ground: #352810; }
  .panel[data-state='suspicious'] { --tone: #ff9d6c; --tone-ground: #3a2015; }
  .panel[data-state='illicit'] { --tone: #ff9189; --tone-ground: #3b1a19; }
}
.panel * { box-sizing: border-box; }
.strong { font-weight: 600; }
.soft { color: var(--soft); }
button {
  flex: none;
  min-height: 36px;
  border: 1px solid var(--line);
  border-radius: 8px;
  padding: 6px 14px;
  background: var(--card);
  color: var(--text);
  font: inherit;
  cursor: pointer;
}
button:hover { border-color: var(--soft); }
button.primary { border-color: transparent; background: var(--button); color: var(--button-text); font-weight: 600; }
button.primary:hover { background: var(--button-hover); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
`;

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...Node} children
 */
function part(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * @param {string} text
 * @param {string} [className]
 * @param {string} [tag]
 * @param {string} [lang] where it is not the language of what stands around it
 */
function said(text, className = '', tag = 'div', lang = '') {
  return part(tag, { class: className, 'data-text': text, ...(lang && { lang, dir: 'ltr' }) });
}

/**
 * @param {string} text
 * @param {(event: Event) => void} onClick
 * @param {string} [className]
 */
function pushButton(text, onClick, className = '') {
  const element = part('button', { type: 'button', class: className, 'data-text': text });
  element.addEventListener('click', onClick);
  return element;
}

/**
 * @param {string} state
 * @param {number} size
 */
function picture(state, size) {
  const SVG = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = { viewBox: '0 0 16 16', width: `${size}`, height: `${size}`, 'aria-hidden': 'true' };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  for (const [tag, shape] of ICONS[state]) {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(shape)) element.setAttribute(name, value);
    svg.append(element);
  }
  return svg;
}
