import { z } from 'zod';
import { failure, type Outcome, success } from '../shared/contract/failure.ts';
import { roundsSchema } from '../shared/contract/parts.ts';
import { CONSENSUS_RULES, type DecisionRules, readRules, standardRules } from '../shared/decision/rules.ts';
import { type Rounds, standardRounds } from '../shared/submission/rounds.ts';
import { all, type Connection, one, run } from './connection.ts';

const capsSchema = z.object({ grand: z.number(), second: z.number(), third: z.number() });

/** What `rules.body` holds: whole, so that a later Assay with other defaults decides this contest as before. */
const bodySchema = z.object({
  /** The round the contest is in. */
  round: z.union([z.literal(1), z.literal(2)]),
  consensus: z.enum(CONSENSUS_RULES),
  meanThresholds: z.object({ level_1: z.number(), level_2: z.number() }),
  minReviews: z.number(),
  /** By round; those of round 2 count both rounds together. */
  caps: z.object({ 1: capsSchema, 2: capsSchema }),
  amounts: capsSchema,
  /** A submission whose error rate is surely above this fails label verification. */
  labelErrorThreshold: z.number(),
  /** When submissions may come in; rules from before this was kept go by the contest's own days. */
  rounds: roundsSchema.default(() => roundsBody(standardRounds)),
});

export type RulesBody = z.infer<typeof bodySchema>;
export interface ContestRules extends RulesBody {
  readonly version: number;
}

/** The contest's own rules, in the round named. */
export function standardBody(round: 1 | 2 = 2): RulesBody {
  const { consensus, meanThresholds, minReviews, amounts } = standardRules(round);
  return {
    round,
    consensus,
    meanThresholds: { ...meanThresholds },
    minReviews,
    caps: { 1: { ...standardRules(1).caps }, 2: { ...standardRules(2).caps } },
    amounts: { ...amounts },
    labelErrorThreshold: 0.05,
    rounds: roundsBody(standardRounds),
  };
}

function roundsBody(rounds: Rounds): Record<1 | 2, { opened: string; closed: string }> {
  return { 1: { ...rounds[1] }, 2: { ...rounds[2] } };
}

/** From the content of a rules.json, already parsed. Its caps are those of the round that it names, else of round 2. */
export function bodyFromRules(content: unknown): Outcome<RulesBody> {
  const read = readRules(content);
  if (!read.ok) return failure('bad-input', read.error.message);
  const { round, consensus, meanThresholds, minReviews, caps, amounts } = read.rules;
  const own = standardBody(round);
  return success({
    ...own,
    rounds: roundsBody(read.rounds),
    consensus,
    meanThresholds: { ...meanThresholds },
    minReviews,
    caps: { ...own.caps, [round]: { ...caps } },
    amounts: { ...amounts },
  });
}

/** The latest version. */
export function currentRules(db: Connection): ContestRules {
  const row = one<{ version: number; body: string }>(
    db,
    'SELECT version, body FROM rules ORDER BY version DESC LIMIT 1',
  );
  if (!row) throw new Error('the contest has no rules');
  return { version: row.version, ...bodySchema.parse(JSON.parse(row.body)) };
}

/** Every version there was, newest first. */
export function rulesVersions(
  db: Connection,
): (ContestRules & { readonly reason: string; readonly createdAt: string })[] {
  return all<{ version: number; body: string; reason: string; createdAt: string }>(
    db,
    'SELECT version, body, reason, created_at AS createdAt FROM rules ORDER BY version DESC',
  ).map(({ body, ...row }) => ({ ...row, ...bodySchema.parse(JSON.parse(body)) }));
}

/** What a decision in a round goes by; the contest's own round where none is named. */
export function decisionRules(rules: RulesBody, round: 1 | 2 = rules.round): DecisionRules {
  const { consensus, meanThresholds, minReviews, caps, amounts } = rules;
  return { round, consensus, meanThresholds, minReviews, caps: caps[round], amounts };
}

/** A new version; earlier ones stay. The event is the caller's, in the same transaction. */
export function saveRules(db: Connection, body: RulesBody, reason: string, now: string): number {
  const last = one<{ version: number | null }>(db, 'SELECT max(version) AS version FROM rules')?.version ?? 0;
  run(
    db,
    'INSERT INTO rules (version, body, reason, created_at) VALUES (?, ?, ?, ?)',
    last + 1,
    JSON.stringify(body),
    reason,
    now,
  );
  return last + 1;
}
