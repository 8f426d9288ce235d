import type { Output } from '../../shared/contract/contract.ts';
import type { DeskExample, flagReasons, LabelProgress, VoteView } from '../../shared/contract/labels.ts';
import {
  type Asking,
  activeAfter,
  answerOf,
  digitsAt,
  longestQuestion,
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
  /** Which nine of more than nine choices the digits choose from. */
  readonly group: number;
  readonly flag: FlagReason | null;
  readonly note: string;
}

/** A vote of this session that can be undone, and which earlier version of it then counts again. */
export interface Cast {
  readonly position: number;
  readonly restore: number | null;
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
  readonly cast: readonly Cast[];
  /** The example that is worked on; going back leaves it, going on returns to it. Null when all have a vote. */
  readonly front: number | null;
  /** The one after it, loaded ahead. */
  readonly ahead: number | null;
  readonly progress: LabelProgress;
}

/** Examples kept at hand; the engine has the others. */
const MOST_SEEN = 300;

type Opened = Pick<Output<'labels.open'>, 'example' | 'ahead' | 'progress'>;

/** A task as the engine gives it; `left`: what this window had of it before, which it keeps. */
export function openDesk(opened: Opened, left: Desk | null = null): Desk {
  const before = left && show(left, null);
  const desk: Desk = {
    example: null,
    draft: null,
    seen: remember(before?.seen ?? new Map(), opened.ahead ? [opened.ahead] : []),
    drafts: before?.drafts ?? new Map(),
    cast: before?.cast ?? [],
    front: opened.example?.position ?? null,
    ahead: opened.ahead?.position ?? null,
    progress: opened.progress,
  };
  return show(desk, opened.example);
}

/** Puts an example in front; what was chosen on the one before is kept until it is confirmed. */
export function show(desk: Desk, example: DeskExample | null): Desk {
  const drafts = new Map(desk.drafts);
  if (desk.example && desk.draft) {
    if (isChanged(desk.example, desk.draft)) drafts.set(desk.example.position, desk.draft);
    else drafts.delete(desk.example.position);
  }
  if (!example) return { ...desk, example: null, draft: null, drafts };
  const seen = remember(desk.seen, [example]);
  return { ...desk, example, draft: drafts.get(example.position) ?? draftOf(example), drafts, seen };
}

export function pick(desk: Desk, question: QuestionId, option: OptionId): Desk {
  return desk.example && desk.draft ? { ...desk, draft: picking(desk.example, desk.draft, question, option) } : desk;
}

export function pickByKey(desk: Desk, key: string): Desk {
  return desk.example && desk.draft ? { ...desk, draft: pickingByKey(desk.example, desk.draft, key) } : desk;
}

/** A draft with one more question answered. */
export function picking<D extends Pick<Draft, 'picked' | 'active' | 'group'>>(
  example: Asking,
  draft: D,
  question: QuestionId,
  option: OptionId,
): D {
  const picked = { ...draft.picked, [question]: option };
  const active = activeAfter(questionsOf(example), picked, question);
  return { ...draft, picked, active, group: active === draft.active ? draft.group : 0 };
}

export function pickingByKey<D extends Pick<Draft, 'picked' | 'active' | 'group'>>(
  example: Asking,
  draft: D,
  key: string,
): D {
  const found = optionForKey(digitsAt(questionsOf(example), draft.group), draft.active, key);
  return found ? picking(example, draft, found.question, found.option) : draft;
}

/** The digits go on to the next nine choices, and round. */
export function nextGroup<D extends Pick<Draft, 'group'>>(example: Asking, draft: D): D {
  const groups = Math.ceil(longestQuestion(questionsOf(example)) / 9);
  return groups > 1 ? { ...draft, group: (draft.group + 1) % groups } : draft;
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
export function stored(desk: Desk, position: number, vote: VoteView, answer: Output<'labels.vote'>): Desk {
  const example = desk.seen.get(position);
  const voted = example ? [{ ...example, vote: { ...vote, revision: answer.revision } }] : [];
  const seen = remember(desk.seen, [...voted, ...answer.loaded]);
  const drafts = new Map(desk.drafts);
  drafts.delete(position);
  const cast = [...desk.cast, { position, restore: example?.vote?.revision ?? null }];
  const ahead = answer.loaded.find((one) => one.position !== answer.next)?.position ?? null;
  const settled = { ...desk, example: null, draft: null, seen, drafts, cast, front: answer.next, ahead };
  return show({ ...settled, progress: answer.progress }, answer.next === null ? null : (seen.get(answer.next) ?? null));
}

/**
 * The last vote is undone: its example is in front again. Where it has none now, what was chosen is still chosen but not
 * stored; where an earlier answer counts again, that is chosen.
 */
export function undone(desk: Desk, answer: Output<'labels.retract'>): Desk {
  const { example, progress } = answer;
  const before = desk.seen.get(example.position)?.vote ?? null;
  const cast = desk.cast.slice(0, -1);
  const shown = show({ ...desk, cast, progress }, example);
  if (example.vote) return { ...shown, draft: draftOf(example) };
  const chosen = { ...draftOf({ ...example, vote: before }), active: questionsOf(example)[0]!.id };
  return { ...shown, front: example.position, draft: chosen };
}

/** The position that ← leads to, or null. */
export function positionBefore(desk: Desk): number | null {
  return desk.example ? desk.example.before : (desk.cast.at(-1)?.position ?? null);
}

/** The position that → leads to: up to the example that is worked on, or the last one when all are done. */
export function positionAfter(desk: Desk): number | null {
  const after = desk.example?.after ?? null;
  return after !== null && (desk.front === null || after <= desk.front) ? after : null;
}

/** What a screen begins with: nothing chosen, or what is stored. */
export function draftOf(example: DeskExample): Draft {
  const picked = pickedOf(example.vote?.answer);
  const questions = questionsOf(example);
  const active = (openQuestions(questions, picked)[0] ?? questions[0]!).id;
  return { picked, active, group: 0, flag: example.vote?.flag ?? null, note: example.vote?.note ?? '' };
}

function change(desk: Desk, part: Partial<Draft>): Desk {
  return desk.draft ? { ...desk, draft: { ...desk.draft, ...part } } : desk;
}

/** The newest ones, so that a day's work does not fill the memory. */
function remember(
  seen: ReadonlyMap<number, DeskExample>,
  examples: readonly DeskExample[],
): ReadonlyMap<number, DeskExample> {
  const kept = new Map(seen);
  for (const example of examples) {
    kept.delete(example.position);
    kept.set(example.position, example);
  }
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_SEEN) break;
    kept.delete(oldest);
  }
  return kept;
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
