// electron-builder calls this when the app's files are in place and its fuses are not yet set.
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Removes what a development runtime brings along, and puts the better-sqlite3 that runtime needs in place of the
 * package's own. With the pinned Electron there is nothing to do.
 * @param {{ appOutDir: string, electronPlatformName: string, packager: { appInfo: { productFilename: string } } }} context
 */
export default async function afterPack(context) {
  const resources =
    context.electronPlatformName === 'darwin'
      ? path.join(context.appOutDir, `${context.packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
      : path.join(context.appOutDir, 'resources');
  rmSync(path.join(resources, 'default_app.asar'), { force: true });

  const binding = process.env.ASSAY_SQLITE_BINDING;
  if (!binding) return;
  const file = path.join('node_modules', 'better-sqlite3', 'prebuilds', `${process.platform}-${process.arch}.node`);
  const packed = path.join(resources, 'app.asar.unpacked', file);
  if (!existsSync(packed)) throw new Error(`${packed} is missing: better-sqlite3 keeps its binaries elsewhere now.`);
  copyFileSync(binding, packed);
}
