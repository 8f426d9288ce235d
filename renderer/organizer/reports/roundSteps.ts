import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { dollars, fullTime, plural, sentenceCount } from '../../pieces/format.ts';
import type { Status } from '../../pieces/status.tsx';

export type Act = 'freeze' | 'announce' | 'begin';

/** One step of a round: what it is, how far it is, and why it cannot be done yet. */
export interface RoundStep {
  readonly act: Act;
  readonly title: string;
  readonly status: Extract<Status, 'done' | 'now' | 'todo' | 'warning'>;
  readonly text: string;
  /** Null: it can be done now. */
  readonly why: string | null;
  /** It is done, and nothing is left to do about it. */
  readonly done: boolean;
}

/** What is done of the round, what is next, and why not yet. */
export function roundSteps(room: DecisionRoom): readonly RoundStep[] {
  const steps = [freezeStep(room), announceStep(room)];
  return room.rules.round === 1 ? [...steps, beginStep(room)] : steps;
}

function freezeStep(room: DecisionRoom): RoundStep {
  const { frozen } = room;
  const why = whyNotFreeze(room);
  const step = { act: 'freeze', title: 'Freeze', why, done: false } as const;
  if (frozen === null) {
    return { ...step, status: why === null ? 'now' : 'todo', text: why ?? 'The ranking stands; nothing is undecided.' };
  }
  if (frozen.same || frozen.status === 'announced') {
    return { ...step, status: 'done', done: true, text: `The decision has the hash ${frozen.hash.slice(0, 12)}.` };
  }
  const since = `The contest has moved on since ${fullTime(frozen.at)}.`;
  return { ...step, status: 'warning', text: why === null ? `${since} Freeze it again.` : `${since} ${why}` };
}

/** Why the decision cannot be frozen now, as a sentence; null where it can. */
export function whyNotFreeze({ frozen, questions, outcomes, rules }: DecisionRoom): string | null {
  if (frozen?.status === 'announced') return `Round ${rules.round} is announced; what was announced stays as it is.`;
  if (questions.length > 0) {
    const [first] = questions;
    return questions.length === 1
      ? `${sentenceCount(first?.submissions.length ?? 0)} submissions are undecided.`
      : `${sentenceCount(questions.length)} groups are undecided.`;
  }
  if (frozen?.same) return 'It is frozen as it stands.';
  return outcomes.length === 0 ? 'There is nothing to decide yet.' : null;
}

function announceStep({ frozen, rules }: DecisionRoom): RoundStep {
  const step = { act: 'announce', title: 'Announce', done: false } as const;
  if (frozen === null)
    return { ...step, status: 'todo', text: 'Freeze the decision first.', why: 'Freeze the decision first.' };
  if (frozen.status === 'frozen') {
    const text = frozen.same
      ? 'What is frozen can be announced.'
      : 'What was frozen can still be announced: it stays as it was.';
    return { ...step, status: frozen.same ? 'now' : 'todo', text, why: null };
  }
  const said = `Announced ${fullTime(frozen.at)}.`;
  const held = rules.round === 1 ? ' Its prizes are held.' : '';
  const moved = frozen.same ? '' : ' The contest has moved on since; what was announced stays.';
  const why = `Round ${rules.round} is announced.`;
  return { ...step, status: 'done', done: true, text: `${said}${held}${moved}`, why };
}

function beginStep({ frozen }: DecisionRoom): RoundStep {
  const step = { act: 'begin', title: 'Begin round 2', done: false } as const;
  return frozen?.status === 'announced'
    ? { ...step, status: 'now', text: 'Send the letters; then revised versions and new reviews are taken.', why: null }
    : { ...step, status: 'todo', text: 'Once round 1 is announced.', why: 'Announce round 1 first.' };
}

/** The page's finding. */
export function roundSentence(room: DecisionRoom): string {
  const { round } = room.rules;
  if (room.frozen?.status === 'announced') return `Round ${round} is announced: ${prizesInWords(room)}`;
  if (room.frozen?.same) return `Round ${round} is frozen: ${prizesInWords(room)}`;
  if (room.frozen) return `Round ${round} was frozen, and has moved on since`;
  const why = whyNotFreeze(room);
  return why === null ? `Round ${round} can be frozen: ${prizesInWords(room)}` : `Round ${round} is a draft`;
}

export function prizesInWords({ prizes }: Pick<DecisionRoom, 'prizes'>): string {
  const won = prizes.grand + prizes.second + prizes.third;
  return won === 0 ? 'no prizes' : `${plural(won, 'prize')}, ${dollars(prizes.amount)}`;
}
