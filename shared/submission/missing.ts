/** What pandas reads as missing by default (pandas/_libs/parsers.pyx, STR_NA_VALUES). */
const MISSING: ReadonlySet<string> = new Set([
  '',
  '#N/A',
  '#N/A N/A',
  '#NA',
  '-1.#IND',
  '-1.#QNAN',
  '-NaN',
  '-nan',
  '1.#IND',
  '1.#QNAN',
  '<NA>',
  'N/A',
  'NA',
  'NULL',
  'NaN',
  'None', // from pandas 2 on
  'n/a',
  'nan',
  'null',
]);
const LONGEST = Math.max(...[...MISSING].map((text) => text.length));

/** Whether pandas, with its defaults, loses this cell as missing. */
export function isReadAsMissing(text: string): boolean {
  return text.length <= LONGEST && MISSING.has(text);
}

export type Inferred = 'number' | 'boolean' | 'text';

/** What pandas, with its defaults, would make of a whole column, cell by cell. */
export interface ColumnInference {
  see(text: string): void;
  /** `text` too while nothing but missing cells was seen. */
  inferred(): Inferred;
}

const WHOLE = /^[\t-\r ]*[+-]?[0-9]+[\t-\r ]*$/;
const DECIMAL = /^[\t-\r ]*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[\t-\r ]*$/;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const BOOLEAN = /^(?:true|false)$/i;
const LARGEST_WHOLE = 2n ** 64n - 1n;
const SMALLEST_WHOLE = -(2n ** 63n);

export function createColumnInference(): ColumnInference {
  let kind: Inferred | null = null;
  let whole = true;
  return {
    see(text) {
      if (kind === 'text' || isReadAsMissing(text)) return;
      const seen = kindOf(text, whole);
      whole &&= WHOLE.test(text);
      kind = kind === null || kind === seen ? seen : 'text';
    },
    inferred: () => kind ?? 'text',
  };
}

/** A whole number that no 64 bits hold keeps the column text, as long as all before it were whole. */
function kindOf(text: string, wholeSoFar: boolean): Inferred {
  if (BOOLEAN.test(text)) return 'boolean';
  if (wholeSoFar && WHOLE.test(text)) {
    const value = BigInt(text.trim().replace(/^\+/, ''));
    return value >= SMALLEST_WHOLE && value <= LARGEST_WHOLE ? 'number' : 'text';
  }
  return DECIMAL.test(text) || INFINITE.test(text) ? 'number' : 'text';
}
