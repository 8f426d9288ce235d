import { describe, expect, it } from 'vitest';
import { inTransaction, run } from '../../db/connection.ts';
import { keepPlot } from '../../db/plots.ts';
import { readForm } from '../../db/submissionForm.ts';
import { verifyContest } from '../../db/verify.ts';
import { keptPlot } from '../../electron/engine/plotFile.ts';
import { remarkMaskingHandlers } from '../../electron/engine/remarkMasking.ts';
import { reviewHandlers } from '../../electron/engine/review.ts';
import { reviewArgumentsHandlers } from '../../electron/engine/reviewArguments.ts';
import { reviewDeskHandlers } from '../../electron/engine/reviewDesk.ts';
import { submissionDetail } from '../../electron/engine/submissionDetail.ts';
import { saveForm } from '../../electron/engine/submissionForms.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { answerOf, errorOf } from './builders.ts';
import { accepted, classificationCsv, contestOnDisk, organizer, quietTools } from './contestOnDisk.ts';
import { pngWith } from './formBuilders.ts';
import { asOrganizer, person } from './people.ts';

const SVG = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><!-- a plotter 3.1 --><title>Loss, by Ann Bell</title>
   <desc>Seen with Cy Dole</desc><rect width="9" height="9"/></svg>`,
);
const PNG = pngWith([
  ['tEXt', 'Author\0Ann Bell'],
  ['tEXt', 'Ann Bell\0drew this'],
  ['iTXt', `Comment\0\0\0\0\0mail ann@post.example`],
  ['tEXt', 'Software\0a plotter 3.1'],
]);

/** A submission by Ann Bell with this plot, in a reviewer's queue. */
async function withPlot(picture: Buffer) {
  const contest = contestOnDisk();
  const { db } = contest;
  const { id } = accepted(contest.importSubmission(contest.write('data.csv', classificationCsv(300))));
  const kept = keptPlot(picture);
  if (!kept.ok) throw new Error(kept.error.message);
  keepPlot(db, kept.value, realSurroundings.now());
  const context = asOrganizer(contest);
  const saveAuthors = (...names: string[]) => {
    const form = { ...readForm(db, id)!.form, plot: kept.value.hash };
    const authors = names.map((name) => ({ name, affiliation: '', email: '' }));
    inTransaction(db, () => saveForm(db, id, { form, authors }, realSurroundings.now(), organizer));
  };
  saveAuthors('Ann Bell');
  const reviewer = person(contest, 'reviewer', 'Quiet Heron');
  const reviewers = [reviewer.participant!];
  answerOf(await reviewHandlers['review.assign'](context, { submission: id, reviewers }));
  const { number } = answerOf(await reviewDeskHandlers['review.queue'](reviewer, {})).items[0]!;
  return {
    ...{ db, saveAuthors },
    problems: () => verifyContest(db, quietTools).problems,
    sensitive: () => submissionDetail(db, id)?.sensitive,
    listed: async () => answerOf(await remarkMaskingHandlers['submission.plotRemarks'](context, { id })),
    decide: (name: string, text: string, decision: 'hide' | 'show') =>
      remarkMaskingHandlers['submission.maskRemark'](context, { id, remark: { name, text }, decision }),
    takeBack: (made: number) => remarkMaskingHandlers['submission.unmaskRemark'](context, { id, number: made }),
    read: async () => answerOf(await reviewArgumentsHandlers['review.arguments'](reviewer, { number })).plot!,
  };
}

describe('what a plot’s file says besides what it shows', () => {
  it.each([
    [
      'an SVG',
      SVG,
      [
        ['comment: a plotter 3.1', []],
        ['title: Loss, by Ann Bell', ['Ann Bell']],
        ['desc: Seen with Cy Dole', []],
      ],
    ],
    [
      'a PNG',
      PNG,
      [
        ['Author: Ann Bell', ['Ann Bell']],
        ['Ann Bell: drew this', ['Ann Bell']],
        ['Comment: mail ann@post.example', ['ann@post.example']],
        ['Software: a plotter 3.1', []],
      ],
    ],
  ] as const)('of %s is listed with what was found in it, and reaches no reviewer', async (_, picture, lines) => {
    const { listed, read, sensitive } = await withPlot(picture);
    const { remarks, plot } = await listed();
    expect(
      remarks.map(({ line, found, decision }) => [
        line,
        found.map(({ start, end }) => line.slice(start, end)),
        decision,
      ]),
    ).toEqual(lines.map(([line, found]) => [line, found, null]));
    const { remarks: shown, ...seen } = await read();
    expect(shown).toEqual([]);
    expect(seen).toEqual(plot);
    expect(Buffer.from(seen.content, 'base64').toString('latin1')).not.toMatch(/Bell|Dole|plotter|post\.example/);
    const asked = lines.filter(([, found]) => found.length > 0).length;
    expect(sensitive()).toEqual({ spots: asked, undecided: asked });
  });

  it('is read once it is shown, beside a picture that stays without it, and can be hidden again', async () => {
    const { decide, takeBack, read, sensitive, problems } = await withPlot(SVG);
    const before = await read();
    const { number } = answerOf(await decide('title', 'Loss, by Ann Bell', 'show'));
    answerOf(await decide('comment', 'a plotter 3.1', 'show'));
    expect(await read()).toEqual({
      ...before,
      remarks: [
        { name: 'comment', text: 'a plotter 3.1' },
        { name: 'title', text: 'Loss, by Ann Bell' },
      ],
    });
    expect(sensitive()).toEqual({ spots: 1, undecided: 0 });
    expect(problems()).toEqual([]);
    answerOf(await takeBack(number));
    answerOf(await decide('comment', 'a plotter 3.1', 'hide'));
    expect(await read()).toEqual(before);
    expect(sensitive()).toEqual({ spots: 1, undecided: 1 });
    expect(errorOf(await takeBack(number)).code).toBe('not-found');
    expect(problems()).toEqual([]);
  });

  it('is hidden again when somebody becomes an author whose name stands in it', async () => {
    const { decide, read, saveAuthors, listed } = await withPlot(SVG);
    answerOf(await decide('desc', 'Seen with Cy Dole', 'show'));
    expect((await read()).remarks).toHaveLength(1);
    saveAuthors('Ann Bell', 'Cy Dole');
    expect((await read()).remarks).toEqual([]);
    expect((await listed()).remarks.find(({ name }) => name === 'desc')).toMatchObject({ decision: null });
    answerOf(await decide('desc', 'Seen with Cy Dole', 'show'));
    expect((await read()).remarks).toHaveLength(1);
  });

  it('cannot be shown where the plot does not say it, and a decision changed behind the record’s back is seen', async () => {
    const { db, decide, problems } = await withPlot(PNG);
    expect(errorOf(await decide('title', 'Loss, by Ann Bell', 'show')).code).toBe('not-found');
    answerOf(await decide('Author', 'Ann Bell', 'hide'));
    run(db, `UPDATE remark_masking SET decision = 'show'`);
    expect(problems().map(({ what }) => what)).toEqual(['masking']);
  });
});
