import type { DecisionRoom, RoomOutcome } from '../../../shared/contract/decisionRoom.ts';
import { countInWords, sentenceCount } from '../../pieces/format.ts';

export type Question = DecisionRoom['questions'][number];
export type Seats = DecisionRoom['seats'][number];

/** What is drawn one under the other: submissions, after each undecided group what would settle it. */
export type RoomLine =
  | { readonly kind: 'outcome'; readonly row: RoomOutcome; readonly question: Question | null }
  | { readonly kind: 'settle'; readonly question: Question }
  | { readonly kind: 'unranked'; readonly n: number };

export function roomLines({ outcomes, questions }: Pick<DecisionRoom, 'outcomes' | 'questions'>): readonly RoomLine[] {
  const questionOf = new Map(
    questions.flatMap((question) => question.submissions.map((id) => [id, question] as const)),
  );
  const left = new Map(questions.map((question) => [question, question.submissions.length]));
  const unranked = outcomes.filter(({ rank }) => rank === null).length;
  const lines: RoomLine[] = [];
  let headed = false;
  for (const row of outcomes) {
    if (row.rank === null && !headed && lines.length > 0) lines.push({ kind: 'unranked', n: unranked });
    headed ||= row.rank === null;
    const question = questionOf.get(row.submission) ?? null;
    lines.push({ kind: 'outcome', row, question });
    if (question === null) continue;
    const rest = (left.get(question) ?? 1) - 1;
    left.set(question, rest);
    if (rest === 0) lines.push({ kind: 'settle', question });
  }
  return lines;
}

/** The finding of the page: how many prizes are settled, how many are not. */
export function standingSentence(outcomes: readonly Pick<RoomOutcome, 'status'>[]): string {
  const tally = (...statuses: RoomOutcome['status'][]) =>
    outcomes.filter(({ status }) => statuses.includes(status)).length;
  const settled = tally('grand', 'second', 'third');
  const open = tally('undecided');
  if (settled === 0 && open === 0) {
    return tally('pending') > 0
      ? 'No prize is settled yet: reviews or labels are still to come.'
      : 'No prize is settled.';
  }
  const first = `${sentenceCount(settled)} ${settled === 1 ? 'prize is' : 'prizes are'} settled`;
  if (open === 0) return `${first}.`;
  return `${first}, ${countInWords(open)} ${open === 1 ? 'submission is' : 'submissions are'} undecided.`;
}

export type Seat = 'held' | 'taken' | 'undecided' | 'free';

/**
 * The seats of a tier one by one. `open` of the taken ones are not settled; of the settled ones those that their
 * holders have kept come first.
 */
export function seatsOf(
  { tier, cap, taken, open }: Pick<Seats, 'tier' | 'cap' | 'taken' | 'open'>,
  outcomes: readonly Pick<RoomOutcome, 'status' | 'held'>[],
): readonly Seat[] {
  const kept = outcomes.filter(({ status, held }) => held === tier && status === tier).length;
  const some = (seat: Seat, n: number) => Array.from({ length: Math.max(0, n) }, () => seat);
  return [
    ...some('held', kept),
    ...some('taken', taken - open - kept),
    ...some('undecided', open),
    ...some('free', cap - taken),
  ];
}

export function placeOf(rank: RoomOutcome['rank']): string {
  if (!rank) return '–';
  const [first, last] = rank;
  return first === last ? `${first}` : `${first}–${last}`;
}

/** Titles as a list in a sentence, of many the first ones. */
export function inWords(names: readonly string[], most = 4): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
