// The page that browser.mjs loads, served by a thread of its own: it must not wait for what drives the browsers, which has
// more to do for one with the extension.
import { parentPort } from 'node:worker_threads';
import { Site } from '../browser/site.mjs';

/** A shop window of 2,000 elements. */
function nodes() {
  const card = (number) => `<li class=card><h2>Article ${number}</h2><p>It is <b>new</b>, and <a href="/a${number}">here
    is more</a> of it.</p><span class=price>${number}.99</span><button type=button>Into the basket</button></li>`;
  // A card has 7, and around them are 19.
  return `<!doctype html><html lang=en><head><meta charset=utf-8><title>A page</title><style>body{font:16px sans-serif}
    ul{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;list-style:none}.card{border:1px solid #ccc;padding:8px}
    .price{float:inline-end}</style></head><body><header><h1>A page</h1><nav><a href="/">Home</a></nav></header><hr><main><form><input name=q><button>Go</button>
    </form><ul>${Array.from({ length: 283 }, (_, number) => card(number)).join('')}</ul></main><footer><p>The end</p></footer>
    <script>document.title += ' of ' + document.querySelectorAll('*').length;</script></body></html>`;
}

const site = new Site({ '/nodes': nodes });
await site.start();
parentPort.postMessage(site.port);
