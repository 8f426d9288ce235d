import { describe, expect, it } from 'vitest';
import type { Context } from '../../electron/engine/context.ts';
import { dealOut } from '../../electron/engine/dealing.ts';
import { decisionHandlers } from '../../electron/engine/decision.ts';
import { labelDeskHandlers } from '../../electron/engine/labelDesk.ts';
import { reviewHandlers as table } from '../../electron/engine/review.ts';
import { reviewDeskHandlers as desk } from '../../electron/engine/reviewDesk.ts';
import { contract } from '../../shared/contract/contract.ts';
import { standardLabelSettings } from '../../shared/contract/labelSettings.ts';
import type { ReviewForm } from '../../shared/contract/review.ts';
import { emptyForm } from '../../shared/review/form.ts';
import { STANDARD_RUBRIC } from '../../shared/review/rubric.ts';
import { accepted, type ContestOnDisk, contestOnDisk, runCsv } from './contestOnDisk.ts';
import { asOrganizer, person, withSubmission } from './people.ts';

const keys = STANDARD_RUBRIC.criteria.map((criterion) => criterion.key);

function form(level: 0 | 1 | 2, more: Partial<ReviewForm> = {}): ReviewForm {
  return {
    ...emptyForm,
    levels: Object.fromEntries(keys.map((key) => [key, level])),
    reasons: Object.fromEntries(keys.map((key) => [key, `because ${key}`])),
    confidence: 4,
    ...more,
  };
}

async function assigned(contest: ContestOnDisk, ...aliases: string[]): Promise<Context[]> {
  withSubmission(contest);
  const reviewers = aliases.map((alias) => person(contest, 'reviewer', alias));
  accepted(
    await table['review.assign'](asOrganizer(contest), {
      submission: 'even',
      reviewers: reviewers.map((reviewer) => reviewer.participant!),
    }),
  );
  return reviewers;
}

async function numberOf(reviewer: Context): Promise<number> {
  return accepted(await desk['review.queue'](reviewer, {})).items[0]!.number;
}

