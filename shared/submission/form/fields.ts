import type { MetricName } from '../../contract/parts.ts';

/** Who wrote a submission. Kept apart from the form: nothing that a blind role reads holds one of these. */
export interface Author {
  readonly name: string;
  readonly affiliation: string;
  readonly email: string;
}

/** What an author says of a submission, without who the author is. Every text may be empty: a form is filled in over time. */
export interface SubmissionForm {
  readonly title: string;
  readonly metric: MetricName | null;
  readonly round: 1 | 2 | null;
  /** What the task tests: the description that the contest asks for. */
  readonly task: string;
  readonly importance: string;
  readonly whyInverse: string;
  readonly dataGeneration: string;
  readonly annotators: string;
  readonly language: string;
  readonly licence: string;
  readonly dataSources: string;
  readonly priorWork: string;
  readonly optionalAnswers: string;
  readonly shots: Shots | null;
  readonly instructions: Instructions | null;
  readonly nonProfit: string;
  /** SHA-256 of the plot as it came in; the picture itself is kept beside the forms. */
  readonly plot: string | null;
  /** What a form.json or a spreadsheet said besides, under its own names. */
  readonly other: Readonly<Record<string, string>>;
}

export const shotsValues = ['zero-shot', 'few-shot', 'both'] as const;
export type Shots = (typeof shotsValues)[number];
export const instructionsValues = ['with', 'without', 'both'] as const;
export type Instructions = (typeof instructionsValues)[number];

export const emptyForm: SubmissionForm = {
  title: '',
  metric: null,
  round: null,
  task: '',
  importance: '',
  whyInverse: '',
  dataGeneration: '',
  annotators: '',
  language: '',
  licence: '',
  dataSources: '',
  priorWork: '',
  optionalAnswers: '',
  shots: null,
  instructions: null,
  nonProfit: '',
  plot: null,
  other: {},
};

/** Fields that are said in words. */
export type TextField = {
  [K in keyof SubmissionForm]: SubmissionForm[K] extends string ? K : never;
}[keyof SubmissionForm];

export type FormField = keyof SubmissionForm | 'authors';

export interface FieldText {
  readonly field: FormField;
  /** Its name in form.json. */
  readonly key: string;
  readonly label: string;
  readonly help: string | null;
  /** The most characters that are kept. */
  readonly max: number;
  /** Who reads it besides the organizers. */
  readonly readBy: 'reviewers' | 'organizers';
  /** Whether a form without it is unfinished. */
  readonly needed: boolean;
  /** What the heads of columns and other people's keys call it: all words of one entry, in lower case. */
  readonly alsoCalled: readonly string[];
}

const LONG = 20_000;

