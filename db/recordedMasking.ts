import { isDeepStrictEqual } from 'node:util';
import { all, type Connection } from './connection.ts';
import { spotsHash, wronglyMasked } from './masking.ts';
import type { EventRow } from './record.ts';
import type { Problem } from './recordedTables.ts';

/** What events tell of sensitive spots, decisions about them, shared prompts and samples, against what is stored. */
export interface RecordedMasking {
  see(event: EventRow, after: Readonly<Record<string, unknown>>): void;
  differences(db: Connection): Problem[];
}

export function createRecordedMasking(): RecordedMasking {
  const spots = new Map<string, string>();
  const decisions = new Map<number, unknown>();
  const formDecisions = new Map<number, unknown>();
  const remarkDecisions = new Map<number, unknown>();
  const pairs = new Map<string, unknown>();
  const samples = new Map<string, unknown>();
  let tellsPairs = false;

  const readers: Readonly<Record<string, (event: EventRow, after: Readonly<Record<string, unknown>>) => void>> = {
    'submission.imported': ({ subject }, { version, sensitive_hash, near_duplicates }) => {
      if (typeof sensitive_hash === 'string') spots.set(placeOf(subject, version), sensitive_hash);
      if (!Array.isArray(near_duplicates)) return;
      tellsPairs = true;
      for (const pair of near_duplicates as { version: number; other: number }[]) {
        pairs.set(JSON.stringify([pair.version, pair.other]), pair);
      }
    },
    'submission.rescanned': ({ subject }, { version, sensitive_hash }) => {
      spots.set(placeOf(subject, version), String(sensitive_hash));
    },
    'submission.masked': (_, after) => void decisions.set(Number(after.number), after),
    'submission.unmasked': (_, after) => void decisions.delete(Number(after.number)),
    'submission.form-masked': ({ subject }, { decisions: made }) => {
      for (const one of made as { number: number }[]) formDecisions.set(one.number, { submission: subject, ...one });
    },
    'submission.form-unmasked': (_, { numbers }) => {
      for (const number of numbers as number[]) formDecisions.delete(number);
    },
    'submission.remark-masked': ({ subject }, after) => {
      remarkDecisions.set(Number(after.number), { submission: subject, ...after });
    },
    'submission.remark-unmasked': (_, { number }) => void remarkDecisions.delete(Number(number)),
    'submission.sampled': ({ subject }, { version, seed, rows }) => {
      samples.set(placeOf(subject, version), { seed, rows });
    },
    'submission.unsampled': ({ subject }, { version }) => void samples.delete(placeOf(subject, version)),
  };

  return {
    see(event, after) {
      if (Object.hasOwn(readers, event.kind)) readers[event.kind]?.(event, after);
    },
    differences: (db) =>
      [
        spotsDiffer(db, spots),
        decisionsDiffer(db, decisions),
        formDecisionsDiffer(db, formDecisions),
        remarkDecisionsDiffer(db, remarkDecisions),
        maskedDiffer(db),
        tellsPairs ? pairsDiffer(db, pairs) : null,
        samplesDiffer(db, samples),
      ].flatMap((problem) => problem ?? []),
  };
}

function placeOf(submission: string | null, version: unknown): string {
  return JSON.stringify([submission, version]);
}

function spotsDiffer(db: Connection, told: ReadonlyMap<string, string>): Problem | null {
  const versions = all<{ key: number; submission: string; number: number }>(
    db,
    `SELECT key, submission, number FROM version WHERE kind = 'original' ORDER BY key`,
  );
  for (const { key, submission, number } of versions) {
    const hash = told.get(placeOf(submission, number));
    if (hash !== undefined && hash !== spotsHash(db, key)) {
      return differs('sensitive text', `${submission}, original version ${number}`);
    }
  }
  return null;
}

function decisionsDiffer(db: Connection, told: ReadonlyMap<number, unknown>): Problem | null {
  const stored = all<{ number: number }>(
    db,
    `SELECT m.number AS number, v.number AS version, m.kind AS kind, m.row AS row, m.place AS place, m.start AS start,
            m.decision AS decision
     FROM masking m JOIN version v ON v.key = m.version WHERE m.withdrawn_at IS NULL ORDER BY m.number`,
  );
  for (const decision of stored) {
    if (!isDeepStrictEqual({ ...decision }, told.get(decision.number))) {
      return differs('masking', `decision ${decision.number}`);
    }
  }
  return stored.length === told.size ? null : differs('masking', 'one that was decided is not there');
}

function formDecisionsDiffer(db: Connection, told: ReadonlyMap<number, unknown>): Problem | null {
  const stored = all<{ number: number }>(
    db,
    `SELECT submission, number, field, text, kind, decision FROM form_masking
     WHERE withdrawn_at IS NULL ORDER BY number`,
  );
  for (const decision of stored) {
    if (!isDeepStrictEqual({ ...decision }, told.get(decision.number))) {
      return differs('masking', `decision ${decision.number} about a form`);
    }
  }
  return stored.length === told.size ? null : differs('masking', 'one about a form that was decided is not there');
}

function remarkDecisionsDiffer(db: Connection, told: ReadonlyMap<number, unknown>): Problem | null {
  const stored = all<{ number: number; found: string }>(
    db,
    `SELECT submission, number, name, text, found, decision FROM remark_masking
     WHERE withdrawn_at IS NULL ORDER BY number`,
  );
  for (const { found, ...decision } of stored) {
    const same = isDeepStrictEqual({ ...decision, found: JSON.parse(found) as unknown }, told.get(decision.number));
    if (!same) return differs('masking', `decision ${decision.number} about a plot`);
  }
  return stored.length === told.size ? null : differs('masking', 'one about a plot that was decided is not there');
}

function maskedDiffer(db: Connection): Problem | null {
  const wrong = wronglyMasked(db);
  if (wrong === null) return null;
  return {
    what: 'masked example',
    where: `data set ${wrong.version}, row ${wrong.row}`,
    message: 'blind roles read something else than the decisions say',
  };
}

function pairsDiffer(db: Connection, told: ReadonlyMap<string, unknown>): Problem | null {
  const stored = all<{ version: number; other: number }>(
    db,
    'SELECT version, other, rows, other_rows AS otherRows FROM near_duplicate ORDER BY version, other',
  );
  for (const pair of stored) {
    if (!isDeepStrictEqual({ ...pair }, told.get(JSON.stringify([pair.version, pair.other])))) {
      return differs('near-duplicate', `data sets ${pair.version} and ${pair.other}`);
    }
  }
  return stored.length === told.size ? null : differs('near-duplicate', 'one that was found is not there');
}

function samplesDiffer(db: Connection, told: ReadonlyMap<string, unknown>): Problem | null {
  const stored = all<{ submission: string; version: number; seed: number; rows: string }>(
    db,
    `SELECT v.submission AS submission, v.number AS version, e.seed AS seed, e.rows AS rows
     FROM example_sample e JOIN version v ON v.key = e.version WHERE e.withdrawn_at IS NULL`,
  );
  for (const { submission, version, seed, rows } of stored) {
    const same = isDeepStrictEqual({ seed, rows: JSON.parse(rows) as unknown }, told.get(placeOf(submission, version)));
    if (!same) return differs('sample', `${submission}, original version ${version}`);
  }
  return stored.length === told.size ? null : differs('sample', 'one that was drawn is not there');
}

function differs(what: string, where: string): Problem {
  return { what, where, message: 'the record says something else: it was changed behind the record’s back' };
}
