import { closeSync, openSync, writeSync } from 'node:fs';

/** A classification file of that many rows, no two alike, with quotes and line ends inside its cells; 182 bytes a row. */
export function writeClassification(path: string, count: number): void {
  const out = openSync(path, 'w');
  let text = 'prompt,classes,answer_index\n';
  for (let row = 0; row < count; row++) {
    const [first, second] = [(row * 7919) % 10_000_019, (row * 104_729) % 1000];
    text += `"Question: A clock shows ${first} seconds past noon, another shows ${second}. Somebody says: ""They differ by less than an hour."" Is that right?\nAnswer with one word:","[' Yes', ' No']",${first > second ? row % 2 : 1}\n`;
    if (text.length > 1e6) {
      writeSync(out, text);
      text = '';
    }
  }
  writeSync(out, text);
  closeSync(out);
}
