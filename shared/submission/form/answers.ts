import type { FindingView } from '../../contract/parts.ts';
import { joinAuthors, listed, readAuthors } from './authors.ts';
import { type Author, emptyForm, type FormField, fieldText, isTextField, type SubmissionForm } from './fields.ts';
import { readInstructions, readMetric, readRound, readShots, readTime } from './values.ts';

/** What a form in any shape says, before its plot was looked at. */
export interface GivenForm {
  readonly form: SubmissionForm;
  readonly authors: readonly Author[];
  /** UTC, ISO 8601; null where the form does not say when it came in. */
  readonly receivedAt: string | null;
  /** Name of the plot's file, beside the form. */
  readonly plotFile: string | null;
  /** Name of the data's file, beside the form. */
  readonly dataFile: string | null;
  readonly id: string | null;
}

/** Fields of the form, and what a form in a file says besides. */
export type AnswerField = FormField | 'affiliations' | 'emails' | 'receivedAt' | 'dataFile' | 'id';

export interface Answer {
  readonly field: AnswerField;
  /** As its key or column is called: what a finding names. */
  readonly name: string;
  readonly text: string;
}

export const ID_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * A form from its answers. An answer that cannot be read is an error that names its key or column and says what is
 * wanted; an answer of a field that is said twice is joined. `other` answers are kept under their own names.
 */
export function readAnswers(
  answers: readonly Answer[],
  people: readonly Author[] = [],
): {
  readonly given: GivenForm;
  readonly findings: readonly FindingView[];
} {
  const findings: FindingView[] = [];
  const error = (name: string, message: string) =>
    findings.push({ level: 'error', rule: 'form', row: null, column: name, message });
  const texts = new Map<AnswerField, { name: string; text: string }>();
  const other: Record<string, string> = {};
  for (const { field, name, text } of answers) {
    if (text.trim() === '') continue;
    if (field === 'other') other[name] = text;
    else texts.set(field, { name, text: texts.has(field) ? `${texts.get(field)?.text}\n${text}` : text });
  }

  const form: { -readonly [K in keyof SubmissionForm]: SubmissionForm[K] } = { ...emptyForm, other };
  for (const [field, { name, text }] of texts) {
    if (!isFormField(field) || !isTextField(field)) continue;
    const { max, label } = fieldText(field);
    const said = field === 'title' ? text.replaceAll(/\s+/g, ' ').trim() : text.trim();
    if (said.length > max) error(name, `“${label}” has ${said.length} characters; at most ${max} fit. Shorten it.`);
    form[field] = said.slice(0, max);
  }
  const choice = <T>(field: AnswerField, read: (text: string) => T | null, wanted: string): T | null => {
    const answer = texts.get(field);
    if (!answer) return null;
    const value = read(answer.text);
    if (value === null) error(answer.name, `“${short(answer.text)}” is not ${wanted}.`);
    return value;
  };
  form.metric = choice(
    'metric',
    readMetric,
    'a metric: write classification, sequence_prob, logodds or absolute_logodds',
  );
  form.round = choice('round', readRound, 'a round: write 1 or 2');
  form.shots = choice('shots', readShots, 'known here: write zero-shot, few-shot or both');
  form.instructions = choice('instructions', readInstructions, 'known here: write with, without or both');
  const receivedAt = choice(
    'receivedAt',
    readTime,
    'a time whose day and month are clear: write it as 2022-08-27 14:30 (UTC)',
  );
  const id = choice(
    'id',
    (text) => (ID_PATTERN.test(text.trim()) ? text.trim() : null),
    'an id: letters, digits, dot, dash and underscore only, a letter or digit first, at most 64',
  );
  const authors = joinAuthors(
    people.length > 0 ? people : readAuthors(texts.get('authors')?.text ?? ''),
    listed(texts.get('affiliations')?.text ?? ''),
    listed(texts.get('emails')?.text ?? '', true),
  );
  const authorsName = texts.get('authors')?.name ?? texts.get('emails')?.name ?? 'authors';
  if (authors.length > MOST_AUTHORS) error(authorsName, `${authors.length} authors; at most ${MOST_AUTHORS} fit.`);
  for (const author of authors) {
    const long = [author.name, author.affiliation, author.email].find((text) => text.length > 300);
    if (long) error(authorsName, `“${short(long)}” is too long for a name, an affiliation or an address.`);
  }
  return {
    given: {
      form,
      authors: authors.slice(0, MOST_AUTHORS),
      receivedAt,
      id,
      plotFile: texts.get('plot')?.text.trim() ?? null,
      dataFile: texts.get('dataFile')?.text.trim() ?? null,
    },
    findings,
  };
}

export const MOST_AUTHORS = 200;

function isFormField(field: AnswerField): field is FormField {
  return !['affiliations', 'emails', 'receivedAt', 'dataFile', 'id'].includes(field);
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}
