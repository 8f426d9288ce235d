import { type DealRow, dealById } from '../../db/labelDeal.ts';
import { dealtRow, hasOpenVotes, testSoFar } from '../../db/labels.ts';
import { findVersion } from '../../db/submission.ts';
import type { Context } from './context.ts';
import { stopDeal } from './labelDeal.ts';

/**
 * Stops a sequential deal when Wald's test has its answer. To be called in the transaction of every vote and every
 * settling; costs a lookup unless sampling is sequential and the example at hand has all its votes.
 */
export function stopIfEvidenceIsIn(
  context: Pick<Context, 'db' | 'now'>,
  id: string,
  where: { readonly row: number } | { readonly contractor: string; readonly position: number },
): void {
  const { db } = context;
  const deal = dealById(db, id);
  if (deal?.sampling !== 'sequential' || deal.stopped_at !== null) return;
  const row = 'row' in where ? where.row : dealtRow(db, id, where.contractor, where.position);
  if (row === null || hasOpenVotes(db, id, row)) return;
  stopIfDecided(context, deal);
}

/** The same after votes on many examples at once. */
export function stopIfDecided({ db, now }: Pick<Context, 'db' | 'now'>, deal: DealRow): void {
  if (deal.sampling !== 'sequential' || deal.stopped_at !== null) return;
  const test = testSoFar(db, deal);
  if (!test || test.decision === 'go-on') return;
  const at = now();
  stopDeal(db, {
    deal,
    submission: findVersion(db, deal.version)!.submission,
    how: { at, why: test.decision === 'accept' ? 'accepted' : 'rejected' },
    at,
    actor: { alias: 'Assay', role: 'assay' },
  });
}
