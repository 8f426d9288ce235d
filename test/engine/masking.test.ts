import { describe, expect, it } from 'vitest';
import { blindTexts as blindTextsOf } from '../../db/blindTexts.ts';
import { all, inTransaction, one, run } from '../../db/connection.ts';
import { blindPlot, keepPlot } from '../../db/plots.ts';
import { blindArguments } from '../../db/reviewArguments.ts';
import { readForm } from '../../db/submissionForm.ts';
import { verifyContest } from '../../db/verify.ts';
import type { Context } from '../../electron/engine/context.ts';
import { formMaskingHandlers } from '../../electron/engine/formMasking.ts';
import { maskingHandlers } from '../../electron/engine/masking.ts';
import { overviewHandlers } from '../../electron/engine/overview.ts';
import { keptPlot } from '../../electron/engine/plotFile.ts';
import { submissionDetail } from '../../electron/engine/submissionDetail.ts';
import { saveForm } from '../../electron/engine/submissionForms.ts';
import { submissionRows } from '../../electron/engine/submissionRows.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { answerOf, deskWithPeople, errorOf, windowOf } from './builders.ts';
import { accepted, contestOnDisk, organizer, quietTools } from './contestOnDisk.ts';

const KEY = 'AKIAQ3EGRIPSWXZ52TCL';
const MAIL = 'ann.bell@post.example';

/** A file with a key in row 1, an address in a class of row 2 and in another column of row 3. */
function planted(rows = 300): string {
  let text = 'prompt,classes,answer_index,source\n';
  for (let row = 0; row < rows; row++) {
    const prompt = row === 1 ? `The key is ${KEY} in row 1` : `Which is right in case ${row * 7919} of them`;
    const list = row === 2 ? `[' ${MAIL}', ' No']` : "[' Yes', ' No']";
    text += `${prompt},"${list}",${row % 2},${row === 3 ? `from ${MAIL}` : 'book'}\n`;
  }
  return text;
}

function contextOf(contest: ReturnType<typeof contestOnDisk>): Context {
  return { ...realSurroundings, db: contest.db, role: 'organizer', participant: null, actor: organizer };
}

const blindTexts = (contest: ReturnType<typeof contestOnDisk>) =>
  JSON.stringify(all(contest.db, 'SELECT prompt, classes, other FROM blind_example ORDER BY key'));
const problems = (contest: ReturnType<typeof contestOnDisk>) => verifyContest(contest.db, quietTools).problems;

