import { deflateSync } from 'node:zlib';
import type { ReadyForm } from '../../electron/engine/formBeside.ts';
import { keptPlot } from '../../electron/engine/plotFile.ts';
import { emptyForm, type SubmissionForm } from '../../shared/submission/form/fields.ts';
import { crc } from '../../shared/submission/plot/png.ts';

/** A PNG of one grey pixel, with the chunks given before its data. */
export function pngWith(chunks: readonly (readonly [type: string, content: string | Uint8Array])[] = []): Buffer {
  const chunk = (type: string, content: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(content.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc(body), body.length + 4);
    return out;
  };
  const size = Buffer.alloc(13);
  size.writeUInt32BE(1, 0);
  size.writeUInt32BE(1, 4);
  size[8] = 8;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', size),
    ...chunks.map(([type, content]) =>
      chunk(type, typeof content === 'string' ? Buffer.from(content, 'latin1') : content),
    ),
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** A form that keeps nothing out of review: a description and a plot. */
export function describedForm(more: Partial<SubmissionForm> = {}): ReadyForm {
  const plot = keptPlot(pngWith());
  if (!plot.ok) throw new Error(plot.error.message);
  return {
    given: {
      form: { ...emptyForm, task: 'What it tests.', plot: plot.value.hash, ...more },
      authors: [],
      receivedAt: null,
      plotFile: null,
      dataFile: null,
      id: null,
    },
    plot: plot.value,
    findings: [],
  };
}

/** Rounds in which whatever a test imports comes in time. */
export const openRounds = {
  1: { opened: '2020-01-01', closed: '2999-12-31' },
  2: { opened: '2020-01-01', closed: '2999-12-31' },
};
