import { type SeededRandom, seededRandom } from '../../../shared/random.ts';
import { REBUILT_EXAMPLES, traitsOf } from './scaling.ts';
import type { DemoFrame, DemoShape, DemoTask } from './tasks.ts';

/** The made-up contest's files, as an author and a pipeline would have written them. */

interface DemoModel {
  readonly name: string;
  readonly params: number;
}

export const publicModels: readonly DemoModel[] = [
  { name: 'ada', params: 350e6 },
  { name: 'babbage', params: 1.3e9 },
  { name: 'curie', params: 6.7e9 },
  { name: 'davinci', params: 175e9 },
  { name: 'gpt2', params: 124e6 },
  { name: 'gpt2-medium', params: 355e6 },
  { name: 'gpt2-large', params: 774e6 },
  { name: 'gpt2-xl', params: 1.5e9 },
  { name: 'opt-125m', params: 125e6 },
  { name: 'opt-1.3b', params: 1.3e9 },
  { name: 'opt-6.7b', params: 6.7e9 },
  { name: 'opt-66b', params: 66e9 },
];

/** A private family: reviewers see the aliases only. */
export const privateModels = [
  { name: 'orrery-s', family: 'orrery', params: 2e9, public: false, tuned: false, alias: 'Private A' },
  { name: 'orrery-m', family: 'orrery', params: 12e9, public: false, tuned: false, alias: 'Private B' },
  { name: 'orrery-l', family: 'orrery', params: 70e9, public: false, tuned: false, alias: 'Private C' },
] as const;

export interface DemoExample {
  readonly prompt: string;
  readonly otherPrompt: string;
  readonly completion: string;
  readonly answer: number;
  readonly kind: string;
}

/** As many different examples as the slots allow, in a random order that is the same every time. */
export function demoExamples(task: DemoTask): DemoExample[] {
  const random = seededRandom(`examples ${task.id}`);
  const { splitBy } = traitsOf(task.id);
  return Array.from({ length: task.examples }, (_, row) => {
    const frame = task.frames[row % task.frames.length]!;
    const drawn = new Map(
      Object.entries(task.slots).map(([slot, words]) => [slot, words[random.below(words.length)]!]),
    );
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_whole, slot: string) => drawn.get(slot) ?? slot);
    return {
      prompt: numbered(fill(frame.text), row, task.frames.length),
      otherPrompt: numbered(fill(frame.other ?? ''), row, task.frames.length),
      completion: fill(frame.completion ?? ''),
      answer: frame.answer ?? 0,
      kind: (splitBy && drawn.get(splitBy)) ?? frame.kind ?? 'all',
    };
  });
}

/** A case number in front keeps two draws of the same words from being the same example. */
function numbered(text: string, row: number, frames: number): string {
  return text === '' ? '' : `Case ${Math.floor(row / frames) + 1}. ${text}`;
}

/** One whose authors left in some prompts whom they had them from; organizers decide whether that is hidden. */
export const CARELESS = 't8vd';
const LEFT_IN: ReadonlySet<number> = new Set([4, 31, 57]);
const sender = 'From harbour.desk@tornby.example: ';

/** `rows`: only so many of its examples, as an earlier version has them. */
export function demoCsv(task: DemoTask, rows = task.examples): string {
  const sliced = task.frames.some((frame: DemoFrame) => frame.kind);
  const lines = demoExamples(task)
    .slice(0, rows)
    .map((example, row) => {
      const cells = columnsOf(task).map((column) => {
        switch (column) {
          case 'prompt':
            return `${task.id === CARELESS && LEFT_IN.has(row) ? sender : ''}${example.prompt}`;
          case 'other_prompt':
            return example.otherPrompt;
          case 'classes':
            return pythonList(task.classes ?? []);
          case 'answer_index':
            return String(example.answer);
          default:
            return example.completion;
        }
      });
      return [...cells, ...(sliced ? [example.kind] : [])].map(csvCell).join(',');
    });
  return `${[...columnsOf(task), ...(sliced ? ['subcategory'] : [])].join(',')}\n${lines.join('\n')}\n`;
}

