import type { Output, Parsed } from '../../../../shared/contract/contract.ts';
import { success } from '../../../../shared/contract/failure.ts';
import { answerText, possibleAnswers, questionInWords } from '../../../../shared/labels/questions.ts';

type Item = Output<'labels.queue'>['items'][number];

const begins = [
  'Unless nobody objects, the yard gate is not left unlocked overnight.  Two neighbours objected on Tuesday evening, and one of them took it back the next day.\n\nQuestion: Was the gate left unlocked on Tuesday night?\nAnswer:',
  'The lamp is not to be left off unless the room is not empty.\nQuestion: May it be off now?\nAnswer:',
  'It is not the case that guests may not use the lift.\nQuestion: May guests use the lift?\nAnswer:',
];

/** What of the queue is settled in this window; the made-up contest forgets it when the page is loaded again. */
const settled = new Map<number, Parsed<'labels.settle'>>();

const items: readonly Item[] = begins.map((begin, place) => ({
  submission: 'p7cw',
  title: 'Double negatives in house rules',
  row: [231, 77, 17][place]!,
  begin: begin.slice(0, 160),
  reason: place < 2 ? 'no-consensus' : 'differs',
  verdict: place < 2 ? 'undecided' : 'wrong',
  votes: place === 0 ? [0, 0, 1, 2] : place === 1 ? [0, 0, 1, 1] : [0, 0, 1],
  flagged: place === 0,
}));

const classes = [' Yes', ' No'];

/** Settling in the made-up contest. */
export const adjudicating = {
  'labels.queue': ({ show }: Parsed<'labels.queue'>) => {
    const open = items.filter(({ row }) => !settled.has(row));
    const shown = show === 'open' ? open : items.filter(({ row }) => settled.has(row));
    return success({
      noConsensus: open.filter(({ reason }) => reason === 'no-consensus').length,
      differs: open.filter(({ reason }) => reason === 'differs').length,
      settled: settled.size,
      total: shown.length,
      submissions: [{ id: 'p7cw', title: 'Double negatives in house rules', open: open.length }],
      items: shown.map((item) => (show === 'open' ? item : { ...item, reason: null })),
    });
  },
  'labels.case': ({ row }: Parsed<'labels.case'>) => {
    const place = Math.max(
      0,
      items.findIndex((item) => item.row === row),
    );
    const done = settled.get(row);
    const voters: Record<string, string[]> = { 0: ['C-07'], 1: ['C-02', 'C-09'], several: [], none: ['C-04'] };
    return success({
      submission: 'p7cw',
      title: 'Double negatives in house rules',
      metric: 'classification' as const,
      row,
      prompt: begins[place]!,
      otherPrompt: null,
      completion: null,
      questions: [
        {
          question: 'answer' as const,
          text: questionInWords('answer'),
          options: possibleAnswers('answer', 2).map((value) => ({
            value,
            text: answerText('answer', value, classes),
            isClass: /^\d$/.test(value),
            submitted: value === '0',
            voters: voters[value] ?? [],
            probability: { 0: 0.22, 1: 0.66, none: 0.12 }[value] ?? 0,
          })),
          consensus: null,
        },
      ],
      votes: [
        vote('C-02', 'No', 24, 96),
        vote('C-09', 'No', 31, 92),
        { ...vote('C-07', 'Yes', 6, 71), usualSeconds: 25 },
        {
          ...vote('C-04', 'none', 58, 94),
          flag: 'ambiguous' as const,
          note: 'It does not say whether the rule was kept.',
        },
      ],
      open: 0,
      verdict: done ? ('right' as const) : ('undecided' as const),
      settlement: done ? { settlement: done.settlement, reason: done.reason, at: '2026-11-24T10:00:00.000Z' } : null,
    });
  },
  'labels.settle': (input: Parsed<'labels.settle'>) => {
    const before = settled.get(input.row);
    settled.set(input.row, input);
    return success({ before: before ? { settlement: before.settlement, reason: before.reason } : null });
  },
  'labels.unsettle': ({ row }: Parsed<'labels.unsettle'>) => {
    settled.delete(row);
    return success({});
  },
  'labels.export': ({ submission, format }: Parsed<'labels.export'>) =>
    success({ name: `${submission}-${format}`, ending: 'csv' as const, content: 'row\n17\n', examples: 1 }),
  'labels.setConsensus': () => success({}),
  'labels.contractor': ({ id }: Parsed<'labels.contractor'>) =>
    success({
      id,
      alias: 'C-07',
      outside: null,
      dismissed: false,
      known: { rate: 0.71, low: 0.56, high: 0.83, n: 42 },
      withOthers: { rate: 0.82, low: 0.78, high: 0.86, n: 310 },
      votes: 334,
      skipped: 12,
      flagged: 9,
      seconds: { lower: 9, median: 14, upper: 22 },
      days: [
        { day: '2026-11-20', votes: 120 },
        { day: '2026-11-21', votes: 60 },
        { day: '2026-11-23', votes: 154 },
      ],
      submissions: [
        {
          id: 'p7cw',
          title: 'Double negatives in house rules',
          dealt: 150,
          done: 140,
          withOthers: { rate: 0.84, low: 0.77, high: 0.89, n: 136 },
          seconds: 13,
          matrices: [
            {
              text: questionInWords('answer'),
              labels: [' No', ' Yes', 'More than one is right', 'None is right'],
              counts: [
                [61, 9, 0, 2],
                [6, 52, 1, 0],
                [0, 1, 2, 0],
                [1, 1, 0, 0],
              ],
            },
          ],
        },
      ],
    }),
};

function vote(alias: string, answer: string, seconds: number, score: number) {
  const known = { right: score, n: 100 };
  return { contractor: alias, alias, answer, seconds, usualSeconds: 27, flag: null, note: '', known };
}
