import { describe, expect, it } from 'vitest';
import { meantByDrop } from '../../../renderer/organizer/import/dropped.ts';
import type { PickedFile } from '../../../shared/contract/bridge.ts';
import type { FileToken } from '../../../shared/contract/parts.ts';

const file = (name: string, kind: PickedFile['kind'] = name.endsWith('.csv') ? 'csv' : 'other'): PickedFile => ({
  name,
  kind,
  token: name as FileToken,
});
const [csv, more, zip, form] = [file('a.csv'), file('b.csv'), file('runs.ZIP'), file('form.json')];

describe('what is dropped on the window', () => {
  it('is results where it is a folder or JSON by itself, on every page', () => {
    for (const onResults of [true, false]) {
      for (const one of [file('out', 'folder'), form, file('samples.jsonl')]) {
        expect(meantByDrop([one], onResults)).toEqual({ what: 'results', file: one });
      }
    }
  });

  it('is a submission where it is a CSV with its parts and its form, or a zip', () => {
    expect(meantByDrop([form, csv, more], false)).toEqual({ what: 'submission', file: csv, parts: [more], form });
    expect(meantByDrop([zip], false)).toEqual({ what: 'submission', file: zip, parts: [], form: null });
  });

  it('is results on the page of results, a zip and a CSV too', () => {
    expect(meantByDrop([zip], true)).toEqual({ what: 'results', file: zip });
    expect(meantByDrop([csv], true)).toEqual({ what: 'results', file: csv });
  });

  it('is a spreadsheet of forms where it is a workbook, whatever lies beside it', () => {
    expect(meantByDrop([csv, file('answers.xlsx')], true)).toMatchObject({
      what: 'sheet',
      file: { name: 'answers.xlsx' },
    });
  });

  it('is not known where it is something else, and nothing where there is nothing', () => {
    expect(meantByDrop([file('a.assay', 'contest')], true)).toMatchObject({ what: 'unknown' });
    expect(meantByDrop([], true)).toBeNull();
  });
});
