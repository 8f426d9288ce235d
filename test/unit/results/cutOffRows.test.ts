import { describe, expect, it } from 'vitest';
import { type RunColumns, readHeader } from '../../../shared/results/columns.ts';
import { createRowTally } from '../../../shared/results/tally.ts';

function columnsOf(names: string): RunColumns {
  const header = readHeader(names.split(','), 'classification');
  if (!header.ok) throw new Error(header.refusal.reason);
  return header.columns;
}

describe('a row with fewer cells than the header', () => {
  it('is dropped as empty when it has nothing but an index', () => {
    const tally = createRowTally(columnsOf('index,loss,correct,total_logprob'), 2);
    tally.add(['0', '0.5', '1', '-1'], 0);
    tally.add(['1'], 1);
    expect(tally.finish()).toMatchObject({ empty: 1, usable: 1, cutOff: null });
  });

  it('is not trusted when it breaks off after its value', () => {
    const tally = createRowTally(columnsOf('index,loss,correct,total_logprob'), 2);
    tally.add(['1', '0.4'], 7);
    expect(tally.finish().cutOff).toEqual({ row: 7, column: 'loss', text: '0.4' });
  });
});
