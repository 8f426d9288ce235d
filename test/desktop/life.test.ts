import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../tools/project.mjs';
import { resolveRuntime } from '../../tools/runtime.mjs';
import { answerDialogs, buildFixturePage, engineProcessId, type FixturePage } from './fixturePage.ts';
import type {} from './fixtures/page/page.ts';
import type { Launched, LaunchOptions } from './launch.ts';

let fixture: FixturePage;
let launched: Launched | null = null;
const folder = mkdtempSync(path.join(tmpdir(), 'assay-life-'));

beforeAll(async () => {
  fixture = await buildFixturePage();
});

afterEach(async () => {
  await launched?.close();
  launched = null;
});

afterAll(() => {
  fixture.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('the engine’s life', () => {
  it('rejects what was under way when the engine dies, says so, starts another and works again', async () => {
    const { app, page } = await start();
    const first = await engineProcessId(app);

    process.kill(first, 'SIGSTOP'); // from here on nothing is answered: the call below is surely under way
    const underWay = page.evaluate(() => window.fixture.call('session.current'));
    await page.evaluate(() => 'the call has been sent');
    process.kill(first, 'SIGKILL');

    expect(await underWay).toMatchObject({ ok: false, error: { code: 'engine-gone' } });
    await stateIs(page, 'running', 'restarting');
    expect(await page.evaluate(() => window.fixture.call('session.current'))).toMatchObject({ ok: true });
    expect(await engineProcessId(app)).not.toBe(first);
    const said = await page.evaluate(() => window.fixture.seen.states.find(({ state }) => state === 'restarting'));
    expect(said?.message).toMatch(/starting again/);
  });

  it('stops after the fourth death within a minute, until a person asks for another try', async () => {
    const { app, page } = await start();
    for (let death = 1; death <= 3; death += 1) {
      await killEngine(app);
      await page.waitForFunction(
        (wanted) => window.fixture.seen.states.filter(({ state }) => state === 'restarting').length === wanted,
        death,
      );
      await stateIs(page, 'running');
    }
    await killEngine(app);
    await stateIs(page, 'stopped');
    expect(await lastMessage(page)).toMatch(/Help › Start the engine again/);
    await expect(engineProcessId(app)).rejects.toThrow('does not run');
    expect(await menuHas(app, 'start-engine')).toBe(true);

    await page.evaluate(() => window.assay.startEngineAgain());
    await stateIs(page, 'running');
    expect(await page.evaluate(() => window.fixture.call('session.current'))).toMatchObject({ ok: true });
    expect(await menuHas(app, 'start-engine')).toBe(false);
  });

  it('offers the contest that was open when the engine died, by token and name', async () => {
    const file = path.join(folder, 'Lost and found.assay');
    const { app, page } = await start();
    await createContest(app, page, file);

    await killEngine(app);
    await stateIs(page, 'running', 'restarting');
    const reopen = await page.evaluate(() => window.fixture.seen.states.at(-1)?.reopen);
    expect(reopen).toEqual({ token: expect.any(String), name: 'Lost and found.assay', kind: 'contest' });
    expect(
      await page.evaluate((token) => window.fixture.call('contest.open', { token }), reopen?.token ?? ''),
    ).toMatchObject({ ok: true });
  });

  it('closes the contest before the app is gone', async () => {
    const file = path.join(folder, 'Closed.assay');
    const { app, page, close } = await start();
    await createContest(app, page, file);
    await close();
    launched = null;
    expect(readdirSync(folder).filter((name) => name.startsWith('Closed'))).toEqual(['Closed.assay']); // no -wal, no lock
  });
});

describe('a window’s life', () => {
  it('is loaded again after its process died, says so, and keeps its session', async () => {
    const file = path.join(folder, 'Crash.assay');
    const { app, page } = await start();
    await createContest(app, page, file);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer());
    // past Playwright, whose page does not outlive the process
    const ask = (code: string) =>
      app.evaluate(
        ({ BrowserWindow }, script) =>
          Promise.race([
            BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script),
            new Promise((resolve) => setTimeout(resolve, 1000)), // asked of a dying process, it never answers
          ]),
        code,
      );
    await expect
      .poll(() => ask('window.fixture?.seen.notices').catch(() => null), { timeout: 20_000 })
      .toEqual([expect.stringMatching(/had to be loaded again/)]);
    expect(await ask("window.fixture.call('session.current')")).toMatchObject({
      ok: true,
      value: { contest: { fileName: 'Crash.assay' } },
    });
  });

  it('is as large, and shows text as large, as it was the last time', async () => {
    const userData = mkdtempSync(path.join(folder, 'user-'));
    const first = await start({ userData });
    await first.app.evaluate(({ BrowserWindow, Menu }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 901, height: 702 });
      Menu.getApplicationMenu()?.getMenuItemById('zoom-in')?.click();
    });
    await first.close();

    const second = await start({ userData });
    const shown = await second.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return { ...window?.getBounds(), zoom: window?.webContents.getZoomFactor() };
    });
    expect(shown).toMatchObject({ width: 901, height: 702, zoom: expect.closeTo(1.1) });
    await second.close();
    launched = null;
  });

  it('has its title and its menu from what it shows', async () => {
    const { app, page } = await start();
    const title = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    await page.evaluate(() =>
      window.assay.setWindowState({ title: 'A contest\u202e\nwith tricks', role: 'organizer', contestOpen: true }),
    );
    await expect.poll(title).toBe('A contestwith tricks – Assay');
    await expect.poll(() => menuHas(app, 'import-submission')).toBe(true);
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('import-submission')?.click());
    await page.waitForFunction(() => window.fixture.seen.menu.includes('import-submission'));

    await page.evaluate(() => window.assay.setWindowState({ title: 'Labels', role: 'contractor', contestOpen: true }));
    await expect.poll(() => menuHas(app, 'import-submission')).toBe(false);
    expect(await menuHas(app, 'open-recent')).toBe(false);
    expect(await menuHas(app, 'sign-out')).toBe(true);
  });
});

