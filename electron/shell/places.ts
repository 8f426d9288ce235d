import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';

/** Where things lie. All bundles of the app lie in one folder, this one's. */
const bundles = path.dirname(fileURLToPath(import.meta.url));

export const preloadScript = path.join(bundles, 'preload.cjs');
export const engineScript = path.join(bundles, 'engine.js');

/** Tests give a page of their own; a packaged app has only the one it was made with. */
export function rendererFolder(): string {
  const other = app.isPackaged ? undefined : process.env.ASSAY_RENDERER_DIR;
  return other ?? path.join(bundles, '..', 'renderer');
}
