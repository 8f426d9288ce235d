import type { AnswerField } from '../form/answers.ts';
import { formFields } from '../form/fields.ts';
import { plainWords } from '../form/values.ts';

/** Field → heads of the columns that say it. A head that stands nowhere is left out of the import. */
export type Mapping = Readonly<Partial<Record<AnswerField, readonly string[]>>>;

export interface SheetField {
  readonly field: AnswerField;
  readonly label: string;
  /** Whether several columns may say it: their texts are joined in the columns' order. */
  readonly several: boolean;
  readonly called: readonly string[];
}

/** What a column can be, in the order of the form; the data's file first, because nothing can be done without it. */
export const sheetFields: readonly SheetField[] = [
  {
    field: 'dataFile',
    label: 'Data file (CSV)',
    several: false,
    called: [
      'csv',
      'data file',
      'dataset file',
      'file name',
      'filename',
      'csv file',
      'upload csv',
      'upload dataset',
      'file',
      'data',
    ],
  },
  { field: 'id', label: 'Id', several: false, called: ['id', 'submission id'] },
  ...formFields.map(({ field, key, label, alsoCalled }) => ({
    field,
    label,
    several: !['title', 'metric', 'round', 'shots', 'instructions', 'plot'].includes(field),
    called: [key, label, ...alsoCalled].map(plainWords),
  })),
  {
    field: 'affiliations',
    label: 'Authors’ affiliations',
    several: true,
    called: ['affiliation', 'affiliations', 'institution', 'university'],
  },
  {
    field: 'emails',
    label: 'Authors’ e-mail',
    several: true,
    called: ['email', 'e mail', 'emails', 'email address', 'contact email'],
  },
  {
    field: 'receivedAt',
    label: 'When it came in',
    several: false,
    called: ['timestamp', 'submitted at', 'received', 'date', 'time submitted', 'submission time'],
  },
  { field: 'other', label: 'Another answer', several: true, called: [] },
];

/** Words that say nothing about which question it is. */
const FILLERS = new Set(
  'the a an of is are do does you your to for in on and or it this what which please if any'.split(' '),
);

/**
 * Which column is which field, by how its head sounds; a column of file names is told by its values. Columns that sound
 * like nothing are kept as other answers. A field is given to the column that sounds most like it.
 */
export function proposeMapping(heads: readonly string[], samples: readonly (readonly string[])[]): Mapping {
  const offers: { head: string; place: number; field: AnswerField; score: number }[] = [];
  for (const [place, head] of heads.entries()) {
    const words = contentWords(head);
    const values = samples.map((row) => row[place]?.trim() ?? '').filter(Boolean);
    for (const { field, called } of sheetFields) {
      const score = Math.max(0, ...called.map((name) => likeness(plainWords(head), words, name))) + hint(field, values);
      if (score >= ENOUGH) offers.push({ head, place, field, score });
    }
  }
  offers.sort((a, b) => b.score - a.score || a.place - b.place);
  const mapping: Partial<Record<AnswerField, string[]>> = {};
  const taken = new Set<string>();
  for (const { head, field } of offers) {
    const several = sheetFields.find((one) => one.field === field)?.several ?? false;
    if (taken.has(head) || (mapping[field] && !several)) continue;
    taken.add(head);
    mapping[field] = [...(mapping[field] ?? []), head];
  }
  const rest = heads.filter((head) => !taken.has(head) && head.trim() !== '');
  if (rest.length > 0) mapping.other = rest;
  const order = new Map(heads.map((head, place) => [head, place]));
  for (const own of Object.values(mapping)) own.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return mapping;
}

/** Why a sheet cannot be imported as it is mapped, in a sentence; null where it can. */
export function mappingProblem(heads: readonly string[], mapping: Mapping): string | null {
  const twice = heads.find((head, place) => head.trim() !== '' && heads.indexOf(head) !== place);
  if (twice !== undefined) return `Two columns are headed “${twice}”. Give one of them another head.`;
  for (const [field, own] of Object.entries(mapping)) {
    const known = sheetFields.find((one) => one.field === field);
    if (!known) return `“${field}” is not a field of the form. Remove it from the mapping.`;
    const gone = own.find((head) => !heads.includes(head));
    if (gone !== undefined) return `There is no column “${gone}”. The columns are: ${heads.join(', ')}.`;
    if (own.length > 1 && !known.several)
      return `“${known.label}” can be one column only: ${own.join(', ')} are ${own.length}.`;
  }
  const used = Object.values(mapping).flat();
  const shared = used.find((head, place) => used.indexOf(head) !== place);
  if (shared !== undefined) return `The column “${shared}” is used for two fields. Choose one.`;
  if (!mapping.dataFile?.length) return 'No column is known to name the CSV of each submission. Say which one does.';
  return null;
}

/** Whether a table with these heads is a list of forms rather than a data set. */
export function looksLikeForms(heads: readonly string[], mapping: Mapping): boolean {
  if (heads.some((head) => ['prompt', 'completion', 'classes'].includes(head.trim().toLowerCase()))) return false;
  return (
    Boolean(mapping.dataFile?.length) &&
    Boolean(mapping.title?.length || mapping.authors?.length || mapping.task?.length)
  );
}

const ENOUGH = 30;

function contentWords(text: string): ReadonlySet<string> {
  return new Set(
    plainWords(text)
      .split(' ')
      .filter((word) => word !== '' && !FILLERS.has(word)),
  );
}

/** 100 for the same words; less for a longer head that holds all of them, the less the longer it is. */
function likeness(plain: string, words: ReadonlySet<string>, name: string): number {
  if (plain === name) return 100;
  const needed = [...contentWords(name)];
  if (needed.length === 0 || !needed.every((word) => words.has(word))) return 0;
  return needed.length === 1 && words.size > 3 ? 20 : 50 + 8 * needed.length - Math.min(20, words.size - needed.length);
}

/** What the values of a column tell about it. */
function hint(field: AnswerField, values: readonly string[]): number {
  if (values.length === 0) return 0;
  const share = (test: (value: string) => boolean) => values.filter(test).length / values.length;
  switch (field) {
    case 'dataFile':
      return share((value) => /\.(?:csv|zip)$/i.test(value)) > 0.5 ? 60 : 0;
    case 'plot':
      return share((value) => /\.(?:png|svg)$/i.test(value)) > 0.5 ? 60 : 0;
    case 'emails':
      return share((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) > 0.5 ? 40 : 0;
    default:
      return 0;
  }
}
