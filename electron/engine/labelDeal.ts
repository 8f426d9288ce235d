import { type Connection, inTransaction } from '../../db/connection.ts';
import { knownAnswers } from '../../db/knownAnswers.ts';
import {
  contractorTags,
  type DealRow,
  dealOf,
  labelDefaults,
  practiceRows,
  saveLabelDefaults,
  setInstructions,
  setStopped,
  setTags,
  settingsOf,
  withdrawDeal,
} from '../../db/labelDeal.ts';
import { dealShares, openVotes } from '../../db/labelProgress.ts';
import { countVotesEver } from '../../db/labels.ts';
import { activeParticipants, findParticipant } from '../../db/participants.ts';
import { appendEvent } from '../../db/record.ts';
import { currentVersion } from '../../db/submission.ts';
import { dealMarks, isWeighedElsewhere, VotesToWeigh } from '../../db/weighElsewhere.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { Context, Handlers, JobHandlers } from './context.ts';
import { noDeal } from './dealing.ts';
import { runInWorker } from './jobs.ts';

type Procedures =
  | 'labels.undeal'
  | 'labels.stop'
  | 'labels.goOn'
  | 'labels.instruct'
  | 'labels.dealForm'
  | 'labels.dealt'
  | 'labels.defaults'
  | 'labels.setDefaults'
  | 'participants.setTags';

/** Dealing, and dealing again, in a thread. */
export const dealingJobs: JobHandlers<'labels.deal' | 'labels.redeal'> = {
  'labels.deal': (context, request) =>
    runInWorker('dealLabels', { contestPath: context.contestPath, actor: context.actor, request }, context),
  'labels.redeal': (context, request) =>
    runInWorker('dealLabelsAgain', { contestPath: context.contestPath, actor: context.actor, request }, context),
};

/** Deals of labels: settings, and how a deal stands. Who gets what is worked out in `dealing.ts`, the contractor's side is `labelDesk.ts`. */
export const labelDealHandlers: Handlers<Procedures> = {
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
    // a median asks for the time of every vote
    if (isLarge(db, deal.id)) throw new VotesToWeigh('answer');
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

function isLarge(db: Connection, deal: string): boolean {
  const mark = dealMarks(db).find((one) => one.deal === deal);
  return mark !== undefined && isWeighedElsewhere(db, mark);
}

function currentDeal(db: Connection, submission: string): DealRow | null {
  const version = currentVersion(db, submission);
  return version && dealOf(db, version.key);
}
