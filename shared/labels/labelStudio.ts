import type { Answer } from '../contract/labels.ts';
import type { Metric } from '../submission/metric.ts';
import { choiceText, labelText } from './labelText.ts';
import { type LabelQuestion, questionsOf } from './questions.ts';

/*
 * Label Studio's own JSON (tasks with `data` and `annotations`) and its JSON-MIN, as its documentation describes them for
 * 1.8 and later (guide/task_format, guide/export). A task is known by `data.example`, the row of the example; answers are
 * `choices` from controls named after the question. The submitted label is never in it: people who label must not see it.
 */

/** The controls of a task: for log odds both prompts are asked, as at the desk. */
export type Control = LabelQuestion | 'second';

export function controlsOf(metric: Metric): readonly Control[] {
  if (metric === 'logodds' || metric === 'absolute_logodds') return ['first', 'second', 'matters'];
  return questionsOf(metric);
}

export interface StudioExample {
  readonly row: number;
  readonly prompt: string;
  readonly otherPrompt: string | null;
  readonly classes: readonly string[] | null;
  readonly completion: string | null;
  readonly votes: readonly {
    readonly alias: string;
    readonly answer: Answer;
    readonly seconds: number;
    readonly at: string;
  }[];
}

/** One task. Choices come with it, because they may differ from example to example. */
export function studioTask(submission: string, { row, votes, ...example }: StudioExample): unknown {
  const { prompt, otherPrompt, classes, completion } = example;
  return {
    data: {
      submission,
      example: row,
      prompt,
      ...(otherPrompt === null ? {} : { other_prompt: otherPrompt }),
      ...(completion === null ? {} : { completion }),
      ...(classes === null
        ? {}
        : { choices: [...classes.map((value) => ({ value })), { value: '(several)' }, { value: '(none)' }] }),
    },
    annotations: votes.map(({ alias, answer, seconds, at }) => ({
      completed_by: { email: alias },
      was_cancelled: answer.kind === 'skip',
      lead_time: seconds,
      created_at: at,
      result: results(answer, classes).map(([control, choice]) => ({
        id: `${control}-${row}`,
        from_name: control,
        to_name: 'prompt',
        type: 'choices',
        value: { choices: [choice] },
      })),
    })),
  };
}

function results(answer: Answer, classes: readonly string[] | null): [Control, string][] {
  switch (answer.kind) {
    case 'skip':
      return [];
    case 'classification':
      return [['answer', choiceText(answer.answer, classes)]];
    case 'sequence_prob':
      return [
        ['right', answer.right ? 'yes' : 'no'],
        ['others', answer.others ? 'yes' : 'no'],
      ];
    case 'logodds':
      return [
        ['first', choiceText(answer.first, classes)],
        ['second', choiceText(answer.second, classes)],
        ['matters', answer.matters],
      ];
  }
}

/** A label as it stands in a file, before anybody looks whether it fits its example. */
export interface FoundLabel {
  /** Where it stands: the row of a table, the place of a task. */
  readonly at: number;
  readonly example: string;
  readonly contractor: string;
  /** As in labelText.ts. */
  readonly label: string;
  readonly seconds: number;
}

export interface StudioProblem {
  readonly at: number;
  readonly column: string;
  readonly what: string;
}

/** Every annotation of a file in either form, and what in it cannot be read. */
export function readStudio(
  metric: Metric,
  content: unknown,
): { readonly labels: readonly FoundLabel[]; readonly problems: readonly StudioProblem[] } | null {
  if (!Array.isArray(content)) return null;
  const labels: FoundLabel[] = [];
  const problems: StudioProblem[] = [];
  for (const [at, task] of (content as unknown[]).entries()) {
    const say = (column: string, what: string) => void problems.push({ at, column, what });
    if (!isObject(task)) {
      say('task', 'is not a task');
      continue;
    }
    const data = isObject(task.data) ? task.data : task;
    const { example } = data;
    if (typeof example !== 'number' && typeof example !== 'string') {
      say('example', 'has no “example” in its data, the row of the example that it is about');
      continue;
    }
    const annotations = Array.isArray(task.annotations) ? task.annotations : [minimal(task, metric)];
    for (const annotation of annotations as unknown[]) {
      if (!isObject(annotation)) {
        say('annotations', 'has an annotation that is none');
        continue;
      }
      const contractor = whoDid(annotation.completed_by ?? annotation.annotator);
      if (contractor === null) {
        say('completed_by', 'has an annotation that does not say who made it');
        continue;
      }
      const skipped = annotation.was_cancelled === true;
      const label = skipped ? '' : labelFrom(metric, annotation.result);
      if (label === null) {
        say('result', `has an annotation by ${contractor} that lacks an answer to ${controlsOf(metric).join(', ')}`);
        continue;
      }
      const seconds = typeof annotation.lead_time === 'number' ? Math.max(0, annotation.lead_time) : 0;
      labels.push({ at, example: String(example), contractor, label, seconds });
    }
  }
  return { labels, problems };
}

/** JSON-MIN has one object an annotation, with each control's choice under its name. */
function minimal(task: Readonly<Record<string, unknown>>, metric: Metric): unknown {
  const result = controlsOf(metric).flatMap((control) => {
    const value = task[control];
    const choices = isObject(value) ? value.choices : value;
    const choice: unknown = Array.isArray(choices) ? choices[0] : choices;
    return typeof choice === 'string' ? [{ from_name: control, type: 'choices', value: { choices: [choice] } }] : [];
  });
  return { annotator: task.annotator, lead_time: task.lead_time, result };
}

function whoDid(by: unknown): string | null {
  if (typeof by === 'number' || (typeof by === 'string' && by !== '')) return String(by);
  if (!isObject(by)) return null;
  return typeof by.email === 'string' && by.email !== '' ? by.email : whoDid(by.id ?? null);
}

function labelFrom(metric: Metric, result: unknown): string | null {
  const said = new Map<string, string>();
  for (const one of Array.isArray(result) ? (result as unknown[]) : []) {
    if (!isObject(one) || typeof one.from_name !== 'string' || !isObject(one.value)) continue;
    const choice: unknown = Array.isArray(one.value.choices) ? one.value.choices[0] : undefined;
    if (typeof choice === 'string') said.set(one.from_name, choice);
  }
  const answers = controlsOf(metric).map((control) => said.get(control));
  if (!answers.every((answer) => answer !== undefined)) return null;
  switch (metric) {
    case 'classification':
      return answers[0] ?? null;
    case 'sequence_prob':
      return labelText({ kind: 'sequence_prob', right: answers[0] === 'yes', others: answers[1] === 'yes' }, null);
    case 'logodds':
    case 'absolute_logodds':
      return JSON.stringify(answers);
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
