import { statSync } from 'node:fs';
import path from 'node:path';
import type { PickedFile } from '../../shared/contract/bridge.ts';
import { tokenSchema } from '../../shared/contract/parts.ts';
import { shownName } from './fileNames.ts';

/** What a window is told of a path: a token and a name to show. */
export function pickedFile(token: string, file: string, name = path.basename(file)): PickedFile {
  return { token: tokenSchema.parse(token), name: shownName(name), kind: kindOf(file) };
}

/** By name and, for what is there already, by what it is on the disk. */
function kindOf(file: string): PickedFile['kind'] {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return 'folder';
  const extension = path.extname(file).toLowerCase();
  if (extension === '.assay') return 'contest';
  return extension === '.csv' ? 'csv' : 'other';
}
