import { blindRemarks } from '../../db/plotRemarks.ts';
import { blindPlot } from '../../db/plots.ts';
import { type BlindArguments, blindArguments } from '../../db/reviewArguments.ts';
import { assigned } from '../../db/reviewDesk.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { type FormField, fieldText, type Instructions, type Shots } from '../../shared/submission/form/fields.ts';
import type { Handlers } from './context.ts';

/** What the authors argue, and their plot without its metadata but for what an organizer shows, for a reviewer who has the submission to review. */
export const reviewArgumentsHandlers: Handlers<'review.arguments'> = {
  'review.arguments': ({ db, participant }, { number }) => {
    const found = assigned(db, participant!, number);
    if (!found) return failure('not-found', 'This submission is not in your queue. Open your queue again.');
    const said = blindArguments(db, found.submission);
    const plot = blindPlot(db, found.submission);
    return success({
      answers: order.flatMap((field) => {
        const text = said === null ? null : wordsOf(field, said);
        return text ? [{ field, label: fieldText(field).label, text }] : [];
      }),
      plot: plot && {
        mediaType: plot.mediaType,
        content: Buffer.from(plot.blind).toString('base64'),
        remarks: blindRemarks(db, found.submission),
      },
    });
  },
};

const order = [
  'importance',
  'shots',
  'instructions',
  'whyInverse',
  'dataGeneration',
  'annotators',
  'language',
  'priorWork',
  'optionalAnswers',
] as const satisfies readonly (FormField & keyof BlindArguments)[];

const shots: Record<Shots, string> = {
  'zero-shot': 'Zero-shot: no worked examples in the prompts.',
  'few-shot': 'Few-shot: worked examples in the prompts.',
  both: 'Some prompts hold worked examples, some do not.',
};
const instructions: Record<Instructions, string> = {
  with: 'The prompts hold instructions.',
  without: 'The prompts hold no instructions.',
  both: 'Some prompts hold instructions, some do not.',
};

function wordsOf(field: (typeof order)[number], said: BlindArguments): string | null {
  const value = said[field];
  if (value === null) return null;
  if (field === 'shots') return shots[value as Shots];
  if (field === 'instructions') return instructions[value as Instructions];
  return value.trim();
}
