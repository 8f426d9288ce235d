import { inTransaction } from '../../db/connection.ts';
import { decisionHash } from '../../db/contentHash.ts';
import { decisionInput } from '../../db/decision.ts';
import {
  fingerprintOf,
  holdPrize,
  insertRuling,
  latestDecision,
  rulings,
  type StoredDecision,
  storeDecision,
  storedDecision,
  storedDecisions,
  withdrawRuling,
} from '../../db/decisionRecord.ts';
import { appendEvent } from '../../db/record.ts';
import { currentRules, type RulesBody, rulesVersions, saveRules } from '../../db/rules.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { decide } from '../../shared/decision/decide.ts';
import { type Decision, type DecisionInput, TIERS, type Tier } from '../../shared/decision/types.ts';
import { roundsMisfit } from '../../shared/submission/rounds.ts';
import type { Handlers } from './context.ts';
import { brief, rulesOf } from './decisionRoom.ts';

/** What an organizer decides, with a reason: rulings, rules, freezing, announcing. */
export const decisionRecordHandlers: Handlers<
  | 'decision.rule'
  | 'decision.unrule'
  | 'decision.changeRules'
  | 'decision.rulesHistory'
  | 'decision.freeze'
  | 'decision.announce'
  | 'decision.beginRound2'
  | 'decision.history'
  | 'decision.recheck'
> = {
  'decision.rule': ({ db, now, newId, actor }, { order, reason }) => {
    const named = order.flat();
    if (named.length < 2) return failure('bad-input', 'An order needs two submissions at least.');
    if (new Set(named).size < named.length)
      return failure('bad-input', 'One submission stands in two places of the order.');
    const there = new Set(decisionInput(db).submissions.map(({ id }) => id));
    const gone = named.find((id) => !there.has(id));
    if (gone !== undefined) return failure('not-found', `There is no submission ${gone} in the contest.`);
    const id = newId();
    const at = now();
    return inTransaction(db, () => {
      const input = decisionInput(db);
      const ruled = decide({ ...input, rulings: [...(input.rulings ?? []), { order, reason }] });
      if (ruled.groups.some((group) => group.rulings === 'contradictory')) {
        return failure(
          'conflict',
          'This order contradicts an earlier ruling or the panel. Withdraw that one, or order otherwise.',
        );
      }
      insertRuling(db, { id, order, reason, at });
      appendEvent(db, {
        at,
        actor,
        kind: 'decision.ruled',
        subject: null,
        sentence: `Decided an order that the panel left open: ${order.map((tied) => tied.join(' = ')).join(' > ')}. ${reason}`,
        after: { id, order, reason },
      });
      return success({ id });
    });
  },

  'decision.unrule': ({ db, now, actor }, { id }) => {
    const at = now();
    return inTransaction(db, () => {
      const ruling = rulings(db).find((one) => one.id === id);
      if (!ruling || !withdrawRuling(db, id, at)) return failure('not-found', 'This ruling was withdrawn already.');
      appendEvent(db, {
        at,
        actor,
        kind: 'decision.unruled',
        subject: null,
        sentence: 'Withdrew an organizer’s ruling on an order.',
        before: { id, order: ruling.order, reason: ruling.reason },
      });
      return success({});
    });
  },

  'decision.changeRules': ({ db, now, actor }, { reason, ...changes }) => {
    const { version: before, ...current } = currentRules(db);
    const body = { ...current, ...said(changes) };
    const misfit = rulesMisfit(body);
    if (misfit) return failure('bad-input', misfit);
    const at = now();
    return inTransaction(db, () => {
      const version = saveRules(db, body, reason, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'rules.changed',
        subject: null,
        sentence: `Version ${version} of the rules: ${reason}`,
        before: { version: before, ...current },
        after: { version, reason, body },
      });
      return success({ version });
    });
  },

  'decision.rulesHistory': ({ db }) =>
    success({
      versions: rulesVersions(db).map(({ reason, createdAt, ...rules }) => ({ ...rulesOf(rules), reason, createdAt })),
    }),

  'decision.freeze': ({ db, now, newId, actor }, { fingerprint }) => {
    const at = now();
    return inTransaction(db, () => {
      const { version: rules, round } = currentRules(db);
      const announced = latestDecision(db, round);
      if (announced?.status === 'announced') {
        return failure('conflict', `Round ${round} is announced; what was announced stays as it is.`);
      }
      const input = decisionInput(db);
      const text = JSON.stringify(input);
      if (fingerprintOf(text) !== fingerprint) {
        return failure(
          'conflict',
          'Something changed since this decision was shown. Look at it again, then freeze it.',
        );
      }
      const decision = decide(input);
      const open = decision.questions.length;
      if (open > 0) {
        return failure(
          'conflict',
          `${open === 1 ? 'One group is' : `${open} groups are`} undecided. Open a ranking task or record a decision, then freeze.`,
        );
      }
      const id = newId();
      const stored = { id, round, status: 'frozen' as const, rules, input: text, output: JSON.stringify(decision), at };
      const { hash, head } = storeDecision(db, stored);
      appendEvent(db, {
        at,
        actor,
        kind: 'decision.frozen',
        subject: id,
        sentence: `Froze the decision of round ${round}: ${prizesInWords(decision)}.`,
        after: { id, round, rules, hash, head },
      });
      return success({ id, hash });
    });
  },

  'decision.announce': ({ db, now, newId, actor }, { id }) => {
    const at = now();
    return inTransaction(db, () => {
      const frozen = storedDecision(db, id);
      if (!frozen) return failure('not-found', 'There is no such frozen decision.');
      if (latestDecision(db, frozen.round)?.status === 'announced') {
        return failure('conflict', `Round ${frozen.round} is announced already.`);
      }
      const check = recheck(frozen);
      if (check.differences.length > 0) {
        return failure('conflict', `This decision cannot be announced: ${check.differences[0]}`);
      }
      const { round, rules, input, output } = frozen;
      const announced = newId();
      const { hash } = storeDecision(db, { id: announced, round, status: 'announced', rules, input, output, at });
      const prizes = check.stored.outcomes.flatMap(({ submission, status }) =>
        isTier(status) ? [{ submission, status }] : [],
      );
      if (round === 1) for (const { submission, status } of prizes) holdPrize(db, submission, status, announced);
      appendEvent(db, {
        at,
        actor,
        kind: 'decision.announced',
        subject: announced,
        sentence: `Announced round ${round}: ${prizesInWords(check.stored)}.${round === 1 ? ' These prizes are held from now on.' : ''}`,
        after: { id: announced, frozen: id, round, hash, held: round === 1 ? prizes : [] },
      });
      return success({});
    });
  },

  'decision.beginRound2': ({ db, now, actor }) => {
    const at = now();
    return inTransaction(db, () => {
      const { version: before, ...current } = currentRules(db);
      if (current.round === 2) return failure('conflict', 'The contest is in round 2 already.');
      if (latestDecision(db, 1)?.status !== 'announced') {
        return failure('conflict', 'Freeze and announce round 1 first.');
      }
      const reason = 'Round 1 is announced; round 2 begins.';
      const body = { ...current, round: 2 as const };
      const version = saveRules(db, body, reason, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'rules.changed',
        subject: null,
        sentence: reason,
        before: { version: before, ...current },
        after: { version, reason, body },
      });
      return success({ version });
    });
  },

  'decision.history': ({ db }) =>
    success({
      decisions: storedDecisions(db).map(({ id, round, status, rules, hash, at, output }) => {
        const { prizes } = JSON.parse(output) as Decision;
        return { id, round, status, rules, hash, at, prizes };
      }),
    }),

  'decision.recheck': ({ db }, { id }) => {
    const stored = storedDecision(db, id);
    if (!stored) return failure('not-found', 'There is no such frozen decision.');
    const { differences, stored: decision } = recheck(stored);
    const titles = new Map(
      (JSON.parse(stored.input) as DecisionInput).submissions.map((entry) => [entry.id, entry.title ?? entry.id]),
    );
    return success({
      round: stored.round,
      status: stored.status,
      at: stored.at,
      hash: stored.hash,
      head: stored.head,
      confirmed: differences.length === 0,
      differences,
      outcomes: decision.outcomes.map((outcome) => ({
        ...brief(outcome),
        title: titles.get(outcome.submission) ?? outcome.submission,
        why: [...outcome.why],
      })),
      prizes: decision.prizes,
    });
  },
};

