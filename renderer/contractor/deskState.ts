import type { DeskExample, flagReasons, VoteView } from '../../shared/contract/labels.ts';
import {
  activeAfter,
  answerOf,
  type OptionId,
  openQuestions,
  optionForKey,
  type Picked,
  pickedOf,
  type QuestionId,
  questionsOf,
} from './questions.ts';

export type FlagReason = (typeof flagReasons)[number];

/** What stands on the screen for one example and is not stored before it is confirmed. */
export interface Draft {
  readonly picked: Picked;
  readonly active: QuestionId;
  readonly flag: FlagReason | null;
  readonly note: string;
}

/**
 * The desk of one task: the example in front, what was seen in this session, what is chosen but not confirmed, and the
 * votes that can be undone, latest last. `example` is null when every example has a vote.
 */
export interface Desk {
  readonly example: DeskExample | null;
  readonly draft: Draft | null;
  readonly seen: ReadonlyMap<number, DeskExample>;
  readonly drafts: ReadonlyMap<number, Draft>;
  readonly cast: readonly number[];
  /** The example that is worked on; going back leaves it, going on returns to it. Null when all have a vote. */
  readonly front: number | null;
  readonly done: number;
  readonly total: number;
}

export function openDesk(example: DeskExample | null, total: number): Desk {
  const desk: Desk = {
    example: null,
    draft: null,
    seen: new Map(),
    drafts: new Map(),
    cast: [],
    ...countsOf(example, total),
  };
  return show(desk, example);
}

/** The desk as it was left, at the example that the engine says is the first open one. */
export function reopenDesk(left: Desk, example: DeskExample | null, total: number): Desk {
  const { drafts, seen, cast } = show(left, null);
  return show({ ...openDesk(null, total), ...countsOf(example, total), drafts, seen, cast }, example);
}

/** Puts an example in front; what was chosen on the one before is kept until it is confirmed. */
export function show(desk: Desk, example: DeskExample | null): Desk {
  const drafts = new Map(desk.drafts);
  if (desk.example && desk.draft) {
    if (isChanged(desk.example, desk.draft)) drafts.set(desk.example.position, desk.draft);
    else drafts.delete(desk.example.position);
  }
  if (!example) return { ...desk, example: null, draft: null, drafts };
  const seen = new Map(desk.seen).set(example.position, example);
  return { ...desk, example, draft: drafts.get(example.position) ?? draftOf(example), drafts, seen };
}

export function pick(desk: Desk, question: QuestionId, option: OptionId): Desk {
  if (!desk.example || !desk.draft) return desk;
  const picked = { ...desk.draft.picked, [question]: option };
  const active = activeAfter(questionsOf(desk.example), picked, question);
  return { ...desk, draft: { ...desk.draft, picked, active } };
}

export function pickByKey(desk: Desk, key: string): Desk {
  if (!desk.example || !desk.draft) return desk;
  const found = optionForKey(questionsOf(desk.example), desk.draft.active, key);
  return found ? pick(desk, found.question, found.option) : desk;
}

export function activate(desk: Desk, question: QuestionId): Desk {
  return change(desk, { active: question });
}

export function setFlag(desk: Desk, flag: FlagReason | null): Desk {
  return change(desk, { flag });
}

export function setNote(desk: Desk, note: string): Desk {
  return change(desk, { note });
}

/** What Enter would store: a vote, nothing new (go on), or not yet, with how many questions are open. */
export type Confirmation =
  | { readonly kind: 'vote'; readonly vote: VoteView }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'open'; readonly questions: number };

export function confirmation(example: DeskExample, draft: Draft): Confirmation {
  if (example.vote && !isChanged(example, draft)) return { kind: 'unchanged' };
  const answer = answerOf(example, draft.picked);
  if (answer) return { kind: 'vote', vote: { answer, flag: draft.flag, note: draft.note.trim() } };
  // A skipped example to which only a flag or a note came stays skipped.
  if (example.vote?.answer.kind === 'skip' && Object.keys(draft.picked).length === 0) {
    return { kind: 'vote', vote: skipVote(draft) };
  }
  return { kind: 'open', questions: openQuestions(questionsOf(example), draft.picked).length };
}

export function skipVote(draft: Draft): VoteView {
  return { answer: { kind: 'skip' }, flag: draft.flag, note: draft.note.trim() };
}

/** The vote is on disk, and here is what comes next. */
export function stored(
  desk: Desk,
  position: number,
  vote: VoteView,
  answer: { readonly done: number; readonly total: number; readonly next: DeskExample | null },
): Desk {
  const seen = new Map(desk.seen);
  const example = seen.get(position);
  if (example) seen.set(position, { ...example, vote });
  const drafts = new Map(desk.drafts);
  drafts.delete(position);
  const cast = [...desk.cast.filter((one) => one !== position), position];
  const settled = { ...desk, example: null, draft: null, seen, drafts, cast, done: answer.done, total: answer.total };
  return show({ ...settled, front: answer.next?.position ?? null }, answer.next);
}

/** The vote is taken back: its example is in front again, with what was chosen still chosen but not stored. */
export function retracted(desk: Desk, example: DeskExample): Desk {
  const open = { ...example, vote: null };
  const shown = show(
    { ...desk, front: example.position, cast: desk.cast.filter((one) => one !== example.position) },
    open,
  );
  return {
    ...shown,
    draft: { ...draftOf(example), active: questionsOf(example)[0]!.id },
    done: Math.max(0, desk.done - (example.vote ? 1 : 0)),
  };
}

/** The position that ← leads to, or null. */
export function positionBefore(desk: Desk): number | null {
  if (!desk.example) return desk.total > 0 ? desk.total - 1 : null;
  return desk.example.position > 0 ? desk.example.position - 1 : null;
}

/** The position that → leads to: up to the example that is worked on, or the last one when all are done. */
export function positionAfter(desk: Desk): number | null {
  if (!desk.example) return null;
  const last = desk.front ?? desk.total - 1;
  return desk.example.position < last ? desk.example.position + 1 : null;
}

function countsOf(example: DeskExample | null, total: number): Pick<Desk, 'front' | 'done' | 'total'> {
  return { front: example?.position ?? null, done: example?.done ?? total, total: example?.total ?? total };
}

function change(desk: Desk, part: Partial<Draft>): Desk {
  return desk.draft ? { ...desk, draft: { ...desk.draft, ...part } } : desk;
}

function draftOf(example: DeskExample): Draft {
  const picked = pickedOf(example.vote?.answer);
  const questions = questionsOf(example);
  const active = (openQuestions(questions, picked)[0] ?? questions[0]!).id;
  return { picked, active, flag: example.vote?.flag ?? null, note: example.vote?.note ?? '' };
}

/** Whether the screen says anything that is not stored. */
function isChanged(example: DeskExample, draft: Draft): boolean {
  const before = draftOf(example);
  const keys = new Set([...Object.keys(before.picked), ...Object.keys(draft.picked)]) as Set<QuestionId>;
  return (
    draft.flag !== before.flag ||
    draft.note.trim() !== before.note.trim() ||
    [...keys].some((key) => draft.picked[key] !== before.picked[key])
  );
}
