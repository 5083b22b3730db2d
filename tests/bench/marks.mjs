// How long a page of search results waits for its marks: the extension's own call, with addresses from the standard
// input, one a line. Prints the median in milliseconds.
//   node marks.mjs ORIGIN TOKEN ROUNDS
import { readFileSync } from 'node:fs';
import { batch } from '../../extension/src/client.js';
import { http } from '../../extension/src/http.js';
import { markOf } from '../../extension/src/policy.js';

const [origin, token, rounds] = process.argv.slice(2);
const urls = readFileSync(0, 'utf8').split('\n').filter(Boolean);
const transport = http({ origin, token });
const took = [];
for (let round = 0; round < Number(rounds); round += 1) {
  const begun = performance.now();
  const reply = await batch(transport, urls, 'CZ');
  const marked = reply.kind === 'batch' && reply.verdicts.filter((verdict) => verdict && markOf(verdict)).length;
  took.push(performance.now() - begun);
  if (!marked) throw new Error(JSON.stringify(reply));
}
took.sort((a, b) => a - b);
process.stdout.write(`${took[took.length >> 1]}\n`);
