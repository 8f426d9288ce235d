import { METHOD } from '../shared/scaling/evidence.ts';
import { type Gpt3Check, neededModels } from '../shared/submission/eligibility.ts';
import { all, type Connection, run } from './connection.ts';
import { evidenceSources } from './scaling.ts';

/** Submissions that have something to compute evidence from, without hashing it: of these, or of all not withdrawn. By id. */
export function submissionsWithRuns(db: Connection, submissions: readonly string[] | null = null): readonly string[] {
  return all<{ submission: string }>(
    db,
    `SELECT v.submission AS submission
     FROM version v JOIN submission s ON s.id = v.submission
     WHERE v.kind = 'original'
       AND iif(@submissions IS NULL, s.withdrawn_at IS NULL, v.submission IN (SELECT value FROM json_each(@submissions)))
       AND v.number = (SELECT max(w.number) FROM version w WHERE w.submission = v.submission AND w.kind = 'original')
       AND EXISTS (SELECT 1 FROM run r WHERE r.version = v.key AND r.is_current = 1)
     ORDER BY v.submission`,
    { submissions: submissions && JSON.stringify(submissions) },
  ).map(({ submission }) => submission);
}

/** What is known of evidence that is made from what its submission holds now. */
export interface CurrentEvidence {
  readonly standard: 0 | 1 | null;
  /** Where only its hash tells, and no earlier look at it. */
  readonly hash: string | null;
}

/** Of one submission or of all, by submission. What is stale is not in it. */
export function currentEvidence(
  db: Connection,
  submission: string | null = null,
): ReadonlyMap<string, CurrentEvidence> {
  const rows = all<{ submission: string; hash: string; standard: 0 | 1 | null; method: number | null }>(
    db,
    `SELECT submission, input_hash AS hash, standard, method FROM scaling_evidence
     WHERE @submission IS NULL OR submission = @submission`,
    { submission },
  );
  const open = rows.filter(({ method }) => method !== METHOD);
  const sources =
    open.length > FEW ? evidenceSources(db, submission) : open.flatMap((row) => evidenceSources(db, row.submission));
  const hashes = new Map(sources.map((source) => [source.submission, source.hash]));
  return new Map(
    rows.flatMap(({ submission, hash, standard, method }): [string, CurrentEvidence][] => {
      if (method === METHOD) return [[submission, { standard, hash: null }]];
      return hashes.get(submission) === hash ? [[submission, { standard, hash }]] : [];
    }),
  );
}

/** Up to so many are hashed one by one. */
const FEW = 20;

/** Marks evidence that only its hash showed to be current, so that lists need not hash it again. */
export function rememberCurrent(db: Connection, current: ReadonlyMap<string, CurrentEvidence>): void {
  for (const [submission, { hash }] of current) {
    if (hash === null) continue;
    run(db, 'UPDATE scaling_evidence SET method = ? WHERE submission = ? AND input_hash = ?', METHOD, submission, hash);
  }
}

/** Whether its results keep a submission out. By submission; those without results on all of ada, babbage, curie and davinci are not in it. */
export function standardChecks(db: Connection, submission: string | null = null): ReadonlyMap<string, Gpt3Check> {
  const checks = new Map<string, Gpt3Check>(
    coveredSubmissions(db, submission).map((covered) => [covered, 'not yet checked']),
  );
  for (const [known, { standard }] of currentEvidence(db, submission)) {
    if (checks.has(known)) checks.set(known, standard === 1 ? 'standard' : 'not standard');
  }
  return checks;
}

/** Those whose current data set has a current run of each model that the contest asks for. */
function coveredSubmissions(db: Connection, submission: string | null): string[] {
  return all<{ submission: string }>(
    db,
    `SELECT v.submission AS submission
     FROM version v JOIN submission s ON s.id = v.submission JOIN run r ON r.version = v.key AND r.is_current = 1
     WHERE v.kind = 'original' AND r.model IN (SELECT value FROM json_each(@models))
       AND iif(@submission IS NULL, s.withdrawn_at IS NULL, v.submission = @submission)
       AND v.number = (SELECT max(w.number) FROM version w WHERE w.submission = v.submission AND w.kind = 'original')
     GROUP BY v.submission HAVING count(*) = json_array_length(@models)`,
    { submission, models: JSON.stringify(neededModels) },
  ).map((row) => row.submission);
}
