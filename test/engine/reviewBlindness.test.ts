import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Connection, connect, inTransaction, run } from '../../db/connection.ts';
import { keepPlot } from '../../db/plots.ts';
import { readForm } from '../../db/submissionForm.ts';
import { asSeenBy, isBlind, mayHear } from '../../electron/engine/blindness.ts';
import type { Context, JobContext } from '../../electron/engine/context.ts';
import { handlers } from '../../electron/engine/handlers.ts';
import { keptPlot } from '../../electron/engine/plotFile.ts';
import { sessionHandlers } from '../../electron/engine/sessions.ts';
import { saveForm } from '../../electron/engine/submissionForms.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { contract, type ProcedureName, procedureNames } from '../../shared/contract/contract.ts';
import { failure, type Outcome } from '../../shared/contract/failure.ts';
import { standardLabelSettings } from '../../shared/contract/labelSettings.ts';
import type { Procedure, Role } from '../../shared/contract/procedure.ts';
import type { ReviewForm } from '../../shared/contract/review.ts';
import { emptyForm } from '../../shared/review/form.ts';
import { STANDARD_RUBRIC } from '../../shared/review/rubric.ts';
import { afterTest, temporaryFolder } from './builders.ts';
import { accepted, type ContestOnDisk, contestOnDisk, organizer, runCsv } from './contestOnDisk.ts';
import { pngWith } from './formBuilders.ts';
import { asOrganizer, person } from './people.ts';

/** Stands in every name, place and file that a blind role must not learn, and nowhere else. */
const MARKER = /qxvzj/i;
const AUTHOR = 'Zelqxvzj Marqxvzjen';
const MAIL = 'zel@qxvzjmail.example';

type AnyHandler = (context: Context & JobContext, input: unknown) => Outcome<unknown> | Promise<Outcome<unknown>>;

/** A call as the engine carries it out: role, input, handler, output by the contract, failure as the role may see it. */
async function call(context: Context, name: ProcedureName, input: unknown = {}): Promise<Outcome<unknown>> {
  const procedure: Procedure = contract[name];
  if (!procedure.roles.includes(context.role)) return asSeen(context.role, failure('forbidden', 'Not yours.'));
  const parsed = procedure.input.safeParse(input);
  if (!parsed.success) return failure('bad-input', parsed.error.message);
  const job: Omit<JobContext, keyof Context> = {
    contestPath: context.db.name,
    pathOf: () => null,
    onProgress: () => {},
    signal: new AbortController().signal,
    inTurn: async (work) => work(context.db),
  };
  const handler = (handlers as unknown as Readonly<Record<string, AnyHandler>>)[name]!;
  const outcome = await handler({ ...context, ...job }, parsed.data);
  return outcome.ok ? { ok: true, value: procedure.output.parse(outcome.value) } : asSeen(context.role, outcome);
}

function asSeen(role: Role, outcome: Outcome<unknown>): Outcome<unknown> {
  return outcome.ok ? outcome : { ok: false, error: asSeenBy(role, outcome.error) };
}

const criteria = STANDARD_RUBRIC.criteria.map(({ key }) => key);
const whole: ReviewForm = {
  ...emptyForm,
  levels: Object.fromEntries(criteria.map((key) => [key, 1])),
  confidence: 3,
  strengths: 'clear',
};

