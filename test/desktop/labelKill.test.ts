import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from 'playwright';
import { afterAll, describe, expect, it } from 'vitest';
import { all } from '../../db/connection.ts';
import { openContest } from '../../db/contest.ts';
import { hasOrganizer } from '../../db/participants.ts';
import { verifyContestFile } from '../../db/verify.ts';
import { createEngine } from '../../electron/engine/engine.ts';
import type { FileToken } from '../../shared/contract/parts.ts';
import { seededRandom } from '../../shared/random.ts';
import { engineProcessId } from './fixturePage.ts';
import { makeLabelContest } from './labelContest.ts';
import { launchAssay } from './launch.ts';
import { signIn } from './screens.ts';

const KILLS = Number(process.env.KILLS ?? 50);
/** Apps at once, each with a contest of its own: starting one takes most of the time. */
const LANES = 2;

/** A label counts as saved when the next example shows. What is asked here holds whenever the kill comes. */
describe('an app that is killed in the middle of labelling', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-kill-labels-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(`has every vote whose next example had been shown, ${KILLS} times, and opens at the very example`, async () => {
    const lanes = Array.from({ length: LANES }, (_, lane) => killAgainAndAgain(lane, KILLS / LANES));
    for (const votes of await Promise.all(lanes)) expect(votes).toBeGreaterThanOrEqual(KILLS / LANES);
  }, 600_000);

  /** Returns how many votes were found in the end. */
  async function killAgainAndAgain(lane: number, kills: number): Promise<number> {
    const made = await makeLabelContest({
      folder: path.join(folder, String(lane)),
      metrics: ['classification'],
      examples: 4000,
    });
    await setOrganizerCode(made.path);
    const random = seededRandom(`lane ${lane}`);
    let before = 0;
    for (let kill = 0; kill < kills; kill++) {
      const shown = await labelUntilKilled(made.path, made.codes[0]!, 2 + random.below(12));
      expect(shown[0], 'it opens at the first example without a vote').toBe(before);
      const votes = await votedPositions(made.path);
      // what was shown after the first was shown because the vote before it is on disk; later ones may be there too
      expect(votes.length).toBeGreaterThanOrEqual(shown.at(-1)!);
      expect(votes, 'one after the other, none lost').toEqual(votes.map((_, position) => position));
      before = votes.length;
    }
    const verified = await verifyContestFile(made.path, { progress: () => {}, cancelled: () => false });
    expect(verified).toMatchObject({ ok: true, value: { problems: [] } });
    return before;
  }
});

/**
 * Positions in the order in which they were painted, each heard from the page. As soon as so many were, every process of
 * the app is killed at once.
 */
async function labelUntilKilled(contest: string, code: string, most: number): Promise<number[]> {
  const userData = mkdtempSync(path.join(tmpdir(), 'assay-user-'));
  const { app, page, close } = await launchAssay({ files: [contest], userData });
  const running = app.process();
  const ended = new Promise((resolve) => running.once('exit', resolve));
  try {
    const shown: number[] = [];
    const processes = await processIds(app);
    await signIn(page, code);
    await page.getByRole('heading', { level: 1, name: /open/ }).waitFor();
    const enough = new Promise<void>((resolve) => {
      page.on('console', (message) => {
        const position = /^shown (\d+)$/.exec(message.text())?.[1];
        if (position === undefined) return;
        shown.push(Number(position));
        if (shown.length === most) resolve();
      });
    });
    await page.evaluate(labelOnAndOn);
    await enough;
    for (const id of processes) kill(id);
    await ended;
    return shown;
  } catch (error) {
    await close();
    throw error;
  } finally {
    rmSync(userData, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}

/** Of engine, window and all the others; the main process last. */
async function processIds(app: ElectronApplication): Promise<number[]> {
  const ids = await app.evaluate(({ app: own }) => own.getAppMetrics().map(({ pid }) => pid));
  const main = app.process().pid!;
  return [await engineProcessId(app), ...ids.filter((id) => id !== main), main];
}

function kill(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch (error) {
    // it went with one of the others
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Runs in the page: presses keys as fast as examples show, and tells each that was painted. */
function labelOnAndOn(): void {
  const press = (key: string) =>
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }),
    );
  let last = -1;
  let frames = 0;
  const look = () => {
    const heading = /^Example ([\d,]+)/.exec(document.querySelector('h1')?.textContent ?? '');
    const position = heading ? Number(heading[1]!.replaceAll(',', '')) - 1 : -1;
    if (position !== last && position >= 0) {
      last = position;
      frames = 0;
      console.log(`shown ${position}`);
    }
    // in the frame after the one that shows it, and again where nothing came of it
    if (frames % 20 === 1) {
      press('1');
      // what Enter does in a form, which only a hand's own key makes the browser do
      const form = document.querySelector('form');
      if (form) form.requestSubmit();
      else press('Enter');
    }
    frames += 1;
    requestAnimationFrame(look);
  };
  look();
}

/** Once the killed app has let go of the file. */
async function votedPositions(contest: string): Promise<number[]> {
  for (;;) {
    const opened = openContest(contest, new Date().toISOString());
    if (!opened.ok && opened.error.code === 'locked') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      continue;
    }
    if (!opened.ok) throw new Error(opened.error.message);
    try {
      return all<{ position: number }>(opened.value.db, 'SELECT position FROM current_vote ORDER BY position').map(
        ({ position }) => position,
      );
    } finally {
      opened.value.close();
    }
  }
}

/** So that opening the contest asks for a code. */
async function setOrganizerCode(contest: string): Promise<void> {
  const engine = createEngine({ automaticBackups: false });
  const window = engine.openWindow();
  engine.keepToken(window, 'it', contest);
  for (const outcome of [
    await engine.call(window, 'contest.open', { token: 'it' as FileToken }),
    await engine.call(window, 'session.setOrganizerCode', {}),
  ]) {
    if (!outcome.ok) throw new Error(outcome.error.message);
  }
  await engine.close();
  const opened = openContest(contest, new Date().toISOString());
  if (!opened.ok || !hasOrganizer(opened.value.db)) throw new Error('no organizer code was set');
  opened.value.close();
}
