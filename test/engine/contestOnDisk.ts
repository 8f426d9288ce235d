import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContest, type OpenContest } from '../../db/contest.ts';
import type { Actor } from '../../db/record.ts';
import { standardBody } from '../../db/rules.ts';
import { dataFilesOnDisk } from '../../electron/engine/dataFile.ts';
import { importResults, type ResultsImport } from '../../electron/engine/importResults.ts';
import { importDataFiles, type SubmissionImport } from '../../electron/engine/importSubmission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { withTokens } from '../../electron/engine/tokens.ts';
import type { JobTools } from '../../electron/engine/workerJob.ts';
import type { Outcome } from '../../shared/contract/failure.ts';
import { afterTest, temporaryFolder } from './builders.ts';
import { describedForm, openRounds } from './formBuilders.ts';

await withTokens(() => {}, true); // what the worker does around an import

export const organizer: Actor = { alias: 'Organizer', role: 'organizer' };

export interface ContestOnDisk extends OpenContest {
  readonly folder: string;
  /** Writes a file into the contest's folder and returns its path; missing folders are made. */
  write(name: string, content: string | Uint8Array): string;
  importSubmission(
    path: string,
    more?: Partial<SubmissionImport>,
    tools?: Partial<JobTools>,
  ): ReturnType<typeof importDataFiles>;
  importResults(
    path: string,
    submission: string,
    more?: Partial<ResultsImport>,
    tools?: Partial<JobTools>,
  ): ReturnType<typeof importResults>;
  /** Every row of every table, to compare before and after. */
  dump(): Record<string, unknown[]>;
}

export const quietTools: JobTools = { progress: () => {}, cancelled: () => false, surroundings: realSurroundings };

/** A new contest in a folder of its own, gone after the test. */
export function contestOnDisk(): ContestOnDisk {
  const folder = temporaryFolder();
  const contest = accepted(
    createContest(join(folder, 'contest.assay'), {
      name: 'Test contest',
      rules: { ...standardBody(), rounds: openRounds },
      ...realSurroundings,
    }),
  );
  afterTest(() => contest.close());
  return {
    ...contest,
    folder,
    write(name, content) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    importSubmission: (path, more = {}, tools = {}) => {
      const files = dataFilesOnDisk(path);
      if (!files.ok) return files;
      const input = { contestPath: contest.path, metric: null, id: null, title: null, form: describedForm() };
      return importDataFiles({ ...input, actor: organizer, ...more }, files.value, { ...quietTools, ...tools });
    },
    importResults: (path, submission, more = {}, tools = {}) =>
      importResults(
        { contestPath: contest.path, path, submission, reproduction: false, models: [], actor: organizer, ...more },
        { ...quietTools, ...tools },
      ),
    dump() {
      const tables = contest.db
        .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'`)
        .pluck()
        .all() as string[];
      return Object.fromEntries(tables.map((table) => [table, contest.db.prepare(`SELECT * FROM "${table}"`).all()]));
    },
  };
}

export function accepted<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}

/** The example that `classificationCsv` writes at a row. */
export function promptOf(row: number): string {
  return `Question ${row}: is ${row} "even",\nor odd?`;
}

/** A clean classification file. */
export function classificationCsv(rows: number): string {
  let text = 'prompt,classes,answer_index\n';
  for (let row = 0; row < rows; row++) {
    text += `"${promptOf(row).replaceAll('"', '""')}","[' Even', ' Odd']",${row % 2}\n`;
  }
  return text;
}

/** A run's file: one line for each value, at its place; null leaves the line out. */
export function runCsv(values: readonly (number | null)[], column = 'loss'): string {
  const lines = values.flatMap((value, index) => (value === null ? [] : [`${index},${value},${index % 2},-0.5`]));
  return `index,${column},correct,total_logprob\n${lines.join('\n')}\n`;
}
