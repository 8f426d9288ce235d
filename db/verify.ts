import { isDeepStrictEqual } from 'node:util';
import { failure, type Outcome, success } from '../shared/contract/failure.ts';
import type { Verification } from '../shared/contract/record.ts';
import type { Progress } from '../shared/contract/wire.ts';
import { all, type Connection, connect, one, statement } from './connection.ts';
import {
  decisionHash,
  EXAMPLE_COLUMNS,
  exampleHash,
  type HashedExample,
  type HashedRun,
  runHash,
} from './contentHash.ts';
import { knownFailure } from './failure.ts';
import { checkForm } from './migrate.ts';
import { chainStart, type EventRow, eventHash } from './record.ts';
import { createRecordedState, type RecordedState } from './recordedState.ts';
import { changedEvidence } from './scaling.ts';

export interface VerifyTools {
  readonly progress: (progress: Progress) => void;
  readonly cancelled: () => boolean;
}

type Problem = Verification['problems'][number];

class Cancelled extends Error {}

/**
 * Checks the whole of a contest file without writing to it: SQLite's pages, indexes and references, the record's chain
 * row by row, every stored hash against what it was made from, and what is stored against the events that recorded it. The first row of each kind that does not fit is named. Runs in a worker: it reads every byte of the file.
 */
export function verifyContestFile(file: string, tools: VerifyTools): Outcome<Verification> {
  const db = connect(file, { readonly: true });
  try {
    const form = checkForm(db);
    if (!form.ok) return form;
    db.exec('BEGIN'); // one view of the file, whatever is written meanwhile
    return success(verifyContest(db, tools));
  } catch (error) {
    if (error instanceof Cancelled) return failure('cancelled', 'The check was cancelled.');
    const known = knownFailure(error);
    if (known?.code !== 'damaged') throw error;
    // pages so broken that reading them fails
    const message = error instanceof Error ? error.message : known.message;
    return success({ ok: false, events: 0, head: chainStart, problems: [{ what: 'file', where: 'pages', message }] });
  } finally {
    db.close();
  }
}

export function verifyContest(db: Connection, tools: VerifyTools): Verification {
  const size = one<{ events: number; examples: number }>(
    db,
    `SELECT (SELECT count(*) FROM event) AS events, (SELECT coalesce(sum(examples), 0) FROM version) AS examples`,
  ) ?? { events: 0, examples: 0 };
  const total = size.events + size.examples + 1;
  let done = 0;
  const step = (text: string, amount = 1) => {
    if (tools.cancelled()) throw new Cancelled();
    done += amount;
    tools.progress({ share: Math.min(1, done / total), text });
  };

  step('Checking the file', 0);
  const problems: Problem[] = [...checkPages(db), ...checkReferences(db)];
  const state = createRecordedState();
  const chain = checkRecord(db, state, () => step(`Checking the record, ${done} of ${size.events} events`));
  problems.push(...chain.problems);
  if (chain.problems.length === 0) problems.push(...checkAgainstRecord(db, chain.recorded), ...state.differences(db));
  problems.push(...checkDataSets(db, (count) => step('Checking the data sets', count)));
  problems.push(...checkRuns(db, () => step('Checking the results', 0)));
  problems.push(...checkDecisions(db), ...checkEvidence(db));
  return { ok: problems.length === 0, events: chain.events, head: chain.head, problems };
}

function checkPages(db: Connection): Problem[] {
  const rows = db.pragma('integrity_check(5)') as { integrity_check: string }[];
  return rows
    .filter((row) => row.integrity_check !== 'ok')
    .map((row) => ({ what: 'file', where: 'pages', message: row.integrity_check }));
}

function checkReferences(db: Connection): Problem[] {
  const rows = db.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[];
  const first = rows[0];
  if (!first) return [];
  const row = first.rowid === null ? 'a row' : `row ${first.rowid}`;
  return [
    {
      what: 'reference',
      where: first.table,
      message: `${row} of ${first.table} belongs to a row of ${first.parent} that is not there (${rows.length} such in all)`,
    },
  ];
}

interface Chain {
  readonly events: number;
  readonly head: string;
  readonly problems: Problem[];
  /** How many votes and reviews the events say there are. */
  readonly recorded: { votes: number; reviews: number };
}

/** Stops at the first row that does not fit: those after it are chained to it. */
function checkRecord(db: Connection, state: RecordedState, step: () => void): Chain {
  const recorded = { votes: 0, reviews: 0 };
  const problems: Problem[] = [];
  const aliases = new Map(
    all<{ id: string; alias: string }>(db, `SELECT id, alias FROM participant WHERE role <> 'organizer'`).map((row) => [
      row.alias,
      row.id,
    ]),
  );
  let head = chainStart;
  let events = 0;
  for (const row of statement(db, 'SELECT * FROM event ORDER BY seq').iterate() as Iterable<EventRow>) {
    step();
    const fault = faultOf(row, events + 1, head) ?? contradiction(db, row, aliases, recorded);
    if (fault) {
      problems.push({ what: 'record', where: `event ${row.seq}`, message: fault });
      break;
    }
    state.see(row);
    events++;
    head = row.hash;
  }
  if (problems.length === 0 && events === 0) {
    problems.push({
      what: 'record',
      where: 'event 1',
      message: 'the record is empty: even its first event is missing',
    });
  }
  return { events, head, problems, recorded };
}

function faultOf(row: EventRow, expected: number, head: string): string | null {
  if (row.seq !== expected) return `an event is missing before it: the next would be number ${expected}`;
  if (row.previous !== head) return 'it is not chained to the event before it';
  if (row.hash !== eventHash(row)) return 'its content does not fit its hash: it was changed after it was written';
  return null;
}

