// A client for Marionette, the protocol that Firefox itself speaks below WebDriver: packets `LENGTH:[…]` over TCP.
// Puppeteer's BiDi will not do here: Firefox shows it no page of an extension, and those are what is tested.
import net from 'node:net';
import { until } from './until.mjs';

const REQUEST = 0;
const RESPONSE = 1;

/** Longer than Firefox takes to start or to do anything on a busy machine; one that hangs must not hang the tests. */
const ANSWER_MS = 90000;

export class Marionette {
  pending = new Map();
  last = 0;
  buffer = Buffer.alloc(0);

  /** @param {number} port */
  async connect(port) {
    this.socket = await until('Firefox to listen', () => open(port), ANSWER_MS);
    this.socket.on('data', (chunk) => this.receive(chunk));
    this.socket.on('close', () => this.failAll());
    this.socket.on('error', () => {});
  }

  /**
   * @param {string} name
   * @param {object} parameters
   */
  send(name, parameters = {}) {
    this.last += 1;
    const packet = JSON.stringify([REQUEST, this.last, name, parameters]);
    return new Promise((resolve, reject) => {
      this.pending.set(this.last, { resolve, reject, timer: this.expire(this.last, name) });
      this.socket.write(`${Buffer.byteLength(packet)}:${packet}`);
    });
  }

  expire(id, name) {
    const late = { error: 'timeout', message: `no answer to ${name} within ${ANSWER_MS} ms` };
    return setTimeout(() => this.settle([RESPONSE, id, late]), ANSWER_MS);
  }

  receive(chunk) {
    this.buffer = Buffer.concat([this.buffer, chunk]);
    for (;;) {
      const colon = this.buffer.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.buffer.subarray(0, colon));
      if (this.buffer.length < end) return;
      this.settle(JSON.parse(this.buffer.subarray(colon + 1, end)));
      this.buffer = this.buffer.subarray(end);
    }
  }

  settle(packet) {
    if (!Array.isArray(packet)) return;
    const [, id, error, result] = packet;
    const waiting = this.pending.get(id);
    // An answer that came too late.
    if (!waiting) return;
    const { resolve, reject, timer } = waiting;
    this.pending.delete(id);
    clearTimeout(timer);
    if (error) reject(new Error(`${error.error}: ${error.message}`));
    else resolve(result);
  }

  failAll() {
    const closed = { error: 'closed', message: 'Firefox closed the connection' };
    for (const id of this.pending.keys()) this.settle([RESPONSE, id, closed]);
  }

  close() {
    this.socket?.destroy();
  }
}

/** @param {number} port */
function open(port) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(socket));
    socket.on('error', reject);
  });
}
