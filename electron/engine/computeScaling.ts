import { type Connection, connect } from '../../db/connection.ts';
import { type EvidenceSource, evidenceInput, evidenceSources } from '../../db/scaling.ts';
import { type Outcome, success } from '../../shared/contract/failure.ts';
import { planEvidence } from '../../shared/scaling/evidence.ts';
import type { Evidence } from '../../shared/scaling/types.ts';
import { openWavePool, type WavePool } from './scalingThreads.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

export interface ScalingWork {
  readonly contestPath: string;
  readonly submissions: readonly string[];
  readonly seed: number;
}

export interface ComputedEvidence {
  readonly source: Pick<EvidenceSource, 'submission' | 'hash' | 'runs'>;
  readonly evidence: Evidence;
}

/** Reads and resamples; stores nothing, so that nobody who writes has to wait. Submissions without runs are passed over. */
export async function computeScaling(work: ScalingWork, tools: JobTools): Promise<Outcome<ComputedEvidence[]>> {
  const db = connect(work.contestPath, { readonly: true });
  const pool = openWavePool(tools.cancelled);
  try {
    const computed: ComputedEvidence[] = [];
    for (const [place, submission] of work.submissions.entries()) {
      // one view of the submission, whatever is written meanwhile
      const read = inOneView(db, () => {
        const [source] = evidenceSources(db, submission, work.seed);
        return source ? { source, input: evidenceInput(db, source, work.seed) } : null;
      });
      if (read === null) continue;
      const { original, resamples } = read.input;
      pool.expect(original.examples * original.runs.length * resamples);
      const evidence = await resampled(read.input, pool, (share) =>
        tools.progress({ share: (place + share) / work.submissions.length, text: `Scaling evidence of ${submission}` }),
      );
      if (evidence === null) return jobCancelled;
      const { hash, runs } = read.source;
      computed.push({ source: { submission, hash, runs }, evidence });
    }
    return success(computed);
  } finally {
    pool.close();
    db.close();
  }
}

async function resampled(
  input: Parameters<typeof planEvidence>[0],
  pool: WavePool,
  progress: (share: number) => void,
): Promise<Evidence | null> {
  const plan = planEvidence(input);
  const { waves } = plan;
  for (const [place, wave] of waves.entries()) {
    const result = await pool.resample(wave, input.resamples, (share) => progress((place + share) / waves.length));
    if (result === null) return null;
    plan.take(wave, result);
  }
  return plan.evidence();
}

function inOneView<T>(db: Connection, read: () => T): T {
  return db.transaction(read).deferred();
}
