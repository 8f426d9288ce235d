import { dealOf } from '../../../db/labelDeal.ts';
import { currentVersion } from '../../../db/submission.ts';
import { standardLabelSettings, standardWald } from '../../../shared/contract/labelSettings.ts';
import type { Answer, Choice } from '../../../shared/contract/labels.ts';
import { seededRandom } from '../../../shared/random.ts';
import { adjudicationHandlers } from '../adjudication.ts';
import type { Context } from '../context.ts';
import { dealOut } from '../dealing.ts';
import { knownAnswerHandlers } from '../knownAnswers.ts';
import { labelDeskHandlers } from '../labelDesk.ts';
import { must } from './demo.ts';
import { demoExamples } from './files.ts';
import type { DemoPerson } from './people.ts';
import type { DemoTask } from './tasks.ts';

const SAMPLE = 24;
const OVERLAP = 3;
const PRACTICE = 3;
/** Examples whose answers the made-up organizers know. */
const KNOWN = 12;

/** Deals a submission's labels and has the contractors vote, each through the desk that a person would use. */
export async function labelDemo(context: Context, task: DemoTask, people: readonly DemoPerson[]): Promise<void> {
  if (task.stage === 'short' || task.stage === 'results' || task.stage === 'refused') return;
  const contractors = people.filter((person) => person.role === 'contractor');
  await markKnown(context, task);
  must(
    dealOut(context, {
      submission: task.id,
      settings: {
        ...standardLabelSettings,
        // where labels still come in, the evidence is added up as it does
        sampling:
          task.stage === 'labels'
            ? { kind: 'sequential', examples: 3 * SAMPLE, ...standardWald }
            : { kind: 'number', examples: SAMPLE },
        overlap: OVERLAP,
        practice: PRACTICE,
        instructions:
          'Read the text to its end and answer from what it says, not from what is usual. If two answers are equally right, say so.',
      },
      contractors: contractors.map((person) => person.id),
      seed: 1,
    }),
  );
  const dealt = dealOf(context.db, currentVersion(context.db, task.id)!.key)!.id;
  const answers = new Map(demoExamples(task).map((example) => [example.prompt, example.answer]));
  for (const [place, person] of contractors.entries()) {
    const desk: Context = {
      ...context,
      role: 'contractor',
      participant: person.id,
      actor: { alias: person.alias, role: 'contractor' },
    };
    const random = seededRandom(`votes ${task.id} ${person.alias}`);
    const names = contractors.map((one) => one.alias);
    const tasks = must(await labelDeskHandlers['labels.tasks'](desk, {})).tasks;
    const newest = tasks.find((entry) => entry.task === dealt);
    if (!newest) continue;
    // Labels still coming in: the first contractor has just begun, so that there is something left to try.
    const upTo =
      task.stage === 'labels'
        ? place === 0
          ? task.id === 'g2wc'
            ? 0
            : 2
          : Math.floor(newest.total / 2)
        : newest.total;
    // One practice round is left to try.
    if (upTo > 0 && !(place === 0 && task.id === 'g2wc')) await practiseDemo(desk, task, newest.task, answers);
    for (let cast = 0; cast < upTo; cast++) {
      const { example } = must(await labelDeskHandlers['labels.open'](desk, { task: newest.task }));
      if (!example) break;
      const doubt = doubts(task, example.prompt, person.alias, names);
      const slip = doubt ? doubt.errs : slips(task, example.prompt, person.alias, names);
      const right = answers.get(example.prompt) ?? 0;
      const classes = task.classes ?? [];
      const chosen = classes[slip ? (right + 1) % classes.length : right] ?? '';
      const answer = demoAnswer(task, example.choices?.indexOf(chosen) ?? 0, slip);
      must(
        await labelDeskHandlers['labels.vote'](desk, {
          task: newest.task,
          position: example.position,
          vote: {
            answer: doubt?.skips ? { kind: 'skip' } : answer,
            flag: doubt?.flag ?? null,
            note: doubt?.note ?? '',
          },
          seconds: 8 + 14 * random.unit(),
          paused: 0,
          ahead: null,
        }),
      );
    }
  }
  await settleDemo(context, task);
}

