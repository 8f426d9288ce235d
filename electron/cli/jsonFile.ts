import { readFileSync } from 'node:fs';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';

/** The content of a JSON file that an option names. A byte order mark is passed over: editors on Windows write one. */
export function readJsonFile(file: string): Outcome<unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return failure('bad-input', `${file} cannot be read. Check its name.`);
  }
  try {
    return success(JSON.parse(text.replace(/^\uFEFF/, '')) as unknown);
  } catch {
    return failure('refused', `${file} is not JSON, so nothing was done. Mend it and try again.`, []);
  }
}
