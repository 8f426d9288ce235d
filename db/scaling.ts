import { createHash } from 'node:crypto';
import type { MetricName } from '../shared/contract/parts.ts';
import type { RunFigures } from '../shared/results/figures.ts';
import { smallToLarge } from '../shared/results/models.ts';
import { METHOD, RESAMPLES, SEED } from '../shared/scaling/evidence.ts';
import type { Evidence, ScalingDataSet, ScalingInput } from '../shared/scaling/types.ts';
import { familyText, type NamedRun } from '../shared/scaling/view.ts';
import { neededModels } from '../shared/submission/eligibility.ts';
import { all, type Connection, one, run, statement } from './connection.ts';
import { runValues } from './results.ts';

/** A current run on a submission's current data set or its latest reproduction, with its model as the organizer knows it. */
export interface ScalingRunRow extends NamedRun {
  readonly submission: string;
  readonly version: number;
  readonly contentHash: string;
}

/** Of one submission, or of all where none is named. Small to large within a data set. */
export function scalingRuns(db: Connection, submission: string | null = null): readonly ScalingRunRow[] {
  return all<StoredRun>(
    db,
    `SELECT v.submission AS submission, v.key AS version, v.kind = 'reproduction' AS reproduction, r.id AS id,
            r.content_hash AS contentHash, r.form = 'summary' AS summary, r.figures AS figures, m.name AS model,
            m.family AS family, m.params AS params, m.public AS public, m.tuned AS tuned
     FROM version v
     JOIN run r ON r.version = v.key AND r.is_current = 1
     JOIN model m ON m.name = r.model
     WHERE (@submission IS NULL OR v.submission = @submission)
       AND v.number = (SELECT max(w.number) FROM version w WHERE w.submission = v.submission AND w.kind = v.kind)`,
    { submission },
  )
    .map((row) => ({
      ...row,
      figures: JSON.parse(row.figures) as RunFigures,
      reproduction: row.reproduction === 1,
      summary: row.summary === 1,
      public: row.public === 1,
      tuned: row.tuned === 1,
    }))
    .sort((a, b) => smallToLarge(modelOf(a), modelOf(b)) || (a.id < b.id ? -1 : 1));
}

/** What a submission's evidence is made from; everything but the values, which are read when they are needed. */
export interface EvidenceSource {
  readonly submission: string;
  /** Keys of the data sets. */
  readonly original: number;
  readonly reproduction: number | null;
  readonly metric: MetricName;
  readonly runs: readonly ScalingRunRow[];
  /** Changes with anything that the figures hang on, and with nothing else. */
  readonly hash: string;
}

/** The one named, or every submission of the contest that is not withdrawn; without a run there is none. By id. */
export function evidenceSources(
  db: Connection,
  submission: string | null = null,
  seed = SEED,
): readonly EvidenceSource[] {
  const versions = all<{ submission: string; key: number; kind: string; metric: MetricName; hash: string }>(
    db,
    `SELECT v.submission AS submission, v.key AS key, v.kind AS kind, v.metric AS metric, v.content_hash AS hash
     FROM version v JOIN submission s ON s.id = v.submission
     WHERE iif(@submission IS NULL, s.withdrawn_at IS NULL, v.submission = @submission)
       AND v.number = (SELECT max(w.number) FROM version w WHERE w.submission = v.submission AND w.kind = v.kind)
     ORDER BY v.submission, v.kind`,
    { submission },
  );
  const runs = new Map<string, ScalingRunRow[]>();
  for (const row of scalingRuns(db, submission)) {
    const own = runs.get(row.submission);
    if (own) own.push(row);
    else runs.set(row.submission, [row]);
  }
  return versions
    .filter(({ kind }) => kind === 'original')
    .flatMap((original): EvidenceSource[] => {
      const own = runs.get(original.submission) ?? [];
      if (!own.some(({ reproduction }) => !reproduction)) return [];
      const rebuilt = own.some((row) => row.reproduction)
        ? (versions.find(({ submission, kind }) => kind === 'reproduction' && submission === original.submission) ??
          null)
        : null;
      return [
        {
          submission: original.submission,
          original: original.key,
          reproduction: rebuilt?.key ?? null,
          metric: original.metric,
          runs: own,
          hash: sourceHash([original.metric, original.hash, rebuilt?.hash ?? null], own, seed),
        },
      ];
    });
}

/** Reads every value: as large as the runs are. Blank subcategories belong to none. */
export function evidenceInput(db: Connection, source: EvidenceSource, seed: number): ScalingInput {
  return {
    metric: source.metric,
    seed,
    resamples: RESAMPLES,
    original: dataSet(db, source, source.original, false),
    reproduction: source.reproduction === null ? null : dataSet(db, source, source.reproduction, true),
  };
}

export interface StoredEvidence {
  readonly computedAt: string;
  readonly inputHash: string;
  readonly evidence: Evidence;
}

/** Without subcategories where only a list wants it: they may be a thousand. */
export function storedEvidence(
  db: Connection,
  submission: string,
  parts: 'all' | 'no subcategories' = 'all',
): StoredEvidence | null {
  const row = one<{ inputHash: string; computedAt: string; body: string; subcategories: string }>(
    db,
    `SELECT input_hash AS inputHash, computed_at AS computedAt, body,
            iif(?, subcategories, '[]') AS subcategories
     FROM scaling_evidence WHERE submission = ?`,
    parts === 'all' ? 1 : 0,
    submission,
  );
  if (row === null) return null;
  const body = JSON.parse(row.body) as Omit<Evidence, 'subcategories'>;
  const subcategories = JSON.parse(row.subcategories) as Evidence['subcategories'];
  return { computedAt: row.computedAt, inputHash: row.inputHash, evidence: { ...body, subcategories } };
}

