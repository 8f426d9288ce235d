import type { DecisionRoom, RoomOutcome } from '../../../shared/contract/decisionRoom.ts';
import { capitalized, methodWords } from './ruleWords.ts';

type Topic = RoomOutcome['why'][number]['topic'];

const labels: Record<Topic, string> = {
  reviews: 'Reviews',
  eligibility: 'Eligible',
  levels: 'Levels',
  tier: 'Tier',
  order: 'Order',
  seat: 'Seat',
  held: 'Held',
  undecided: 'Open',
};

const led = /^(Accepted|Rejected|Would be rejected|Pending|Undecided): /;

/** The lines of *why* with a word before each; where a line begins with its own, that one. */
export function whyLines(
  row: Pick<RoomOutcome, 'submission' | 'why'>,
  room: Pick<DecisionRoom, 'groups' | 'outcomes'>,
): readonly { readonly label: string; readonly text: string }[] {
  const lines = row.why.map(({ topic, text }) => {
    const own = led.exec(text);
    return own?.[1]
      ? { label: own[1] === 'Would be rejected' ? 'Levels' : own[1], text: capitalized(text.slice(own[0].length)) }
      : { label: labels[topic], text };
  });
  const methods = methodsLine(row.submission, room);
  const order = row.why.findIndex(({ topic }) => topic === 'order');
  return methods === null ? lines : [...lines.slice(0, order + 1), methods, ...lines.slice(order + 1)];
}

function methodsLine(submission: string, { groups, outcomes }: Pick<DecisionRoom, 'groups' | 'outcomes'>) {
  const group = groups.find(({ members }) => members.includes(submission));
  if (!group || group.members.length < 2) return null;
  const pair = group.disagreements.find(({ first, second }) => first === submission || second === submission);
  if (!pair) {
    const all = group.optimalOrders === null ? 'Schulze and Borda agree' : 'All three methods agree';
    // only so many differing pairs are sent; beyond them nothing can be said of this one
    return group.differing > group.disagreements.length ? null : { label: 'Methods', text: `${all} on it.` };
  }
  const other = pair.first === submission ? pair.second : pair.first;
  const title = outcomes.find((one) => one.submission === other)?.title ?? other;
  const turned = pair.first === submission ? { above: 'above', below: 'below' } : { above: 'below', below: 'above' };
  const said = (['schulze', 'borda', 'kemeny'] as const).flatMap((method) => {
    const verdict = pair[method];
    if (verdict === null) return [];
    return `${methodWords[method]} ${verdict === 'unordered' ? 'leaves it open' : `puts it ${turned[verdict]}`}`;
  });
  return { label: 'Methods', text: `Against ${title}: ${said.join(', ')}.` };
}