describe('secrets and addresses in the data', () => {
  it('are hidden from blind roles until the organizer decides, and stay in the data', async () => {
    const contest = contestOnDisk();
    const { id, findings } = accepted(contest.importSubmission(contest.write('data.csv', planted())));
    expect(findings.filter(({ rule }) => rule === 'secret' || rule === 'email-address')).toMatchObject([
      { level: 'warning', rule: 'secret', row: 1, column: 'prompt' },
      { level: 'warning', rule: 'email-address', row: 2, column: 'classes' },
      { level: 'warning', rule: 'email-address', row: 3, column: 'source' },
    ]);
    expect(JSON.stringify(findings)).not.toContain(KEY);
    expect(blindTexts(contest)).not.toContain(KEY);
    expect(blindTexts(contest)).not.toContain(MAIL);
    expect(blindTexts(contest)).toContain('The key is [secret] in row 1');
    const page = answerOf(
      await maskingHandlers['submission.sensitive'](contextOf(contest), { id, kind: null, offset: 0, limit: 10 }),
    );
    expect(page.counts).toMatchObject([
      { kind: 'secret', spots: 1, undecided: 1, shown: 0 },
      { kind: 'email-address', spots: 2, rows: 2, undecided: 2, shown: 0 },
    ]);
    expect(page.spots[0]).toMatchObject({ before: 'The key is ', text: KEY, after: ' in row 1', decision: null });
    expect(submissionDetail(contest.db, id)?.findingGroups.find(({ rule }) => rule === 'email-address')).toMatchObject({
      count: 2,
      level: 'warning',
    });
    expect(problems(contest)).toEqual([]);
  });

  it('are shown and hidden one by one and by kind, and every decision can be taken back', async () => {
    const contest = contestOnDisk();
    const { id } = accepted(contest.importSubmission(contest.write('data.csv', planted())));
    const context = contextOf(contest);
    const show = answerOf(
      await maskingHandlers['submission.mask'](context, { id, kind: 'email-address', spot: null, decision: 'show' }),
    );
    expect(blindTexts(contest).split(MAIL)).toHaveLength(3);
    const spot = { row: 2, place: 'classes/0', start: 1 };
    const hide = answerOf(
      await maskingHandlers['submission.mask'](context, { id, kind: 'email-address', spot, decision: 'hide' }),
    );
    expect(blindTexts(contest).split(MAIL)).toHaveLength(2);
    expect(problems(contest)).toEqual([]);
    answerOf(await maskingHandlers['submission.unmask'](context, { id, number: hide.number }));
    expect(blindTexts(contest).split(MAIL)).toHaveLength(3);
    answerOf(await maskingHandlers['submission.unmask'](context, { id, number: show.number }));
    expect(blindTexts(contest)).not.toContain(MAIL);
    expect(errorOf(await maskingHandlers['submission.unmask'](context, { id, number: show.number })).code).toBe(
      'not-found',
    );
    expect(blindTexts(contest)).not.toContain(KEY);
    expect(problems(contest)).toEqual([]);
  });

  it.each([
    ['a masked row', 'DELETE FROM masked_example'],
    ['a spot', "DELETE FROM sensitive_spot WHERE kind = 'secret'"],
    ['a decision', "INSERT INTO masking VALUES (9, 'SUB', 1, 'secret', NULL, NULL, NULL, 'show', '', NULL)"],
  ])('%s that was changed behind the record’s back is seen by verify', (_, sql) => {
    const contest = contestOnDisk();
    const { id } = accepted(contest.importSubmission(contest.write('data.csv', planted())));
    run(contest.db, sql.replace('SUB', id));
    expect(problems(contest)).not.toEqual([]);
  });

  it('reach neither a contractor nor a reviewer, whatever they ask or search for', async () => {
    const made = await deskWithPeople();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(`${made.folder}/data.csv`, planted());
    const imported = answerOf(
      await made.call(made.organizer, 'submission.import', { token: made.token(made.organizer, 'data.csv') }),
    ) as { id: string };
    const contractor = await windowOf(made, made.codes.contractor);
    const reviewer = await windowOf(made, made.codes.reviewer);
    const people = answerOf(await made.engine.call(made.organizer, 'participants.list', {})).participants;
    const settings = answerOf(await made.engine.call(made.organizer, 'labels.defaults', {})).settings;
    answerOf(
      await made.engine.call(made.organizer, 'labels.deal', {
        submission: imported.id,
        contractors: people.filter(({ role }) => role === 'contractor').map(({ id }) => id),
        settings: { ...settings, overlap: 1, practice: 0, knownRate: 0, sampling: { kind: 'all' } },
      }),
    );
    answerOf(
      await made.engine.call(made.organizer, 'review.assign', {
        submission: imported.id,
        reviewers: people.filter(({ role }) => role === 'reviewer').map(({ id }) => id),
      } as never),
    );
    const heard: unknown[] = [];
    const { tasks } = answerOf(await made.engine.call(contractor, 'labels.tasks', {}));
    for (const task of tasks) {
      for (let position = 0; position < task.total; position++) {
        heard.push(answerOf(await made.engine.call(contractor, 'labels.example', { task: task.task, position })));
      }
    }
    const { items } = answerOf(await made.engine.call(reviewer, 'review.queue', {}));
    const ask = async (search?: string) => {
      const answer = answerOf(
        await made.engine.call(reviewer, 'review.examples', {
          number: items[0]!.number,
          offset: 0,
          limit: 500,
          ...(search ? { search } : {}),
        }),
      );
      heard.push(answer);
      return answer.total;
    };
    expect(await ask()).toBe(300);
    expect(await ask('AKIA')).toBe(0);
    expect(await ask('post.example')).toBe(0);
    expect(await ask('[secret]')).toBe(1);
    expect(tasks[0]?.total).toBe(300);
    expect(JSON.stringify(heard)).not.toContain(KEY);
    expect(JSON.stringify(heard)).not.toContain(MAIL);
  });
});