/** Two submissions with marked authors, files, columns, forms, plots and private models, dealt to two reviewers and a contractor. */
async function plantedContest() {
  const contest = contestOnDisk();
  const { db } = contest;
  const chief = asOrganizer(contest);
  for (const [place, id] of ['aaaa', 'bbbb'].entries()) {
    let csv = 'prompt,classes,answer_index,by\n';
    for (let row = 0; row < 300; row++) {
      const said = row === 3 ? `${AUTHOR} (${MAIL}) asks: ` : '';
      csv += `${said}Is ${row * 7919 + place} odd?,"[' Even', ' Odd']",${row % 2},qxvzj column\n`;
    }
    accepted(contest.importSubmission(contest.write(`qxvzj-${id}.csv`, csv), { id, metric: 'classification' }));
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>qxvzj title</title><metadata>qxvzj</metadata><text>drawn by ${AUTHOR}</text></svg>`;
    const png = pngWith([
      ['tEXt', `Author\0${AUTHOR}`],
      ['tEXt', 'qxvzj\0key'],
      ['eXIf', `II*\0 Canon ${AUTHOR}`],
      ['tEXt', 'Software\0a plotter 3.1'],
    ]);
    const plot = keptPlot(place === 0 ? Buffer.from(svg) : Buffer.concat([png, Buffer.from('qxvzj')]));
    if (!plot.ok) throw new Error(plot.error.message);
    keepPlot(db, plot.value, realSurroundings.now());
    const { form } = readForm(db, id)!;
    const given = {
      form: {
        ...form,
        title: `Parity ${id} by ${AUTHOR}`,
        task: `We, ${AUTHOR}, ask ${MAIL} what is odd.`,
        importance: `As Marqxvzjen, Zelqxvzj said, it matters.`,
        priorWork: `Z. Marqxvzjen 2020`,
        licence: 'qxvzj licence',
        dataSources: 'qxvzj source',
        nonProfit: 'qxvzj charity',
        other: { qxvzj: 'qxvzj' },
        plot: plot.value.hash,
      },
      authors: [{ name: AUTHOR, affiliation: 'qxvzj institute', email: MAIL }],
    };
    inTransaction(db, () => saveForm(db, id, given, realSurroundings.now(), organizer));
    if (place === 1) {
      const remark = { name: 'Software', text: 'a plotter 3.1' };
      accepted(await call(chief, 'submission.maskRemark', { id, remark, decision: 'show' }));
    }
    for (const [model, params, level] of [
      ['ada', 3.5e8, 1],
      ['qxvzj-small', 1e9, 1.2],
      ['qxvzj-large', 9e9, 1.5],
    ] as const) {
      const file = contest.write(
        path.join(id, `${model}.csv`),
        runCsv(Array.from({ length: 300 }, (_, i) => level + (i % 7) / 50)),
      );
      const hidden = { name: model, family: 'qxvzj', params, public: false, tuned: false };
      const models = model === 'ada' ? [] : [{ ...hidden, alias: model.endsWith('small') ? 'Private A' : 'Private B' }];
      accepted(contest.importResults(file, id, { models }));
    }
  }
  const heron = person(contest, 'reviewer', 'Quiet Heron');
  const lathe = person(contest, 'reviewer', 'Amber Lathe');
  const contractor = person(contest, 'contractor', 'C-01');
  for (const submission of ['aaaa', 'bbbb']) {
    const reviewers = [heron.participant!, lathe.participant!];
    accepted(await call(chief, 'review.assign', { submission, reviewers }));
  }
  accepted(await call(chief, 'review.setTopics', { submission: 'aaaa', topics: ['numbers'] }));
  const settings = { ...standardLabelSettings, sampling: { kind: 'all' }, overlap: 1, practice: 0, knownRate: 0 };
  accepted(
    await call(chief, 'labels.deal', { submission: 'aaaa', settings, contractors: [contractor.participant!], seed: 1 }),
  );
  const reason = 'qxvzj is why an order is asked for';
  accepted(await call(chief, 'ranking.open', { submissions: ['aaaa', 'bbbb'], reason }));
  const { items } = accepted(await call(heron, 'review.queue')) as { items: { number: number }[] };
  for (const { number } of items) {
    accepted(
      await call(lathe, 'review.submit', { number, form: { ...whole, organizersOnly: 'qxvzj for organizers' } }),
    );
  }
  return { contest, chief, heron, lathe, contractor, numbers: items.map(({ number }) => number) };
}

type Planted = Awaited<ReturnType<typeof plantedContest>>;

/** What a window may send, by the name of a field. A procedure with a field that is not here fails the test: add it. */
async function candidates({ heron, contractor, numbers }: Planted): Promise<Record<string, readonly unknown[]>> {
  const tasks = async (context: Context, name: ProcedureName) =>
    (accepted(await call(context, name)) as { tasks: { task: string }[] }).tasks.map(({ task }) => task);
  const first = numbers.slice(0, 1);
  return {
    number: [...numbers, 0, 987_654],
    search: [undefined, 'qxvzj', 'Zelqxvzj', 'odd'],
    offset: [0],
    limit: [300],
    task: [...(await tasks(heron, 'ranking.tasks')), ...(await tasks(contractor, 'labels.tasks')), 'nowhere'],
    form: [whole],
    names: ['Somebody Else'],
    affiliations: ['Elsewhere'],
    coauthors: [''],
    topic: ['numbers', 'nothing'],
    wish: ['wants'],
    reason: ['because'],
    order: [[first], [[...numbers].reverse()], [[987_654]]],
    to: [null, 'Amber Lathe', 'Nobody Here'],
    text: ['I see.'],
    position: [0, 3, 9999],
    place: [0],
    vote: [{ answer: { kind: 'classification', answer: { choice: 0 } }, flag: null, note: '' }],
    answer: [{ kind: 'classification', answer: { choice: 0 } }],
    seconds: [1],
    paused: [0],
    ahead: [null],
    restore: [null],
    before: [null],
    marked: [false, true],
  };
}

/** Every mixture of candidates for a procedure's fields. */
function inputsOf(name: ProcedureName, known: Record<string, readonly unknown[]>): Record<string, unknown>[] {
  const { input } = contract[name] as Procedure;
  const fields = Object.keys('shape' in input ? (input.shape as object) : {});
  const unknown = fields.filter((field) => !known[field]);
  if (unknown.length > 0) throw new Error(`${name}: no candidate for ${unknown.join(', ')}; add one above`);
  return fields.reduce<Record<string, unknown>[]>(
    (mixtures, field) => mixtures.flatMap((one) => known[field]!.map((value) => ({ ...one, [field]: value }))),
    [{}],
  );
}

const ofTheWindow = new Set(Object.keys(sessionHandlers));
const blindProcedures = procedureNames.filter(
  (name) => (contract[name].roles as readonly Role[]).some(isBlind) && !ofTheWindow.has(name),
);
/** Declining is for what is not judged yet, so it goes first. */
const inTurn = [...blindProcedures].sort(
  (a, b) =>
    Number(b === 'review.decline') - Number(a === 'review.decline') ||
    Number(b === 'review.takeBack') - Number(a === 'review.takeBack'),
);

describe('a planted name', () => {
  it('reaches no blind role in the answer of any procedure, whatever is sent', { timeout: 60_000 }, async () => {
    const planted = await plantedContest();
    const known = await candidates(planted);
    const answered = new Set<string>();
    // twice: what comes after the own review, the order and the votes is heard in the second round
    for (const name of [...inTurn, ...blindProcedures]) {
      for (const context of [planted.heron, planted.contractor]) {
        if (!(contract[name].roles as readonly Role[]).includes(context.role)) continue;
        for (const input of inputsOf(name, known)) {
          const outcome = await call(context, name, input);
          if (outcome.ok) answered.add(name);
          expect(`${name} ${JSON.stringify(input)} ${decoded(outcome)}`.replace(JSON.stringify(input), '')).not.toMatch(
            MARKER,
          );
        }
      }
    }
    // a procedure that only ever refused would have proved nothing
    expect(blindProcedures.filter((name) => !answered.has(name))).toEqual(['labels.practise']);
  });
});

/** With what is carried in base 64 read out. */
function decoded(outcome: Outcome<unknown>): string {
  const text = JSON.stringify(outcome);
  const carried = [...text.matchAll(/"content":"([A-Za-z0-9+/=]+)"/g)].map(([, content]) =>
    Buffer.from(content!, 'base64').toString('latin1'),
  );
  return [text, ...carried].join('\n');
}

/** All that a reviewer can read, in one text. */
async function everythingRead(db: Connection, reviewer: Context): Promise<string> {
  const context = { ...reviewer, db };
  const heard: unknown[] = [];
  const ask = async (name: ProcedureName, input: unknown = {}) => {
    const outcome = await call(context, name, input);
    heard.push(outcome);
    return outcome;
  };
  const { items } = accepted(await ask('review.queue')) as { items: { number: number }[] };
  for (const name of ['review.rubric', 'review.topics', 'review.conflictState', 'ranking.tasks'] as const)
    await ask(name);
  for (const number of [...items.map((item) => item.number), 987_654]) {
    for (const name of [
      'review.submission',
      'review.arguments',
      'review.form',
      'review.history',
      'review.others',
      'scaling.assigned',
    ] as const) {
      await ask(name, { number });
    }
    for (const search of ['', 'odd', 'column', AUTHOR, MAIL, 'qxvzj']) {
      await ask('review.examples', { number, offset: 0, limit: 50, search });
    }
  }
  return JSON.stringify(heard);
}

describe('what a reviewer reads does not change when what is hidden changes', () => {
  let file: Buffer;
  let reviewer: Context;
  let before: string;
  beforeAll(async () => {
    const { contest, heron } = await plantedContest();
    reviewer = heron;
    before = await everythingRead(contest.db, heron);
    // what an organizer shows of a plot's remarks is read, so that hiding the others proves something
    expect(before).toContain('a plotter 3.1');
    contest.db.pragma('wal_checkpoint(TRUNCATE)');
    file = readFileSync(contest.path);
  }, 60_000);

  it.each([
    ['a search or filter on a hidden field', `UPDATE example SET other = '{"by":"odd column"}', name = 'odd'`],
    ['file names and the order of import', `UPDATE version SET file_name = 'another.csv'`],
    [
      'what a plot’s file says of itself',
      `UPDATE plot SET told = json_set(told, '$.metadata[0].text', 'another') WHERE told LIKE '%qxvzj%'`,
    ],
    ['affiliations and e-mail addresses', `UPDATE author SET affiliation = 'Elsewhere', email = 'x@y.example'`],
    ['families of private models, by which nothing is sorted', `UPDATE model SET family = 'aaa' WHERE public = 0`],
    [
      'others’ reviews, drafts and comments before the own one is in',
      `DELETE FROM review_draft;
       INSERT INTO review_draft (submission, reviewer, rubric, form, saved_at)
         SELECT submission, reviewer, rubric, form, submitted_at FROM review`,
    ],
    [
      'that a fellow reviewer declined',
      `UPDATE assignment SET declined_at = '2026-01-01', decline_reason = 'I know them'
       WHERE reviewer IN (SELECT id FROM participant WHERE alias = 'Amber Lathe')`,
    ],
    ['aliases of fellow reviewers', `UPDATE participant SET alias = 'Loud Goose' WHERE alias = 'Amber Lathe'`],
    ['why an order is asked for', `UPDATE ranking_task SET reason = 'another'`],
    [
      'names of private models, by which nothing is sorted',
      `UPDATE run SET model = 'zz' || (SELECT 9e9 - params FROM model WHERE name = model) || model
         WHERE model IN (SELECT name FROM model WHERE public = 0);
       UPDATE model SET name = 'zz' || (9e9 - params) || name WHERE public = 0`,
    ],
    [
      'what the form says to organizers alone',
      `DROP TRIGGER form_is_never_changed;
       UPDATE form SET body = json_set(body, '$.licence', 'another', '$.nonProfit', 'another', '$.dataSources', 'another')`,
    ],
  ])('%s', async (_, change) => {
    const copy = path.join(temporaryFolder(), 'copy.assay');
    writeFileSync(copy, file);
    const other = connect(copy);
    afterTest(() => void other.close());
    other.pragma('foreign_keys = OFF');
    const changes = other.prepare('SELECT total_changes()').pluck();
    const start = changes.get();
    other.exec(change);
    expect(changes.get()).not.toBe(start);
    expect(await everythingRead(other, reviewer)).toBe(before);
  });
});

/** Where an own review can stand. */
const states = ['stranger', 'new', 'draft', 'submitted', 'opened', 'reopened', 'declined', 'withdrawn'] as const;
type State = (typeof states)[number];

/** What a call comes to. For `review.others`, the state that it tells. */
type Cell = 'yes' | 'gone' | 'not now' | 'closed' | 'ready' | 'open';

const everywhere = (yes: Cell): Record<State, Cell> => ({
  stranger: 'gone',
  new: yes,
  draft: yes,
  submitted: yes,
  opened: yes,
  reopened: yes,
  declined: 'gone',
  withdrawn: 'gone',
});

/** Procedure × state of the own review. Roles but the reviewer's call none of these. */
const matrix: Partial<Record<ProcedureName, Record<State, Cell>>> = {
  'review.submission': everywhere('yes'),
  'review.arguments': everywhere('yes'),
  'review.examples': everywhere('yes'),
  'review.form': everywhere('yes'),
  'review.history': everywhere('yes'),
  'scaling.assigned': everywhere('yes'),
  'review.others': { ...everywhere('closed'), submitted: 'ready', opened: 'open', reopened: 'open' },
  'review.openOthers': { ...everywhere('yes'), new: 'not now', draft: 'not now' },
  'review.answer': { ...everywhere('not now'), opened: 'yes', reopened: 'yes' },
  'review.saveDraft': { ...everywhere('yes'), submitted: 'not now', opened: 'not now' },
  'review.submit': { ...everywhere('yes'), submitted: 'not now', opened: 'not now' },
  'review.reopen': { ...everywhere('yes'), new: 'not now', draft: 'not now' },
  'review.decline': { ...everywhere('not now'), new: 'yes', draft: 'yes' },
  'review.takeBack': { ...everywhere('gone'), declined: 'yes' },
};

const inputs: Record<string, unknown> = { text: 'I see.', to: null, form: whole, reason: '', offset: 0, limit: 5 };

describe('the visibility matrix', () => {
  it('names every procedure that tells a reviewer of one submission', () => {
    const telling = blindProcedures.filter((name) => {
      const { input } = contract[name] as Procedure;
      return 'shape' in input && Object.hasOwn(input.shape as object, 'number');
    });
    expect(telling.filter((name) => !matrix[name])).toEqual(['scaling.computeAssigned']);
  });

  it('is called by nobody but reviewers', () => {
    for (const name of Object.keys(matrix) as ProcedureName[])
      expect([name, contract[name].roles]).toEqual([name, ['reviewer']]);
  });

  it('holds in every state of the own review', { timeout: 60_000 }, async () => {
    const contest = contestOnDisk();
    const file = contest.write(
      'a.csv',
      `prompt,classes,answer_index\n${Array.from({ length: 300 }, (_, n) => `Is ${n * 7919} odd?,"[' Even', ' Odd']",${n % 2}`).join('\n')}\n`,
    );
    accepted(contest.importSubmission(file, { id: 'aaaa', metric: 'classification' }));
    const [{ number }] = contest.db.prepare('SELECT blind_number AS number FROM submission').all() as [
      { number: number },
    ];
    for (const [name, row] of Object.entries(matrix) as [ProcedureName, Record<State, Cell>][]) {
      for (const state of states) {
        const reviewer = await reviewerIn(contest, state, number, `${name} ${state}`);
        const { shape } = contract[name].input as unknown as { shape: object };
        const more = Object.fromEntries(
          Object.keys(shape).flatMap((field) => (field in inputs ? [[field, inputs[field]]] : [])),
        );
        expect([name, state, cellOf(await call(reviewer, name, { ...more, number }))]).toEqual([
          name,
          state,
          row[state],
        ]);
      }
    }
  });

  it('says the same of a submission that is declined, taken back, another’s, withdrawn or was never there', async () => {
    const contest = contestOnDisk();
    const file = contest.write(
      'a.csv',
      `prompt,classes,answer_index\n${Array.from({ length: 300 }, (_, n) => `Is ${n * 7919} odd?,"[' Even', ' Odd']",${n % 2}`).join('\n')}\n`,
    );
    accepted(contest.importSubmission(file, { id: 'aaaa', metric: 'classification' }));
    const [{ number }] = contest.db.prepare('SELECT blind_number AS number FROM submission').all() as [
      { number: number },
    ];
    const said = new Set<string>();
    for (const state of ['stranger', 'declined', 'withdrawn'] as const) {
      const reviewer = await reviewerIn(contest, state, number, state);
      for (const asked of [number, 987_654])
        said.add(JSON.stringify(await call(reviewer, 'review.submission', { number: asked })));
    }
    const reviewer = await reviewerIn(contest, 'submitted', number, 'submitted');
    run(contest.db, `UPDATE submission SET withdrawn_at = '2026-01-01T00:00:00.000Z'`);
    said.add(JSON.stringify(await call(reviewer, 'review.submission', { number })));
    expect([...said]).toHaveLength(1);
  });

  it('and a window hears nothing of what fellow reviewers and contractors do', () => {
    for (const by of ['reviewer', 'contractor'] as const) {
      for (const subject of ['review', 'labels', 'participants', 'submission', 'decision', 'contest'] as const) {
        expect(mayHear('reviewer', by, subject)).toBe(false);
      }
    }
  });
});

function cellOf(outcome: Outcome<unknown>): Cell {
  if (outcome.ok)
    return ((outcome.value as { state?: Cell }).state as Cell | undefined) && isOthers(outcome.value)
      ? (outcome.value as { state: Cell }).state
      : 'yes';
  return outcome.error.code === 'not-found' ? 'gone' : 'not now';
}

function isOthers(value: unknown): boolean {
  return ['closed', 'ready', 'open'].includes((value as { state: string }).state);
}

/** A new reviewer whose review of the only submission stands there. */
async function reviewerIn(contest: ContestOnDisk, state: State, number: number, alias: string): Promise<Context> {
  const chief = asOrganizer(contest);
  const reviewer = person(contest, 'reviewer', alias);
  if (state === 'stranger') return reviewer;
  const must = async (name: ProcedureName, more: object = {}) =>
    accepted(await call(reviewer, name, { number, ...more }));
  accepted(await call(chief, 'review.assign', { submission: 'aaaa', reviewers: [reviewer.participant!] }));
  if (state === 'draft') await must('review.saveDraft', { form: emptyForm });
  if (state === 'submitted' || state === 'opened' || state === 'reopened') await must('review.submit', { form: whole });
  if (state === 'opened' || state === 'reopened') await must('review.openOthers');
  if (state === 'reopened') await must('review.reopen');
  if (state === 'declined') await must('review.decline', { reason: '' });
  if (state === 'withdrawn') {
    accepted(await call(chief, 'review.unassign', { submission: 'aaaa', reviewer: reviewer.participant! }));
  }
  return reviewer;
}
