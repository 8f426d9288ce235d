import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { build } from 'vite';
import { root } from '../../tools/project.mjs';
import { type Launched, type LaunchOptions, launchAssay } from './launch.ts';

/** The shell and the engine with the smallest page there can be, see fixtures/page. */
export interface FixturePage {
  readonly folder: string;
  readonly launch: (options?: LaunchOptions) => Promise<Launched>;
  readonly remove: () => void;
}

export async function buildFixturePage(): Promise<FixturePage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-page-'));
  await build({
    root: path.join(root, 'test', 'desktop', 'fixtures', 'page'),
    base: './',
    configFile: false,
    envDir: false,
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  });
  return {
    folder,
    launch: (options = {}) => launchAssay({ ...options, env: { ...options.env, ASSAY_RENDERER_DIR: folder } }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The engine's process, as the system knows it. */
export async function engineProcessId(app: ElectronApplication): Promise<number> {
  const id = await app.evaluate(
    ({ app: own }) => own.getAppMetrics().find((metric) => metric.name === 'Assay engine')?.pid,
  );
  if (id === undefined) throw new Error('The engine does not run.');
  return id;
}

/** Drops a file on a page as a hand does it, file manager and all. */
export async function dropFile(page: Page, file: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 100, y: 100, data });
  }
  await session.detach();
}

/** Answers the next dialogs with a path, as a person would; null cancels. */
export async function answerDialogs(app: ElectronApplication, file: string | null): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    const canceled = answer === null;
    dialog.showOpenDialog = async () => ({ canceled, filePaths: answer === null ? [] : [answer] });
    dialog.showSaveDialog = async () => ({ canceled, filePath: answer ?? '' });
  }, file);
}
