// Which addresses count as this computer.
import assert from 'node:assert/strict';
import test from 'node:test';
import { readAddress } from '../../extension/src/address.js';

const ROWS = [
  ['127.0.0.1:7965', '127.0.0.1:7965'],
  [' http://127.0.0.1:80/ ', '127.0.0.1:80'],
  ['localhost:9000', '127.0.0.1:9000'],
  ['LOCALHOST', '127.0.0.1:7965'],
  ['127.0.0.1:0', null],
  ['127.0.0.1:65536', null],
  ['127.0.0.1:7965/path', null],
  ['https://127.0.0.1:7965', null],
  ['127.0.0.1.example:7965', null],
  ['127.0.0.1@evil.example:7965', null],
  ['192.168.1.2:7965', null],
  ['0.0.0.0:7965', null],
  ['[::1]:7965', null],
  ['', null],
];

for (const [typed, address] of ROWS) {
  test(`address: "${typed}" is ${address ?? 'refused'}`, () => assert.equal(readAddress(typed), address));
}
