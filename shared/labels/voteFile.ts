import { type Repeat, type VoteTable, type VoteTableBuilder, voteTableBuilder } from './voteTable.ts';

/** What is wrong with a table of labels, and where. Rows are counted from 0, the header not counted. */
export interface LabelFileFinding {
  readonly level: 'error' | 'warning';
  readonly rule: string;
  readonly row: number | null;
  readonly column: string | null;
  readonly message: string;
}

/** A CSV of labels being read, row by row, however many there are. */
export interface LabelFileReader<T> {
  header(cells: readonly string[]): void;
  row(cells: readonly string[], row: number): void;
  /** A row that is no row: the CSV itself is broken there. */
  broken(rule: string, message: string, row: number | null, column: number | null): void;
  /** After the last row. The value is of use only where no finding is an error. */
  end(): { readonly value: T; readonly findings: readonly LabelFileFinding[] };
}

/** More of them would say nothing new. */
const MOST_FINDINGS = 1000;

/** votes.csv: `example,contractor,label`. An empty label is a skip. Names and labels are taken as they are written. */
export function votesReader(file: string): LabelFileReader<VoteTable> {
  const votes: VoteTableBuilder = voteTableBuilder();
  return labelFileReader(file, ['example', 'contractor', 'label'], {
    row: ([example, contractor, label], row, say) => {
      if (example === '') return say('missing-name', 'example', 'names no example');
      if (contractor === '') return say('missing-name', 'contractor', 'names no contractor');
      votes.add(example!, contractor!, label === '' ? null : label!, row);
    },
    end: (error, warn) => {
      const repeats = votes.repeats();
      for (const { row, earlier } of repeats.filter(({ sameLabel }) => !sameLabel)) {
        error(
          'label-twice',
          row,
          'label',
          `gives another label than row ${earlier} to the same example by the same contractor; keep one of the rows`,
        );
      }
      const same = repeats.filter(({ sameLabel }) => sameLabel);
      if (same.length > 0) {
        votes.without(new Set(same.map(({ row }) => row)));
        warn('row-twice', same[0]!.row, null, repeatedSentence(same));
      }
      return votes.build();
    },
  });
}

function repeatedSentence(same: readonly Repeat[]): string {
  const more = same.length > 1 ? `, as do ${same.length - 1} more` : '';
  return `says the same as row ${same[0]!.earlier}${more}; such rows count once`;
}

/** gold.csv: `example,label`, the right label of each. */
export function goldReader(file: string): LabelFileReader<ReadonlyMap<string, string>> {
  const gold = new Map<string, { label: string; row: number }>();
  return labelFileReader(file, ['example', 'label'], {
    row: ([example, label], row, say) => {
      if (example === '') return say('missing-name', 'example', 'names no example');
      if (label === '')
        return say('missing-label', 'label', 'has no label; remove the row if the right label is not known');
      const known = gold.get(example!);
      if (known === undefined) gold.set(example!, { label: label!, row });
      else if (known.label !== label) {
        say(
          'label-twice',
          'label',
          `gives another label than row ${known.row} to the same example; keep one of the rows`,
        );
      }
    },
    end: () => new Map([...gold].map(([example, { label }]) => [example, label])),
  });
}

type SayHere = (rule: string, column: string | null, what: string) => void;
type SayThere = (rule: string, row: number | null, column: string | null, what: string) => void;

/** A reader of rows with these columns, in any order, others beside them. */
export function labelFileReader<T>(
  file: string,
  columns: readonly string[],
  use: {
    row: (cells: readonly string[], row: number, say: SayHere) => void;
    end: (error: SayThere, warn: SayThere) => T;
  },
): LabelFileReader<T> {
  const findings: LabelFileFinding[] = [];
  let errors = 0;
  let header: readonly string[] | null = null;
  let places: readonly number[] | null = null;
  let seen = 0;
  const say = (
    level: 'error' | 'warning',
    rule: string,
    row: number | null,
    column: string | null,
    message: string,
  ) => {
    if (level === 'error') errors += 1;
    if (findings.length < MOST_FINDINGS) findings.push({ level, rule, row, column, message });
  };
  const there = (row: number | null, what: string) => `${row === null ? file : `${file}, row ${row}`}: ${what}.`;
  const error: SayThere = (rule, row, column, what) => say('error', rule, row, column, there(row, what));
  const warn: SayThere = (rule, row, column, what) => say('warning', rule, row, column, there(row, what));
  return {
    header: (cells) => {
      header = cells;
      const names = cells.map((name) => name.trim().toLowerCase());
      const wrong = columns.filter((column) => names.filter((name) => name === column).length !== 1);
      for (const column of wrong) {
        if (names.includes(column)) error('column-twice', null, column, `two columns are named “${column}”; keep one`);
        else error('column-missing', null, column, `the column “${column}” is missing; it needs ${columns.join(', ')}`);
      }
      if (wrong.length === 0) places = columns.map((column) => names.indexOf(column));
    },
    row: (cells, row) => {
      seen += 1;
      if (!places) return;
      use.row(
        places.map((place) => cells[place] ?? ''),
        row,
        (rule, column, what) => error(rule, row, column, what),
      );
    },
    broken: (rule, message, row, column) => {
      const name = column === null ? null : (header?.[column] ?? String(column));
      say('error', rule, row, name, `${file}: ${message}`);
    },
    end: () => {
      if (seen === 0 && errors === 0) error('no-rows', null, null, 'has a header but no rows');
      const value = use.end(error, warn);
      const left = errors - findings.filter(({ level }) => level === 'error').length;
      if (left > 0) {
        findings.push({
          level: 'error',
          rule: 'more',
          row: null,
          column: null,
          message: `${file}: ${left} more errors are not listed.`,
        });
      }
      return { value, findings };
    },
  };
}