/** Every field in the order of the form. One table: form.json, the screen, the spreadsheet's columns and the help go by it. */
export const formFields: readonly FieldText[] = [
  {
    field: 'title',
    key: 'title',
    label: 'Title',
    help: 'Reviewers read it. Leave out anything that names the authors.',
    max: 200,
    readBy: 'reviewers',
    needed: true,
    alsoCalled: ['task name', 'name of task', 'name of submission', 'submission title'],
  },
  {
    field: 'authors',
    key: 'authors',
    label: 'Authors',
    help: null,
    max: 200,
    readBy: 'organizers',
    needed: true,
    alsoCalled: ['author', 'author names', 'names of authors', 'submitters', 'team members', 'full name'],
  },
  {
    field: 'metric',
    key: 'metric',
    label: 'Metric',
    help: null,
    max: 40,
    readBy: 'reviewers',
    needed: true,
    alsoCalled: ['evaluation metric', 'task type', 'loss'],
  },
  {
    field: 'round',
    key: 'round',
    label: 'Round',
    help: null,
    max: 10,
    readBy: 'organizers',
    needed: false,
    alsoCalled: ['contest round'],
  },
  {
    field: 'task',
    key: 'task',
    label: 'What the task tests',
    help: 'Without it a submission is not eligible.',
    max: LONG,
    readBy: 'reviewers',
    needed: true,
    alsoCalled: [
      'description',
      'task description',
      'description of task',
      'task aiming to test',
      'task tests',
      'intended task',
    ],
  },
  {
    field: 'importance',
    key: 'importance',
    label: 'Why it matters',
    help: null,
    max: LONG,
    readBy: 'reviewers',
    needed: true,
    alsoCalled: ['why important', 'why task important', 'task importance', 'why it matters', 'relevance'],
  },
  {
    field: 'whyInverse',
    key: 'why_inverse_scaling',
    label: 'Why inverse scaling is expected',
    help: null,
    max: LONG,
    readBy: 'reviewers',
    needed: true,
    alsoCalled: ['why inverse', 'expect inverse scaling', 'expected inverse scaling', 'hypothesis'],
  },
  {
    field: 'dataGeneration',
    key: 'data_generation',
    label: 'How the data was made',
    help: null,
    max: LONG,
    readBy: 'reviewers',
    needed: true,
    alsoCalled: [
      'data generation procedure',
      'generation procedure',
      'how data made',
      'how construct dataset',
      'dataset construction',
    ],
  },
  {
    field: 'annotators',
    key: 'annotator_expertise',
    label: 'What an annotator must know',
    help: 'Who can verify the labels.',
    max: LONG,
    readBy: 'reviewers',
    needed: true,
    alsoCalled: ['expertise', 'annotator must know', 'expertise required', 'annotators'],
  },
  {
    field: 'language',
    key: 'language',
    label: 'Language',
    help: 'Of the examples.',
    max: 200,
    readBy: 'reviewers',
    needed: true,
    alsoCalled: ['languages'],
  },
  {
    field: 'shots',
    key: 'shots',
    label: 'Worked examples in the prompts',
    help: null,
    max: 40,
    readBy: 'reviewers',
    needed: true,
    alsoCalled: ['few shot', 'zero shot', 'zero shot or few shot', 'number of shots'],
  },
  {
    field: 'instructions',
    key: 'instructions',
    label: 'Instructions in the prompts',
    help: null,
    max: 40,
    readBy: 'reviewers',
    needed: true,
    alsoCalled: ['with instructions', 'instruction prompting', 'include instructions'],
  },
  {
    field: 'priorWork',
    key: 'prior_work',
    label: 'Prior work',
    help: null,
    max: LONG,
    readBy: 'reviewers',
    needed: false,
    alsoCalled: ['related work', 'previous work', 'previously shown'],
  },
  {
    field: 'optionalAnswers',
    key: 'optional_answers',
    label: 'Answers to the optional questions',
    help: null,
    max: LONG,
    readBy: 'reviewers',
    needed: false,
    alsoCalled: ['optional questions', 'free form response', 'anything else', 'comments', 'additional information'],
  },
  {
    field: 'licence',
    key: 'licence',
    label: 'Licence of the data',
    help: 'Decides whether the data may be released.',
    max: 500,
    readBy: 'organizers',
    needed: true,
    alsoCalled: ['license', 'data license', 'data licence', 'dataset license'],
  },
  {
    field: 'dataSources',
    key: 'data_sources',
    label: 'Data sources',
    help: 'Other data sets or texts that it was made from.',
    max: LONG,
    readBy: 'organizers',
    needed: false,
    alsoCalled: ['sources', 'source of data', 'existing datasets', 'preexisting data'],
  },
  {
    field: 'nonProfit',
    key: 'non_profit',
    label: 'Non-profit to receive the prize',
    help: 'Empty: the authors themselves.',
    max: 500,
    readBy: 'organizers',
    needed: false,
    alsoCalled: ['nonprofit', 'non profit', 'charity', 'donate prize'],
  },
  {
    field: 'plot',
    key: 'plot',
    label: 'Plot',
    help: 'Loss against model size over ada, babbage, curie and davinci, as PNG or SVG.',
    max: 500,
    readBy: 'reviewers',
    needed: false,
    alsoCalled: ['scaling plot', 'plot file', 'figure', 'gpt 3 plot', 'plot of gpt 3 performance', 'upload plot'],
  },
];

const byField = new Map(formFields.map((text) => [text.field, text]));

export function fieldText(field: FormField): FieldText {
  const text = byField.get(field);
  if (text === undefined) throw new Error(`the form has no field ${field}`);
  return text;
}

export const textFields: readonly TextField[] = [
  'title',
  'task',
  'importance',
  'whyInverse',
  'dataGeneration',
  'annotators',
  'language',
  'licence',
  'dataSources',
  'priorWork',
  'optionalAnswers',
  'nonProfit',
];

export function isTextField(field: FormField): field is TextField {
  return (textFields as readonly string[]).includes(field);
}

/** Needed fields that say nothing yet, in the form's order. */
export function missingFields(form: SubmissionForm, authors: readonly Author[]): readonly FormField[] {
  return formFields.filter((text) => text.needed && isBlank(form, authors, text.field)).map(({ field }) => field);
}

function isBlank(form: SubmissionForm, authors: readonly Author[], field: FormField): boolean {
  if (field === 'authors') return !authors.some(({ name }) => name.trim() !== '');
  const value = form[field];
  return value === null || (typeof value === 'string' && value.trim() === '');
}

/** Fields in which two forms differ, in the form's order; `other` last. */
export function changedFields(
  before: { readonly form: SubmissionForm; readonly authors: readonly Author[] },
  after: { readonly form: SubmissionForm; readonly authors: readonly Author[] },
): readonly FormField[] {
  const said = (given: typeof before, field: FormField) =>
    JSON.stringify(
      field === 'authors'
        ? given.authors.map(({ name, affiliation, email }) => [name, affiliation, email])
        : field === 'other'
          ? Object.entries(given.form.other).sort(([a], [b]) => (a < b ? -1 : 1))
          : given.form[field],
    );
  const fields: readonly FormField[] = [...formFields.map(({ field }) => field), 'other'];
  return fields.filter((field) => said(before, field) !== said(after, field));
}

export const fieldLabel = (field: FormField): string => (field === 'other' ? 'Other answers' : fieldText(field).label);
