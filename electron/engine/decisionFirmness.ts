import { connectToContest } from '../../db/contest.ts';
import { decisionInput } from '../../db/decision.ts';
import { fingerprintOf } from '../../db/decisionRecord.ts';
import type { Firmness } from '../../shared/contract/decisionRoom.ts';
import { type Outcome, success } from '../../shared/contract/failure.ts';
import { hinges, withoutEachReviewer } from '../../shared/decision/firmness.ts';
import { STABILITY_DRAWS, stability } from '../../shared/decision/stability.ts';
import type { Result } from '../../shared/decision/whatif.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

/** How firm the decision is, of the contest as it stands. A job: of a thousand submissions it takes seconds. */
export function decisionFirmness(
  { path, seed }: { readonly path: string; readonly seed: number },
  { progress, cancelled }: Pick<JobTools, 'progress' | 'cancelled'>,
): Outcome<Firmness> {
  const db = connectToContest(path);
  try {
    const input = decisionInput(db);
    const step = (share: number, text: string) => {
      progress({ share, text });
      return cancelled();
    };
    if (step(0, 'What each prize hangs on')) return jobCancelled;
    const hanging = hinges(input);
    if (step(0.4, 'Without each reviewer')) return jobCancelled;
    const absences = withoutEachReviewer(input);
    if (step(0.6, `${STABILITY_DRAWS.toLocaleString('en')} draws of reviews`)) return jobCancelled;
    const drawn = stability(input, seed);
    if (cancelled()) return jobCancelled;
    return success({
      fingerprint: fingerprintOf(JSON.stringify(input)),
      hinges: hanging.map(({ submission, result, steps, changes }) => ({
        submission,
        result: told(result),
        steps,
        changes: changes.map((change) => ({
          submission: change.submission,
          alias: change.reviewer,
          levels: [...change.levels],
          becomes: told(change.becomes),
        })),
      })),
      absences: absences.map(({ reviewer, changes }) => ({
        alias: reviewer,
        changes: changes.map(({ submission, from, to }) => ({ submission, from: told(from), to: told(to) })),
      })),
      stability: drawn,
    });
  } finally {
    db.close();
  }
}

function told({ status, couldBe }: Result): Firmness['hinges'][number]['result'] {
  return { status, couldBe: couldBe ? [couldBe[0], couldBe[1]] : null };
}
