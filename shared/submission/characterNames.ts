import type { NamedCharacter } from './literal.ts';

/** The Unicode names of characters, and further names (aliases) by code point. */
export interface CharacterNames {
  readonly names: Iterable<readonly [number, string]>;
  readonly aliases: readonly Readonly<Record<number, readonly string[]>>[];
}

const LEADS = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const VOWELS = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const TAILS = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');
const FIRST_SYLLABLE = 0xac00;
const SYLLABLE = /^HANGUL SYLLABLE ([B-DGHJKMNPRST]*)([AEIOUWY]+)([B-DGHJ-NPST]*)$/;
const IDEOGRAPH = /^CJK UNIFIED IDEOGRAPH-([0-9A-F]{4,5})$/;
/** Ideographs whose name is their number, by the first and last of each block (Unicode 16, as in its own tables). */
const IDEOGRAPHS: readonly (readonly [number, number])[] = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b739],
  [0x2b740, 0x2b81d],
  [0x2b820, 0x2cea1],
  [0x2ceb0, 0x2ebe0],
  [0x2ebf0, 0x2ee5d],
  [0x30000, 0x3134a],
  [0x31350, 0x323af],
];

/**
 * Finds characters as Python's `\N{…}` does: by name or alias in any case, Hangul syllables and unified ideographs by
 * their rule and in capitals only; named sequences are no characters. The tables come from outside (they are large);
 * `load` is asked for them when the first name turns up that follows no rule. Where it throws, so does the finding, and
 * the next name asks again.
 */
export function createNamedCharacter(load: () => CharacterNames): NamedCharacter {
  let points: ReadonlyMap<string, number> | null = null;
  return (name) => {
    const point = ideograph(name) ?? syllable(name) ?? tabled(name);
    return point === undefined ? null : String.fromCodePoint(point);
  };

  function tabled(name: string): number | undefined {
    points ??= pointsByName(load());
    // beyond ASCII a capital may become another letter: a dotless i is none for Python
    return /^[ -~]+$/.test(name) ? points.get(name.toUpperCase()) : undefined;
  }
}

function pointsByName({ names, aliases }: CharacterNames): ReadonlyMap<string, number> {
  const points = new Map<string, number>();
  // Names that are rules or categories, such as <control>, are in small letters or brackets; names never are.
  for (const [point, name] of names) if (/^[A-Z0-9 -]+$/.test(name)) points.set(name, point);
  for (const table of aliases) {
    for (const [point, list] of Object.entries(table)) for (const name of list) points.set(name, Number(point));
  }
  return points;
}

function syllable(name: string): number | undefined {
  const [, first, second, third] = SYLLABLE.exec(name) ?? [];
  if (first === undefined || second === undefined || third === undefined) return undefined;
  const [lead, vowel, tail] = [LEADS.indexOf(first), VOWELS.indexOf(second), TAILS.indexOf(third)];
  if (lead < 0 || vowel < 0 || tail < 0) return undefined;
  return FIRST_SYLLABLE + (lead * VOWELS.length + vowel) * TAILS.length + tail;
}

function ideograph(name: string): number | undefined {
  const digits = IDEOGRAPH.exec(name)?.[1];
  if (digits === undefined) return undefined;
  const point = Number.parseInt(digits, 16);
  return IDEOGRAPHS.some(([first, last]) => point >= first && point <= last) ? point : undefined;
}
