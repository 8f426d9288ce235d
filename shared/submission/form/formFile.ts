import type { FindingView } from '../../contract/parts.ts';
import { type Answer, type AnswerField, type GivenForm, readAnswers } from './answers.ts';
import { readAuthors } from './authors.ts';
import { type Author, formFields } from './fields.ts';
import { plainWords } from './values.ts';

export type ReadForm =
  | { readonly ok: true; readonly given: GivenForm; readonly findings: readonly FindingView[] }
  | { readonly ok: false; readonly findings: readonly FindingView[] };

/**
 * A submission's form from the content of a form.json, already parsed. Keys are compared without regard to case,
 * dashes and underscores; values may be texts, numbers, yes or no, lists of texts or objects of texts. What is not
 * known is kept under its own key, with a note. Errors name the key.
 */
export function readFormFile(content: unknown): ReadForm {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    return { ok: false, findings: [formError(null, 'A form has to be one JSON object, such as { "title": "…" }.')] };
  }
  const findings: FindingView[] = [];
  const answers: Answer[] = [];
  let people: readonly Author[] = [];
  for (const [key, value] of Object.entries(content)) {
    const field = fieldOfKey(key);
    if (field === 'authors') {
      const read = authorsOf(value);
      if (typeof read === 'string') findings.push(formError(key, read));
      else people = [...people, ...read];
      continue;
    }
    const text = textOf(value);
    if (text === null) {
      findings.push(formError(key, `“${key}” has to be a text; it is ${kindOf(value)}.`));
      continue;
    }
    answers.push({ field: field ?? 'other', name: key, text });
    if (field === null && text.trim() !== '') {
      const message = `“${key}” is not a field of the form. It is kept with the other answers.`;
      findings.push({ level: 'note', rule: 'form-unknown-field', row: null, column: key, message });
    }
  }
  const read = readAnswers(answers, people);
  const all = [...findings, ...read.findings];
  return all.some(({ level }) => level === 'error')
    ? { ok: false, findings: all }
    : { ok: true, given: read.given, findings: all };
}

const extras: readonly (readonly [AnswerField, readonly string[]])[] = [
  ['affiliations', ['affiliation', 'affiliations']],
  ['emails', ['email', 'emails', 'e mail', 'email address']],
  ['receivedAt', ['received at', 'received', 'submitted at', 'submitted', 'timestamp']],
  ['dataFile', ['data', 'csv', 'data file', 'file', 'dataset']],
  ['id', ['id']],
];

const keys = new Map<string, AnswerField>([
  ...extras.flatMap(([field, names]) => names.map((name) => [name, field] as const)),
  ...formFields.flatMap(({ field, key, label, alsoCalled }) =>
    [key, field, label, ...alsoCalled].map((name) => [plainWords(name), field] as const),
  ),
]);

function fieldOfKey(key: string): AnswerField | null {
  return keys.get(plainWords(key)) ?? null;
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) {
    const texts = value.map(textOf);
    return texts.every((text) => text !== null) ? texts.join('\n') : null;
  }
  if (typeof value !== 'object') return null;
  // question → answer
  const parts = Object.entries(value).map(([question, answer]) => [question, textOf(answer)] as const);
  return parts.every(([, answer]) => answer !== null)
    ? parts.map(([question, answer]) => `${question}\n${answer}`).join('\n\n')
    : null;
}

function authorsOf(value: unknown): readonly Author[] | string {
  if (value === null) return [];
  if (typeof value === 'string') return readAuthors(value);
  const list = Array.isArray(value) ? value : [value];
  const authors: Author[] = [];
  for (const [place, one] of list.entries()) {
    if (typeof one === 'string') authors.push(...readAuthors(one));
    else if (typeof one === 'object' && one !== null && !Array.isArray(one)) {
      const said = new Map(Object.entries(one).map(([key, text]) => [plainWords(key), text]));
      const part = (...names: string[]) => {
        const found = names.map((name) => said.get(name)).find((text) => text !== undefined && text !== null);
        return found === undefined ? '' : found;
      };
      const [name, affiliation, email] = [
        part('name', 'full name'),
        part('affiliation', 'institution', 'organisation', 'organization'),
        part('email', 'e mail', 'mail'),
      ];
      if (typeof name !== 'string' || typeof affiliation !== 'string' || typeof email !== 'string') {
        return `Author ${place + 1}: name, affiliation and email have to be texts.`;
      }
      if (name.trim() === '' && email.trim() === '') return `Author ${place + 1} has no name. Write { "name": "…" }.`;
      authors.push({ name: (name.trim() || email).trim(), affiliation: affiliation.trim(), email: email.trim() });
    } else return `Author ${place + 1} has to be a name or { "name", "affiliation", "email" }.`;
  }
  return authors;
}

function formError(column: string | null, message: string): FindingView {
  return { level: 'error', rule: 'form', row: null, column, message };
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'a list of something else' : `a ${typeof value} of another kind`;
}
