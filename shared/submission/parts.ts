import type { FindingList } from './finding.ts';

/** One of several files that make one data set. */
export interface DataPart {
  /** The file's base name; for organizers only, blind roles read *part 1*. */
  readonly name: string;
  /** The number, in the whole data set, of its first row. */
  readonly firstRow: number;
  /** Those with errors too. */
  readonly rows: number;
}

/**
 * A list of findings that says in which file each is: rows are numbered through the whole data set, and whoever opens
 * the file to mend it needs the number there, counted from 0 as well.
 */
export function namingParts(list: FindingList, current: () => DataPart | null): FindingList {
  return {
    ...list,
    add(rule, row, column, message) {
      const part = current();
      if (part === null) list.add(rule, row, column, message);
      else list.add(rule, row, column, () => inPart(typeof message === 'string' ? message : message(), row, part));
    },
  };
}

function inPart(message: string, row: number | null, part: DataPart): string {
  const name = `“${part.name}”`;
  if (row === null) return `${name}: ${message}`;
  const place = `(row ${row - part.firstRow} of ${name})`;
  const said = new RegExp(`\\brow ${row}\\b`, 'i').exec(message);
  if (said === null) return `${name}, row ${row - part.firstRow}: ${message}`;
  const end = said.index + said[0].length;
  return `${message.slice(0, end)} ${place}${message.slice(end)}`;
}

/**
 * Where the columns of the first part stand in a further one: `same`, or a place for each; null, with an error among the
 * findings, where the two have not the same columns.
 */
export function columnsOfPart(
  first: readonly string[],
  names: readonly string[],
  findings: FindingList,
): readonly number[] | 'same' | null {
  if (names.length === first.length && names.every((name, place) => name === first[place])) return 'same';
  const missing = first.filter((name) => !names.includes(name));
  const surplus = names.filter((name) => !first.includes(name));
  if (missing.length === 0 && surplus.length === 0 && names.length === first.length) {
    return first.map((name) => names.indexOf(name));
  }
  const told = [
    ...(missing.length > 0 ? [`it lacks ${listed(missing)}`] : []),
    ...(surplus.length > 0 ? [`it has ${listed(surplus)} besides`] : []),
  ];
  const what = told.length > 0 ? told.join(' and ') : 'two of them have one name';
  const message = `The columns are not those of the first part: ${what}; give every part the same columns, or leave this file out.`;
  findings.add('other-columns', null, missing[0] ?? null, message);
  return null;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => JSON.stringify(name.slice(0, 60)));
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more` : shown.join(', ');
}
