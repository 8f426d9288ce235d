import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './jsonFile.ts';

/** Contests that were opened on this machine, latest first. */
export interface RecentContests {
  /** Those whose file is still there. */
  readonly list: () => readonly string[];
  readonly add: (file: string) => void;
  readonly clear: () => void;
}

export const RECENT_AT_MOST = 10;

const recentSchema = z.array(z.string().min(1).refine(path.isAbsolute)).max(100);

export function recentContests(userData: string): RecentContests {
  const file = path.join(userData, 'recent.json');
  const stored = () => readJsonFile(file, recentSchema, []);
  return {
    list: () => stored().filter((entry) => existsSync(entry)),
    add: (entry) => void writeJsonFile(file, withRecent(stored(), entry)),
    clear: () => void writeJsonFile(file, []),
  };
}

/** The entry comes first, once, and the list stays short. */
export function withRecent(entries: readonly string[], entry: string): readonly string[] {
  return [entry, ...entries.filter((other) => other !== entry)].slice(0, RECENT_AT_MOST);
}