function columnsOf(task: DemoTask): string[] {
  switch (task.metric) {
    case 'classification':
      return ['prompt', 'classes', 'answer_index'];
    case 'sequence_prob':
      return ['prompt', 'completion'];
    case 'logodds':
    case 'absolute_logodds':
      return ['prompt', 'other_prompt', 'classes', 'answer_index'];
  }
}

/** One model's file. `broken` gives two values to one index, as a retried run may. */
export function runCsv(task: DemoTask, model: DemoModel, broken: boolean): string {
  const random = seededRandom(`run ${task.id} ${model.name}`);
  const centre = badness(task.shape, Math.log10(model.params), random);
  const odd = oddRows(task);
  const classes = task.classes?.length ?? 2;
  const logodds = task.metric === 'logodds' || task.metric === 'absolute_logodds';
  const lines: string[] = [];
  for (let row = 0; row < task.examples; row++) {
    const draw = (odd.has(row) ? 0 : centre) + 0.9 * normal(random);
    if (task.metric === 'sequence_prob') {
      lines.push(`${row},${(3.2 * Math.exp(0.35 * draw)).toFixed(12)}`);
      continue;
    }
    const total = (-0.1 - 0.6 * random.unit()).toFixed(12);
    if (logodds) {
      const value = task.metric === 'logodds' ? 0.4 * draw + 0.5 : Math.abs(0.4 * draw + 0.5);
      lines.push(`${row},${value.toFixed(12)},${draw < 0.4 ? 1 : 0},${total}`);
    } else {
      const loss = Math.log(1 + (classes - 1) * Math.exp(draw));
      lines.push(`${row},${loss.toFixed(12)},${draw < 0 ? 1 : 0},${total}`);
    }
  }
  if (broken)
    lines.push(`17,${logodds ? '9.5' : '2.5'},0,-0.5`.split(',', task.metric === 'sequence_prob' ? 2 : 4).join(','));
  const header =
    task.metric === 'sequence_prob'
      ? 'index,loss'
      : `index,${logodds ? 'logodds_difference' : 'loss'},correct,total_logprob`;
  return `${header}\n${lines.join('\n')}\n`;
}

/** Examples on which the size of a model changes nothing. */
function oddRows(task: DemoTask): ReadonlySet<number> {
  const { odd } = traitsOf(task.id);
  if (!odd) return new Set();
  return new Set(demoExamples(task).flatMap(({ kind }, row) => (odd.includes(kind) ? [row] : [])));
}

/** The set as somebody else rebuilt it from its description; null where nobody did. */
export function rebuiltTask(task: DemoTask): DemoTask | null {
  const { rebuilt } = traitsOf(task.id);
  return rebuilt ? { ...task, id: `${task.id} rebuilt`, shape: rebuilt, examples: REBUILT_EXAMPLES } : null;
}

/** About what a model's file has as its mean, without the noise of single examples: what an author's plot shows. */
export function meanOf(task: DemoTask, model: DemoModel): number {
  const random = seededRandom(`run ${task.id} ${model.name}`);
  const centre = badness(task.shape, Math.log10(model.params), random);
  return task.metric === 'logodds' || task.metric === 'absolute_logodds' ? 0.4 * centre + 0.5 : Math.exp(0.5 * centre);
}

/** How wrong a model of 10^x parameters is on average, in log odds of the wrong answer; x runs from 8 to 11.3. */
function badness(shape: DemoShape, x: number, random: SeededRandom): number {
  const t = (x - 8) / 3.3;
  const wobble = 0.05 * normal(random);
  switch (shape) {
    case 'steep':
      return -0.5 + 1.9 * t + wobble / 2;
    case 'inverse':
      return -0.3 + 1.1 * t + wobble;
    case 'bumpy':
      return -0.2 + 0.7 * t + 0.35 * Math.sin(9 * t) + wobble;
    case 'flat':
      return 0.1 + wobble / 3;
    case 'standard':
      return 0.7 - 1.2 * t + wobble;
    case 'u-shaped':
      return -0.2 + 2.4 * t * (1.15 - t) + wobble;
  }
}

/** Box and Muller. */
function normal(random: SeededRandom): number {
  return Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
}

function pythonList(texts: readonly string[]): string {
  return `[${texts.map((text) => `'${text.replace(/['\\]/g, '\\$&')}'`).join(', ')}]`;
}

function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