describe('authors’ names', () => {
  it('are looked for anew when the form comes after the data', async () => {
    const contest = contestOnDisk();
    const text = planted().replace('Which is right in case 0 of them', 'As B. Ångström says of case 0');
    const { id } = accepted(contest.importSubmission(contest.write('data.csv', text)));
    expect(blindTexts(contest)).toContain('Ångström');
    const { formHandlers } = await import('../../electron/engine/submissionForms.ts');
    const context = contextOf(contest);
    const form = answerOf(await formHandlers['submission.form'](context, { id }));
    const authors = [{ name: 'Björn Ångström', affiliation: 'Case', email: 'b@x.example' }];
    answerOf(await formHandlers['submission.saveForm'](context, { id, form: form.form, authors }));
    expect(blindTexts(contest)).toContain('As [name] says of case 0');
    expect(problems(contest)).toEqual([]);
  });
});

describe('authors’ names and addresses in the form', () => {
  async function said(contest: ReturnType<typeof contestOnDisk>, task: string) {
    const context = contextOf(contest);
    const { formHandlers } = await import('../../electron/engine/submissionForms.ts');
    const { id } = accepted(contest.importSubmission(contest.write('data.csv', planted())));
    const save = async (words: string) => {
      const { form } = answerOf(await formHandlers['submission.form'](context, { id }));
      const authors = [{ name: 'Ann Bell', affiliation: '', email: MAIL }];
      const priorWork = 'Ann Bell wrote on this; so did Ann Bell in 2020.';
      answerOf(
        await formHandlers['submission.saveForm'](context, {
          id,
          form: { ...form, task: words, priorWork },
          authors,
        }),
      );
    };
    await save(task);
    const read = () => {
      const row = blindArguments(contest.db, id);
      const title = blindTextsOf(contest.db, id, { task: currentTask(contest, id) }).task;
      return { task: title, priorWork: row?.priorWork };
    };
    return { context, id, save, read };
  }
  const currentTask = (contest: ReturnType<typeof contestOnDisk>, id: string) =>
    one<{ description: string }>(contest.db, 'SELECT description FROM submission WHERE id = ?', id)!.description;
  const hidden = { task: 'Ask [name] at [e-mail address].', priorWork: '[name] wrote on this; so did [name] in 2020.' };

  it('are hidden until they are accepted, field by field, wherever they stand in it', async () => {
    const contest = contestOnDisk();
    const { context, id, save, read } = await said(contest, `Ask Ann Bell at ${MAIL}.`);
    expect(read()).toEqual(hidden);
    const { spots } = answerOf(await formMaskingHandlers['submission.sensitiveForm'](context, { id }));
    expect(spots.map(({ label, kind, text, decision }) => [label, kind, text, decision])).toEqual([
      ['What the task tests', 'author-name', 'Ann Bell', null],
      ['What the task tests', 'email-address', MAIL, null],
      ['Prior work', 'author-name', 'Ann Bell', null],
      ['Prior work', 'author-name', 'Ann Bell', null],
    ]);
    expect(spots[1]).toMatchObject({ before: 'Ask Ann Bell at ', after: '.', read: hidden.task });
    const spot = { field: 'priorWork', text: 'Ann Bell' };
    const { numbers } = answerOf(
      await formMaskingHandlers['submission.maskForm'](context, { id, kind: 'author-name', spot, decision: 'show' }),
    );
    expect(read()).toEqual({ ...hidden, priorWork: 'Ann Bell wrote on this; so did Ann Bell in 2020.' });
    expect(submissionDetail(contest.db, id)?.sensitive).toEqual({ spots: 7, undecided: 5 });
    await save(`Or write to Ann Bell at ${MAIL}.`);
    expect(read().task).toBe('Or write to [name] at [e-mail address].');
    expect(read().priorWork).toContain('Ann Bell');
    expect(problems(contest)).toEqual([]);
    answerOf(await formMaskingHandlers['submission.unmaskForm'](context, { id, numbers }));
    expect(read().priorWork).toBe(hidden.priorWork);
    expect(errorOf(await formMaskingHandlers['submission.unmaskForm'](context, { id, numbers })).code).toBe(
      'not-found',
    );
    expect(problems(contest)).toEqual([]);
  });

  it('are decided all of a kind at once, and a kind or a text that is not there is refused', async () => {
    const contest = contestOnDisk();
    const { context, id, read } = await said(contest, `Ask Ann Bell at ${MAIL}.`);
    const mask = (kind: 'author-name' | 'secret', spot: { field: string; text: string } | null) =>
      formMaskingHandlers['submission.maskForm'](context, { id, kind, spot, decision: 'show' });
    expect(answerOf(await mask('author-name', null)).numbers).toHaveLength(2);
    expect(read()).toEqual({
      task: 'Ask Ann Bell at [e-mail address].',
      priorWork: 'Ann Bell wrote on this; so did Ann Bell in 2020.',
    });
    expect(errorOf(await mask('secret', null)).code).toBe('not-found');
    expect(errorOf(await mask('author-name', { field: 'task', text: 'Bell' })).code).toBe('not-found');
    expect(problems(contest)).toEqual([]);
    run(contest.db, `UPDATE form_masking SET decision = 'hide' WHERE field = 'task'`);
    expect(problems(contest).map(({ what }) => what)).toEqual(['masking']);
  });
});