/** An organizer has settled the first example that votes left open; the others wait in the queue. */
async function settleDemo(context: Context, task: DemoTask): Promise<void> {
  const all = { show: 'open', submission: task.id, offset: 0, limit: 100 } as const;
  const { items } = must(await adjudicationHandlers['labels.queue'](context, all));
  const first = items.find(({ reason }) => reason === 'no-consensus');
  if (!first) return;
  const found = must(await adjudicationHandlers['labels.case'](context, { submission: task.id, row: first.row }));
  const answers = found.questions.map(({ question, options }) => {
    const right = demoExamples(task)[first.row]?.answer ?? 0;
    const said = question === 'right' ? 'true' : question === 'others' ? 'false' : question === 'matters' ? 'no' : null;
    return [question, said ?? options[right]?.value ?? '0'];
  });
  must(
    await adjudicationHandlers['labels.settle'](context, {
      submission: task.id,
      row: first.row,
      settlement: { kind: 'settled', answers: Object.fromEntries(answers), workedExample: false },
      reason: 'Read to its end, the text leaves one answer only.',
    }),
  );
}

/**
 * A few examples are hard: somebody errs on them, somebody else skips them, and both say so. Where both were dealt one it
 * has no consensus; it is never found wrong for it.
 */
function doubts(task: DemoTask, prompt: string, alias: string, names: readonly string[]) {
  const random = seededRandom(`doubt ${task.id} ${prompt}`);
  if (task.stage === 'mislabelled' || random.unit() >= 0.15) return null;
  const erring = random.below(names.length);
  const skipping = (erring + 1 + random.below(names.length - 1)) % names.length;
  const note = random.unit() < 0.6 ? 'It does not say which of the two is meant.' : '';
  return {
    errs: names[erring] === alias,
    skips: names[skipping] === alias,
    flag: names[erring] === alias || names[skipping] === alias ? ('ambiguous' as const) : null,
    note: names[skipping] === alias ? note : '',
  };
}

/** The organizers know some answers of the submissions whose labels are still coming in. */
async function markKnown(context: Context, task: DemoTask): Promise<void> {
  if (task.stage !== 'labels') return;
  for (const [row, example] of demoExamples(task).slice(0, KNOWN).entries()) {
    const answer = demoAnswer(task, example.answer, false);
    const why = row < PRACTICE ? 'Read what the text says, not what is usual.' : '';
    must(await knownAnswerHandlers['known.mark'](context, { submission: task.id, row, answer, why }));
  }
}

async function practiseDemo(
  desk: Context,
  task: DemoTask,
  deal: string,
  answers: ReadonlyMap<string, number>,
): Promise<void> {
  let { practice } = must(await labelDeskHandlers['labels.open'](desk, { task: deal }));
  while (practice) {
    const chosen = task.classes?.[answers.get(practice.prompt) ?? 0] ?? '';
    const answer = demoAnswer(task, practice.choices?.indexOf(chosen) ?? 0, false);
    const { place } = practice;
    practice = must(await labelDeskHandlers['labels.practise'](desk, { task: deal, place, answer, seconds: 20 })).next;
  }
}

/**
 * Now and then one of the contractors errs, and is outvoted. In a mislabelled submission it is the label that is wrong:
 * everybody says so. Which examples these are hangs on their text alone, so every example contest has the same outcomes.
 */
function slips(task: DemoTask, prompt: string, alias: string, names: readonly string[]): boolean {
  const random = seededRandom(`slip ${task.id} ${prompt}`);
  if (random.unit() >= 0.2) return false;
  return task.stage === 'mislabelled' || names[random.below(names.length)] === alias;
}

function demoAnswer(task: DemoTask, choice: number, slip: boolean): Answer {
  const said: Choice = { choice };
  switch (task.metric) {
    case 'classification':
      return { kind: 'classification', answer: said };
    case 'sequence_prob':
      return { kind: 'sequence_prob', right: !slip, others: false };
    case 'logodds':
    case 'absolute_logodds':
      return { kind: 'logodds', first: said, second: said, matters: slip ? 'yes' : 'no' };
  }
}
