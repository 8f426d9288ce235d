import type { Context } from '../context.ts';
import { panelHandlers } from '../panel.ts';
import { reviewDealHandlers } from '../reviewDeal.ts';
import { must } from './demo.ts';
import { deskOf } from './discussion.ts';
import type { DemoPerson } from './people.ts';

/** By submission, so that wishes have something to go by. */
const topics: readonly (readonly [string, readonly string[]])[] = [
  ['p7cw', ['logic', 'rules and contracts']],
  ['c9dk', ['arithmetic']],
  ['e5ju', ['logic']],
  ['z6mi', ['irony and tone']],
  ['h3fz', ['irony and tone', 'logic']],
  ['m9xa', ['arithmetic', 'rules and contracts']],
];

const wishes: readonly (readonly [string, string, 'wants' | 'rather-not'])[] = [
  ['Amber Lathe', 'logic', 'wants'],
  ['Amber Lathe', 'arithmetic', 'rather-not'],
  ['Green Anvil', 'rules and contracts', 'wants'],
  ['Slow Comet', 'irony and tone', 'wants'],
];

/** What the deal goes by: reviews and loads, topics and wishes. */
export async function planDemoReviews(context: Context, people: readonly DemoPerson[]): Promise<void> {
  must(await reviewDealHandlers['review.setPlan'](context, { reviews: 3, load: 12 }));
  const last = people.findLast(({ role }) => role === 'reviewer')!;
  must(await reviewDealHandlers['review.setLoad'](context, { reviewer: last.id, load: 14 }));
  for (const [submission, named] of topics) {
    must(await reviewDealHandlers['review.setTopics'](context, { submission, topics: [...named] }));
  }
  for (const [alias, topic, wish] of wishes) {
    must(await panelHandlers['review.wish'](deskOf(context, personOf(people, alias)), { topic, wish }));
  }
}

function personOf(people: readonly DemoPerson[], alias: string): DemoPerson {
  const found = people.find((person) => person.alias === alias);
  if (!found) throw new Error(`Nobody in the example contest is called ${alias}.`);
  return found;
}
