import { assigned, queueOf } from '../../../db/reviewDesk.ts';
import type { ReviewForm } from '../../../shared/contract/review.ts';
import { seededRandom } from '../../../shared/random.ts';
import { STANDARD_RUBRIC } from '../../../shared/review/rubric.ts';
import type { Context } from '../context.ts';
import { reviewHandlers } from '../review.ts';
import { reviewDeskHandlers } from '../reviewDesk.ts';
import { must } from './demo.ts';
import type { DemoPerson } from './people.ts';
import type { DemoTask } from './tasks.ts';

/** Asks three reviewers for each submission that is far enough, and has them write. */
export async function reviewDemo(context: Context, task: DemoTask, people: readonly DemoPerson[]): Promise<void> {
  if (task.stage !== 'reviewed' && task.stage !== 'in-review') return;
  const reviewers = people.filter((person) => person.role === 'reviewer');
  const random = seededRandom(`reviewers ${task.id}`);
  const first = random.below(reviewers.length);
  const panel = [0, 1, 2].map((step) => reviewers[(first + step) % reviewers.length]!);
  must(
    await reviewHandlers['review.assign'](context, {
      submission: task.id,
      reviewers: panel.map((person) => person.id),
    }),
  );
  for (const [place, person] of panel.entries()) {
    const desk: Context = {
      ...context,
      role: 'reviewer',
      participant: person.id,
      actor: { alias: person.alias, role: 'reviewer' },
    };
    const number = numberOf(desk, task, person);
    const form = demoForm(task, person, place);
    // Reviews still coming in: one is submitted, one a draft, one not begun.
    const state = task.stage === 'reviewed' ? 'submitted' : (['submitted', 'draft', 'not-started'] as const)[place]!;
    if (state === 'submitted') must(await reviewDeskHandlers['review.submit'](desk, { number, form }));
    if (state === 'draft') {
      must(await reviewDeskHandlers['review.saveDraft'](desk, { number, form: { ...form, confidence: null } }));
    }
  }
}

function numberOf(desk: Context, task: DemoTask, person: DemoPerson): number {
  const item = queueOf(desk.db, person.id).find(
    ({ number }) => assigned(desk.db, person.id, number)?.submission === task.id,
  );
  if (!item) throw new Error(`${person.alias} was not asked to review ${task.id}`);
  return item.number;
}

function demoForm(task: DemoTask, person: DemoPerson, place: number): ReviewForm {
  const random = seededRandom(`review ${task.id} ${person.alias}`);
  const levels: ReviewForm['levels'] = {};
  const reasons: ReviewForm['reasons'] = {};
  STANDARD_RUBRIC.criteria.forEach(({ key, name }, index) => {
    const panel = task.levels?.[index] ?? 1;
    // Each reviewer differs from the panel now and then, the second one more generously.
    const turn = random.unit() < (task.agreed || place === 0 ? 0 : 0.16) ? (place === 1 ? 1 : -1) : 0;
    const level = Math.min(2, Math.max(0, panel + turn)) as 0 | 1 | 2;
    levels[key] = level;
    if (level === 0) reasons[key] = `${name} does not hold up: the effect is not there on the runs that matter.`;
    if (level === 2) reasons[key] = `${name} is as convincing as one could ask of a task like this.`;
  });
  return {
    levels,
    reasons,
    confidence: 2 + random.below(4),
    strengths: 'The question can be answered by anybody who reads to the end, and the data leave no way around it.',
    weaknesses: 'A few phrasings come back often; more of them would show that it is not the wording.',
    organizersOnly: '',
  };
}
