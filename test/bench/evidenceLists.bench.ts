// What lists pay for evidence: 1,000 submissions with 12 runs and stored evidence each, all of it current; then after a
// model was changed, when hashes have to tell what is still current.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Connection, inTransaction, run } from '../../db/connection.ts';
import { createContest } from '../../db/contest.ts';
import { standardChecks } from '../../db/evidenceCurrent.ts';
import { saveModel } from '../../db/models.ts';
import { evidenceSources, storeEvidence } from '../../db/scaling.ts';
import { staleSubmissions } from '../../electron/engine/scalingQueue.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import type { Evidence } from '../../shared/scaling/types.ts';
import { againstBaseline, median } from './measure.ts';

const SUBMISSIONS = 1000;
const TURNS = 15;
const AT = '2026-11-25T12:00:00.000Z';
const families = {
  gpt3: ['ada', 'babbage', 'curie', 'davinci'],
  opt: ['opt-1', 'opt-2', 'opt-3', 'opt-4'],
  other: ['a', 'b', 'c', 'd'],
};
const folder = mkdtempSync(path.join(tmpdir(), 'assay-bench-'));
try {
  const made = createContest(path.join(folder, 'lists.assay'), { name: 'Lists', ...realSurroundings });
  if (!made.ok) throw new Error(made.error.message);
  const { db } = made.value;
  inTransaction(db, () => fill(db));
  console.log(
    againstBaseline(
      'lists: standard scaling of 1,000',
      timed(() => standardChecks(db)),
    ),
  );
  console.log(
    againstBaseline(
      'lists: what is stale of 1,000',
      timed(() => staleSubmissions(db)),
    ),
  );
  run(db, `UPDATE model SET params = 2 * params WHERE name = 'ada'`);
  console.log(
    againstBaseline(
      'lists: the same after a model changed',
      timed(() => staleSubmissions(db)),
    ),
  );
  made.value.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds, the middle of several turns. */
function timed(work: () => unknown): number {
  work();
  const times = Array.from({ length: TURNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return median(times);
}

function fill(db: Connection): void {
  for (const [family, models] of Object.entries(families)) {
    for (const [place, name] of models.entries()) {
      saveModel(db, { name, family, params: 10 ** (8 + place), public: true, tuned: false, alias: null });
    }
  }
  const figures = JSON.stringify({ n: 300, mean: { value: 1, why: null }, sem: { value: 0.1, why: null } });
  for (let place = 0; place < SUBMISSIONS; place++) {
    const id = `s${String(place).padStart(4, '0')}`;
    run(
      db,
      `INSERT INTO submission (id, blind_number, title, description, round, created_at) VALUES (?, ?, ?, '', 1, ?)`,
      id,
      place + 1,
      id,
      AT,
    );
    run(
      db,
      `INSERT INTO version (key, submission, kind, number, metric, file_name, columns, examples, content_hash, imported_at)
       VALUES (?, ?, 'original', 1, 'classification', 'data.csv', '[]', 300, ?, ?)`,
      place + 1,
      id,
      `data of ${id}`,
      AT,
    );
    for (const model of Object.values(families).flat()) {
      run(
        db,
        `INSERT INTO run (id, version, model, is_current, figures, imported_at, content_hash, dataset_hash, file_name,
                          form, rows, usable, empty, repeated, missing, warnings, value)
         VALUES (?, ?, ?, 1, ?, ?, ?, 'd', 'x.csv', 'folder', 300, 300, 0, 0, 0, '[]', zeroblob(2400))`,
        `${id} ${model}`,
        place + 1,
        model,
        figures,
        AT,
        `values of ${id} ${model}`,
      );
    }
  }
  const nothing: Evidence = {
    ...{ seed: 0, resamples: 10_000, logged: true, trends: [], errorTrends: [], subcategories: [], reproduction: null },
  };
  for (const source of evidenceSources(db)) storeEvidence(db, source, nothing, AT);
}
