import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { run } from '../../db/connection.ts';
import { conflictPairs } from '../../db/reviewConflicts.ts';
import { locks, panelMembers, standingPairs } from '../../db/reviewDeal.ts';
import { panelHandlers as panel } from '../../electron/engine/panel.ts';
import { reviewHandlers as table } from '../../electron/engine/review.ts';
import { reviewDealHandlers as deal } from '../../electron/engine/reviewDeal.ts';
import { reviewDeskHandlers as desk } from '../../electron/engine/reviewDesk.ts';
import { emptyForm } from '../../shared/review/form.ts';
import { accepted, contestOnDisk } from './contestOnDisk.ts';
import { asOrganizer, person, withSubmission } from './people.ts';

const SUBMISSIONS = ['a', 'b', 'c', 'd', 'e'];
const ALIASES = ['Quiet Heron', 'Amber Lathe', 'Slow Comet', 'Green Anvil', 'Plain Harbour', 'Late Ferry'];

const place = fc.record({
  submission: fc.integer({ min: 0, max: SUBMISSIONS.length - 1 }),
  reviewer: fc.integer({ min: 0, max: ALIASES.length - 1 }),
});
const step = fc.oneof(
  fc.record({ kind: fc.constant('lock' as const), at: place, lock: fc.constantFrom('keep', 'never', null) }),
  fc.record({ kind: fc.constant('conflict' as const), at: place }),
  fc.record({ kind: fc.constant('decline' as const), at: place }),
  fc.record({ kind: fc.constant('begin' as const), at: place }),
  fc.record({ kind: fc.constant('load' as const), at: place, load: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ kind: fc.constant('plan' as const), reviews: fc.integer({ min: 1, max: 4 }), keep: fc.boolean() }),
);

describe('deals after whatever happened before them', () => {
  it('keep to conflicts, refusals, locks, loads and begun work, and what is stored is what was shown', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), fc.nat(1000), async (steps, seed) => {
        const contest = contestOnDisk();
        const { db } = contest;
        for (const id of SUBMISSIONS) withSubmission(contest, 300, id);
        const people = ALIASES.map((alias) => person(contest, 'reviewer', alias));
        const organizer = asOrganizer(contest);
        const numbers = new Map<string, number>();
        let plan = { reviews: 2, load: 4 };
        accepted(await deal['review.setPlan'](organizer, plan));
        const makeDeal = async (keep: boolean) => {
          const before = standingPairs(db);
          const input = { submissions: null, keep, seed };
          const shown = accepted(await deal['review.propose'](organizer, input));
          accepted(await deal['review.deal'](organizer, { ...input, fingerprint: shown.fingerprint }));
          const after = standingPairs(db).filter((pair) => pair.standing === 1);
          const keyOf = (pair: { submission: string; reviewer: string }) => `${pair.submission} ${pair.reviewer}`;
          const now = new Set(after.map(keyOf));
          const dealt = shown.submissions.flatMap(({ pairs }) => pairs);
          expect([...now].sort()).toEqual(dealt.map(keyOf).sort());
          // a conflict is stronger than what is begun
          const conflicts = new Set(conflictPairs(db).map(keyOf));
          const begun = new Set(
            before
              .filter((pair) => pair.standing === 1 && pair.begun === 1)
              .map(keyOf)
              .filter((key) => !conflicts.has(key)),
          );
          for (const key of begun) expect(now).toContain(key);
          const never = [...conflictPairs(db), ...before.filter((pair) => pair.declined === 1)].map(keyOf);
          for (const key of never) if (!begun.has(key)) expect(now).not.toContain(key);
          const barred = new Set(never);
          const held = locks(db);
          const fixed = new Set([...begun, ...held.filter(({ lock }) => lock === 'keep').map(keyOf)]);
          for (const one of held) {
            if (one.lock === 'keep' && !barred.has(keyOf(one))) expect(now).toContain(keyOf(one));
            if (one.lock === 'never' && !begun.has(keyOf(one))) expect(now).not.toContain(keyOf(one));
          }
          for (const { id, load } of panelMembers(db)) {
            const own = after.filter(({ reviewer }) => reviewer === id);
            const bound = own.filter((pair) => fixed.has(keyOf(pair))).length;
            expect(own.length).toBeLessThanOrEqual(Math.max(bound, load ?? plan.load));
          }
          for (const { id, wanted, pairs } of shown.submissions) {
            const bound = pairs.filter((pair) => fixed.has(keyOf(pair))).length;
            expect(pairs.length, id).toBeLessThanOrEqual(Math.max(bound, wanted));
          }
          const served = shown.submissions.every(({ wanted, pairs }) => pairs.length >= wanted);
          expect(shown.problems.length === 0).toBe(served);
        };
        await makeDeal(true);
        for (const one of steps) {
          if (one.kind === 'plan') {
            plan = { reviews: one.reviews, load: 4 };
            accepted(await deal['review.setPlan'](organizer, plan));
            await makeDeal(one.keep);
            continue;
          }
          const submission = SUBMISSIONS[one.at.submission]!;
          const reviewer = people[one.at.reviewer]!;
          const pair = { submission, reviewer: reviewer.participant! };
          if (one.kind === 'lock') await deal['review.lock'](organizer, { ...pair, lock: one.lock as 'keep' | null });
          if (one.kind === 'load') {
            accepted(await deal['review.setLoad'](organizer, { reviewer: pair.reviewer, load: one.load }));
          }
          if (one.kind === 'conflict') {
            run(db, 'INSERT OR REPLACE INTO conflict_check VALUES (?, ?, 1)', pair.reviewer, submission);
          }
          if (one.kind === 'decline' || one.kind === 'begin') {
            const { items } = accepted(await desk['review.queue'](reviewer, {}));
            for (const { title, number } of items) numbers.set(title, number);
            const number = items.find(({ title }) => title === submission)?.number;
            if (number === undefined) continue;
            if (one.kind === 'decline') await panel['review.decline'](reviewer, { number, reason: '' });
            else await desk['review.saveDraft'](reviewer, { number, form: emptyForm });
          }
        }
        await makeDeal(true);
        expect(await table['review.panel'](organizer, {})).toMatchObject({ ok: true });
        contest.close();
      }),
      { numRuns: 8 },
    );
  }, 120_000);
});
