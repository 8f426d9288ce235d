// How the decision room scrolls with 1,000 submissions that 20 reviewers have judged, in a real window: the wheel is
// turned from the first line to the last, and the time from one frame to the next is noted. 60 frames a second are
// 16.7 ms a frame. A trace says what of a frame is the page's own work, and what is raster, which a graphics card does
// where there is one. Before that: from the click that opens the room until its first line stands.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Connection, inTransaction, run } from '../../db/connection.ts';
import { createContest } from '../../db/contest.ts';
import { beginVersion, finishVersion, insertSubmission } from '../../db/submission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { seededRandom } from '../../shared/random.ts';
import { emptyForm } from '../../shared/review/form.ts';
import { STANDARD_RUBRIC } from '../../shared/review/rubric.ts';
import { launchAssay } from '../desktop/launch.ts';
import { gapBelow, watchFrames } from './frames.ts';
import { traceFrames } from './frameTrace.ts';
import { againstBaseline, median } from './measure.ts';

const SUBMISSIONS = 1000;
const REVIEWERS = 20;
/** Turns of the wheel, and pixels each. */
const WHEEL = { turns: 240, pixels: 180 };
const keys = STANDARD_RUBRIC.criteria.map(({ key }) => key);
const at = realSurroundings.now();

const folder = mkdtempSync(path.join(tmpdir(), 'assay-bench-'));
try {
  const file = path.join(folder, 'room.assay');
  const made = createContest(file, { name: 'Room', ...realSurroundings });
  if (!made.ok) throw new Error(made.error.message);
  inTransaction(made.value.db, () => fill(made.value.db));
  made.value.close();
  const launched = await launchAssay({ files: [file] });
  const { page, close } = launched;
  try {
    await page.getByText('Do next').waitFor();
    const start = performance.now();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    const list = page.locator('[id^="decided-"]');
    await list.first().waitFor();
    console.log(againstBaseline('room: opens', performance.now() - start));
    await page.locator('header [role=progressbar]').waitFor({ state: 'detached', timeout: 120_000 });
    await list.first().hover();
    const seen = await watchFrames(page);
    const traced = await traceFrames(launched);
    for (let turn = 0; turn < WHEEL.turns; turn++) await page.mouse.wheel(0, WHEEL.pixels);
    const frames = await seen();
    const parts = await traced();
    const { gaps } = frames;
    console.log(againstBaseline('room: a frame while it scrolls', median(gaps)));
    console.log(
      `${gaps.length} frames; 95 of 100 within ${gapBelow(frames, 0.95).toFixed(1)} ms, 99 within ` +
        `${gapBelow(frames, 0.99).toFixed(1)} ms, the longest ${gaps[0]?.toFixed(1)} ms`,
    );
    const each = (spent: number) => (spent / parts.frames).toFixed(1);
    console.log(againstBaseline('room: the page in a frame, processor time', parts.page / parts.frames));
    console.log(
      `of that script ${each(parts.script)}, style and layout ${each(parts.layout)}, paint ${each(parts.paint)} ms; ` +
        `beside it ${each(parts.pixels)} ms for pixels`,
    );
  } finally {
    await close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function fill(db: Connection): void {
  const random = seededRandom('a room of a thousand');
  for (let place = 0; place < REVIEWERS; place++) {
    run(
      db,
      `INSERT INTO participant (id, role, alias, exchange_key, signing_key, invited_at, first_seen_at)
       VALUES (?, 'reviewer', ?, zeroblob(32), randomblob(32), ?, ?)`,
      `r${place}`,
      `Reviewer ${place}`,
      at,
      at,
    );
  }
  for (let number = 1; number <= SUBMISSIONS; number++) {
    const submission = `s${number}`;
    const about = { id: submission, title: `Task ${number}`, description: 'What it tests.', round: 2 as const };
    insertSubmission(db, { ...about, blindNumber: number, createdAt: at });
    const { key } = beginVersion(db, { submission, kind: 'original', fileName: 'data.csv', importedAt: at });
    const columns = ['prompt', 'classes', 'answer_index'];
    finishVersion(db, key, { metric: 'classification', columns, examples: 1000, baseline: null, contentHash: '' });
    for (const rule of ['labels', 'late', 'no-scaling-evidence']) {
      run(
        db,
        'INSERT INTO waiver VALUES (?, ?, ?, ?, ?, NULL)',
        `${submission} ${rule}`,
        submission,
        rule,
        'For the bench.',
        at,
      );
    }
    const worth = random.below(3);
    for (let place = 0; place < REVIEWERS; place++) {
      run(
        db,
        'INSERT INTO assignment (submission, reviewer, assigned_at) VALUES (?, ?, ?)',
        submission,
        `r${place}`,
        at,
      );
      const level = () => Math.max(0, Math.min(2, worth + (random.unit() < 0.3 ? random.below(3) - 1 : 0)));
      const form = {
        ...emptyForm,
        levels: Object.fromEntries(keys.map((criterion) => [criterion, level()])),
        reasons: Object.fromEntries(keys.map((criterion) => [criterion, 'Because of what it shows.'])),
        confidence: 3,
      };
      run(
        db,
        'INSERT INTO review (submission, reviewer, revision, round, rubric, form, submitted_at) VALUES (?, ?, 1, 2, 1, ?, ?)',
        submission,
        `r${place}`,
        JSON.stringify(form),
        at,
      );
    }
  }
}