describe('the reviewer’s desk', () => {
  it('goes from not started over a draft to submitted, and locks', async () => {
    const [reviewer] = await assigned(contestOnDisk(), 'Quiet Heron');
    const who = reviewer!;
    const number = await numberOf(who);
    const state = async () => accepted(await desk['review.queue'](who, {})).items[0]!.state;
    expect(await state()).toBe('not-started');
    accepted(await desk['review.saveDraft'](who, { number, form: { ...emptyForm, strengths: 'half a sen' } }));
    expect(await state()).toBe('draft');
    expect(accepted(await desk['review.form'](who, { number })).form.strengths).toBe('half a sen');
    accepted(await desk['review.submit'](who, { number, form: form(1) }));
    expect(await state()).toBe('submitted');
    expect(await desk['review.saveDraft'](who, { number, form: form(2) })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
  });

  it('refuses an incomplete review and says what is missing', async () => {
    const [reviewer] = await assigned(contestOnDisk(), 'Quiet Heron');
    const number = await numberOf(reviewer!);
    const { strength: _, ...rest } = form(1).levels;
    const lacking = await desk['review.submit'](reviewer!, { number, form: { ...form(1), levels: rest } });
    expect(lacking).toMatchObject({ ok: false, error: { message: 'Choose a level for Strength.' } });
    const unreasoned = await desk['review.submit'](reviewer!, { number, form: form(2, { reasons: {} }) });
    expect(unreasoned).toMatchObject({ ok: false, error: { message: expect.stringContaining('reason for Novelty') } });
    expect(await desk['review.submit'](reviewer!, { number, form: form(1, { reasons: {} }) })).toMatchObject({
      ok: true,
    });
  });

  it('keeps the earlier version when a review is reopened, and counts it until the next', async () => {
    const contest = contestOnDisk();
    const [reviewer] = await assigned(contest, 'Quiet Heron');
    const number = await numberOf(reviewer!);
    const consensus = async () =>
      accepted(await decisionHandlers['decision.current'](asOrganizer(contest), {})).ranking.decisions[0]!.consensus;
    accepted(await desk['review.submit'](reviewer!, { number, form: form(1) }));
    accepted(await desk['review.reopen'](reviewer!, { number }));
    expect((await consensus()).strength).toBe(1);
    const again = accepted(await desk['review.submit'](reviewer!, { number, form: form(2) }));
    expect(again.revision).toBe(2);
    expect((await consensus()).strength).toBe(2);
    expect(contest.db.prepare('SELECT count(*) FROM review').pluck().get()).toBe(2);
  });

  it('shows a private model under its alias only, and a private family under no name', async () => {
    const contest = contestOnDisk();
    const [reviewer] = await assigned(contest, 'Quiet Heron');
    const folder = contest.write('runs/PLANTED-model.csv', runCsv([1, 2, 3])).replace(/\/[^/]*$/, '');
    contest.write('runs/ada.csv', runCsv([1, 2, 3]));
    accepted(
      contest.importResults(folder, 'even', {
        models: [
          {
            name: 'PLANTED-model',
            family: 'PLANTED-family',
            params: 1e9,
            public: false,
            tuned: false,
            alias: 'Private A',
          },
        ],
      }),
    );
    const number = await numberOf(reviewer!);
    const shown = accepted(await desk['review.submission'](reviewer!, { number }));
    expect(shown.runs.map((run) => [run.model, run.family, run.public])).toEqual([
      ['ada', 'gpt3', true],
      ['Private A', 'private 1', false],
    ]);
    const said = JSON.stringify([
      shown,
      await desk['review.queue'](reviewer!, {}),
      await desk['review.examples'](reviewer!, { number, offset: 0, limit: 500 }),
      await desk['review.form'](reviewer!, { number }),
    ]);
    expect(said).not.toMatch(/PLANTED|even\.csv|C-0/);
  });

  it('answers in the contract’s own shape for every metric, or the engine would not let it out', async () => {
    const contest = contestOnDisk();
    const reviewer = person(contest, 'reviewer', 'Quiet Heron');
    const rows = (line: string) => Array.from({ length: 3 }, () => line).join('\n');
    const files = {
      classification: `prompt,classes,answer_index\n${rows(`p,"[' a', ' b']",0`)}`,
      sequence_prob: `prompt,completion\n${rows('p, c')}`,
      logodds: `prompt,other_prompt,classes,answer_index\n${rows(`p,q,"[' a', ' b']",0`)}`,
    } as const;
    for (const [metric, text] of Object.entries(files)) {
      const path = contest.write(`${metric}.csv`, `${text}\n`);
      accepted(contest.importSubmission(path, { id: metric, metric: metric as keyof typeof files }));
      const pair = { submission: metric, reviewers: [reviewer.participant!] };
      accepted(await table['review.assign'](asOrganizer(contest), pair));
    }
    const { items } = accepted(await desk['review.queue'](reviewer, {}));
    expect(items).toHaveLength(3);
    const baselines: Record<string, number | null> = {};
    for (const { number } of items) {
      const shown = contract['review.submission'].output.parse(
        accepted(await desk['review.submission'](reviewer, { number })),
      );
      baselines[shown.metric] = shown.baseline.loss.value;
    }
    expect(baselines).toEqual({ classification: Math.log(2), sequence_prob: null, logodds: null });
  });

  it('shows nothing of a submission that was not assigned: it looks like one that does not exist', async () => {
    const contest = contestOnDisk();
    const [reviewer] = await assigned(contest, 'Quiet Heron');
    const stranger = person(contest, 'reviewer', 'Amber Lathe');
    const number = await numberOf(reviewer!);
    for (const procedure of ['review.submission', 'review.form', 'review.reopen'] as const) {
      expect(await desk[procedure](stranger, { number })).toEqual(
        await desk[procedure](stranger, { number: number + 1 }),
      );
    }
  });

  it('searches only what the reviewer can read', async () => {
    const [reviewer] = await assigned(contestOnDisk(), 'Quiet Heron');
    const number = await numberOf(reviewer!);
    const search = async (text: string) =>
      accepted(await desk['review.examples'](reviewer!, { number, offset: 0, limit: 10, search: text })).total;
    expect(await search('Question 29')).toBe(11);
    expect(await search('uestion')).toBe(0);
    expect(await search('_uestion')).toBe(0);
  });
});

describe('from reviews to a ranking', () => {
  it('waits for labels, then ranks by the panel’s levels', async () => {
    const contest = contestOnDisk();
    const reviewers = await assigned(contest, 'Quiet Heron', 'Amber Lathe');
    for (const reviewer of reviewers) {
      accepted(await desk['review.submit'](reviewer, { number: await numberOf(reviewer), form: form(2) }));
    }
    const current = async () => accepted(await decisionHandlers['decision.current'](asOrganizer(contest), {}));
    expect((await current()).ranking.decisions[0]).toMatchObject({ submission: 'even', status: 'pending', rank: null });

    const contractor = person(contest, 'contractor', 'C-01');
    accepted(
      dealOut(asOrganizer(contest), {
        submission: 'even',
        settings: { ...standardLabelSettings, sampling: { kind: 'number', examples: 3 }, overlap: 1 },
        contractors: [contractor.participant!],
      }),
    );
    const { task } = accepted(await labelDeskHandlers['labels.tasks'](contractor, {})).tasks[0]!;
    for (let position = 0; position < 3; position++) {
      const { example } = accepted(await labelDeskHandlers['labels.example'](contractor, { task, position }));
      const odd = Number(/^Question (\d+)/.exec(example.prompt)![1]) % 2 === 1;
      const choice = example.choices!.indexOf(odd ? ' Odd' : ' Even');
      accepted(
        await labelDeskHandlers['labels.vote'](contractor, {
          task,
          position,
          vote: { answer: { kind: 'classification', answer: { choice } }, flag: null, note: '' },
          seconds: 1,
          paused: 0,
          ahead: null,
        }),
      );
    }
    const ranked = await current();
    expect(ranked.ranking.decisions[0]).toMatchObject({ status: 'grand', rank: [1, 1], grand_criteria: 6 });
    expect(ranked.levels.even!.map((line) => line.alias).sort()).toEqual(['Amber Lathe', 'Quiet Heron']);
  });

  it('keeps a submission with fewer than 300 examples out until the rule is waived', async () => {
    const contest = contestOnDisk();
    withSubmission(contest, 299);
    const status = async () =>
      accepted(await decisionHandlers['decision.current'](asOrganizer(contest), {})).ranking.decisions[0]!.status;
    expect(await status()).toBe('ineligible');
    const { submissionHandlers } = await import('../../electron/engine/submission.ts');
    const { findingGroups } = await import('../../db/findings.ts');
    const rule = findingGroups(contest.db, 1).find((group) => group.level === 'ineligible')!.rule;
    accepted(
      await submissionHandlers['submission.waive'](asOrganizer(contest), {
        id: 'even',
        rule,
        reason: 'one short of 300',
      }),
    );
    expect(await status()).toBe('pending');
  });
});

describe('assigning', () => {
  it('is undone until the review is submitted', async () => {
    const contest = contestOnDisk();
    const [reviewer] = await assigned(contest, 'Quiet Heron');
    const pair = { submission: 'even', reviewer: reviewer!.participant! };
    accepted(await table['review.unassign'](asOrganizer(contest), pair));
    expect(accepted(await desk['review.queue'](reviewer!, {})).items).toEqual([]);
    accepted(await table['review.assign'](asOrganizer(contest), { submission: 'even', reviewers: [pair.reviewer] }));
    accepted(await desk['review.submit'](reviewer!, { number: await numberOf(reviewer!), form: form(1) }));
    expect(await table['review.unassign'](asOrganizer(contest), pair)).toMatchObject({ error: { code: 'conflict' } });
  });
});
