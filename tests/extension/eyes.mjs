// How a dichromat sees a colour: protanopes and deuteranopes after F. Viénot, H. Brettel, J. D. Mollon, "Digital video
// colourmaps for checking the legibility of displays by dichromats", Color Research and Application 24 (1999) 243-252;
// tritanopes, for whom one plane is not enough, after H. Brettel, F. Viénot, J. D. Mollon, "Computerized simulation of
// color appearance for dichromats", Journal of the Optical Society of America A 14 (1997) 2647-2655. The matrices are
// both methods' for linear sRGB with the cone fundamentals of Smith and Pokorny (1975), as libDaltonLens has them.
// https://daltonlens.org/understanding-cvd-simulation/

/** @typedef {number[]} Colour red, green and blue of light: linear, from 0 to 1 */

const EVERY = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

const PROTAN = [
  [0.11238, 0.88762, 0],
  [0.11238, 0.88762, 0],
  [0.00401, -0.00401, 1],
];

const DEUTAN = [
  [0.29275, 0.70725, 0],
  [0.29275, 0.70725, 0],
  [-0.02234, 0.02234, 1],
];

/** On the one side of the plane and on the other, and what is across it. */
const TRITAN = [
  [
    [1.01277, 0.13548, -0.14826],
    [-0.01243, 0.86812, 0.14431],
    [0.07589, 0.805, 0.11911],
  ],
  [
    [0.93678, 0.18979, -0.12657],
    [0.06154, 0.81526, 0.1232],
    [-0.37562, 1.12767, 0.24796],
  ],
];
const TRITAN_ACROSS = [0.03901, -0.02788, -0.01113];

const dot = (a, b) => a.reduce((sum, value, index) => sum + value * b[index], 0);
const apply = (matrix, colour) => matrix.map((row) => Math.min(1, Math.max(0, dot(row, colour))));

/** @type {Record<string, (colour: Colour) => Colour>} */
export const EYES = {
  trichromat: (colour) => apply(EVERY, colour),
  protanope: (colour) => apply(PROTAN, colour),
  deuteranope: (colour) => apply(DEUTAN, colour),
  tritanope: (colour) => apply(TRITAN[dot(TRITAN_ACROSS, colour) >= 0 ? 0 : 1], colour),
};

/** @param {number} byte of sRGB */
export function lightOf(byte) {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** @param {number} light @returns {number} a byte of sRGB */
export function byteOf(light) {
  return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055));
}

/** @param {Colour} colour */
export const luminance = (colour) => dot([0.2126, 0.7152, 0.0722], colour);

/** Of two luminances. https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(one, other) {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
