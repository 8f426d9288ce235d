import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../shared/csv/reader.ts';
import { labelStatistics } from '../../../shared/labels/statistics.ts';
import { goldReader, type LabelFileReader, votesReader } from '../../../shared/labels/voteFile.ts';
import { voteTable } from '../../../shared/labels/voteTable.ts';

function read<T>(reader: LabelFileReader<T>, text: string) {
  const { header, rows } = readCsv(new TextEncoder().encode(text));
  reader.header(header);
  for (const [row, cells] of rows.entries()) reader.row(cells, row);
  return reader.end();
}

const votes = (text: string) => read(votesReader('votes.csv'), text);
const places = (found: ReturnType<typeof votes>) => found.findings.map(({ rule, row, column }) => [rule, row, column]);

describe('votes.csv', () => {
  it('takes columns in any order, names and labels as they are written, an empty label as a skip', () => {
    const { value, findings } = votes('label,note,Contractor,example\n yes,x,a,1\n,x,b,1\nyes,x,b,2\n');
    expect(findings).toEqual([]);
    expect([value.examples, value.contractors, value.labels]).toEqual([
      ['1', '2'],
      ['a', 'b'],
      [' yes', 'yes'],
    ]);
    expect([...value.starts]).toEqual([0, 1, 2]);
  });

  it('names row and column of what is missing', () => {
    expect(places(votes('example,contractor,label\n1,,yes\n,a,yes\n'))).toEqual([
      ['missing-name', 0, 'contractor'],
      ['missing-name', 1, 'example'],
    ]);
    expect(places(votes('example,label,label\n1,a,b\n'))).toEqual([
      ['column-missing', null, 'contractor'],
      ['column-twice', null, 'label'],
    ]);
    expect(places(votes('example,contractor,label\n'))).toEqual([['no-rows', null, null]]);
  });

  it('refuses two labels of one contractor on one example, and counts the same one once', () => {
    const differing = votes('example,contractor,label\n1,a,no\n2,a,no\n1,a,yes\n');
    expect(places(differing)).toEqual([['label-twice', 2, 'label']]);
    expect(differing.findings[0]!.message).toMatch(/votes\.csv, row 2: .*than row 0/);
    const same = votes('example,contractor,label\n1,a,yes\n2,a,no\n1,a,yes\n1,a,yes\n');
    expect(same.findings.map(({ level, row }) => [level, row])).toEqual([['warning', 2]]);
    expect(same.value.label).toHaveLength(2);
  });
});

describe('gold.csv', () => {
  it('gives the right label of each example, once', () => {
    const found = read(goldReader('gold.csv'), 'example,label\n1,yes\n1,yes\n2,no\n2,yes\n3,\n');
    expect([...found.value]).toEqual(
      [
        ['1', 'yes'],
        ['2', 'no'],
        ['3', ''],
      ].slice(0, 2),
    );
    expect(found.findings.map(({ rule, row }) => [rule, row])).toEqual([
      ['label-twice', 3],
      ['missing-label', 4],
    ]);
  });
});

describe('the statistics as JSON', () => {
  it('weighs the majority against gold: wrong ones among those with both, undecided apart', () => {
    const table = voteTable(
      ['1 a x', '1 b x', '2 a x', '2 b y', '3 a y', '3 b y', '4 a y'].map((vote) => {
        const [example = '', contractor = '', label = ''] = vote.split(' ');
        return { example, contractor, label };
      }),
    );
    const gold = new Map([
      ['1', 'x'],
      ['2', 'x'],
      ['3', 'x'],
      ['9', 'x'],
    ]);
    const found = labelStatistics(table, { gold })!;
    expect(found.majority).toEqual({ 1: 'x', 2: null, 3: 'y', 4: 'y' });
    expect(found.error_rate).toMatchObject({ wrong: 1, n: 2, undecided: 1, rate: 0.5 });
    expect(found.dawid_skene!.rounds).toBeGreaterThan(1);
  });

  it('has null and a reason, never NaN, where a figure is undefined', () => {
    const alone = labelStatistics(voteTable([{ example: '1', contractor: 'a', label: null }]), { gold: new Map() })!;
    expect(alone).toMatchObject({
      dawid_skene: null,
      krippendorff_alpha: null,
      error_rate: { rate: null, interval: null },
    });
    expect(Object.keys(alone.why!).sort()).toEqual([
      'dawid_skene',
      'fleiss_kappa',
      'gwet_ac1',
      'krippendorff_alpha',
      'percent_agreement',
    ]);
    expect(JSON.stringify(alone)).not.toMatch(/NaN/);
  });

  it('keeps names such as __proto__ as they are', () => {
    const vote = (contractor: string) => ({ example: '__proto__', contractor, label: 'constructor' });
    const found = labelStatistics(voteTable([vote('__proto__'), vote('b')]))!;
    expect(JSON.parse(JSON.stringify(found)).majority).toHaveProperty(['__proto__'], 'constructor');
  });
});
