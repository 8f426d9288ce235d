import type { Connection } from '../../db/connection.ts';
import { connectToContest } from '../../db/contest.ts';
import { knownAnswers } from '../../db/knownAnswers.ts';
import {
  appendToShare,
  contractorTags,
  dealOf,
  dealRow,
  insertDeal,
  moveAway,
  practiceRows,
  type ShareStep,
  settingsOf,
  shareRows,
  sharesHash,
} from '../../db/labelDeal.ts';
import { activeParticipants, participantAliases } from '../../db/participants.ts';
import { type Actor, appendEvent } from '../../db/record.ts';
import { sampledRows } from '../../db/sample.ts';
import { currentVersion } from '../../db/submission.ts';
import type { Output, Parsed } from '../../shared/contract/contract.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { LabelSettings, Tag } from '../../shared/contract/labelSettings.ts';
import { dealLabels } from '../../shared/labels/deal.ts';
import { type HeldExample, redealLabels } from '../../shared/labels/redeal.ts';
import type { Context } from './context.ts';
import { counted } from './fileReading.ts';
import { orRollBack } from './transaction.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

/** What a thread is started with that deals: of a million examples it takes a minute, and so nobody waits for it. */
export interface DealingInput<P extends 'labels.deal' | 'labels.redeal'> {
  readonly contestPath: string;
  readonly actor: Actor;
  readonly request: Parsed<P>;
}

export function dealInThread(input: DealingInput<'labels.deal'>, tools: JobTools): Outcome<Output<'labels.deal'>> {
  return inThread(input, tools, (context) => dealOut(context, input.request, tools));
}

export function dealAgainInThread(
  input: DealingInput<'labels.redeal'>,
  tools: JobTools,
): Outcome<Output<'labels.redeal'>> {
  return inThread(input, tools, (context) => dealAgain(context, input.request, tools));
}

/** Kilobytes of pages held while shares are stored: their indexes are filled in no order. */
const CACHE = 128_000;

function inThread<T>(
  { contestPath, actor }: { readonly contestPath: string; readonly actor: Actor },
  { surroundings }: JobTools,
  work: (context: Dealing) => T,
): T {
  const db = connectToContest(contestPath);
  try {
    db.pragma(`cache_size = -${CACHE}`);
    return work({ db, actor, ...surroundings });
  } finally {
    db.close();
  }
}

type Dealing = Pick<Context, 'db' | 'actor' | 'now' | 'newId' | 'randomBytes'>;
type Watch = Pick<JobTools, 'progress' | 'cancelled'>;

const unwatched: Watch = { progress: () => {}, cancelled: () => false };

/** Works out who gets which examples, and stores it with its event. */
export function dealOut(
  context: Dealing,
  input: Parsed<'labels.deal'>,
  watch: Watch = unwatched,
): Outcome<Output<'labels.deal'>> {
  const { db, now, newId, actor } = context;
  const { settings } = input;
  const version = currentVersion(db, input.submission);
  if (!version) return failure('not-found', `There is no submission ${input.submission}.`);
  if (dealOf(db, version.key)) {
    return failure(
      'conflict',
      'Labels of this version are dealt already. Take that deal back first, if nobody has voted on it.',
    );
  }
  const people = new Map(activeParticipants(db, 'contractor').map((person) => [person.id, person.alias]));
  const misfit = unfit(db, people, input.contractors, settings.needs);
  if (misfit) return misfit;
  const seed = input.seed ?? drawSeed(context);
  watch.progress({ share: null, text: 'Working out who gets which examples' });
  const dealt = dealLabels({
    examples: version.examples,
    sample: settings.sampling.kind === 'all' ? null : settings.sampling.examples,
    overlap: settings.overlap,
    contractors: input.contractors,
    seed,
    known: knownAnswers(db, version.key).map(({ row }) => row),
    pool: sampledRows(db, version.key),
    knownRate: settings.knownRate,
    practice: settings.practice,
    sequential: settings.sampling.kind === 'sequential',
  });
  if (!dealt.ok) return failure('conflict', dealt.message);
  const { sample, practice, shares } = dealt.deal;
  const at = now();
  const row = dealRow(settings, { id: newId(), version: version.key, sample: sample.length, seed, created_at: at });
  return orRollBack(db, () => {
    const whole = insertDeal(db, row, dealt.deal, stepsOf(watch, [...shares.values()]));
    if (!whole) return jobCancelled;
    appendEvent(db, {
      at,
      actor,
      kind: 'labels.dealt',
      subject: input.submission,
      sentence: `Dealt ${sample.length} examples of ${input.submission} to ${shares.size} contractors, ${settings.overlap} each.`,
      after: {
        ...row,
        contractors: [...shares.keys()].map((id) => people.get(id)),
        shares_hash: sharesHash(db, row.id),
      },
    });
    let known = 0;
    for (const share of shares.values()) for (const { kind } of share) if (kind === 'known') known += 1;
    return success({
      examples: sample.length,
      votes: sample.length * settings.overlap,
      practice: practice.length,
      known,
    });
  });
}

