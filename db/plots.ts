import type { PlotMediaType, PlotTold } from '../shared/submission/plot/plot.ts';
import { blindTexts } from './blindTexts.ts';
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

/** The plot on a submission's newest form, for a blind role: neither its hash nor its metadata, and no author's name in it. */
export function blindPlot(db: Connection, submission: string): DrawnPlot | null {
  const drawn = drawnPlot(db, submission);
  const { plot } = blindTexts(db, submission, { plot: svgOf(drawn) });
  return drawn === null || plot === null ? drawn : { ...drawn, blind: Buffer.from(plot) };
}

/** The source of the plot on the newest form, written anew without metadata; null where there is none or it is no SVG. */
export function plotSvg(db: Connection, submission: string): string | null {
  return svgOf(drawnPlot(db, submission));
}

type DrawnPlot = Pick<KeptPlot, 'mediaType' | 'blind'>;

function drawnPlot(db: Connection, submission: string): DrawnPlot | null {
  return one<DrawnPlot>(
    db,
    `SELECT p.media_type AS mediaType, p.blind AS blind FROM form f JOIN plot p ON p.hash = f.plot
     WHERE f.submission = ? AND f.number = (SELECT max(number) FROM form g WHERE g.submission = f.submission)`,
    submission,
  );
}

function svgOf(plot: DrawnPlot | null): string | null {
  return plot?.mediaType === 'image/svg+xml' ? Buffer.from(plot.blind).toString() : null;
}
