// Pages with fields to fill in, and pages that fight what an extension shows in them.

/** A checkout that reports what is typed into it, and whether it is sent. */
const CHECKOUT = `<h1>Checkout</h1>
<form id=pay action=/paid method=get>
  <p><label>Search <input id=search type=search name=q></label></p>
  <p><label>Name <input id=name name=fullname></label></p>
  <p><label>Card number <input id=card name=f1 inputmode=numeric></label></p>
  <p><label>Street <input id=street name=f2 autocomplete=street-address></label></p>
  <p><label>Password <input id=password type=password name=f3></label></p>
  <p><button id=send>Pay</button></p>
</form>
<script>
  window.typed = [];
  for (const type of ['input', 'keydown', 'paste'])
    addEventListener(type, ({ target }) => typed.push(type + ' ' + target.id), true);
</script>`;

const page = (more) => `<!doctype html><meta charset=utf-8><title>hostile</title>
<style>body{font:16px sans-serif;margin:40px}label{display:inline-block;width:14em}</style>${more}`;

/** Does it now, and again and again. */
const over = (what, ms) =>
  page(`<h1>Shop</h1><script>
  const act = () => { ${what} };
  act(); setInterval(act, ${ms});
</script>`);

/** Everything beside the body of the page. */
const FOREIGN = `[...document.documentElement.children].filter((e) => e !== document.head && e !== document.body)`;

