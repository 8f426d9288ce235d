import { describe, expect, it } from 'vitest';
import { verifyContest } from '../../db/verify.ts';
import { handlers } from '../../electron/engine/handlers.ts';
import { importSheet, trySheet } from '../../electron/engine/importSheet.ts';
import { withTokens } from '../../electron/engine/tokens.ts';
import { accepted, classificationCsv, contestOnDisk, organizer, quietTools } from './contestOnDisk.ts';
import { pngWith } from './formBuilders.ts';
import { asOrganizer, person } from './people.ts';

const sound = { progress: () => {}, cancelled: () => false };

describe('a form beside its data', () => {
  it('shows reviewers what is argued, and no byte of what names the authors', async () => {
    const contest = contestOnDisk();
    contest.write('p/data.csv', classificationCsv(500));
    contest.write('p/plot.png', pngWith([['tEXt', 'Author\0MARKER plot']]));
    const private_ = Object.fromEntries(
      ['licence', 'data_sources', 'non_profit', 'unheard_of'].map((key) => [key, `MARKER ${key}`]),
    );
    contest.write(
      'p/form.json',
      JSON.stringify({
        title: 'Clocks',
        task: 'Telling the time.',
        importance: 'It matters.',
        shots: 'few-shot',
        instructions: true,
        authors: [{ name: 'MARKER name', affiliation: 'MARKER place', email: 'marker@MARKER.example' }],
        ...private_,
      }),
    );
    const { findings } = accepted(contest.importSubmission(`${contest.folder}/p`, { id: 'p7cw', form: null }));
    expect(findings.map(({ rule }) => rule)).toEqual(['form-unknown-field', 'plot-metadata']);
    const reviewer = await person(contest, 'reviewer', 'Quiet Heron');
    const assign = { submission: 'p7cw', reviewers: [reviewer.participant!] };
    accepted(await handlers['review.assign'](asOrganizer(contest), assign));
    const [item] = accepted(await handlers['review.queue'](reviewer, {})).items;
    const number = item!.number;
    const said = accepted(await handlers['review.arguments'](reviewer, { number }));
    expect(said.answers.map(({ label }) => label)).toEqual([
      'Why it matters',
      'Worked examples in the prompts',
      'Instructions in the prompts',
    ]);
    expect(Buffer.from(said.plot!.content, 'base64')).toEqual(pngWith());
    const submission = accepted(await handlers['review.submission'](reviewer, { number }));
    const examples = accepted(await handlers['review.examples'](reviewer, { number, offset: 0, limit: 10 }));
    expect(JSON.stringify([said, submission, examples, item])).not.toMatch(/marker/i);
    expect(verifyContest(contest.db, sound)).toMatchObject({ ok: true });
  });

  it('that cannot be read stores nothing and names the key', () => {
    const contest = contestOnDisk();
    contest.write('p/data.csv', classificationCsv(500));
    contest.write('p/form.json', '{ "metric": "f1" }');
    const before = contest.dump();
    const refused = contest.importSubmission(`${contest.folder}/p`, { form: null });
    expect(refused).toMatchObject({ ok: false, error: { code: 'refused', findings: [{ column: 'metric' }] } });
    expect(contest.dump()).toEqual(before);
  });
});

describe('a spreadsheet of forms', () => {
  it('is tried without storing, then stored row by row, and remembers its columns', async () => {
    const contest = contestOnDisk();
    contest.write('a.csv', classificationCsv(300));
    contest.write('broken.csv', "prompt,classes,answer_index\nx,\"[' A', ' B']\",7\n");
    const path = contest.write(
      'forms.csv',
      'Task name,Authors,Upload the CSV\nFirst,"Ada Vesk, Bo Lind",a.csv\nSecond,Cy Orr,broken.csv\nThird,Cy Orr,../outside.csv\n',
    );
    const input = { contestPath: contest.path, path, mapping: null, actor: organizer };
    const before = contest.dump();
    const tried = accepted(await withTokens(() => trySheet(input, quietTools), true)).rows;
    expect(tried.map(({ problems }) => problems.filter(({ level }) => level === 'error').length)).toEqual([0, 1, 1]);
    expect(contest.dump()).toEqual(before);
    const { rows } = accepted(await withTokens(() => importSheet(input, quietTools), true));
    expect(rows.map(({ line, status }) => [line, status])).toEqual([
      [2, 'stored'],
      [3, 'refused'],
      [4, 'refused'],
    ]);
    const form = accepted(await handlers['submission.form'](asOrganizer(contest), { id: rows[0]!.id! }));
    expect(form.authors.map(({ name }) => name)).toEqual(['Ada Vesk', 'Bo Lind']);
    expect(verifyContest(contest.db, sound)).toMatchObject({ ok: true });
  });
});

describe('marks, receipt and revision', () => {
  it('keep a submission out until taken back, and are held against the record', async () => {
    const contest = contestOnDisk();
    const context = asOrganizer(contest);
    accepted(contest.importSubmission(contest.write('a.csv', classificationCsv(500)), { id: 'p7cw' }));
    const standing = async () => accepted(await handlers['submission.get'](context, { id: 'p7cw' }));
    accepted(await handlers['submission.mark'](context, { id: 'p7cw', kind: 'prior-work', reason: 'Shown.' }));
    expect(await standing()).toMatchObject({ standing: 'ineligible', state: 'stuck' });
    accepted(await handlers['submission.unmark'](context, { id: 'p7cw', kind: 'prior-work' }));
    expect((await standing()).standing).toBe('eligible');
    accepted(await handlers['submission.askRevision'](context, { id: 'p7cw', reason: 'More kinds.' }));
    expect(await standing()).toMatchObject({ state: 'revise', waitsFor: 'a new version' });
    accepted(contest.importSubmission(contest.write('b.csv', classificationCsv(600)), { id: 'p7cw' }));
    expect(await standing()).toMatchObject({ revision: null, round: 2, version: 2 });
    expect(verifyContest(contest.db, sound)).toMatchObject({ ok: true });
  });
});
