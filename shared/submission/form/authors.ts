import type { Author } from './fields.ts';

/**
 * Authors as people write them into one cell or one string: several parted by line breaks, semicolons, or commas and
 * *and* where no address or bracket is in the way; each `Name`, `Name <mail>`, `Name (Affiliation)`, `Name (Affiliation,
 * mail)` or `Name, mail`.
 */
export function readAuthors(text: string): readonly Author[] {
  return split(text).map(readAuthor).filter(isSomebody);
}

/** Affiliations and addresses from columns of their own, joined to the names in their order. One affiliation counts for all. */
export function joinAuthors(
  names: readonly Author[],
  affiliations: readonly string[],
  emails: readonly string[],
): readonly Author[] {
  const people = names.length > 0 ? names : emails.map((email) => ({ name: email, affiliation: '', email }));
  const shared = affiliations.length === 1 ? affiliations[0] : undefined;
  return people.map((person, place) => ({
    name: person.name,
    affiliation: person.affiliation || (shared ?? affiliations[place] ?? ''),
    email: person.email || (emails[place] ?? ''),
  }));
}

/** A cell that lists things: parted by line breaks, else by semicolons, else as it is; `commas` parts by those too. */
export function listed(text: string, commas = false): readonly string[] {
  const by = text.includes('\n') ? /\r?\n/ : text.includes(';') ? /;/ : commas ? /,/ : null;
  return (by ? text.split(by) : [text]).map((part) => part.trim()).filter(Boolean);
}

function split(text: string): string[] {
  const parts = splitOutside(text, (char) => char === '\n' || char === ';');
  if (parts.length > 1) return parts;
  const only = parts[0] ?? '';
  const pieces = splitOutside(only, (char) => char === ',')
    .flatMap((piece) => piece.split(/(?:^|\s+)(?:and|&)\s+/))
    .filter(Boolean);
  // `Name, mail` and `Name, University of …` are one person
  const names = pieces.filter((piece) => !ADDRESS.test(piece) || /\S\s+\S/.test(piece.replace(ADDRESS, '')));
  return names.length === pieces.length && !pieces.slice(1).some((piece) => INSTITUTION.test(withoutBrackets(piece)))
    ? pieces
    : only.split(/\s+(?:and|&)\s+(?=\p{Lu})/u);
}

const ADDRESS = /[^\s<>(),;:]+@[^\s<>(),;:]+\.[^\s<>(),;:]+/;
const INSTITUTION = /\b(?:universit|institut|college|school|laborator|inc\b|ltd\b|gmbh|academy|department)/i;

function withoutBrackets(text: string): string {
  return text.replaceAll(/\([^)]*\)/g, '');
}

function splitOutside(text: string, isBreak: (char: string) => boolean): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const char of text) {
    if (char === '(' || char === '[') depth++;
    if (char === ')' || char === ']') depth = Math.max(0, depth - 1);
    if (depth === 0 && isBreak(char)) {
      parts.push(part);
      part = '';
    } else part += char;
  }
  parts.push(part);
  return parts.map((one) => one.trim()).filter(Boolean);
}

function readAuthor(text: string): Author {
  const email = ADDRESS.exec(text)?.[0] ?? '';
  let rest =
    email === ''
      ? text
      : text.replace(new RegExp(`[<(]?${escaped(email)}[>)]?`), (found) =>
          // `(Affiliation, mail)`: the bracket that closes belongs to the affiliation
          found.endsWith(')') && !found.startsWith('(') ? ')' : '',
        );
  const bracket = /[([]([^)\]]*)[)\]]/.exec(rest);
  if (bracket) rest = rest.replace(bracket[0], ' ');
  const [name = '', ...after] = rest.split(',').map((part) => part.trim());
  const affiliation = [...after, bracket?.[1] ?? '']
    .map((part) => part.replace(/^[,\s]+|[,\s]+$/g, ''))
    .filter(Boolean);
  return {
    name: name.replaceAll(/\s+/g, ' ').trim() || email,
    affiliation: affiliation.join(', '),
    email,
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function isSomebody({ name }: Author): boolean {
  return name !== '';
}
