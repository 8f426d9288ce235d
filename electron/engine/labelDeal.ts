import { type Connection, inTransaction } from '../../db/connection.ts';
import { knownAnswers } from '../../db/knownAnswers.ts';
import {
  appendToShare,
  contractorTags,
  type DealRow,
  dealOf,
  dealRow,
  insertDeal,
  labelDefaults,
  moveAway,
  practiceRows,
  saveLabelDefaults,
  setInstructions,
  setStopped,
  setTags,
  settingsOf,
  shareRows,
  sharesHash,
  withdrawDeal,
} from '../../db/labelDeal.ts';
import { dealShares, openVotes } from '../../db/labelProgress.ts';
import { countVotesEver } from '../../db/labels.ts';
import { activeParticipants, findParticipant, participantAliases } from '../../db/participants.ts';
import { appendEvent } from '../../db/record.ts';
import { sampledRows } from '../../db/sample.ts';
import { currentVersion } from '../../db/submission.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { LabelSettings, Tag } from '../../shared/contract/labelSettings.ts';
import { dealLabels } from '../../shared/labels/deal.ts';
import { type HeldExample, redealLabels } from '../../shared/labels/redeal.ts';
import type { Context, Handlers } from './context.ts';

type Procedures =
  | 'labels.deal'
  | 'labels.undeal'
  | 'labels.redeal'
  | 'labels.stop'
  | 'labels.goOn'
  | 'labels.instruct'
  | 'labels.dealForm'
  | 'labels.dealt'
  | 'labels.defaults'
  | 'labels.setDefaults'
  | 'participants.setTags';

/** Deals of labels: settings, who gets what, dealing again. The contractor's side is `labelDesk.ts`. */
export const labelDealHandlers: Handlers<Procedures> = {
  'labels.deal': (context, input) => {
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
    inTransaction(db, () => {
      insertDeal(db, row, dealt.deal);
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
    });
    const known = [...shares.values()].flat().filter((one) => one.kind === 'known').length;
    return success({
      examples: sample.length,
      votes: sample.length * settings.overlap,
      practice: practice.length,
      known,
    });
  },

  'labels.undeal': ({ db, now, actor }, input) => {
    const deal = currentDeal(db, input.submission);
    if (!deal) return noDeal();
    const votes = countVotesEver(db, deal.id);
    if (votes > 0) {
      return failure('conflict', `${votes} votes were cast on this deal, so it stays. Votes are never thrown away.`);
    }
    const at = now();
    inTransaction(db, () => {
      withdrawDeal(db, deal.id, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'labels.undealt',
        subject: input.submission,
        sentence: `Took back the deal of ${deal.sample} examples of ${input.submission}.`,
        before: deal,
      });
    });
    return success({});
  },

  'labels.redeal': (context, input) => {
    const { db, now, actor } = context;
    const deal = currentDeal(db, input.submission);
    if (!deal) return noDeal();
    const aliases = participantAliases(db);
    const active = new Map(activeParticipants(db, 'contractor').map((person) => [person.id, person.alias]));
    const settings = settingsOf(deal);
    const misfit = unfit(db, active, input.joining, settings.needs);
    if (misfit) return misfit;
    const shares = new Map<string, HeldExample[]>();
    for (const { contractor, ...held } of shareRows(db, deal.id)) {
      const own = shares.get(contractor);
      if (own) own.push(held);
      else shares.set(contractor, [held]);
    }
    const strangers = input.leaving.filter((id) => !shares.has(id));
    if (strangers.length > 0) return failure('not-found', 'Somebody who is to leave has no examples of this deal.');
    // whoever was dismissed takes nothing in
    const out = [...shares.keys()].filter((id) => !active.has(id) && !input.leaving.includes(id));
    const staying = [...shares.keys()].filter((id) => active.has(id) && !input.leaving.includes(id));
    if (staying.length + input.joining.length === 0) {
      return failure('conflict', 'Nobody would be left to label. Choose somebody who joins.');
    }
    const apart = new Set([...practiceRows(db, deal.id), ...[...shares.values()].flat().map((one) => one.row)]);
    const seed = input.seed ?? drawSeed(context);
    const again = redealLabels({
      shares,
      leaving: [...input.leaving, ...out],
      joining: input.joining,
      spareKnown: knownAnswers(db, deal.version)
        .map(({ row }) => row)
        .filter((row) => !apart.has(row) || isMixedIn(shares, row)),
      knownRate: settings.knownRate,
      sequential: settings.sampling.kind === 'sequential',
      seed,
    });
    const moved = [...again.given.values()].flat().filter((one) => one.kind === 'sample').length;
    const unplaced = again.unplaced.length;
    if (again.taken.size === 0 && moved === 0) {
      return failure('conflict', 'There is nothing to deal again: no open examples have to move.');
    }
    const at = now();
    inTransaction(db, () => {
      for (const [id, rows] of again.taken) moveAway(db, deal.id, id, rows);
      for (const [id, examples] of again.given) appendToShare(db, deal.id, id, examples);
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
    });
    return success({ moved, unplaced });
  },

  'labels.stop': (context, input) => stop(context, input.submission, { at: context.now(), why: 'organizer' }),
  'labels.goOn': (context, input) => stop(context, input.submission, null),

  'labels.instruct': ({ db, now, actor }, input) => {
    const deal = currentDeal(db, input.submission);
    if (!deal) return noDeal();
    inTransaction(db, () => {
      setInstructions(db, deal.id, input.instructions);
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'labels.instructed',
        subject: input.submission,
        sentence: `Mended the instructions to contractors for ${input.submission}.`,
        before: { deal: deal.id, instructions: deal.instructions },
        after: { deal: deal.id, instructions: input.instructions },
      });
    });
    return success({});
  },

  'labels.dealForm': ({ db }, input) => {
    const version = currentVersion(db, input.submission);
    if (!version) return failure('not-found', `There is no submission ${input.submission}.`);
    const tags = contractorTags(db);
    const open = openVotes(db);
    return success({
      defaults: labelDefaults(db),
      examples: version.examples,
      recorded: null,
      known: knownAnswers(db, version.key).length,
      contractors: activeParticipants(db, 'contractor').map(({ id, alias }) => ({
        id,
        alias,
        tags: tags.get(id) ?? [],
        open: open.get(id) ?? 0,
      })),
    });
  },

  'labels.dealt': ({ db }, input) => {
    const deal = currentDeal(db, input.submission);
    if (!deal) return success({ deal: null });
    return success({
      deal: {
        settings: settingsOf(deal),
        examples: deal.sample,
        practice: practiceRows(db, deal.id).length,
        at: deal.created_at,
        stopped: deal.stopped_at !== null && deal.stopped_why ? { at: deal.stopped_at, why: deal.stopped_why } : null,
        votesEver: countVotesEver(db, deal.id),
        shares: dealShares(db, deal),
      },
    });
  },

  'labels.defaults': ({ db }) => success({ settings: labelDefaults(db) }),

  'labels.setDefaults': ({ db, now, actor }, { settings }) => {
    const at = now();
    inTransaction(db, () => {
      const before = labelDefaults(db);
      const version = saveLabelDefaults(db, settings, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'labels.defaults',
        subject: null,
        sentence: 'Set what a deal of labels begins with.',
        before,
        after: { version, settings },
      });
    });
    return success({});
  },

  'participants.setTags': ({ db, now, actor }, { id, tags }) => {
    const person = findParticipant(db, id);
    if (person?.role !== 'contractor') return failure('not-found', 'There is no such contractor.');
    inTransaction(db, () => {
      const before = contractorTags(db).get(id) ?? [];
      setTags(db, id, tags);
      const after = contractorTags(db).get(id) ?? [];
      const words = after.map((tag) => tag.tag).join(', ');
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'participant.tagged',
        subject: id,
        sentence: `${person.alias} is now noted for ${words === '' ? 'nothing' : words}.`,
        before,
        after,
      });
    });
    return success({});
  },
};