describe('authors’ names in a plot that is an SVG', () => {
  const AUTHOR = 'Ann Bell';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>text { fill: red }</style>
    <text>Loss &amp; size,</text> <g id="${AUTHOR}"><text>drawn by ${AUTHOR} in May</text></g></svg>`;

  async function drawn() {
    const contest = contestOnDisk();
    const { id } = accepted(
      contest.importSubmission(contest.write('data.csv', planted().replaceAll(MAIL, 'no address'))),
    );
    const context = contextOf(contest);
    const show = { id, kind: 'secret', spot: null, decision: 'show' } as const;
    answerOf(await maskingHandlers['submission.mask'](context, show));
    const plot = accepted(keptPlot(Buffer.from(svg)));
    const { form } = readForm(contest.db, id)!;
    const authors = [{ name: AUTHOR, affiliation: '', email: '' }];
    inTransaction(contest.db, () => {
      keepPlot(contest.db, plot, realSurroundings.now());
      saveForm(contest.db, id, { form: { ...form, plot: plot.hash }, authors }, realSurroundings.now(), organizer);
    });
    const seen = () => Buffer.from(blindPlot(contest.db, id)!.blind).toString();
    const nextSteps = async () =>
      answerOf(await overviewHandlers['contest.overview'](context, {})).next.map(({ title }) => title);
    return { contest, context, id, seen, nextSteps };
  }

  it('are masked until the organizer accepts them, and can be masked again', async () => {
    const { contest, context, id, seen } = await drawn();
    expect(seen()).toContain('drawn by [name] in May');
    expect(seen()).not.toContain(AUTHOR);
    const { spots } = answerOf(await formMaskingHandlers['submission.sensitiveForm'](context, { id }));
    expect(spots).toMatchObject([
      { field: 'plot', label: 'Plot', kind: 'author-name', text: AUTHOR, before: ' Loss & size, ', decision: null },
      {
        before: ' Loss & size, drawn by ',
        text: AUTHOR,
        after: ' in May ',
        read: 'Loss & size, drawn by [name] in May',
      },
    ]);
    expect(submissionDetail(contest.db, id)?.sensitive).toEqual({ spots: 3, undecided: 2 });
    const spot = { field: 'plot', text: AUTHOR };
    const { numbers } = answerOf(
      await formMaskingHandlers['submission.maskForm'](context, { id, kind: 'author-name', spot, decision: 'show' }),
    );
    expect(seen()).toContain(`drawn by ${AUTHOR} in May`);
    expect(submissionDetail(contest.db, id)?.sensitive).toEqual({ spots: 3, undecided: 0 });
    expect(problems(contest)).toEqual([]);
    answerOf(await formMaskingHandlers['submission.unmaskForm'](context, { id, numbers }));
    expect(seen()).not.toContain(AUTHOR);
  });

  it('are a step on the overview while nobody has decided, as are texts of the form', async () => {
    const { contest, context, id, nextSteps } = await drawn();
    const step = 'Decide what is hidden in 1 submission';
    expect(await nextSteps()).toContain(step);
    const all = { id, kind: 'author-name', spot: null, decision: 'show' } as const;
    const { numbers } = answerOf(await formMaskingHandlers['submission.maskForm'](context, all));
    expect(await nextSteps()).not.toContain(step);
    answerOf(await formMaskingHandlers['submission.unmaskForm'](context, { id, numbers }));
    expect(await nextSteps()).toContain(step);
    const { form } = readForm(contest.db, id)!;
    const save = (task: string) =>
      inTransaction(contest.db, () =>
        saveForm(
          contest.db,
          id,
          { form: { ...form, plot: null, task }, authors: [] },
          realSurroundings.now(),
          organizer,
        ),
      );
    save('Nobody is named.');
    expect(await nextSteps()).not.toContain(step);
    save(`Ask ${MAIL}.`);
    expect(await nextSteps()).toContain(step);
  });
});

describe('submissions with almost the same prompts', () => {
  const other = () => planted().replaceAll('of them', 'of  THEM').replace(KEY, 'none');

  it('both say so, whichever came later, and neither while the other is withdrawn', () => {
    const contest = contestOnDisk();
    const first = accepted(contest.importSubmission(contest.write('a.csv', planted()), { id: 'aaaa' }));
    expect(first.findings.some(({ rule }) => rule === 'near-duplicate')).toBe(false);
    const second = accepted(contest.importSubmission(contest.write('b.csv', other()), { id: 'bbbb' }));
    expect(second.findings.find(({ rule }) => rule === 'near-duplicate')?.message).toContain('(aaaa)');
    const groupOf = (id: string) =>
      submissionDetail(contest.db, id)?.findingGroups.find(({ rule }) => rule === 'near-duplicate');
    expect(groupOf('aaaa')?.message).toContain('(bbbb)');
    expect(groupOf('bbbb')?.message).toContain('(aaaa)');
    expect(groupOf('aaaa')!.count).toBeGreaterThanOrEqual(298);
    const warnings = () => Object.fromEntries(submissionRows(contest.db).map((row) => [row.id, row.findings.warning]));
    const before = warnings();
    expect(problems(contest)).toEqual([]);
    run(contest.db, `UPDATE submission SET withdrawn_at = '2026' WHERE id = 'bbbb'`);
    expect(groupOf('aaaa')).toBeUndefined();
    expect(warnings().aaaa).toBe(before.aaaa! - 1);
  });

  it('are found, too, where the signatures of one have to be made anew: these are those of the import', () => {
    const contest = contestOnDisk();
    accepted(contest.importSubmission(contest.write('a.csv', planted()), { id: 'aaaa' }));
    const made = all(contest.db, 'SELECT * FROM prompt_sketch');
    run(contest.db, 'DELETE FROM prompt_sketch');
    const second = accepted(contest.importSubmission(contest.write('b.csv', other()), { id: 'bbbb' }));
    expect(second.findings.find(({ rule }) => rule === 'near-duplicate')?.message).toContain('(aaaa)');
    expect(all(contest.db, 'SELECT * FROM prompt_sketch WHERE version = 1')).toEqual(made);
  });

  it('say so no more once a new version shares nothing', () => {
    const contest = contestOnDisk();
    accepted(contest.importSubmission(contest.write('a.csv', planted()), { id: 'aaaa' }));
    accepted(contest.importSubmission(contest.write('b.csv', other()), { id: 'bbbb' }));
    const words = ['prompt,classes,answer_index'];
    for (let row = 0; row < 300; row++)
      words.push(`${(row * 7_777_777_777).toString(36).repeat(4)},"[' Yes', ' No']",0`);
    accepted(contest.importSubmission(contest.write('b.csv', words.join('\n')), { id: 'bbbb' }));
    const rules = (id: string) => submissionDetail(contest.db, id)?.findingGroups.map(({ rule }) => rule);
    expect(rules('aaaa')).not.toContain('near-duplicate');
    expect(rules('bbbb')).not.toContain('near-duplicate');
  });
});

describe('more than 10,000 examples', () => {
  it('may be sampled: seed and rows are recorded, contractors get only these, and it can be taken back', async () => {
    const contest = contestOnDisk();
    const { id } = accepted(contest.importSubmission(contest.write('data.csv', planted(10_500))));
    const context = contextOf(contest);
    expect(answerOf(await maskingHandlers['submission.sample'](context, { id, seed: 7 }))).toEqual({
      seed: 7,
      rows: 10_000,
    });
    expect(errorOf(await maskingHandlers['submission.sample'](context, { id })).code).toBe('conflict');
    const { sample } = answerOf(await maskingHandlers['submission.sampled'](context, { id }));
    expect(new Set(sample?.rows).size).toBe(10_000);
    expect(problems(contest)).toEqual([]);
    answerOf(await maskingHandlers['submission.unsample'](context, { id }));
    expect(answerOf(await maskingHandlers['submission.sampled'](context, { id })).sample).toBeNull();
    expect(problems(contest)).toEqual([]);
  });

  it('are not sampled below that', async () => {
    const contest = contestOnDisk();
    const { id } = accepted(contest.importSubmission(contest.write('data.csv', planted())));
    expect(errorOf(await maskingHandlers['submission.sample'](contextOf(contest), { id })).code).toBe('conflict');
  });
});
