import path from 'node:path';

/**
 * Names and titles come from anywhere: characters that break a line or turn the direction of writing would let one
 * look like another.
 */
export function shownName(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').slice(0, 120);
}

/** A suggestion comes from the page: only a name, never a place. `nameless` is taken where nothing is left of it. */
export function saveName(suggested: string, ending = '.assay', nameless = 'Contest'): string {
  const name = shownName(suggested)
    .replaceAll(/[/\\:*?"<>|]/g, ' ')
    .trim();
  return withExtension(/^\.*$/.test(name) ? nameless : name, ending);
}

/** Linux does not append it. None (a folder) leaves the name as it is. */
export function withExtension(file: string, ending = '.assay'): string {
  if (ending === '') return file;
  return path.extname(file).toLowerCase() === ending ? file : `${file}${ending}`;
}
