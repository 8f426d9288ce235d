import type { PlotMediaType, PlotTold } from '../shared/submission/plot/plot.ts';
import { blindSvg } from './blindTexts.ts';
import { type Connection, one, run } from './connection.ts';

/** An author's plot: as it came in with what its metadata say, for organizers; and without, for blind roles. */
export interface KeptPlot {
  readonly hash: string;
  readonly mediaType: PlotMediaType;
  readonly told: PlotTold;
  readonly original: Uint8Array;
  readonly blind: Uint8Array;
}

/** The same picture twice is kept once. */
export function keepPlot(db: Connection, plot: KeptPlot, at: string): void {
  run(
    db,
    `INSERT INTO plot (hash, media_type, told, kept_at, original, blind) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (hash) DO NOTHING`,
    plot.hash,
    plot.mediaType,
    JSON.stringify(plot.told),
    at,
    plot.original,
    plot.blind,
  );
}

export function hasPlot(db: Connection, hash: string): boolean {
  return one(db, 'SELECT 1 FROM plot WHERE hash = ?', hash) !== null;
}

export function plotAsItCame(
  db: Connection,
  hash: string,
): { readonly mediaType: PlotMediaType; readonly told: PlotTold; readonly original: Uint8Array } | null {
  const stored = one<{ mediaType: PlotMediaType; told: string; original: Uint8Array }>(
    db,
    'SELECT media_type AS mediaType, told, original FROM plot WHERE hash = ?',
    hash,
  );
  return stored && { ...stored, told: JSON.parse(stored.told) as PlotTold };
}

/** The plot on a submission's newest form, for a blind role: neither its hash nor its metadata. */
export function blindPlot(
  db: Connection,
  submission: string,
): { readonly mediaType: PlotMediaType; readonly blind: Uint8Array } | null {
  const plot = one<{ mediaType: PlotMediaType; blind: Uint8Array }>(
    db,
    `SELECT p.media_type AS mediaType, p.blind AS blind FROM form f JOIN plot p ON p.hash = f.plot
     WHERE f.submission = ? AND f.number = (SELECT max(number) FROM form g WHERE g.submission = f.submission)`,
    submission,
  );
  if (plot?.mediaType !== 'image/svg+xml') return plot;
  const svg = blindSvg(db, submission, Buffer.from(plot.blind).toString());
  return { ...plot, blind: Buffer.from(svg) };
}