/** What a contractor lacks of what a task needs. */
export function lacking(has: readonly Tag[], needs: LabelSettings['needs']): readonly Tag[] {
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

function stop(
  { db, now, actor }: Context,
  submission: string,
  how: { readonly at: string; readonly why: 'organizer' } | null,
): ReturnType<typeof success<Record<string, never>>> | ReturnType<typeof failure> {
  const deal = currentDeal(db, submission);
  if (!deal) return noDeal();
  if ((deal.stopped_at !== null) === (how !== null)) {
    return failure('conflict', how ? 'This deal was stopped already.' : 'This deal is not stopped.');
  }
  inTransaction(db, () => stopDeal(db, { deal, submission, how, at: now(), actor }));
  return success({});
}

/** Stops a deal or lets it go on, and records it. In a transaction. */
export function stopDeal(
  db: Connection,
  change: {
    readonly deal: DealRow;
    readonly submission: string;
    readonly how: { readonly at: string; readonly why: NonNullable<DealRow['stopped_why']> } | null;
    readonly at: string;
    readonly actor: Context['actor'];
  },
): void {
  const { deal, submission, how, at, actor } = change;
  setStopped(db, deal.id, how);
  const sentences = {
    accepted: `The evidence is in: the labels of ${submission} are acceptable, and no more are dealt.`,
    rejected: `The evidence is in: the labels of ${submission} are not acceptable, and no more are dealt.`,
    organizer: `Stopped the labelling of ${submission}.`,
  };
  appendEvent(db, {
    at,
    actor,
    kind: 'labels.stopped',
    subject: submission,
    sentence: how ? sentences[how.why] : `The labelling of ${submission} goes on.`,
    before: { deal: deal.id, stopped_at: deal.stopped_at, stopped_why: deal.stopped_why },
    after: { deal: deal.id, stopped_at: how?.at ?? null, stopped_why: how?.why ?? null },
  });
}

function currentDeal(db: Connection, submission: string): DealRow | null {
  const version = currentVersion(db, submission);
  return version && dealOf(db, version.key);
}

function noDeal() {
  return failure('not-found', 'No labels of this submission are dealt.');
}

function isMixedIn(shares: ReadonlyMap<string, readonly HeldExample[]>, row: number): boolean {
  return [...shares.values()].some((share) => share.some((one) => one.row === row && one.kind === 'known'));
}

function drawSeed({ randomBytes }: Context): number {
  return new DataView(randomBytes(4).buffer).getUint32(0);
}
