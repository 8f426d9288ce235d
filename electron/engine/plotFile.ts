import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import type { KeptPlot } from '../../db/plots.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { MOST_METADATA, type PlotTools, readPlot } from '../../shared/submission/plot/plot.ts';

/** A plot as it is kept, from the bytes of its file; refused with a sentence where it is not a picture that can be shown safely. */
export function keptPlot(bytes: Uint8Array): Outcome<KeptPlot> {
  const read = readPlot(bytes, tools);
  if (!read.ok) return failure('refused', read.message, []);
  const { mediaType, told, blind } = read;
  const hash = createHash('sha256').update(bytes).digest('hex');
  return success({ hash, mediaType, told, blind, original: bytes });
}

const strict = new TextDecoder('utf-8', { fatal: true });

const tools: PlotTools = {
  inflate: (data) => {
    try {
      return inflateSync(data, { maxOutputLength: 4 * MOST_METADATA });
    } catch {
      return null;
    }
  },
  decode: (bytes) => {
    try {
      return strict.decode(bytes);
    } catch {
      return null;
    }
  },
  encode: (text) => new TextEncoder().encode(text),
};
