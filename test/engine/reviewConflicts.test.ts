import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inTransaction, run } from '../../db/connection.ts';
import { decisionInput, reviewTexts } from '../../db/decision.ts';
import { readForm } from '../../db/submissionForm.ts';
import { verifyContestFile } from '../../db/verify.ts';
import type { Context } from '../../electron/engine/context.ts';
import { panelHandlers as panel } from '../../electron/engine/panel.ts';
import { panelFiguresHandlers as figures } from '../../electron/engine/panelFigures.ts';
import { reviewDealHandlers as deal } from '../../electron/engine/reviewDeal.ts';
import { reviewDeskHandlers as desk } from '../../electron/engine/reviewDesk.ts';
import { saveForm } from '../../electron/engine/submissionForms.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { emptyForm } from '../../shared/review/form.ts';
import { STANDARD_RUBRIC } from '../../shared/review/rubric.ts';
import { accepted, type ContestOnDisk, contestOnDisk, organizer, quietTools } from './contestOnDisk.ts';
import { asOrganizer, person, withSubmission } from './people.ts';

const whole = {
  ...emptyForm,
  levels: Object.fromEntries(STANDARD_RUBRIC.criteria.map(({ key }) => [key, 1 as const])),
  confidence: 3,
};

function withAuthor(contest: ContestOnDisk, submission: string, name: string, affiliation: string, email: string) {
  const { form } = readForm(contest.db, submission)!;
  const given = { form, authors: [{ name, affiliation, email }] };
  inTransaction(contest.db, () => saveForm(contest.db, submission, given, realSurroundings.now(), organizer));
}

describe('what is typed into a statement', () => {
  const nothing = { names: '', affiliations: '', coauthors: '' };
  it.each([
    ['initials', 1, { ...nothing, names: 'Z. Ñandúqx' }],
    ['order', 2, { ...nothing, names: 'Ñandúqx, Zoë Maria' }],
    ['accents', 2, { ...nothing, names: 'Zoe Nanduqx' }],
    ['a co-author', 1, { ...nothing, names: 'Ada Quillqx', coauthors: 'Bo Marshqx\nNANDUQX Z M' }],
    ['a co-author’s address', 1, { ...nothing, names: 'Ada Quillqx', coauthors: 'zoe@northfieldqx.example' }],
    ['an own e-mail address', 2, { ...nothing, names: 'Ada Quillqx <ZOE+now@northfieldqx.example>' }],
    ['an affiliation', 1, { ...nothing, names: 'Ada Quillqx', affiliations: 'Dept. of Logic, Northfieldqx Univ.' }],
  ])(
    'finds the author by %s (who submitted is kept from everything: %i of 2), and is in no byte of the file, its log, free pages or backups',
    async (_, excluded, typed) => {
      const contest = contestOnDisk();
      withSubmission(contest, 300, 'a');
      withSubmission(contest, 300, 'b');
      withAuthor(contest, 'a', 'Zoë M. Ñandúqx', 'University of Northfieldqx', 'zoe@northfieldqx.example');
      const reviewer = person(contest, 'reviewer', 'Quiet Heron');
      const stated = { ...typed, coauthors: `${typed.coauthors}\nWilma Typedqx, typedqx@typed.example` };
      expect(accepted(await panel['review.stateConflicts'](reviewer, stated))).toEqual({ excluded });
      const words = Object.values(stated)
        .flatMap((text) => text.split(/[\s,;<>]+/))
        .filter((word) => word.length > 4);
      const known = JSON.stringify(contest.dump()).toLowerCase();
      const onlyTyped = words.filter((word) => !known.includes(word.toLowerCase()));
      expect(onlyTyped).toContain('Typedqx');
      const look = () => {
        for (const name of readdirSync(contest.folder, { recursive: true, encoding: 'utf8' })) {
          if (!/\.assay/.test(name)) continue;
          const bytes = readFileSync(path.join(contest.folder, name));
          const text = `${bytes.toString('utf8')}\n${bytes.toString('utf16le')}`.toLowerCase();
          for (const word of onlyTyped) expect(text.includes(word.toLowerCase()), `${word} in ${name}`).toBe(false);
        }
      };
      expect(readdirSync(contest.folder).filter((name) => name.endsWith('-wal'))).toHaveLength(1);
      look();
      contest.db.pragma('wal_checkpoint(TRUNCATE)');
      look();
    },
  );
});

