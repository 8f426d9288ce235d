import { describe, expect, it } from 'vitest';
import { changedFields, emptyForm, missingFields } from '../../../../shared/submission/form/fields.ts';
import { readFormFile } from '../../../../shared/submission/form/formFile.ts';
import { readInstructions, readMetric, readShots, readTime } from '../../../../shared/submission/form/values.ts';

const given = (content: unknown) => {
  const read = readFormFile(content);
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return read;
};
const refusal = (content: unknown) => {
  const read = readFormFile(content);
  if (read.ok) throw new Error('it was taken');
  return read.findings.filter(({ level }) => level === 'error').map(({ column, message }) => [column, message]);
};

describe('form.json', () => {
  it('says every field of the form', () => {
    const { given: read, findings } = given({
      title: '  Two   clocks ',
      authors: [{ name: 'Ada Vesk', affiliation: 'Pell', email: 'ada@pell.example' }, 'Bo Lind'],
      metric: 'absolute_logodds',
      round: 2,
      task: 'T',
      importance: 'I',
      why_inverse_scaling: 'W',
      data_generation: 'D',
      annotator_expertise: 'E',
      language: 'English',
      licence: 'CC BY 4.0',
      data_sources: ['A', 'B'],
      prior_work: 'P',
      optional_answers: { 'Tried few-shot?': 'Yes.' },
      shots: 'few-shot',
      instructions: true,
      plot: 'plot.png',
      non_profit: 'The lifeboats',
      received_at: '2022-08-27T23:59:59-12:00',
    });
    expect(findings).toEqual([]);
    expect(read.form).toEqual({
      ...emptyForm,
      title: 'Two clocks',
      metric: 'absolute_logodds',
      round: 2,
      task: 'T',
      importance: 'I',
      whyInverse: 'W',
      dataGeneration: 'D',
      annotators: 'E',
      language: 'English',
      licence: 'CC BY 4.0',
      dataSources: 'A\nB',
      priorWork: 'P',
      optionalAnswers: 'Tried few-shot?\nYes.',
      shots: 'few-shot',
      instructions: 'with',
      nonProfit: 'The lifeboats',
    });
    expect(read.authors.map(({ name }) => name)).toEqual(['Ada Vesk', 'Bo Lind']);
    expect(read.plotFile).toBe('plot.png');
    expect(read.receivedAt).toBe('2022-08-28T11:59:59.000Z');
    expect(missingFields(read.form, read.authors)).toEqual([]);
  });

  it('knows a field by other names, whatever their case and dashes', () => {
    const { given: read } = given({ Description: 'T', LICENSE: 'MIT', 'prior-work': 'P', whyInverse: 'W' });
    expect(read.form).toMatchObject({ task: 'T', licence: 'MIT', priorWork: 'P', whyInverse: 'W' });
  });

  it('keeps what it does not know, and says so', () => {
    const { given: read, findings } = given({ title: 'T', shoe_size: 44 });
    expect(read.form.other).toEqual({ shoe_size: '44' });
    expect(findings).toMatchObject([{ level: 'note', rule: 'form-unknown-field', column: 'shoe_size' }]);
  });

  it('names the field that cannot be read, every one of them', () => {
    expect(refusal({ metric: 'f1', round: 3, instructions: 'perhaps', authors: [{ affiliation: 'Pell' }] })).toEqual([
      ['authors', expect.stringMatching(/^Author 1 has no name/)],
      ['metric', expect.stringMatching(/“f1” is not a metric/)],
      ['round', expect.stringMatching(/write 1 or 2/)],
      ['instructions', expect.stringMatching(/“perhaps”/)],
    ]);
    expect(refusal({ title: 'x'.repeat(201) })).toEqual([
      ['title', expect.stringMatching(/201 characters; at most 200/)],
    ]);
    expect(refusal([])).toEqual([[null, expect.stringMatching(/one JSON object/)]]);
  });
});

describe('what differs between two forms', () => {
  it('is named field by field, authors and other answers too', () => {
    const author = { name: 'Ada', affiliation: '', email: '' };
    const before = { form: emptyForm, authors: [] };
    expect(changedFields(before, before)).toEqual([]);
    expect(changedFields(before, { form: { ...emptyForm, task: 'T', other: { a: 'b' } }, authors: [author] })).toEqual([
      'authors',
      'task',
      'other',
    ]);
  });
});

describe('choices as people write them', () => {
  it.each([
    ['Classification loss in a multiple-choice format (classification)', 'classification'],
    ['Absolute difference in logodds between two possible responses', 'absolute_logodds'],
    ['logodds', 'logodds'],
    ['Loss on a sequence at the end of the prompt (sequence_prob)', 'sequence_prob'],
    ['accuracy', null],
  ])('metric %j is %j', (text, metric) => expect(readMetric(text)).toBe(metric));

  it.each([
    ['Zero-shot', 'zero-shot'],
    ['few shot (5)', 'few-shot'],
    ['Both zero- and few-shot', 'both'],
    ['?', null],
  ])('%j is %j', (text, shots) => expect(readShots(text)).toBe(shots));

  it.each([
    ['Yes, a sentence', 'with'],
    ['without', 'without'],
    ['No', 'without'],
    ['some of them', 'both'],
  ])('instructions %j are %j', (text, said) => expect(readInstructions(text)).toBe(said));

  it.each([
    ['2022-08-27', '2022-08-27T00:00:00.000Z'],
    ['8/27/2022 14:05:09', '2022-08-27T14:05:09.000Z'],
    ['27/08/2022 14:05', '2022-08-27T14:05:00.000Z'],
    ['8/27/2022 2:05:09 PM', '2022-08-27T14:05:09.000Z'],
    ['2022-08-27T12:00:00+02:00', '2022-08-27T10:00:00.000Z'],
    ['08/07/2022', null], // July or August
    ['2022-02-30', null],
    ['yesterday', null],
  ])('time %j is %j', (text, at) => expect(readTime(text)).toBe(at));
});