/** Computes a stored decision anew from its own input. */
export function recheck(stored: StoredDecision): { readonly stored: Decision; readonly differences: string[] } {
  const decision = JSON.parse(stored.output) as Decision;
  const differences: string[] = [];
  if (decisionHash(stored) !== stored.hash) {
    differences.push('What is stored does not fit its hash: it was changed after it was frozen.');
  }
  const again = decide(JSON.parse(stored.input) as DecisionInput);
  const now = new Map(again.outcomes.map((outcome) => [outcome.submission, outcome]));
  for (const outcome of decision.outcomes) {
    const other = now.get(outcome.submission);
    if (other?.status === outcome.status && JSON.stringify(other.rank) === JSON.stringify(outcome.rank)) continue;
    differences.push(
      `${outcome.submission} was ${outcome.status} when it was frozen; computed from the same input it is ${other?.status ?? 'not there'}.`,
    );
  }
  return { stored: decision, differences };
}

/** What is wrong with rules, in a sentence; null where a decision can go by them. */
function rulesMisfit(body: RulesBody): string | null {
  const numbers = [...Object.values(body.caps[1]), ...Object.values(body.caps[2]), body.minReviews];
  if (!numbers.every((number) => Number.isInteger(number) && number >= 0)) return 'Seats are whole numbers from 0.';
  if (body.minReviews < 1) return 'At least one review is needed.';
  if (Object.values(body.amounts).some((amount) => amount < 0)) return 'A prize cannot cost less than nothing.';
  const over = TIERS.find((tier) => body.caps[1][tier] > body.caps[2][tier]);
  if (over) return `Round 1 cannot give more ${over} prizes than both rounds together (${body.caps[2][over]}).`;
  const { level_1, level_2 } = body.meanThresholds;
  if (!(level_1 > 0 && level_1 <= level_2 && level_2 <= 2)) {
    return 'The thresholds of the mean have to rise, from above 0 to at most 2.';
  }
  const share = body.labelErrorThreshold;
  if (!(share >= 0 && share <= 1)) return 'The label error threshold is a share from 0 to 1.';
  return roundsMisfit(body.rounds);
}

/** Only what was said: a part that was left out stays as it is. */
function said<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function isTier(status: string): status is Tier {
  return TIERS.some((tier) => tier === status);
}

function prizesInWords({ prizes }: Decision): string {
  return `${prizes.grand} Grand, ${prizes.second} Second, ${prizes.third} Third`;
}
