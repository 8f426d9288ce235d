/**
 * Whether two ways of writing name the same person, address or institution. Written for matching conflicts of interest,
 * so all three say yes in doubt.
 */

/** `José M. Ñandú`, `Nandu, J.` and `jose nandu` are one person; given names agree as far as both tell them. */
export function namesAgree(a: string, b: string): boolean {
  return readingsOf(a).some((one) => readingsOf(b).some((other) => sameReading(one, other)));
}

/** The same, where both spell out one given name at least: an initial is not enough. */
export function fullNamesAgree(a: string, b: string): boolean {
  return readingsOf(a).some((one) =>
    readingsOf(b).some((other) => sameReading(one, other) && bothSpellOut(one, other)),
  );
}

interface Reading {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

/**
 * A name with a comma tells which part is the family name. Without one the last word is, particles before it included, or
 * else the first, as Hungarian, Chinese and Japanese names are written.
 */
function readingsOf(name: string): Reading[] {
  const comma = name.indexOf(',');
  if (comma >= 0) {
    const family = wordsOf(name.slice(0, comma));
    const given = wordsOf(name.slice(comma + 1));
    if (family.length > 0 && given.length > 0) return [{ given, family }];
    return readingsOf(name.replace(',', ' ')); // a title stood on one side
  }
  const words = wordsOf(name);
  const readings: Reading[] = [];
  // a family name of one word, of two (`García Márquez`), and one led by particles (`van der Berg`)
  for (const length of [1, 2, 3]) {
    if (words.length <= length && length > 1) continue;
    readings.push({ given: words.slice(0, words.length - length), family: words.slice(words.length - length) });
    readings.push({ given: words.slice(length), family: words.slice(0, length) });
  }
  return readings.filter(({ family }) => family.some((word) => word.length > 1));
}

function sameReading(a: Reading, b: Reading): boolean {
  if (!sameFamily(a.family, b.family)) return false;
  // a bare family name is taken as that person
  if (a.given.length === 0 || b.given.length === 0) return a.given.length === b.given.length;
  return inOrderWithin(a.given, b.given) || inOrderWithin(b.given, a.given) || joined(a.given) === joined(b.given);
}

function bothSpellOut(a: Reading, b: Reading): boolean {
  if (a.given.some((word) => word.length > 1 && b.given.includes(word))) return true;
  const spelt = [...a.given, ...b.given].some((word) => word.length > 1);
  if (a.given.length > 0) return spelt && joined(a.given) === joined(b.given);
  // family and given name written as one word, as in Chinese
  return /^[^\p{Script=Latin}]{2,}$/u.test(joined(a.family));
}

/** The same words, particles aside; `Smith-Jones` is also Smith and Jones written apart. */
function sameFamily(a: readonly string[], b: readonly string[]): boolean {
  return joined(withoutParticles(a)) === joined(withoutParticles(b));
}

/** Each of the shorter list stands in the longer, in order; an initial stands for any name that begins with it. */
function inOrderWithin(shorter: readonly string[], longer: readonly string[]): boolean {
  let at = 0;
  for (const name of shorter) {
    while (at < longer.length && !sameGiven(name, longer[at]!)) at++;
    if (at === longer.length) return false;
    at++;
  }
  return true;
}

function sameGiven(a: string, b: string): boolean {
  return a === b || (a.length === 1 && b.startsWith(a)) || (b.length === 1 && a.startsWith(b));
}

function joined(words: readonly string[]): string {
  return words.join('');
}

const PARTICLES = new Set('al bin da das de del della der di do dos du el la le ten ter van von y zu'.split(' '));

function withoutParticles(words: readonly string[]): readonly string[] {
  const rest = words.filter((word) => !PARTICLES.has(word));
  return rest.length === 0 ? words : rest;
}

const TITLES = new Set('dr prof professor mr mrs ms phd msc bsc md jr sr ii iii'.split(' '));

/** Lower case, without accents and titles; dots and hyphens part words, apostrophes do not. */
function wordsOf(text: string): string[] {
  return plainLetters(text)
    .replaceAll(/['’`]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !TITLES.has(word));
}

/** Letters that Unicode does not take apart, as they are written without their mark. */
const MARKED: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
};

function plainLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[øđðłßæœþı]/g, (letter) => MARKED[letter] ?? letter);
}

/** Case and what follows a plus in the local part do not make another address. */
export function emailsAgree(a: string, b: string): boolean {
  const plain = (email: string) => {
    const [local = '', domain = ''] = email
      .trim()
      .replace(/^.*<(.*)>.*$/, '$1')
      .toLowerCase()
      .split('@');
    return domain === '' ? '' : `${local.split('+')[0]}@${domain}`;
  };
  return plain(a) !== '' && plain(a) === plain(b);
}

const COMMON = new Set(
  'the of for and at in de la le der die das fur und university univ uni universitat universite universidad college school department dept faculty institute inst institut center centre laboratory lab labs research group inc ltd llc gmbh corp company co'.split(
    ' ',
  ),
);

/**
 * The same significant words (`Univ. of Northfield` and `Northfield University, Dept. of Logic` agree), or one is the
 * other's initials (`NIT`, `Northfield Institute of Technology`).
 */
export function affiliationsAgree(a: string, b: string): boolean {
  const one = wordsOf(a);
  const other = wordsOf(b);
  if (one.length === 0 || other.length === 0) return false;
  if (joined(one) === joined(other) || isAcronymOf(one, other) || isAcronymOf(other, one)) return true;
  const [few, many] = [significant(one), significant(other)].sort((x, y) => x.length - y.length);
  if (!few || !many || few.length === 0) return false;
  const there = new Set(many);
  return few.every((word) => there.has(word));
}

function significant(words: readonly string[]): string[] {
  return words.filter((word) => !COMMON.has(word));
}

function isAcronymOf(short: readonly string[], long: readonly string[]): boolean {
  const [word] = short;
  if (short.length !== 1 || !word || word.length < 2 || long.length < 2) return false;
  const without = long.filter(
    (part) => !['the', 'of', 'for', 'and', 'at', 'in', 'de', 'der', 'fur', 'und'].includes(part),
  );
  return word === long.map((part) => part[0]).join('') || word === without.map((part) => part[0]).join('');
}