describe('contests opened from outside', () => {
  it('reach the window, by the command line and by a second start, which then ends', async () => {
    const userData = mkdtempSync(path.join(folder, 'user-'));
    const file = path.join(folder, 'Outside.assay');
    const before = await start({ userData });
    await createContest(before.app, before.page, file);
    await before.close();
    expect(existsSync(file)).toBe(true);

    const { page } = await start({ userData, files: [file] });
    const requests = () => page.evaluate(() => window.fixture.seen.openRequests);
    await expect.poll(requests).toEqual([{ token: expect.any(String), name: 'Outside.assay', kind: 'contest' }]);

    const { executable } = await resolveRuntime();
    const second = spawn(executable, ['.', '--no-sandbox', '--disable-gpu', `--user-data-dir=${userData}`, file], {
      cwd: root,
      stdio: 'ignore',
    });
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
    await expect.poll(async () => (await requests()).length).toBe(2);
  });

  it('are listed as recent, latest first, and not while a blind role is signed in', async () => {
    const userData = mkdtempSync(path.join(folder, 'user-'));
    const { app, page } = await start({ userData });
    await createContest(app, page, path.join(folder, 'Older.assay'));
    await createContest(app, page, path.join(folder, 'Newer.assay'));
    const names = () => page.evaluate(async () => (await window.assay.recent()).map(({ name }) => name));
    expect(await names()).toEqual(['Newer.assay', 'Older.assay']);
    await page.evaluate(() => window.assay.setWindowState({ title: 'Labels', role: 'reviewer', contestOpen: true }));
    await expect.poll(names).toEqual([]);
  });
});

async function start(options?: LaunchOptions): Promise<Launched> {
  launched = await fixture.launch(options);
  await launched.page.waitForFunction(() => window.fixture.seen.ports > 0);
  return launched;
}

async function createContest(app: ElectronApplication, page: Page, file: string): Promise<void> {
  await answerDialogs(app, file);
  const outcome = await page.evaluate(async () => {
    const picked = await window.assay.pick('new-contest');
    return window.fixture.call('contest.create', { token: picked?.token });
  });
  expect(outcome).toMatchObject({ ok: true });
}

async function killEngine(app: ElectronApplication): Promise<void> {
  process.kill(await engineProcessId(app), 'SIGKILL');
}

/** Waits until the page was told this state, after it was told the other one. */
async function stateIs(page: Page, wanted: string, after?: string): Promise<void> {
  await page.waitForFunction(
    ([state, earlier]) => {
      const { states } = window.fixture.seen;
      return states.at(-1)?.state === state && (!earlier || states.some((entry) => entry.state === earlier));
    },
    [wanted, after],
  );
}

function lastMessage(page: Page): Promise<string | null | undefined> {
  return page.evaluate(() => window.fixture.seen.states.at(-1)?.message);
}

function menuHas(app: ElectronApplication, id: string): Promise<boolean> {
  return app.evaluate(({ Menu }, item) => Boolean(Menu.getApplicationMenu()?.getMenuItemById(item)), id);
}
