/**
 * A seeded generator of our own, so that a draw can be repeated anywhere: xoshiro128** (Blackman and Vigna, 2018),
 * its state filled from the seed by splitmix32. Not for secrets.
 */
export interface SeededRandom {
  /** A whole number from 0 to 2³² − 1. */
  readonly uint32: () => number;
  /** A whole number from 0 to `bound` − 1, every one equally likely; `bound` from 1 to 2³². */
  readonly below: (bound: number) => number;
  /** Fills `into` with what as many calls of `below` would give, several times as fast. */
  readonly fillBelow: (bound: number, into: Uint32Array) => void;
  /** A number from 0 up to, not including, 1, with 53 random bits. */
  readonly unit: () => number;
}

/** The same seed gives the same draws on every machine. Text seeds let each subject have a stream of its own. */
export function seededRandom(seed: number | string): SeededRandom {
  const fill = splitmix32(hashSeed(String(seed)));
  let a = fill();
  let b = fill();
  let c = fill();
  let d = fill() | 1; // xoshiro must not start from four zeros

  const uint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };

  let lastBound = 1;
  let fairEnd = 2 ** 32;
  const below = (bound: number): number => {
    // Draws from the incomplete last stretch are thrown away: they would favour small numbers.
    if (bound !== lastBound) {
      lastBound = bound;
      fairEnd = 2 ** 32 - (2 ** 32 % bound);
    }
    for (;;) {
      const draw = uint32();
      if (draw < fairEnd) return draw % bound;
    }
  };

  const fillBelow = (bound: number, into: Uint32Array): void => {
    const end = 2 ** 32 - (2 ** 32 % bound);
    const inverse = 1 / bound;
    // the state in variables of this call alone: those of the closure are read and written at every step
    let [w, x, y, z] = [a, b, c, d];
    for (let i = 0; i < into.length; ) {
      const draw = Math.imul(rotateLeft(Math.imul(x, 5), 7), 9) >>> 0;
      const shifted = x << 9;
      y ^= w;
      z ^= x;
      x ^= y;
      w ^= z;
      y ^= shifted;
      z = rotateLeft(z, 11);
      if (draw >= end) continue;
      // draw % bound by a multiplication, which may be one off, because division takes half of the time
      const rest = draw - Math.floor(draw * inverse) * bound;
      into[i++] = rest < 0 ? rest + bound : rest < bound ? rest : rest - bound;
    }
    [a, b, c, d] = [w, x, y, z];
  };

  const unit = (): number => ((uint32() >>> 5) * 2 ** 26 + (uint32() >>> 6)) / 2 ** 53;

  return { uint32, below, fillBelow, unit };
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function hashSeed(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
}

function rotateLeft(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits));
}
