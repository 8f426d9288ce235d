import { readdirSync, statSync } from 'node:fs';
import { basename, join, parse, resolve } from 'node:path';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { errnoOf, unreadableFile } from './fileReading.ts';

export interface DataFile {
  readonly path: string;
  /** What the submission is called where nobody says otherwise. */
  readonly title: string;
}

/** The CSV that a path means: itself, or the `data.csv` of a folder, which then gives the title its name. */
export function dataFileAt(path: string): Outcome<DataFile> {
  try {
    if (!statSync(path).isDirectory()) {
      const { name, dir, base } = parse(resolve(path));
      return success({ path, title: titleFrom(base === 'data.csv' ? basename(dir) : name) });
    }
    const inside = readdirSync(path);
    if (inside.includes('data.csv')) {
      return success({ path: join(path, 'data.csv'), title: titleFrom(basename(resolve(path))) });
    }
    const csv = inside.filter((name) => name.toLowerCase().endsWith('.csv'));
    const advice =
      csv.length === 0 ? 'Name the CSV file with the examples' : `Name the CSV file itself, such as “${csv.sort()[0]}”`;
    return failure(
      'refused',
      `The folder has no data.csv. ${advice}. (Folders of parts, zips and spreadsheets are not read yet.)`,
      [],
    );
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    return unreadableFile(path, code);
  }
}

function titleFrom(name: string): string {
  return name.trim().slice(0, 200) || 'Untitled';
}
