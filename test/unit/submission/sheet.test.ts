import { describe, expect, it } from 'vitest';
import { looksLikeForms, mappingProblem, proposeMapping } from '../../../shared/submission/sheet/mapping.ts';
import { sheetRows } from '../../../shared/submission/sheet/rows.ts';

const heads = [
  'Timestamp',
  'Email Address',
  'What is the name of your task?',
  'Authors',
  'Evaluation metric used',
  'Description of intended task',
  'Why is the task important?',
  'Why do you expect to see inverse scaling?',
  'Data generation procedure',
  'Expertise required for human annotators to verify the task labels',
  'What license does your data have?',
  'Upload the CSV',
  'Scaling plot',
  'How did you hear about us?',
];
const row = [
  '8/27/2022 10:00:00',
  'ada@pell.example',
  'Two clocks',
  'Ada Vesk, Bo Lind',
  'classification',
  'Telling the time.',
  'It matters.',
  'Seen twice.',
  'By hand.',
  'None.',
  'CC BY',
  'clocks.csv',
  'clocks.png',
  'A friend',
];

describe('columns of a spreadsheet of forms', () => {
  it('are told by how their heads sound', () => {
    expect(proposeMapping(heads, [row])).toEqual({
      receivedAt: ['Timestamp'],
      emails: ['Email Address'],
      title: ['What is the name of your task?'],
      authors: ['Authors'],
      metric: ['Evaluation metric used'],
      task: ['Description of intended task'],
      importance: ['Why is the task important?'],
      whyInverse: ['Why do you expect to see inverse scaling?'],
      dataGeneration: ['Data generation procedure'],
      annotators: ['Expertise required for human annotators to verify the task labels'],
      licence: ['What license does your data have?'],
      dataFile: ['Upload the CSV'],
      plot: ['Scaling plot'],
      other: ['How did you hear about us?'],
    });
  });

  it('are a list of forms when one names a file, and a data set when one is a prompt', () => {
    expect(looksLikeForms(heads, proposeMapping(heads, [row]))).toBe(true);
    const data = ['prompt', 'classes', 'answer_index', 'title', 'file'];
    expect(looksLikeForms(data, proposeMapping(data, []))).toBe(false);
  });

  it('that cannot be told are asked for in a sentence', () => {
    expect(mappingProblem(heads, { title: ['Authors'] })).toMatch(/No column is known to name the CSV/);
    expect(mappingProblem(heads, { dataFile: ['Data'] })).toMatch(/There is no column “Data”/);
    expect(mappingProblem(heads, { dataFile: ['Authors'], title: ['Authors'] })).toMatch(/used for two fields/);
    expect(mappingProblem(['a', 'a'], {})).toMatch(/Two columns are headed “a”/);
    expect(mappingProblem(heads, { dataFile: ['Upload the CSV'] })).toBeNull();
  });
});

describe('rows of a spreadsheet of forms', () => {
  const mapping = proposeMapping(heads, [row]);
  const read = (...rows: readonly (readonly string[])[]) => sheetRows({ heads, rows }, mapping);

  it('become forms, with what no field takes among the other answers', () => {
    const [only] = read(row);
    expect(only).toMatchObject({ line: 2, findings: [] });
    expect(only?.given.form).toMatchObject({
      title: 'Two clocks',
      metric: 'classification',
      task: 'Telling the time.',
      other: { 'How did you hear about us?': 'A friend' },
    });
    expect(only?.given.authors).toEqual([
      { name: 'Ada Vesk', affiliation: '', email: 'ada@pell.example' },
      { name: 'Bo Lind', affiliation: '', email: '' },
    ]);
    expect(only?.given).toMatchObject({ dataFile: 'clocks.csv', plotFile: 'clocks.png' });
    expect(only?.given.receivedAt).toBe('2022-08-27T10:00:00.000Z');
  });

  it('say which cell cannot be read, by the row and the column that the spreadsheet shows', () => {
    const bad = row.with(4, 'F1').with(11, '');
    const [, second] = read(row, bad);
    expect(second?.line).toBe(3);
    expect(second?.findings.map(({ column, level }) => [column, level])).toEqual([
      ['Upload the CSV', 'error'],
      ['Evaluation metric used', 'error'],
    ]);
  });

  it('may not mean the same file twice; empty ones are passed over', () => {
    const [, second] = read(
      row,
      heads.map(() => ''),
      row,
    );
    expect(second?.line).toBe(4);
    expect(second?.findings).toMatchObject([
      { message: 'Row 2 has the same data file. Every submission needs its own.' },
    ]);
  });
});
