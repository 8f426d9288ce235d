export type ReviewState = 'draft' | 'not-started' | 'anew' | 'submitted';

export interface QueueItem {
  readonly number: number;
  readonly title: string;
  readonly state: ReviewState;
}

export interface RankingItem {
  readonly task: string;
  readonly state: ReviewState;
  readonly submissions: readonly { readonly number: number; readonly title: string }[];
}

/** `Rank 4 submissions`: a task has no name of its own, and the organizers' reason for it is theirs. */
export function rankingTitle(task: Pick<RankingItem, 'submissions'>): string {
  return `Rank ${task.submissions.length} submissions`;
}

export interface QueueGroup {
  readonly state: ReviewState;
  readonly title: string;
  readonly items: readonly QueueItem[];
}

const groups = [
  ['draft', 'Drafts'],
  ['not-started', 'Not started'],
  ['anew', 'To be written anew'],
  ['submitted', 'Submitted'],
] as const;

/** What is begun first, then what is not, then what is done; empty groups are left out. */
export function queueGroups(items: readonly QueueItem[]): readonly QueueGroup[] {
  return groups
    .map(([state, title]) => ({ state, title, items: items.filter((item) => item.state === state) }))
    .filter((group) => group.items.length > 0);
}

/** What to open first: the first draft, else the first not started, else the first there is. */
export function firstToDo(items: readonly QueueItem[]): QueueItem | null {
  return queueGroups(items)[0]?.items[0] ?? null;
}

/** The next one to write after `number`, in the order of the queue on screen and round again; null when none is left. */
export function nextToDo(items: readonly QueueItem[], number: number): QueueItem | null {
  const order = queueGroups(items).flatMap((group) => group.items);
  const at = order.findIndex((item) => item.number === number);
  const round = [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))];
  return round.find((item) => item.state !== 'submitted' && item.number !== number) ?? null;
}
