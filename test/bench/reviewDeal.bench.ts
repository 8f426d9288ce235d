// How long the dry run of a deal takes through the engine's procedure: 500 submissions, 100 reviewers, 4 reviews each,
// with wishes and conflicts; from an empty table, again with the deal in place, and where it cannot be served, which
// works out every remedy too. The median of several turns.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Connection, inTransaction, run } from '../../db/connection.ts';
import { createContest } from '../../db/contest.ts';
import type { Context } from '../../electron/engine/context.ts';
import { reviewDealHandlers as deal } from '../../electron/engine/reviewDeal.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { seededRandom } from '../../shared/random.ts';
import { againstBaseline, median } from './measure.ts';

const SUBMISSIONS = 500;
const REVIEWERS = 100;
const TURNS = 5;
// named, because they are rows without what the contest's rules ask of a submission
const submissions = Array.from({ length: SUBMISSIONS }, (_, place) => `s${place}`);
const at = realSurroundings.now();

const folder = mkdtempSync(path.join(tmpdir(), 'assay-bench-deal-'));
const made = createContest(path.join(folder, 'contest.assay'), { name: 'Bench', ...realSurroundings });
if (!made.ok) throw new Error(made.error.message);
const { db } = made.value;
const context: Context = {
  ...realSurroundings,
  db,
  role: 'organizer',
  participant: null,
  actor: { alias: 'Organizer', role: 'organizer' },
};
try {
  inTransaction(db, () => fill(db));
  const input = { submissions, keep: true, seed: 1 };
  await plan(4, 30);
  console.log(`${SUBMISSIONS} submissions, ${REVIEWERS} reviewers, 4 reviews each`);
  await measure('review deal: dry run of the first deal');
  const shown = answer(await deal['review.propose'](context, input));
  const before = performance.now();
  answer(await deal['review.deal'](context, { ...input, fingerprint: shown.fingerprint }));
  console.log(againstBaseline('review deal: dealt and stored', performance.now() - before));
  console.log(`  wishes for ${shown.quality.wants}, rather not ${shown.quality.ratherNot}`);
  await measure('review deal: dry run of a second deal');
  await plan(4, 17);
  await measure('review deal: dry run that cannot be served');
} finally {
  made.value.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(name: string): Promise<void> {
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const start = performance.now();
    answer(await deal['review.propose'](context, { submissions, keep: true, seed: turn }));
    times.push(performance.now() - start);
  }
  console.log(againstBaseline(name, median(times)));
}

async function plan(reviews: number, load: number): Promise<void> {
  answer(await deal['review.setPlan'](context, { reviews, load }));
}

function answer<T>(outcome: { ok: true; value: T } | { ok: false; error: { message: string } }): T {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}

function fill(db: Connection): void {
  const random = seededRandom('a large panel');
  const topics = Array.from({ length: 20 }, (_, place) => `topic ${place}`);
  for (let place = 0; place < SUBMISSIONS; place++) {
    const id = `s${place}`;
    run(db, 'INSERT INTO submission VALUES (?, ?, ?, ?, 1, ?, NULL)', id, place + 1, `Task ${place}`, '', at);
    run(
      db,
      `INSERT INTO version (submission, kind, number, metric, file_name, columns, examples, content_hash, imported_at)
       VALUES (?, 'original', 1, 'classification', 'data.csv', '[]', 300, ?, ?)`,
      id,
      id,
      at,
    );
    run(db, 'INSERT INTO submission_topic VALUES (?, ?)', id, topics[random.below(topics.length)]);
  }
  for (let place = 0; place < REVIEWERS; place++) {
    const id = `r${place}`;
    run(
      db,
      `INSERT INTO participant (id, role, alias, exchange_key, signing_key, invited_at, first_seen_at)
       VALUES (?, 'reviewer', ?, zeroblob(32), randomblob(32), ?, ?)`,
      id,
      `Reviewer ${place}`,
      at,
      at,
    );
    for (const wish of ['wants', 'wants', 'rather-not']) {
      run(db, 'INSERT OR REPLACE INTO topic_wish VALUES (?, ?, ?)', id, topics[random.below(topics.length)], wish);
    }
    for (let submission = 0; submission < SUBMISSIONS; submission++) {
      const conflict = random.unit() < 0.02 ? 1 : 0;
      run(db, 'INSERT INTO conflict_check VALUES (?, ?, ?)', id, `s${submission}`, conflict);
    }
  }
}