/** What a vote's or review's event says against the stored row; null where they agree, or there is nothing to compare. */
function contradiction(
  db: Connection,
  row: EventRow,
  aliases: ReadonlyMap<string, string>,
  recorded: Chain['recorded'],
): string | null {
  if (row.kind === 'labels.imported' && row.after) {
    recorded.votes += Number((JSON.parse(row.after) as { votes?: number }).votes ?? 0);
    return null;
  }
  const who = aliases.get(row.actor);
  if (!row.after || !who) return null;
  if (row.kind === 'vote.cast' || row.kind === 'vote.changed' || row.kind === 'vote.retracted') {
    const said = JSON.parse(row.after) as Record<string, unknown>;
    const stored = one<{ answer: string | null; flag: string | null; note: string; seconds: number; paused: number }>(
      db,
      `SELECT answer, flag, note, seconds, paused FROM vote
       WHERE deal = ? AND contractor = ? AND position = ? AND revision = ?`,
      row.subject,
      who,
      said.position,
      said.revision,
    );
    recorded.votes++;
    if (!stored) return 'the vote that it records is not there';
    const { answer, flag, note, seconds, paused = 0 } = said;
    const fits = isDeepStrictEqual(
      { ...stored, answer: parsed(stored.answer) },
      { answer, flag, note, seconds, paused },
    );
    return fits ? null : 'the vote that it records was changed afterwards';
  }
  if (row.kind === 'review.submitted') {
    const said = JSON.parse(row.after) as Record<string, unknown>;
    const stored = one<{ form: string; rubric: number; round: number }>(
      db,
      'SELECT form, rubric, round FROM review WHERE submission = ? AND reviewer = ? AND revision = ?',
      row.subject,
      who,
      said.revision,
    );
    recorded.reviews++;
    if (!stored) return 'the review that it records is not there';
    const { form, rubric, round } = said;
    const fits = isDeepStrictEqual({ ...stored, form: parsed(stored.form) }, { form, rubric, round });
    return fits ? null : 'the review that it records was changed afterwards';
  }
  return null;
}

/** Votes and reviews that no event tells of. */
function checkAgainstRecord(db: Connection, recorded: Chain['recorded']): Problem[] {
  const stored = one<{ votes: number; reviews: number }>(
    db,
    'SELECT (SELECT count(*) FROM vote) AS votes, (SELECT count(*) FROM review) AS reviews',
  ) ?? { votes: 0, reviews: 0 };
  const problems: Problem[] = [];
  for (const kind of ['votes', 'reviews'] as const) {
    if (stored[kind] === recorded[kind]) continue;
    const message = `there are ${stored[kind]} ${kind}, and the record tells of ${recorded[kind]}`;
    problems.push({ what: 'record', where: kind, message });
  }
  return problems;
}

function checkDataSets(db: Connection, step: (count: number) => void): Problem[] {
  const versions = all<{
    key: number;
    submission: string;
    kind: string;
    number: number;
    metric: string;
    columns: string;
    examples: number;
    hash: string;
  }>(
    db,
    `SELECT key, submission, kind, number, metric, columns, examples, content_hash AS hash FROM version ORDER BY key`,
  );
  const problems: Problem[] = [];
  const examples = db.prepare(`SELECT ${EXAMPLE_COLUMNS} FROM example WHERE key >= ? AND key < ? ORDER BY key`);
  for (const version of versions) {
    const hash = exampleHash(version);
    const first = version.key * 2 ** 32;
    let count = 0;
    let gap = false;
    for (const example of examples.iterate(first, first + 2 ** 32) as Iterable<HashedExample>) {
      if (example.row !== count) gap = true;
      hash.add(example);
      count++;
      if (count % 1000 === 0) step(1000);
    }
    const where = `${version.submission}, ${version.kind} version ${version.number}`;
    const message = gap
      ? 'its examples are not numbered without gaps'
      : count !== version.examples
        ? `it has ${count} examples, and ${version.examples} were imported`
        : hash.digest() !== version.hash
          ? 'its examples do not fit its hash: they were changed after the import'
          : null;
    if (message) problems.push({ what: 'data set', where, message });
  }
  return problems;
}

function checkRuns(db: Connection, step: () => void): Problem[] {
  const problems: Problem[] = [];
  const runs = db.prepare(
    `SELECT id, model, dataset_hash AS datasetHash, rows, usable, empty, repeated, missing, value, correct,
            total_logprob AS totalLogprob, figures, warnings, content_hash AS hash
     FROM run ORDER BY id`,
  );
  for (const run of runs.iterate() as Iterable<HashedRun & { id: string; hash: string }>) {
    step();
    if (runHash(run) === run.hash) continue;
    const message = 'its values do not fit its hash: they were changed after the import';
    problems.push({ what: 'run', where: `${run.model} (${run.id})`, message });
  }
  return problems;
}

function checkDecisions(db: Connection): Problem[] {
  const decisions = all<{ id: string; round: number; rules: number; input: string; output: string; hash: string }>(
    db,
    'SELECT id, round, rules, input, output, hash FROM decision ORDER BY id',
  );
  return decisions
    .filter((decision) => decisionHash(decision) !== decision.hash)
    .map(({ id }) => ({
      what: 'decision',
      where: id,
      message: 'what went in and came out does not fit its hash: it was changed after it was stored',
    }));
}

/** Derived figures have no event: they only have to be what was stored. */
function checkEvidence(db: Connection): Problem[] {
  return changedEvidence(db).map((submission) => ({
    what: 'scaling evidence',
    where: submission,
    message: 'it does not fit its hash: it was changed after it was computed. Remove the row, and it is computed anew',
  }));
}

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}
