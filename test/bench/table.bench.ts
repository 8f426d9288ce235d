// How long the table of submissions takes to be listed: a thousand submissions with findings, forms and four runs each,
// read for the first time, and again after something was written.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../db/connection.ts';
import { createContest } from '../../db/contest.ts';
import { standardBody } from '../../db/rules.ts';
import { beginVersion, finishVersion, insertSubmission } from '../../db/submission.ts';
import { submissionRows } from '../../electron/engine/submissionRows.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { againstBaseline, median } from './measure.ts';

const SUBMISSIONS = 1000;
const MODELS = ['ada', 'babbage', 'curie', 'davinci'];
const TURNS = 20;
/** Milliseconds. */
const BOUND = 50;

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
const made = createContest(join(folder, 'contest.assay'), {
  name: 'Bench',
  rules: standardBody(),
  ...realSurroundings,
});
if (!made.ok) throw new Error(made.error.message);
const { db } = made.value;
try {
  const figures = JSON.stringify({ mean: { value: 1 }, sem: { value: 0.1 }, accuracy: { value: 0.5 } });
  db.transaction(() => {
    for (let number = 1; number <= SUBMISSIONS; number++) {
      const submission = `s${number}`;
      insertSubmission(db, {
        id: submission,
        blindNumber: number,
        title: `Title ${number}`,
        description: 'What it tests.',
        round: 2,
        createdAt: '2026-01-01T00:00:00.000Z',
      });
      const { key } = beginVersion(db, {
        submission,
        kind: 'original',
        fileName: 'data.csv',
        importedAt: '2026-01-01T00:00:00.000Z',
      });
      const columns = ['prompt', 'classes', 'answer_index'];
      finishVersion(db, key, { metric: 'classification', columns, examples: 1000, baseline: null, contentHash: '' });
      for (const rule of ['class-start', 'prompt-end', 'repeated-example']) {
        run(db, 'INSERT INTO finding_count VALUES (?, ?, ?, ?)', key, 'warning', rule, 7);
      }
      for (const model of MODELS) {
        run(
          db,
          `INSERT INTO run (id, version, model, is_current, figures, imported_at, content_hash, dataset_hash, file_name, form,
                            rows, usable, empty, repeated, missing, warnings, value, total_logprob)
           VALUES (?, ?, ?, 1, ?, '', '', '', '', 'folder', 1000, 1000, 0, 0, 0, '[]', zeroblob(8000), zeroblob(8000))`,
          `${submission} ${model}`,
          key,
          model,
          figures,
        );
      }
    }
  })();
  const times: number[] = [];
  const processor: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    run(db, 'UPDATE submission SET title = title WHERE id = ?', 's1');
    const before = process.cpuUsage();
    const start = performance.now();
    const rows = submissionRows(db);
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1000);
    if (rows.length !== SUBMISSIONS) throw new Error(`${rows.length} submissions are listed`);
  }
  console.log(againstBaseline('table: 1,000 submissions, first', times[0]!));
  console.log(againstBaseline('table: 1,000 submissions, after a change', median(times.slice(1))));
  console.log(againstBaseline('table: its processor time', median(processor.slice(1))));
  const slow = median(times.slice(1));
  console.log(`the bound is ${BOUND} ms${slow > BOUND ? ': NOT HELD' : ''}`);
} finally {
  made.value.close();
  rmSync(folder, { recursive: true, force: true });
}