/** In place of what was computed before. Derived: no event tells of it. */
export function storeEvidence(
  db: Connection,
  source: Pick<EvidenceSource, 'submission' | 'hash' | 'runs'>,
  evidence: Evidence,
  at: string,
): void {
  const { subcategories, ...rest } = evidence;
  const texts = { body: JSON.stringify(rest), subcategories: JSON.stringify(subcategories) };
  const standard = standardOnGpt3(source.runs, evidence);
  run(
    db,
    `INSERT INTO scaling_evidence
       (submission, input_hash, computed_at, content_hash, standard, body, subcategories, method)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (submission) DO UPDATE SET
       input_hash = excluded.input_hash, computed_at = excluded.computed_at, content_hash = excluded.content_hash,
       standard = excluded.standard, body = excluded.body, subcategories = excluded.subcategories,
       method = excluded.method`,
    source.submission,
    source.hash,
    at,
    evidenceHash({ inputHash: source.hash, standard, ...texts }),
    standard,
    texts.body,
    texts.subcategories,
    // what it was made from may have changed while it was computed
    evidenceSources(db, source.submission)[0]?.hash === source.hash ? METHOD : null,
  );
}

/** Evidence that is not what was stored, or wrongly said to be current. It is derived, so computing it anew mends it. */
export function changedEvidence(db: Connection): readonly string[] {
  const rows = all<{
    submission: string;
    inputHash: string;
    standard: 0 | 1 | null;
    body: string;
    subcategories: string;
    hash: string;
    method: number | null;
  }>(
    db,
    `SELECT submission, input_hash AS inputHash, standard, body, subcategories, content_hash AS hash, method
     FROM scaling_evidence ORDER BY submission`,
  );
  return rows
    .filter(
      ({ hash, method, ...row }) =>
        evidenceHash(row) !== hash ||
        (method === METHOD && evidenceSources(db, row.submission)[0]?.hash !== row.inputHash),
    )
    .map(({ submission }) => submission);
}

interface StoredRun {
  readonly submission: string;
  readonly version: number;
  readonly id: string;
  readonly contentHash: string;
  readonly figures: string;
  readonly model: string;
  readonly family: string;
  readonly params: number;
  readonly reproduction: 0 | 1;
  readonly summary: 0 | 1;
  readonly public: 0 | 1;
  readonly tuned: 0 | 1;
}

function modelOf(row: ScalingRunRow): Parameters<typeof smallToLarge>[0] {
  return { ...row, name: row.model, alias: null };
}

function coversGpt3(runs: readonly ScalingRunRow[]): boolean {
  return neededModels.every((name) => runs.some((run) => run.model === name && !run.reproduction));
}

/** 1 where the family of those four is shaped standard, 0 where it is shaped otherwise or not at all, null without them. */
function standardOnGpt3(runs: readonly ScalingRunRow[], evidence: Evidence): 0 | 1 | null {
  if (!coversGpt3(runs)) return null;
  const davinci = runs.find(({ model, reproduction }) => model === 'davinci' && !reproduction);
  const trend = evidence.trends.find((one) => one.runs.includes(davinci?.id ?? ''));
  return trend?.shape.value === 'standard' ? 1 : 0;
}

function sourceHash(head: readonly (string | null)[], runs: readonly ScalingRunRow[], seed: number): string {
  const parts = runs.map(({ id, contentHash, reproduction, family, params, public: open, tuned }) => [
    ...[id, contentHash, reproduction, family, params, open, tuned],
  ]);
  return createHash('sha256')
    .update(JSON.stringify(['assay evidence', METHOD, RESAMPLES, seed, head, parts]))
    .digest('hex');
}

function evidenceHash(row: {
  readonly inputHash: string;
  readonly standard: 0 | 1 | null;
  readonly body: string;
  readonly subcategories: string;
}): string {
  return createHash('sha256')
    .update(JSON.stringify([row.inputHash, row.standard, row.body, row.subcategories]))
    .digest('hex');
}

function dataSet(db: Connection, source: EvidenceSource, version: number, reproduction: boolean): ScalingDataSet {
  const examples = one<{ n: number }>(db, 'SELECT examples AS n FROM version WHERE key = ?', version)?.n ?? 0;
  return {
    examples,
    runs: source.runs
      .filter((row) => row.reproduction === reproduction)
      .map((row) => {
        const values = row.summary ? null : runValues(db, row.id);
        return {
          id: row.id,
          family: familyText({ name: row.family, public: row.public, tuned: row.tuned }),
          params: row.params,
          n: row.figures.n,
          mean: row.figures.mean.value ?? 0,
          sem: row.figures.sem.value ?? 0,
          values: values?.values ?? null,
          correct: values?.correct ?? null,
        };
      }),
    subcategories: reproduction ? [] : subcategoriesOf(db, version),
  };
}

/** In the order of their first examples. */
function subcategoriesOf(db: Connection, version: number): ScalingDataSet['subcategories'] {
  const parts = new Map<string, number[]>();
  const rows = statement(
    db,
    `SELECT row, subcategory AS name FROM example
     WHERE key >= ? AND key < ? AND subcategory IS NOT NULL AND trim(subcategory) <> '' ORDER BY key`,
  ).iterate(version * 2 ** 32, (version + 1) * 2 ** 32) as Iterable<{ row: number; name: string }>;
  for (const { row, name } of rows) {
    const own = parts.get(name);
    if (own) own.push(row);
    else parts.set(name, [row]);
  }
  return [...parts].map(([name, own]) => ({ name, rows: Uint32Array.from(own) }));
}