/** The same for open examples when people leave or join. */
export function dealAgain(
  context: Dealing,
  input: Parsed<'labels.redeal'>,
  watch: Watch = unwatched,
): Outcome<Output<'labels.redeal'>> {
  const { db, now, actor } = context;
  const version = currentVersion(db, input.submission);
  const deal = version && dealOf(db, version.key);
  if (!deal) return noDeal();
  const aliases = participantAliases(db);
  const active = new Map(activeParticipants(db, 'contractor').map((person) => [person.id, person.alias]));
  const settings = settingsOf(deal);
  const misfit = unfit(db, active, input.joining, settings.needs);
  if (misfit) return misfit;
  const shares = new Map<string, HeldExample[]>();
  const mixedIn = new Set<number>();
  const held = new Set<number>();
  for (const { contractor, ...example } of shareRows(db, deal.id)) {
    const own = shares.get(contractor);
    if (own) own.push(example);
    else shares.set(contractor, [example]);
    held.add(example.row);
    if (example.kind === 'known') mixedIn.add(example.row);
  }
  const strangers = input.leaving.filter((id) => !shares.has(id));
  if (strangers.length > 0) return failure('not-found', 'Somebody who is to leave has no examples of this deal.');
  // whoever was dismissed takes nothing in
  const out = [...shares.keys()].filter((id) => !active.has(id) && !input.leaving.includes(id));
  const staying = [...shares.keys()].filter((id) => active.has(id) && !input.leaving.includes(id));
  if (staying.length + input.joining.length === 0) {
    return failure('conflict', 'Nobody would be left to label. Choose somebody who joins.');
  }
  const practised = new Set(practiceRows(db, deal.id));
  const seed = input.seed ?? drawSeed(context);
  watch.progress({ share: null, text: 'Working out who gets which examples' });
  const again = redealLabels({
    shares,
    leaving: [...input.leaving, ...out],
    joining: input.joining,
    spareKnown: knownAnswers(db, deal.version)
      .map(({ row }) => row)
      .filter((row) => mixedIn.has(row) || !(practised.has(row) || held.has(row))),
    knownRate: settings.knownRate,
    sequential: settings.sampling.kind === 'sequential',
    seed,
  });
  let moved = 0;
  for (const examples of again.given.values()) for (const { kind } of examples) if (kind === 'sample') moved += 1;
  const unplaced = again.unplaced.length;
  if (again.taken.size === 0 && moved === 0) {
    return failure('conflict', 'There is nothing to deal again: no open examples have to move.');
  }
  const at = now();
  return orRollBack(db, () => {
    const step = stepsOf(watch, [...again.taken.values(), ...again.given.values()]);
    for (const [id, rows] of again.taken) {
      moveAway(db, deal.id, id, rows);
      if (!step(rows.length)) return jobCancelled;
    }
    for (const [id, examples] of again.given) {
      if (!appendToShare(db, deal.id, id, examples, step)) return jobCancelled;
    }
    const named = (ids: Iterable<string>) => [...ids].map((id) => aliases.get(id));
    appendEvent(db, {
      at,
      actor,
      kind: 'labels.redealt',
      subject: input.submission,
      sentence: `Dealt ${moved} open examples of ${input.submission} again.`,
      after: {
        deal: deal.id,
        seed,
        left: named([...input.leaving, ...out]),
        joined: named(input.joining),
        moved,
        unplaced,
        shares_hash: sharesHash(db, deal.id),
      },
    });
    return success({ moved, unplaced });
  });
}

/** To be called with how many more rows are stored; false once nobody wants the rest. */
function stepsOf(watch: Watch, parts: readonly (readonly unknown[])[]): ShareStep {
  const all = parts.reduce((sum, part) => sum + part.length, 0);
  let stored = 0;
  return (more) => {
    stored += more;
    watch.progress({ share: all === 0 ? null : stored / all, text: `${counted(stored, 'example')} dealt` });
    return !watch.cancelled();
  };
}

export function noDeal() {
  return failure('not-found', 'No labels of this submission are dealt.');
}

/** What a contractor lacks of what a task needs. */
function lacking(has: readonly Tag[], needs: LabelSettings['needs']): readonly Tag[] {
  return needs.filter((need) => !has.some((tag) => tag.kind === need.kind && tag.tag === need.tag));
}

function unfit(
  db: Connection,
  people: ReadonlyMap<string, string>,
  chosen: readonly string[],
  needs: LabelSettings['needs'],
): ReturnType<typeof failure> | null {
  const tags = contractorTags(db);
  for (const id of chosen) {
    const alias = people.get(id);
    if (alias === undefined)
      return failure('not-found', 'One of the chosen contractors is not there any more. Choose again.');
    const lacks = lacking(tags.get(id) ?? [], needs);
    if (lacks.length > 0) {
      return failure(
        'conflict',
        `${alias} is not noted for ${lacks.map((tag) => `${tag.kind} ${tag.tag}`).join(' and ')}, which this deal needs.`,
      );
    }
  }
  return null;
}

function drawSeed({ randomBytes }: Dealing): number {
  return new DataView(randomBytes(4).buffer).getUint32(0);
}
