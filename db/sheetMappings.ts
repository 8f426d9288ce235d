import { createHash } from 'node:crypto';
import { type Connection, one, run } from './connection.ts';

/** How the columns of a spreadsheet were last mapped, by its heads in whatever order. */
export function rememberedMapping(db: Connection, heads: readonly string[]): Record<string, string[]> | null {
  const stored = one<{ mapping: string }>(db, 'SELECT mapping FROM sheet_mapping WHERE heads = ?', headsKey(heads));
  return stored && (JSON.parse(stored.mapping) as Record<string, string[]>);
}

export function rememberMapping(
  db: Connection,
  heads: readonly string[],
  mapping: Readonly<Record<string, readonly string[] | undefined>>,
  at: string,
): void {
  run(
    db,
    `INSERT INTO sheet_mapping (heads, mapping, saved_at) VALUES (?, ?, ?)
     ON CONFLICT (heads) DO UPDATE SET mapping = excluded.mapping, saved_at = excluded.saved_at`,
    headsKey(heads),
    JSON.stringify(mapping),
    at,
  );
}

function headsKey(heads: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([...heads].sort()))
    .digest('hex');
}
