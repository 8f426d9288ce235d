/**
 * Where resampling takes its chance from. Resample number b of a stream always starts from the same four words, so that
 * resamples may be shared out over any number of threads, in any order, and come out the same.
 */
export interface Stream {
  readonly words: readonly [number, number, number, number];
}

/** The streams of one seed are independent of each other: the original and its reproduction never share a draw. */
export function stream(seed: number, name: string): Stream {
  const text = `${seed} ${name}`;
  return { words: [hash(text, 1), hash(text, 2), hash(text, 3), hash(text, 4)] };
}

/**
 * The state of xoshiro128** at the start of a resample: each word by splitmix32's mixing, which is one to one, so two
 * resamples of a stream never start alike.
 */
export function resampleState({ words }: Stream, resample: number): [number, number, number, number] {
  const at = (word: number) => mix((word + Math.imul(resample + 1, 0x9e3779b9)) | 0);
  const [a, b, c, d] = [at(words[0]), at(words[1]), at(words[2]), at(words[3])];
  return (a | b | c | d) === 0 ? [1, b, c, d] : [a, b, c, d];
}

/** FNV-1a over UTF-16 code units, 32 bits, started apart for each word and mixed at the end. */
function hash(text: string, word: number): number {
  let value = Math.imul(0x811c9dc5 ^ word, 0x01000193);
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return mix(value | 0);
}

function mix(word: number): number {
  let z = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
