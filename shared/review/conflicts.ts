import { affiliationsAgree, emailsAgree, fullNamesAgree, namesAgree } from './identity.ts';

/** What a reviewer writes down before assignment; sealed, matched once, never stored. One entry an item. */
export interface ConflictStatement {
  readonly names: readonly string[];
  readonly emails: readonly string[];
  /** Those among them that are the reviewer's own. */
  readonly ownEmails: readonly string[];
  readonly affiliations: readonly string[];
  /** Names of people the reviewer wrote with lately, or has another tie to. */
  readonly coauthors: readonly string[];
}

export interface Author {
  readonly name: string;
  readonly affiliation: string;
  readonly email: string;
}

/**
 * Whether a reviewer must not judge a submission by these authors: the same person by name or e-mail, a co-author among
 * them, or a shared affiliation. A doubt counts as a conflict: a pair that is wrongly kept apart costs another reviewer,
 * one that is wrongly let through costs the contest.
 */
export function conflictsWith(statement: ConflictStatement, authors: readonly Author[]): boolean {
  return authors.some((author) => {
    const people = [...statement.names, ...statement.coauthors];
    return (
      people.some((name) => namesAgree(name, author.name)) ||
      statement.emails.some((email) => emailsAgree(email, author.email)) ||
      statement.affiliations.some((affiliation) =>
        separate(author.affiliation).some((of) => affiliationsAgree(affiliation, of)),
      )
    );
  });
}

/**
 * Whether the reviewer is one of these authors, who cannot review in the contest at all. By an own address or a name that
 * both spell out: who only shares an initial and a family name with an author is kept from that one's submissions alone.
 */
export function isAuthor(statement: ConflictStatement, authors: readonly Author[]): boolean {
  return authors.some(
    (author) =>
      statement.names.some((name) => fullNamesAgree(name, author.name)) ||
      statement.ownEmails.some((email) => emailsAgree(email, author.email)),
  );
}

/** An author's affiliations are one field; several stand apart by a semicolon, a slash or a line. */
function separate(affiliation: string): string[] {
  return affiliation
    .split(/[;/\n|]|\band\b/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/**
 * The names that one entry may hold. A comma stands inside a name (`Quill, Ada`) or between two (`Ada Quill, Bo Marsh`;
 * `Quill, A., Marsh, B.`), and in doubt it is read in every way.
 */
function namesIn(entry: string): string[] {
  const parts = entry
    .split(/,|&|\band\b/i)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const alone = parts.filter((part) => /\S\s+\S/.test(part));
  const pairs = parts.length < 3 ? [] : parts.slice(1).map((part, place) => `${parts[place]}, ${part}`);
  return [...new Set([entry, ...alone, ...pairs])];
}

/**
 * Reads what was typed into one box, an entry a line or apart by semicolons. Anything with an @ is an e-mail address
 * wherever it stands.
 */
export function readStatement(typed: {
  readonly names: string;
  readonly affiliations: string;
  readonly coauthors: string;
}): ConflictStatement {
  const entries = (text: string) =>
    text
      .split(/[;\n]/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
  const all = [typed.names, typed.affiliations, typed.coauthors].map(entries);
  const isEmail = (entry: string) => entry.includes('@');
  const [names = [], affiliations = [], coauthors = []] = all.map((list) => list.filter((entry) => !isEmail(entry)));
  return {
    names: names.flatMap(namesIn),
    affiliations,
    coauthors: coauthors.flatMap(namesIn),
    emails: all.flat().filter(isEmail),
    ownEmails: all.slice(0, 2).flat().filter(isEmail),
  };
}
