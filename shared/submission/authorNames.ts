import type { SensitiveStretch } from './sensitive.ts';

/**
 * Finds authors' names in texts: whole names in any order (`Given Family`, `Family, Given`), with initials for all but
 * the family name, with or without accents. A given or a family name alone is no finding: too many words are names.
 * Null where there is no name to look for.
 */
export function createNameFinder(authors: readonly string[]): ((text: string) => readonly SensitiveStretch[]) | null {
  const names = authors.map(parsedName).filter((name) => name !== null);
  if (names.length === 0) return null;
  return (text) => {
    const folded = fold(text);
    const found: SensitiveStretch[] = [];
    for (const name of names) {
      if (!name.family.some((part) => folded.text.includes(part))) continue;
      for (const [start, end] of placesOf(name, folded, text)) {
        if (found.some((one) => start < one.end && one.start < end)) continue;
        found.push({ kind: 'author-name', start, end, about: 'author’s name' });
      }
    }
    return found.sort((a, b) => a.start - b.start);
  };
}

interface Name {
  /** The parts of the family name; one of them must stand there in full. */
  readonly family: readonly string[];
  readonly given: readonly string[];
}

/** `Given Family` or `Family, Given`, folded. In a name of three parts and more the last two may be the family's. */
function parsedName(author: string): Name | null {
  const comma = author.indexOf(',');
  const parts = wordsIn(fold(author).text).filter((word) => !PARTICLES.has(word));
  if (parts.length === 0) return null;
  if (parts.length === 1) return parts[0]!.length >= 2 ? { family: parts, given: [] } : null;
  if (comma > 0) {
    const family = wordsIn(fold(author.slice(0, comma)).text).filter((word) => !PARTICLES.has(word));
    return { family, given: parts.slice(family.length) };
  }
  const families = parts.length > 2 ? 2 : 1;
  const family = parts.slice(-families).filter((part) => part.length > 1);
  return { family, given: parts.filter((part) => !family.includes(part)) };
}

const PARTICLES = new Set([
  'van',
  'von',
  'der',
  'den',
  'de',
  'da',
  'di',
  'du',
  'del',
  'della',
  'la',
  'le',
  'al',
  'bin',
  'dr',
  'prof',
  'jr',
  'sr',
]);

function wordsIn(folded: string): string[] {
  return folded.match(WORD) ?? [];
}

const WORD = /[\p{L}\p{N}]+/gu;
/** What may stand between the parts of a name. */
const JOINT = /^[\s.,'’\u00b7-]{0,3}$/u;

/** Stretches of neighbouring words that are parts of the name, the family's among them. */
function placesOf(name: Name, folded: Folded, text: string): [number, number][] {
  const places: [number, number][] = [];
  const parts = [...name.given, ...name.family];
  let run: { word: string; from: number; to: number }[] = [];
  const close = () => {
    const place = asName(run, name, folded, text);
    if (place !== null) places.push(place);
    run = [];
  };
  for (const match of folded.text.matchAll(WORD)) {
    const [word] = match;
    const from = match.index;
    const to = from + word.length;
    const fits =
      isCapital(text, folded.at(from)) &&
      (parts.includes(word) ||
        PARTICLES.has(word) ||
        (word.length <= 2 && [...word].every((initial) => name.given.some((part) => part.startsWith(initial)))));
    const particle = run.length > 0 && PARTICLES.has(word);
    const last = run.at(-1);
    if (last !== undefined && !JOINT.test(folded.text.slice(last.to, from))) close();
    if (fits || particle) run.push({ word, from, to });
    else close();
  }
  close();
  return places;
}

function asName(
  run: readonly { readonly word: string; readonly from: number; readonly to: number }[],
  name: Name,
  folded: Folded,
  text: string,
): [number, number] | null {
  const isPart = ({ word }: { readonly word: string }) => !PARTICLES.has(word);
  const first = run.findIndex(isPart);
  const last = run.findLastIndex(isPart);
  const words = run.slice(first, last + 1);
  const full = new Set(words.filter(({ word }) => name.family.includes(word)).map(({ word }) => word));
  if (first < 0 || full.size === 0) return null;
  const others = words.filter((one) => isPart(one) && !full.has(one.word)).length;
  const enough = name.given.length === 0 ? full.size === name.family.length : others > 0 || full.size > 1;
  if (!enough) return null;
  const start = folded.at(words[0]!.from);
  const end = folded.at(words.at(-1)!.to - 1) + 1;
  return [start, withMarks(text, end)];
}

/** Combining marks belong to the letter before them. */
function withMarks(text: string, end: number): number {
  let at = end;
  while (at < text.length && /\p{M}/u.test(text.charAt(at))) at += 1;
  return at;
}

/** A letter without a case will do. */
function isCapital(text: string, at: number): boolean {
  return !/^\p{Ll}/u.test(text.slice(at, at + 2));
}

interface Folded {
  /** Lower case, without accents. */
  readonly text: string;
  /** The place in the original of a place in the folded text. */
  at(place: number): number;
}

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  Ø: 'o',
  ł: 'l',
  Ł: 'l',
  đ: 'd',
  Đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  Æ: 'ae',
  œ: 'oe',
  ı: 'i',
  İ: 'i',
};

function fold(text: string): Folded {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (/^[\u0000-\u007f]*$/.test(text)) return { text: text.toLowerCase(), at: (place) => place };
  let folded = '';
  const origins: number[] = [];
  let at = 0;
  for (const sign of text) {
    const plain = LETTERS[sign] ?? sign.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    for (let i = 0; i < plain.length; i++) origins.push(at);
    folded += plain;
    at += sign.length;
  }
  return { text: folded, at: (place) => origins[place] ?? text.length };
}
