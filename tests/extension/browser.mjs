// As much of a browser as the modules that talk to Licit need, with a host that a test scripts. Import it before them.

/** Calls wait so long that no test waits for them; the timers of a test must not keep it running. */
const realTimeout = globalThis.setTimeout;
globalThis.setTimeout = (work, ms) => realTimeout(work, ms).unref?.() ?? 0;

function listeners() {
  const all = [];
  return {
    addListener: (listener) => all.push(listener),
    emit: (...values) => all.forEach((l) => l(...values)),
  };
}

function area(values = {}) {
  return {
    values,
    get: (keys) =>
      Promise.resolve(
        keys === null ? { ...values } : Object.fromEntries([keys].flat().map((key) => [key, values[key]])),
      ),
    set: (more) => Promise.resolve(Object.assign(values, structuredClone(more))),
    remove: async (keys) => {
      for (const key of [keys].flat()) delete values[key];
    },
    onChanged: listeners(),
  };
}

export const browser = {
  /** Called with a message and the port; null: the browser finds no host. @type {any} */
  host: null,
  /** Hosts that were started, and those that were let go. */
  started: 0,
  ended: 0,
  allowed: true,
};

globalThis.chrome = {
  runtime: {
    lastError: null,
    getManifest: () => ({ version: '0.1.0' }),
    connectNative: (name) => {
      const port = { name, onMessage: listeners(), onDisconnect: listeners(), closed: false };
      const close = (why) => {
        if (port.closed) return;
        port.closed = true;
        browser.ended += 1;
        globalThis.chrome.runtime.lastError = why ? { message: why } : null;
        port.onDisconnect.emit(port);
        globalThis.chrome.runtime.lastError = null;
      };
      port.close = close;
      port.disconnect = () => {
        port.closed = true;
        browser.ended += 1;
      };
      port.postMessage = (message) => {
        if (port.closed) throw new Error('the port is closed');
        // As a browser does it: later, and as a copy.
        queueMicrotask(() => {
          if (port.closed) return;
          if (!browser.host) close('Specified native messaging host not found.');
          else browser.host(structuredClone(message), port);
        });
      };
      browser.started += 1;
      return port;
    },
  },
  permissions: { contains: () => Promise.resolve(browser.allowed) },
  storage: { local: area(), session: area(), managed: area() },
};
