import type { Connection } from '../../db/connection.ts';
import { inTransaction } from '../../db/connection.ts';
import { findExample } from '../../db/examples.ts';
import { appendEvent } from '../../db/record.ts';
import {
  currentRun,
  findRun,
  latestRun,
  makeCurrent,
  type RunRecord,
  readmitRun,
  runValues,
  withdrawRun,
} from '../../db/results.ts';
import { findVersion, type VersionRecord } from '../../db/submission.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { Handlers, JobHandlers } from './context.ts';
import { runInWorker } from './jobs.ts';
import { resultsList } from './resultsList.ts';
import { pathBehind } from './submission.ts';
import { modelHandlers } from './tableOfModels.ts';

type Results =
  | 'results.list'
  | 'results.missing'
  | 'results.choose'
  | 'results.withdraw'
  | 'results.readmit'
  | keyof typeof modelHandlers;

export const resultsHandlers: Handlers<Results> = {
  ...modelHandlers,

  'results.list': ({ db }) => success(resultsList(db)),

  'results.missing': ({ db }, { id }) => {
    const run = findRun(db, id);
    if (run === null) return noRun();
    const values = runValues(db, id)?.values;
    if (values === undefined) {
      const why = 'The run came as a summary, which does not say which examples it is over.';
      return success({ total: run.missing, indexes: [], examples: [], why });
    }
    const indexes: number[] = [];
    for (let row = 0; row < values.length && indexes.length < LISTED; row++) {
      if (Number.isNaN(values[row])) indexes.push(row);
    }
    const examples = indexes
      .slice(0, SHOWN)
      .map((row) => ({ row, prompt: findExample(db, run.version, row)?.prompt ?? '' }));
    return success({ total: run.missing, indexes, examples, why: null });
  },

  'results.choose': ({ db, now, actor }, { id }) => {
    const found = runOfDataSet(db, id);
    if (!found.ok) return found;
    const { run, version } = found.value;
    if (run.current) return failure('conflict', `This run of ${run.model} is the current one.`);
    if (run.withdrawnAt !== null) return failure('conflict', 'The run is withdrawn. Take it back first.');
    const before = currentRun(db, run.version, run.model);
    inTransaction(db, () => {
      makeCurrent(db, id);
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'run.chosen',
        subject: version.submission,
        sentence: `Of the runs of ${run.model} on ${nameOf(version)}, that of ${run.fileName} (${dayOf(run)}) is the current one.`,
        ...(before === null ? {} : { before: { run: before.id } }),
        after: told(run, version),
      });
    });
    return success({});
  },

  'results.withdraw': ({ db, now, actor }, { id }) => {
    const found = runOfDataSet(db, id);
    if (!found.ok) return found;
    const { run, version } = found.value;
    if (run.withdrawnAt !== null) return failure('conflict', 'The run is withdrawn already.');
    return success(
      inTransaction(db, () => {
        const at = now();
        withdrawRun(db, id, at);
        const next = run.current ? latestRun(db, run.version, run.model) : currentRun(db, run.version, run.model);
        if (run.current && next !== null) makeCurrent(db, next.id);
        const place = run.current && next !== null ? ` That of ${next.fileName} (${dayOf(next)}) takes its place.` : '';
        appendEvent(db, {
          at,
          actor,
          kind: 'run.withdrawn',
          subject: version.submission,
          sentence: `The run of ${run.model} on ${nameOf(version)} from ${run.fileName} (${dayOf(run)}) was withdrawn.${place}`,
          before: { current: run.current },
          after: { ...told(run, version), in_its_place: next?.id ?? null },
        });
        return { inItsPlace: run.current ? (next?.id ?? null) : null };
      }),
    );
  },

  'results.readmit': ({ db, now, actor }, { id, current }) => {
    const found = runOfDataSet(db, id);
    if (!found.ok) return found;
    const { run, version } = found.value;
    if (run.withdrawnAt === null) return failure('conflict', 'The run is not withdrawn.');
    inTransaction(db, () => {
      if (current) makeCurrent(db, id);
      else readmitRun(db, id);
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'run.readmitted',
        subject: version.submission,
        sentence: `The run of ${run.model} on ${nameOf(version)} from ${run.fileName} (${dayOf(run)}) was taken back.`,
        before: { withdrawn_at: run.withdrawnAt },
        after: { ...told(run, version), current },
      });
    });
    return success({});
  },
};

export const resultsJobs: JobHandlers<'results.import'> = {
  'results.import': async (context, { token, submission, reproduction, models, model }) => {
    const path = pathBehind(context, token);
    if (!path.ok) return path;
    const { contestPath, actor } = context;
    const input = {
      contestPath,
      path: path.value,
      submission,
      reproduction: reproduction ?? false,
      models: models ?? [],
      model: model ?? null,
      actor,
    };
    return runInWorker('importResults', input, context);
  },
};

/** Of the examples without a value: so many are named, so many are shown with their prompt. */
const LISTED = 20_000;
const SHOWN = 200;

function runOfDataSet(db: Connection, id: string): Outcome<{ run: RunRecord; version: VersionRecord }> {
  const run = findRun(db, id);
  const version = run === null ? null : findVersion(db, run.version);
  return run === null || version === null ? noRun() : success({ run, version });
}

function told(run: RunRecord, version: VersionRecord): object {
  return { run: run.id, model: run.model, version: { kind: version.kind, number: version.number } };
}

function nameOf({ submission, kind, number }: VersionRecord): string {
  return kind === 'reproduction' ? `the reproduction of ${submission}` : `${submission}, version ${number}`;
}

function dayOf(run: RunRecord): string {
  return run.importedAt.slice(0, 10);
}

function noRun(): Outcome<never> {
  return failure('not-found', 'There is no such run. It may belong to another contest.');
}
