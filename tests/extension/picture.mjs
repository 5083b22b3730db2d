// PNG files of 8 bits, with red, green, blue and opacity, not interlaced: as Chromium writes them.
// https://www.w3.org/TR/png-3/
import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const DEPTH_AND_KIND = [8, 6, 0, 0, 0];
const CHANNELS = 4;

/** @typedef {{ width: number, height: number, pixels: Uint8Array }} Picture `pixels`: rows of red, green, blue, opacity */

/** @param {Buffer} file @returns {[string, Buffer][]} */
function chunksOf(file) {
  const found = [];
  for (let at = SIGNATURE.length; at < file.length;) {
    const length = file.readUInt32BE(at);
    found.push([file.toString('latin1', at + 4, at + 8), file.subarray(at + 8, at + 8 + length)]);
    at += length + 12;
  }
  return found;
}

/** The predictor that is the nearest to left + above - corner. */
function paeth(left, above, corner) {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(guess - value));
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** What each filter adds to a byte, by its number. */
const FILTERS = [() => 0, (left) => left, (_, above) => above, (left, above) => (left + above) >> 1, paeth];

/** @param {Buffer} file @returns {Picture} */
export function read(file) {
  const chunks = chunksOf(file);
  const [, head] = chunks.find(([name]) => name === 'IHDR');
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  if (!head.subarray(8).equals(Buffer.from(DEPTH_AND_KIND))) throw new Error('a PNG of another kind');
  const data = inflateSync(Buffer.concat(chunks.filter(([name]) => name === 'IDAT').map(([, is]) => is)));
  const row = width * CHANNELS;
  const pixels = new Uint8Array(row * height);
  for (let at = 0; at < pixels.length; at += 1) {
    const [x, y] = [at % row, Math.floor(at / row)];
    const left = x >= CHANNELS ? pixels[at - CHANNELS] : 0;
    const above = y > 0 ? pixels[at - row] : 0;
    const corner = x >= CHANNELS && y > 0 ? pixels[at - row - CHANNELS] : 0;
    const filter = FILTERS[data[y * (row + 1)]];
    pixels[at] = data[y * (row + 1) + 1 + x] + filter(left, above, corner);
  }
  return { width, height, pixels };
}

/** The checksum of a chunk. https://www.w3.org/TR/png-3/#D-CRCAppendix */
function crc(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 && 0xedb88320);
  }
  return ~sum >>> 0;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

/** @param {Picture} picture @returns {Buffer} */
export function write({ width, height, pixels }) {
  const row = width * CHANNELS;
  const head = Buffer.alloc(8);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const rows = Array.from({ length: height }, (_, y) => [0, ...pixels.subarray(y * row, (y + 1) * row)]);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', Buffer.concat([head, Buffer.from(DEPTH_AND_KIND)])),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
