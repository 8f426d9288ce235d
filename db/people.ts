import { all, type Connection } from './connection.ts';

/** Who is there, in the words that other subjects need: for dealing and assigning, and for naming a vote's author. */

export function activePeople(
  db: Connection,
  role: 'contractor' | 'reviewer',
): { readonly id: string; readonly alias: string }[] {
  return all(db, 'SELECT id, alias FROM participant WHERE role = ? AND dismissed_at IS NULL ORDER BY id', role);
}

export function aliasesById(db: Connection): Map<string, string> {
  return new Map(
    all<{ id: string; alias: string }>(db, 'SELECT id, alias FROM participant').map(({ id, alias }) => [id, alias]),
  );
}
