import { rmSync } from 'node:fs';
import { failure, type Outcome, success } from '../shared/contract/failure.ts';
import { type Connection, inTransaction } from './connection.ts';
import { damaged } from './failure.ts';
import { contestSchema } from './migrations/0001-contest.ts';
import { resultsSchema } from './migrations/0002-results.ts';
import { labelSettings } from './migrations/0003-label-settings.ts';
import { reviewSchema } from './migrations/0004-review.ts';
import { formsSchema } from './migrations/0005-forms.ts';
import { adjudication } from './migrations/0006-adjudication.ts';
import { decisionSchema } from './migrations/0007-decision.ts';
import { scalingSchema } from './migrations/0008-scaling.ts';
import { partsSchema } from './migrations/0009-parts.ts';
import { masking } from './migrations/0010-masking.ts';
import { votesCounted } from './migrations/0011-votes-counted.ts';
import { formMasking } from './migrations/0012-form-masking.ts';
import { sketchBands } from './migrations/0013-sketch-bands.ts';
import { evidenceCurrent } from './migrations/0014-evidence-current.ts';
import { remarkMasking } from './migrations/0015-remark-masking.ts';
import { votesByDay } from './migrations/0016-votes-by-day.ts';

/** "ASSY" as SQLite's `application_id`: tells a contest from any other SQLite file. */
export const applicationId = 0x41535359;

export interface Migration {
  /** The `user_version` that the file has afterwards; without gaps from 1. */
  readonly number: number;
  readonly sql: string;
}

export const migrations: readonly Migration[] = [
  { number: 1, sql: contestSchema },
  { number: 2, sql: resultsSchema },
  { number: 3, sql: labelSettings },
  { number: 4, sql: reviewSchema },
  { number: 5, sql: formsSchema },
  { number: 6, sql: adjudication },
  { number: 7, sql: decisionSchema },
  { number: 8, sql: scalingSchema },
  { number: 9, sql: partsSchema },
  { number: 10, sql: masking },
  { number: 11, sql: votesCounted },
  { number: 12, sql: formMasking },
  { number: 13, sql: sketchBands },
  { number: 14, sql: evidenceCurrent },
  { number: 15, sql: remarkMasking },
  { number: 16, sql: votesByDay },
];

export interface Migrated {
  readonly from: number;
  readonly to: number;
  /** Where the file's earlier form lies; null where nothing had to be changed or nothing was there. */
  readonly backup: string | null;
}

/**
 * Brings a file up to the newest form. An existing contest is copied beside itself first; then every migration and the
 * new `user_version` go in one transaction, so the file has its old form or its new one and nothing between.
 * `newer` for a file from a later Assay, `damaged` for a file that is not a contest.
 */
export function migrate(db: Connection, path: string, now: string, list = migrations): Outcome<Migrated> {
  const newest = list.at(-1)?.number ?? 0;
  const checked = checkForm(db, newest);
  if (!checked.ok) return checked;
  const from = checked.value;
  if (from === newest) return success({ from, to: newest, backup: null });

  const backup = from === 0 ? null : `${path}.before-v${newest}-${now.replaceAll(/[-:]|\.\d+/g, '')}`;
  if (backup) {
    rmSync(backup, { force: true });
    db.prepare('VACUUM INTO ?').run(backup);
  }
  // a migration may build a table anew under the same name; what refers to it is checked at the end instead
  db.pragma('foreign_keys = OFF');
  try {
    inTransaction(db, () => {
      if (from === 0) db.exec(`PRAGMA application_id = ${applicationId}`);
      for (const step of list) if (step.number > from) db.exec(step.sql);
      const broken = db.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0)
        throw new Error(`the migration to form ${newest} leaves ${broken.length} rows without their parent`);
      db.exec(`PRAGMA user_version = ${newest}`);
    });
  } finally {
    db.pragma('foreign_keys = ON');
  }
  return success({ from, to: newest, backup });
}

/** The form a file has, 0 for an empty one; refused if it is no contest, or one that this Assay does not know yet. */
export function checkForm(db: Connection, newest = migrations.length): Outcome<number> {
  const id = db.pragma('application_id', { simple: true });
  const form = db.pragma('user_version', { simple: true });
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (id === 0 && form === 0 && tables === 0) return success(0);
  if (id !== applicationId) return damaged('This file is a database of another program, not a contest.');
  if (typeof form !== 'number' || form < 1) return damaged('This contest file does not say which form it has.');
  if (form > newest) {
    return failure(
      'newer',
      `This contest was saved by a newer Assay (form ${form}; this one knows up to ${newest}). Install the newest Assay to open it.`,
    );
  }
  return success(form);
}
