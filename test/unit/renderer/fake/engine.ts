import type { Output, Parsed, ProcedureName } from '../../../../shared/contract/contract.ts';
import { contract } from '../../../../shared/contract/contract.ts';
import { failure, type Outcome, success } from '../../../../shared/contract/failure.ts';
import type { Session } from '../../../../shared/contract/session.ts';
import type { Progress, Reply, Request } from '../../../../shared/contract/wire.ts';
import { adjudicating } from './adjudicating.ts';
import { dealing } from './dealing.ts';
import {
  firmness,
  grounds,
  labelsOverview,
  panel,
  people,
  record,
  room,
  rubric,
  rules,
  verdict,
  whatIf,
} from './judging.ts';
import { fakeResults } from './results.ts';
import { detail, example, overview, rows } from './sample.ts';
import { scalingOf, wallOf } from './scaling.ts';

/** What the made-up contest is like: `?as=nobody&contest=0&plan=0&empty=1&slow=2000`. */
export interface FakeOptions {
  readonly role: Session['role'];
  readonly contestOpen: boolean;
  readonly plan: boolean;
  readonly empty: boolean;
  /** Hundreds of submissions on the wall. */
  readonly many: boolean;
  /** Milliseconds before any answer. */
  readonly slow: number;
  readonly failing: string | null;
}

type Answers = {
  readonly [P in ProcedureName]?: (
    input: Parsed<P>,
    progress: (progress: Progress) => void,
  ) => Outcome<Output<P>> | Promise<Outcome<Output<P>>>;
};

/** An engine in the page that answers from made-up data through a real MessagePort. */
export function startFakeEngine(options: FakeOptions): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const answers = answersFor(options);
  const say = (reply: Reply) => port1.postMessage(reply);
  const cancelled = new Set<number>();
  port1.onmessage = async (event: MessageEvent<Request>) => {
    const request = event.data;
    if (request.type === 'cancel') {
      cancelled.add(request.id);
      say({ type: 'failure', id: request.id, error: { code: 'cancelled', message: 'Cancelled. Nothing was stored.' } });
      return;
    }
    const name = request.procedure as ProcedureName;
    const parsed = contract[name].input.safeParse(request.input);
    await new Promise((go) => setTimeout(go, options.slow));
    const answer = answers[name] as ((input: unknown, progress: (p: Progress) => void) => Outcome<unknown>) | undefined;
    const outcome =
      options.failing === name
        ? failure('disk', 'The disk is full. Free some space and try again.')
        : !parsed.success
          ? failure('bad-input', parsed.error.message)
          : ((await answer?.(parsed.data, (progress) => say({ type: 'progress', id: request.id, progress }))) ??
            failure('defect', `The fake engine does not know ${name}.`));
    if (cancelled.has(request.id)) return;
    if (outcome.ok) say({ type: 'result', id: request.id, value: contract[name].output.parse(outcome.value) });
    else say({ type: 'failure', id: request.id, error: outcome.error });
    if (outcome.ok && contract[name].touches.length > 0)
      say({ type: 'changed', subjects: [...contract[name].touches] });
  };
  return port2;
}