describe('a conflict that is stated when work has begun', () => {
  /** Three reviewers of one submission: the first states a conflict when nothing, a draft or a review is there. */
  async function begun(how: 'nothing' | 'draft' | 'review') {
    const contest = contestOnDisk();
    withSubmission(contest, 300, 'a');
    withSubmission(contest, 300, 'b');
    withAuthor(contest, 'a', 'Zoe Nandu', '', '');
    const chief = asOrganizer(contest);
    const people = ['Quiet Heron', 'Amber Lathe'].map((alias) => person(contest, 'reviewer', alias));
    accepted(await deal['review.setPlan'](chief, { reviews: 2, load: 5 }));
    await makeDeal(chief);
    const [heron] = people as [Context, Context];
    for (const one of people) await write(one, one === heron ? how : 'review');
    const spare = person(contest, 'reviewer', 'Slow Comet');
    accepted(await panel['review.stateConflicts'](heron, { names: 'Z. Nandu', affiliations: '', coauthors: '' }));
    return { contest, chief, heron, spare };
  }

  async function write(reviewer: Context, how: 'nothing' | 'draft' | 'review') {
    for (const { number, title } of accepted(await desk['review.queue'](reviewer, {})).items) {
      if (title !== 'a') continue;
      if (how === 'draft') accepted(await desk['review.saveDraft'](reviewer, { number, form: whole }));
      if (how === 'review') accepted(await desk['review.submit'](reviewer, { number, form: whole }));
    }
  }

  const input = { submissions: null, keep: true, seed: 3 };
  async function makeDeal(chief: Context) {
    const shown = accepted(await deal['review.propose'](chief, input));
    accepted(await deal['review.deal'](chief, { ...input, fingerprint: shown.fingerprint }));
    return shown;
  }

  it.each([
    ['nothing', { open: 1, in: 0 }],
    ['draft', { open: 1, in: 0 }],
    ['review', { open: 0, in: 1 }],
  ] as const)('with %s there shows by submission, and the next deal asks somebody else', async (how, conflicted) => {
    const { contest, chief, heron, spare } = await begun(how);
    const rowOf = async () => accepted(await deal['review.plan'](chief, {})).submissions.find(({ id }) => id === 'a')!;
    expect((await rowOf()).conflicted).toEqual(conflicted);
    const shown = await makeDeal(chief);
    expect(shown).toMatchObject({ problems: [], setAside: conflicted.in });
    expect(shown.withdrawn).toEqual([{ submission: 'a', reviewer: heron.participant }]);
    expect(shown.submissions.find(({ id }) => id === 'a')!.pairs.map(({ reviewer }) => reviewer)).toContain(
      spare.participant,
    );
    expect((await rowOf()).conflicted).toEqual({ open: 0, in: 0 });
    expect(accepted(await desk['review.queue'](heron, {})).items.map(({ title }) => title)).toEqual(['b']);
    // nothing of it counts any more
    const { db } = contest;
    expect(decisionInput(db).reviews.map(({ reviewer }) => reviewer)).toEqual(['Amber Lathe']);
    expect(reviewTexts(db, 'a').map(({ alias }) => alias)).toEqual(['Amber Lathe']);
    const [read] = accepted(await figures['review.panelFigures'](chief, {})).submissions;
    expect(read!.reviews.map(({ alias }) => alias)).toEqual(['Amber Lathe']);
    // and every version of it stays
    const kept = db.prepare('SELECT count(*) FROM review WHERE reviewer = ?').pluck().get(heron.participant);
    expect(kept).toBe(conflicted.in);
    expect(await verifyContestFile(contest.path, quietTools)).toMatchObject({ ok: true, value: { problems: [] } });
  });

  it('takes back the review of a dismissed reviewer too, which no deal asks again', async () => {
    const { contest, chief, heron } = await begun('review');
    run(contest.db, "UPDATE participant SET dismissed_at = '2026-01-01' WHERE id = ?", heron.participant);
    const shown = await makeDeal(chief);
    expect(shown).toMatchObject({ setAside: 1, problems: [] });
    expect(decisionInput(contest.db).reviews.map(({ reviewer }) => reviewer)).toEqual(['Amber Lathe']);
  });
});
