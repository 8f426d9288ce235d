import { isPng, readPng } from './png.ts';
import { readSvg } from './svg.ts';

export type PlotMediaType = 'image/png' | 'image/svg+xml';

/** What a picture says of itself besides what it shows. */
export interface PlotTold {
  /** Pixels; null where an SVG does not say. */
  readonly width: number | null;
  readonly height: number | null;
  /** Texts that nobody sees in the picture: who made it, with what, when. For organizers only. */
  readonly metadata: readonly { readonly name: string; readonly text: string }[];
}

export type ReadPlot =
  | {
      readonly ok: true;
      readonly mediaType: PlotMediaType;
      readonly told: PlotTold;
      /** The same picture, written anew from what can be seen: no metadata, nothing that acts or loads. */
      readonly blind: Uint8Array;
    }
  | { readonly ok: false; readonly message: string };

/** What reading a picture needs of the machine it is read on. */
export interface PlotTools {
  /** Opens zlib data; null if it is none or more than a few kilobytes come of it. */
  readonly inflate: (data: Uint8Array) => Uint8Array | null;
  /** UTF-8 as text; null where the bytes are not. */
  readonly decode: (bytes: Uint8Array) => string | null;
  readonly encode: (text: string) => Uint8Array;
}

/** Bytes of a plot's file. */
export const MOST_PLOT_BYTES = 5_000_000;
/** Texts of metadata are cut to this. */
export const MOST_METADATA = 2_000;

/**
 * Reads an author's plot, PNG or SVG by its first bytes, whatever its name. A picture that could do more than be seen (a
 * script, a foreign object, something loaded from elsewhere) is refused, not mended: an author whose plot does that
 * should be asked.
 */
export function readPlot(bytes: Uint8Array, tools: PlotTools): ReadPlot {
  if (bytes.length === 0) return { ok: false, message: 'The plot is empty. Export it again.' };
  if (bytes.length > MOST_PLOT_BYTES) {
    return {
      ok: false,
      message: `The plot has ${(bytes.length / 1e6).toFixed(1)} MB; at most ${MOST_PLOT_BYTES / 1e6} MB fit. Export it with fewer pixels.`,
    };
  }
  if (isPng(bytes)) return readPng(bytes, tools);
  if (bytes[0] === 0xff && bytes[1] === 0xd8)
    return { ok: false, message: 'The plot is a JPEG. Export it as PNG or SVG.' };
  if (bytes[0] === 0x25 && bytes[1] === 0x50)
    return { ok: false, message: 'The plot is a PDF. Export it as PNG or SVG.' };
  return readSvg(bytes, tools);
}