function answersFor(options: FakeOptions): Answers {
  let session: Session = {
    role: options.role,
    alias: options.role === 'organizer' ? 'Organizer' : null,
    contest: options.contestOpen
      ? { name: 'Counterslope', fileName: 'counterslope-2026.assay', organizerCodeSet: false, round: 1 }
      : null,
  };
  const open = () => {
    session = {
      role: 'organizer',
      alias: 'Organizer',
      contest: { name: 'Counterslope', fileName: 'counterslope-2026.assay', organizerCodeSet: false, round: 1 },
    };
    return success(session);
  };
  const done = () => success({});
  const list = options.empty ? [] : rows;
  return {
    'session.current': () => success(session),
    'session.signIn': (input) =>
      input.code.startsWith('7')
        ? open()
        : failure(
            'wrong-code',
            'No one in this contest has that code. Look at the slip again; a letter may be misread.',
          ),
    'session.signOut': () =>
      failure('conflict', 'Set an organizer code first, or whoever sits down next could not be told apart from you.'),
    'session.setOrganizerCode': () => success({ code: '7K3M-9QPT-X4WZ-2HNB' }),
    'contest.createExample': async () => {
      await pause(1500);
      return open();
    },
    'contest.open': open,
    'contest.create': open,
    'contest.close': () => {
      session = { role: 'nobody', alias: null, contest: null };
      return success(session);
    },
    'contest.rename': done as never,
    'contest.setPlan': done,
    'contest.overview': () =>
      success(
        options.empty
          ? {
              ...overview,
              stages: overview.stages.map((stage) => ({
                ...stage,
                state: 'todo',
                done: 0,
                total: 0,
                from: null,
                to: null,
                remark: null,
              })),
              next: [
                {
                  title: 'Import the first submission',
                  detail: 'One CSV file a submission.',
                  action: 'Import',
                  place: 'import',
                },
              ],
              stuck: [],
              cameIn: [],
              counts: {
                ...overview.counts,
                submissions: 0,
                runs: 0,
                participants: 0,
                votes: 0,
                votesExpected: 0,
                reviews: 0,
                reviewsExpected: 0,
                events: 1,
              },
              lastBackup: null,
            }
          : options.plan
            ? overview
            : { ...overview, stages: overview.stages.map((stage) => ({ ...stage, from: null, to: null })) },
      ),
    'contest.rules': () =>
      success(
        options.plan
          ? {
              ...rules,
              plan: overview.stages.map(({ stage, from, to }) => ({ stage, from: from ?? '', to: to ?? '' })),
            }
          : rules,
      ),
    'contest.backup': () => success({ bytes: 3_400_000, at: new Date().toISOString() }),
    'submission.list': () => success({ submissions: [...list] }),
    'submission.get': ({ id }) => {
      const found = detail(id);
      return found ? success(found) : failure('not-found', 'There is no such submission.');
    },
    'submission.examples': ({ offset, limit, search }) => {
      const total = search ? 37 : 1184;
      return success({
        total,
        examples: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => example(offset + i)),
      });
    },
    'submission.check': async (_input, progress) => {
      await work(progress, 'rows');
      return success({
        metric: 'classification',
        rows: 1184,
        findings:
          detail('t8vd')?.findingGroups.flatMap((group) =>
            group.rows.map((row) => ({ level: group.level, rule: group.rule, ...row, message: group.message })),
          ) ?? [],
      });
    },
    'submission.import': async ({ metric }, progress) => {
      await work(progress, 'rows');
      if (!metric) {
        const message = 'The columns fit both logodds and absolute_logodds; say which of the two metrics is meant.';
        return failure('refused', message, [
          { level: 'error', rule: 'ambiguous-metric', row: null, column: null, message },
        ]);
      }
      return failure('refused', 'Nothing was stored: 3 rows cannot be read.', [
        {
          level: 'error',
          rule: 'cells.classes',
          row: 17,
          column: 'classes',
          message: 'The list of classes does not end. Close its bracket.',
        },
        {
          level: 'error',
          rule: 'cells.answer',
          row: 40,
          column: 'answer_index',
          message: 'It reads 2 where there are two classes, counted from 0. Write 0 or 1.',
        },
        {
          level: 'error',
          rule: 'cells.answer',
          row: 41,
          column: 'answer_index',
          message: 'It is empty. Write 0 or 1.',
        },
      ]);
    },
    'submission.describe': done,
    'submission.waive': done,
    'submission.unwaive': done,
    'submission.withdraw': done,
    'submission.readmit': done,
    ...fakeResults(options),
    'results.import': async ({ models }, progress) => {
      await work(progress, 'files');
      return success({
        runs: [
          { model: 'ada', status: 'stored', rows: 1184, usable: 1184, empty: 0, repeated: 0, missing: 0 },
          {
            model: 'curie',
            status: 'stored',
            rows: 1184,
            usable: 1183,
            empty: 1,
            repeated: 0,
            missing: 0,
            warnings: [
              { level: 'warning', rule: 'runs.empty', row: 12, column: 'loss', message: 'One row has no value.' },
            ],
          },
          {
            model: 'davinci',
            status: 'refused',
            reason: 'conflict',
            message: 'Index 417 is there twice, with 0.214 and 1.902. Remove one of the rows.',
            rows: 1185,
            usable: 0,
            empty: 0,
            repeated: 1,
            missing: 0,
          },
          ...(models
            ? []
            : [
                {
                  model: 'laurel-7b',
                  status: 'refused' as const,
                  reason: 'unknown-model',
                  message: 'The contest does not know this model.',
                  rows: 1184,
                  usable: 0,
                  empty: 0,
                  repeated: 0,
                  missing: 0,
                },
              ]),
        ],
        ignored: ['notes.txt'],
      });
    },
    'participants.list': () => success(options.empty ? { participants: [] } : people),
    'participants.invite': ({ role, count }) =>
      success({
        slips: Array.from({ length: count }, (_, i) => ({
          alias: role === 'contractor' ? `C-1${i}` : null,
          code: `7K3M-9QPT-X4W${i}-2HNB`,
        })),
      }),
    'participants.dismiss': done,
    'participants.readmit': done,
    'labels.overview': () => success(options.empty ? { submissions: [] } : labelsOverview),
    'labels.verdict': ({ submission }) => success(verdict(submission !== 'm9xa')),
    ...dealing,
    ...adjudicating,
    'review.rubric': () => success(rubric),
    'review.panel': ({ submission }) => success(options.empty ? { submissions: [] } : panel(submission)),
    'review.assign': ({ reviewers }) => success({ assigned: reviewers.length }),
    'review.unassign': done,
    'decision.room': () => success(options.empty ? { ...room, outcomes: [], questions: [] } : room),
    'decision.grounds': () => success(grounds),
    'decision.whatIf': () => success(whatIf),
    'decision.firmness': async (_input, progress) => {
      await work(progress, 'draws');
      return success(firmness);
    },
    'decision.rule': () => success({ id: 'ruling' }),
    'decision.unrule': done,
    'decision.changeRules': () => success({ version: room.rules.version + 1 }),
    'decision.rulesHistory': () =>
      success({
        versions: [{ ...room.rules, reason: 'The rules of the contest.', createdAt: '2026-11-02T09:00:00.000Z' }],
      }),
    'ranking.open': () => success({ task: 'task' }),
    'ranking.close': done,
    'scaling.submission': ({ id }) => success(scalingOf(id)),
    'scaling.assigned': ({ number }) => success(scalingOf(String(number), true)),
    'scaling.wall': () => success({ tiles: options.empty ? [] : [...wallOf(options.many ? 500 : 24)] }),
    'scaling.compute': async (_input, progress) => {
      await work(progress, 'resamples');
      return success({ computed: 1, current: 0 });
    },
    'record.list': ({ before, limit }) => success(record(before ?? 4109, limit)),
    'record.verify': async (_input, progress) => {
      await work(progress, 'events');
      return success({ ok: true, events: 4108, head: '9f3c41d07be2aa01', problems: [] });
    },
  };
}

async function work(progress: (progress: Progress) => void, unit: string) {
  for (let step = 1; step <= 20; step++) {
    await pause(90);
    progress({ share: step / 20, text: `${(step * 95_000).toLocaleString('en')} ${unit} read` });
  }
}

function pause(milliseconds: number) {
  return new Promise((go) => setTimeout(go, milliseconds));
}
