import type { PickedFile } from '../../../shared/contract/bridge.ts';

/** What a person means by the files that were dropped on the window. */
export type Dropped =
  | { readonly what: 'sheet'; readonly file: PickedFile }
  | { readonly what: 'results'; readonly file: PickedFile }
  | {
      readonly what: 'submission';
      readonly file: PickedFile;
      /** Further files of the same data set. */
      readonly parts: readonly PickedFile[];
      readonly form: PickedFile | null;
    }
  | { readonly what: 'unknown'; readonly file: PickedFile };

/**
 * A folder and JSON are results, a CSV or zip is a submission; on the page of results a CSV or zip is results too. Null:
 * nothing was dropped.
 */
export function meantByDrop(files: readonly PickedFile[], onResults: boolean): Dropped | null {
  const [first] = files;
  if (first === undefined) return null;
  const workbook = files.find((file) => isNamed(file, 'xlsx'));
  if (workbook) return { what: 'sheet', file: workbook };
  const [csv, ...parts] = files.filter((file) => file.kind === 'csv');
  const zip = files.find((file) => isNamed(file, 'zip'));
  const { form } = csv ? withForm(files) : { form: null };
  const json = files.find((file) => file !== form && ['jsonl', 'ndjson', 'json'].some((end) => isNamed(file, end)));
  const results = files.find((file) => file.kind === 'folder') ?? json ?? (onResults ? (zip ?? csv) : undefined);
  if (results) return { what: 'results', file: results };
  if (zip) return { what: 'submission', file: zip, parts: [], form: null };
  return csv ? { what: 'submission', file: csv, parts, form } : { what: 'unknown', file: first };
}

/** One JSON file among several files is the form of the others. */
export function withForm(picked: readonly PickedFile[]): {
  readonly files: readonly PickedFile[];
  readonly form: PickedFile | null;
} {
  const form = picked.find((file) => isNamed(file, 'json')) ?? null;
  return { files: picked.filter((file) => file !== form), form };
}

export function isNamed({ name }: Pick<PickedFile, 'name'>, extension: string): boolean {
  return name.toLowerCase().endsWith(`.${extension}`);
}