export const HOSTILE = {
  '/checkout': () => page(CHECKOUT),

  '/checkout-filled': () =>
    page(CHECKOUT).replace('id=card', 'id=card value=4111111111111111').replace('</form>', '$&<p>filled'),

  // Sends what stands in its fields without any form, as soon as it changes.
  '/checkout-sends': () =>
    page(`${CHECKOUT}<script>
    const sent = new Set();
    setInterval(() => {
      for (const { id, value } of pay.querySelectorAll('input')) {
        if (!value || sent.has(id + value)) continue;
        sent.add(id + value);
        void fetch('/sent/fetch/' + id + '/' + value, { method: 'POST' });
        navigator.sendBeacon('/sent/beacon/' + id + '/' + value);
        new Image().src = '/sent/image/' + id + '/' + value;
      }
    }, 5);
    </script>`),

  // Filled in, as a browser does by itself, and sent by a script.
  ...Object.fromEntries(
    ['requestSubmit', 'submit'].map((name) => [
      `/checkout-${name}`,
      () =>
        page(CHECKOUT)
          .replace('id=card', 'id=card value=4111111111111111')
          .replace('<button id=send', '<button type=button id=send onclick="pay.' + name + '()"'),
    ]),
  ),

  '/checkout-post': (to) =>
    page(CHECKOUT)
      .replace('action=/paid method=get', `action="${to}" method=post`)
      .replace('id=card', 'id=card value=4111111111111111')
      .replace('<button id=send', '<button type=button id=send onclick="pay.submit()"'),

  // The page's own script is there first, and lets nobody hear that the form is sent.
  '/checkout-swallowed': () =>
    page(
      `<script>addEventListener('submit', (event) => event.stopImmediatePropagation(), true);</script>${CHECKOUT}`,
    ).replace('id=card', 'id=card value=4111111111111111'),

  '/checkout-sandboxed': () =>
    page(`<h1>Checkout</h1><iframe id=frame width=600 height=400 sandbox="allow-scripts allow-forms" srcdoc="
    <input name=cardnumber style='position:fixed;inset:0;width:100%;height:100%'>"></iframe>`),

  '/checkout-focused': () => page(CHECKOUT).replace('id=card', 'id=card autofocus'),

  '/checkout-frame': (to) =>
    page(`<h1>Checkout</h1><iframe id=frame width=600 height=400 src="${to}"></iframe>`),

  // One great field, which reports when something is typed into it.
  '/pay': () =>
    page(`<input name=cardnumber style="position:fixed;inset:0;width:100%;height:100%">
    <script>addEventListener('input', () => navigator.sendBeacon('/typed'), true);</script>`),

  '/checkout-written': () =>
    page(`<h1>Checkout</h1><iframe id=frame width=600 height=200></iframe><script>
    const inner = document.querySelector('#frame').contentDocument;
    inner.body.innerHTML = '<input id=card name=cardnumber>';
  </script>`),

  '/checkout-closed': () =>
    page(`<h1>Checkout</h1><div id=host></div><script>
    const root = document.querySelector('#host').attachShadow({ mode: 'closed' });
    root.innerHTML = '<input name=cardnumber>';
    window.field = root.firstChild;
  </script>`),

  '/checkout-table': () =>
    page(`<table><tr><td>Security code</td><td><input id=card name=f9></td></tr></table>`),

  // A field that says nothing of what it is for.
  '/checkout-unnamed': () => page(`<h1>Checkout</h1><p><input id=plain name=x7></p>`),

  // Every event stopped on its way down, before anybody else hears of it.
  '/checkout-deaf': () =>
    page(CHECKOUT).replace(
      '<h1>',
      `<script>for (const type of ['focusin', 'beforeinput', 'keydown', 'pointerdown', 'submit'])
        addEventListener(type, (event) => event.stopImmediatePropagation(), true);</script><h1>`,
    ),

  // The question is covered by something that lets clicks through, again and again.
  '/checkout-cover': () =>
    page(`${CHECKOUT}<div id=veil popover=manual
    style="position:fixed;inset:0;width:100vw;height:100vh;pointer-events:none;background:#fff">You have won</div>
  <script>setInterval(() => { veil.matches(':popover-open') && veil.hidePopover(); veil.showPopover(); }, 50);</script>`),

  '/styled': () =>
    page(`<style>
    @layer first { html > div, div { display: none !important; height: 1px !important } }
    html > :not(head, body), div, dialog, button, :not(html, body, h1) {
      opacity: 0 !important; pointer-events: none !important; visibility: hidden !important;
      transform: scale(0) !important; filter: opacity(0) !important; clip-path: circle(0) !important;
      left: -9999px !important; z-index: -1 !important; color: transparent !important; font-size: 0 !important;
    }
    html > div::before, html > div::after {
      content: 'This shop is safe'; position: fixed; inset: 0; display: block !important; visibility: visible;
      background: #fff;
    }
  </style><h1>Shop</h1>`),

  '/zoomed': () => page(`<style>html{zoom:.1}body{zoom:10}</style><h1>Shop</h1>`),

  '/inert': () =>
    over(`${FOREIGN}.forEach((e) => { e.inert = true; e.hidden = true; e.style.display = 'none'; })`, 700),

  '/moved-away': () => over(`${FOREIGN}.forEach((e) => { e.remove(); })`, 2500),

  '/sweep': () =>
    page(`<h1>Shop</h1><script>
    const sweep = () => ${FOREIGN}.forEach((e) => e.remove());
    new MutationObserver(sweep).observe(document.documentElement, { childList: true });
  </script>${CHECKOUT}`),

  '/timers': () =>
    over(
      `for (let i = 0; i < 10000; i++) { clearTimeout(i); cancelAnimationFrame(i); }
    ${FOREIGN}.forEach((e) => e.remove());`,
      1500,
    ).replace(
      'setInterval(act',
      'const again = () => AbortSignal.timeout(1500)' +
        `.addEventListener('abort', () => { act(); again(); }); again(); void (act`,
    ),

  '/opened': () =>
    page(`<h1>Shop</h1><script>
    AbortSignal.timeout(1500).addEventListener('abort', () => {
      document.open(); document.write('<!doctype html><title>anew</title><h1>Anew</h1><input id=card name=cardnumber>');
      document.close();
    });
  </script>`),

  '/clobbered': () =>
    page(`<h1>Shop</h1><a id=licit></a><a id=addEventListener></a><form id=chrome></form>
    <form name=documentElement></form><form name=activeElement></form><form name=querySelectorAll></form>
    <img name=createElement><form id=pay action=/paid><input name=elements><input name=requestSubmit>
    <input id=card name=cardnumber value=4111111111111111><button id=send>Pay</button></form>`),

  '/transition': () =>
    page(`<style>::view-transition { background: #fff; pointer-events: none }
    ::view-transition-group(*), ::view-transition-old(*), ::view-transition-new(*) { animation-duration: 999s }</style>
    <h1>Shop</h1><script>AbortSignal.timeout(1500).addEventListener('abort', () => document.startViewTransition(() => {}));
    </script>`),

  '/overlaid': () =>
    over(
      `let veil = document.querySelector('#veil');
    if (!veil) { veil = document.createElement('div'); veil.id = 'veil'; veil.popover = 'manual';
      veil.style = 'position:fixed;inset:0;width:100vw;height:100vh;background:#eee'; document.body.append(veil); }
    if (veil.matches(':popover-open')) return; veil.showPopover();`,
      100,
    ),

  // Covered by what lets clicks through, so that hit tests find nothing.
  '/veiled': () =>
    page(`<h1>Shop</h1><div id=veil popover=manual
    style="position:fixed;inset:0;width:100vw;height:100vh;pointer-events:none;background:#fff">Welcome</div>
  <script>setInterval(() => { veil.matches(':popover-open') && veil.hidePopover(); veil.showPopover(); }, 50);</script>`),

  // Clicks of its own wherever anything is.
  '/clicking': () =>
    over(
      `for (let x = 10; x < innerWidth; x += 20) for (const y of [20, 40, 80, 120]) {
      const found = document.elementFromPoint(x, innerHeight - y);
      if (!found) continue;
      found.click();
      for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
        found.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, clientX: x, clientY: innerHeight - y }));
    }`,
      300,
    ),

  // Looks for what it should not see.
  '/prying': () =>
    page(`<h1>Shop</h1><script>
    window.toggles = 0;
    for (const type of ['toggle', 'beforetoggle']) addEventListener(type, () => toggles++, true);
    const attach = Element.prototype.attachShadow;
    window.roots = [];
    Element.prototype.attachShadow = function (how) { const root = attach.call(this, how); roots.push(root); return root; };
    window.listened = [];
    const listen = EventTarget.prototype.addEventListener;
    EventTarget.prototype.addEventListener = function (...all) { listened.push(all[0]); return listen.apply(this, all); };
    window.names = new Set(Object.getOwnPropertyNames(window));
  </script>`),
};
