import type { AdjudicationCase, SettlementView } from '../../../shared/contract/adjudication.ts';

/** What an organizer is about to say of a case; the reason is typed beside it. */
export interface Draft {
  readonly answers: Readonly<Record<string, string>>;
  readonly workedExample: boolean;
  readonly leaveOut: boolean;
}

export type CaseQuestion = AdjudicationCase['questions'][number];

/** Begins with what was settled before, or with what the votes say clearly; else with nothing. */
export function draftOf(found: AdjudicationCase): Draft {
  const settled = found.settlement?.settlement;
  if (settled?.kind === 'left-out') return { answers: {}, workedExample: false, leaveOut: true };
  if (settled?.kind === 'settled') {
    return { answers: { ...settled.answers }, workedExample: settled.workedExample, leaveOut: false };
  }
  const clear = found.questions.flatMap(({ question, consensus }) =>
    consensus === null || consensus === 'cannot-say' ? [] : [[question, consensus] as const],
  );
  return { answers: Object.fromEntries(clear), workedExample: false, leaveOut: false };
}

/** Answers one question; choosing is the opposite of leaving out. */
export function choose(draft: Draft, question: string, value: string): Draft {
  return { ...draft, leaveOut: false, answers: { ...draft.answers, [question]: value } };
}

/** The question that the digits answer: the first without an answer, or the last one. */
export function activeQuestion(found: AdjudicationCase, draft: Draft): number {
  const open = found.questions.findIndex(({ question }) => draft.answers[question] === undefined);
  return open === -1 ? found.questions.length - 1 : open;
}

/** What stands before an answer as its key: a digit, or nothing for the tenth class and beyond. */
export function optionKey({ options }: CaseQuestion, index: number): string | null {
  const { value } = options[index]!;
  if (value === 'none') return '0';
  const digit = index + 1;
  return digit <= 9 ? String(digit) : null;
}

/** What is to be sent; null while something is missing. */
export function settlementOf(found: AdjudicationCase, draft: Draft): SettlementView | null {
  if (draft.leaveOut) return { kind: 'left-out' };
  const complete = found.questions.every(({ question }) => {
    const answer = draft.answers[question];
    return answer !== undefined && answer !== 'cannot-say';
  });
  if (!complete && !draft.workedExample) return null;
  return { kind: 'settled', answers: complete ? draft.answers : {}, workedExample: draft.workedExample };
}

/** `2`, `left out`, `2, 1`: what stands before the reason. */
export function draftInWords(found: AdjudicationCase, draft: Draft): string | null {
  if (draft.leaveOut) return 'left out';
  const parts = found.questions.flatMap((one) => {
    const index = one.options.findIndex(({ value }) => value === draft.answers[one.question]);
    return index === -1 ? [] : [optionKey(one, index) ?? one.options[index]!.text.trim()];
  });
  if (draft.workedExample) parts.push('wrong worked example');
  return parts.length === 0 ? null : parts.join(', ');
}

export interface QueueKey {
  readonly submission: string;
  readonly row: number;
}

export function sameCase(a: QueueKey | null, b: QueueKey | null): boolean {
  return a !== null && b !== null && a.submission === b.submission && a.row === b.row;
}

/** The queue with what was put off at its end, in the order in which it was put off. */
export function withPutOff<T extends QueueKey>(items: readonly T[], putOff: readonly QueueKey[]): readonly T[] {
  const isPutOff = (item: T) => putOff.some((key) => sameCase(key, item));
  return [
    ...items.filter((item) => !isPutOff(item)),
    ...putOff.flatMap((key) => items.filter((item) => sameCase(item, key))),
  ];
}

/** Where to go on: the next one after a case that is settled or put off, or the one before where it was the last. */
export function nextAfter<T extends QueueKey>(items: readonly T[], key: QueueKey): T | null {
  const at = items.findIndex((item) => sameCase(item, key));
  return items[at + 1] ?? items[at - 1] ?? null;
}
