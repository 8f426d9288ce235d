import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { root } from '../../tools/project.mjs';
import { resolveRuntime, runtimeEnvironment } from '../../tools/runtime.mjs';

/** Assay in a real window. */
export interface Launched {
  readonly app: ElectronApplication;
  /** The first window, its document loaded. */
  readonly page: Page;
  /** Where this start keeps what Electron stores for a user. */
  readonly userData: string;
  /** What main and engine printed so far. */
  readonly output: () => string;
  /** Ends Assay and removes what the start left behind; a second call waits for the first. */
  readonly close: () => Promise<void>;
}

export interface LaunchOptions {
  /** Added to the environment of the test. */
  readonly env?: Readonly<Record<string, string>>;
  /** Contests to open, as by double click. */
  readonly files?: readonly string[];
  /** More switches for Electron. */
  readonly switches?: readonly string[];
  /** Kept at close; without it each start has a new folder. */
  readonly userData?: string;
}

/**
 * Starts the built app on the runtime that tools/runtime.mjs finds. The only place that knows Playwright's Electron.
 * @throws when twice no window appears within 30 seconds, with what the app printed
 */
export async function launchAssay(options: LaunchOptions = {}): Promise<Launched> {
  try {
    return await launchOnce(options);
  } catch (error) {
    // one start in some twenty was seen to hang under a virtual display on a busy machine, before anything of ours ran
    console.warn(`Starting Assay once more: ${error instanceof Error ? error.message : String(error)}`);
    return await launchOnce(options);
  }
}

async function launchOnce(options: LaunchOptions): Promise<Launched> {
  const runtime = await resolveRuntime();
  const userData = options.userData ?? mkdtempSync(path.join(tmpdir(), 'assay-user-'));
  const switches = ['--no-sandbox', '--disable-gpu', `--user-data-dir=${userData}`, ...(options.switches ?? [])];
  const app = await _electron.launch({
    executablePath: runtime.executable,
    args: ['.', ...switches, ...(options.files ?? [])],
    cwd: root,
    env: { ...environment(), ...runtimeEnvironment(runtime), ...options.env },
    timeout: 30_000,
  });

  let printed = '';
  const keep = (chunk: Buffer) => {
    printed += chunk.toString();
  };
  // once: Playwright forgets the process when the app has ended
  const running = app.process();
  running.stdout?.on('data', keep);
  running.stderr?.on('data', keep);

  let closing: Promise<void> | null = null;
  const end = async () => {
    await ended(app, running);
    if (!options.userData) rmSync(userData, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const close = () => {
    closing ??= end();
    return closing;
  };

  try {
    const page = await app.firstWindow({ timeout: 30_000 });
    await page.waitForLoadState('domcontentloaded');
    return { app, page, userData, output: () => printed, close };
  } catch (error) {
    await close();
    throw new Error(`Assay opened no window. It printed:\n${printed}`, { cause: error });
  }
}

/** Asks the app to quit, and ends it when it does not within ten seconds. */
async function ended(app: ElectronApplication, running: ChildProcess): Promise<void> {
  const hung = setTimeout(() => running.kill('SIGKILL'), 10_000);
  await app.close().catch(() => running.kill('SIGKILL'));
  clearTimeout(hung);
}

/** This process's environment, without what would change how Electron starts. */
function environment(): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _node, NODE_OPTIONS: _options, ...rest } = process.env;
  return Object.fromEntries(Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
