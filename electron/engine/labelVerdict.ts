import type { Connection } from '../../db/connection.ts';
import { findExample } from '../../db/examples.ts';
import { type JudgedDeal, notDealt, progressOf, stateOf } from '../../db/labels.ts';
import { participantAliases } from '../../db/participants.ts';
import type { Output } from '../../shared/contract/contract.ts';
import { type DealAgreement, dealAgreement, type Measured } from '../../shared/labels/dealAgreement.ts';
import { rightAnswer } from '../../shared/labels/questions.ts';
import { answerInWords } from '../../shared/labels/verdict.ts';

type Verdict = Output<'labels.verdict'>;

/** Examples that the page lists; the export has them all. */
const MOST_LISTED = 300;

const agreements = new WeakMap<JudgedDeal, DealAgreement>();

/** A judged deal is a new one as soon as anything about it changed, so its figures are made once. */
function agreementOf(judged: JudgedDeal): DealAgreement {
  const known = agreements.get(judged) ?? dealAgreement(judged.metric, judged.examples, judged.deal.id);
  agreements.set(judged, known);
  return known;
}

export function undealtVerdict(threshold: number): Verdict {
  const { outcome, why } = notDealt;
  const undefinedFigure = { value: null, why: 'No labels are dealt.', low: null, high: null, intervalWhy: null };
  return {
    ...{ dealt: false, method: 'majority', sample: 0, overlap: 0, votes: 0, votesExpected: 0, threshold, outcome, why },
    ...{ settled: 0, undecided: 0, wrong: 0, leftOut: 0, adjudicated: 0, toSettle: 0, errorRate: null },
    ...{ stoppedEarly: false, stopped: null, test: null, withSubmitted: null },
    agreement: {
      alpha: undefinedFigure,
      fleiss: undefinedFigure,
      ac1: undefinedFigure,
      percentAgreement: undefinedFigure,
      pairs: [],
    },
    ...{ flags: [], contractors: [], disputed: [], disputedInAll: 0 },
  };
}

/** Everything that a verdict on a submission's labels is made of. */
export function dealtVerdict(db: Connection, judged: JudgedDeal): Verdict {
  const { deal, method, examples, verdicts, settled, test } = judged;
  const state = stateOf(judged);
  const agreement = agreementOf(judged);
  const aliases = participantAliases(db);
  const nameOf = (id: string) => aliases.get(id) ?? id;
  const disputed = examples
    .map((example, index) => ({ example, verdict: verdicts[index]! }))
    .filter(({ example, verdict }) => verdict === 'wrong' || verdict === 'undecided' || settled.has(example.row))
    .sort((a, b) => a.example.row - b.example.row);
  return {
    dealt: true,
    method,
    sample: state.sample,
    overlap: deal.overlap,
    votes: state.votes,
    votesExpected: state.votesExpected,
    settled: state.right + state.wrong,
    undecided: state.undecided,
    wrong: state.wrong,
    leftOut: state.leftOut ?? 0,
    adjudicated: settled.size,
    toSettle: state.toSettle,
    errorRate: state.errorRate,
    threshold: deal.threshold,
    outcome: state.outcome,
    why: state.why,
    stoppedEarly: state.stoppedEarly,
    stopped: deal.stopped_at !== null && deal.stopped_why ? { at: deal.stopped_at, why: deal.stopped_why } : null,
    test: test && {
      decision: test.decision,
      sums: [...test.sums],
      lower: test.lower,
      upper: test.upper,
      looked: test.looked,
      wrongOnes: test.wrongOnes,
      acceptable: deal.acceptable ?? 0,
      unacceptable: deal.unacceptable ?? 0,
      waitsAt: test.decision === 'go-on' ? waitsAt(judged, test.looked) : null,
    },
    withSubmitted: agreement.withSubmitted,
    agreement: {
      alpha: measuredView(agreement.alpha),
      fleiss: measuredView(agreement.fleiss),
      ac1: measuredView(agreement.ac1),
      percentAgreement: measuredView(agreement.percentAgreement),
      pairs: agreement.pairs.map(({ first, second, common, agreeing, kappa }) => ({
        first: nameOf(first),
        second: nameOf(second),
        common,
        agreeing,
        kappa: { value: kappa.value, why: kappa.why },
      })),
    },
    flags: flagsOf(judged),
    contractors: progressOf(db, deal.id).map(({ contractor, ...rest }) => ({ id: contractor, ...rest })),
    disputedInAll: disputed.length,
    disputed: disputed.slice(0, MOST_LISTED).map(({ example, verdict }) => {
      const stored = findExample(db, deal.version, example.row)!;
      const adjudication = settled.get(example.row);
      return {
        row: example.row,
        prompt: stored.prompt,
        submitted: submittedText(example.answerIndex, stored),
        votes: example.votes.map((vote) => ({
          alias: nameOf(vote.contractor),
          answer: answerInWords(vote.answer, stored.classes),
          flag: vote.flag,
          note: vote.note,
        })),
        verdict,
        reason: adjudication?.reason ?? null,
      };
    }),
  };
}

/** What the submission says is right: a class, or the completion. */
export function submittedText(
  answerIndex: number | null,
  { classes, completion }: { readonly classes: readonly string[] | null; readonly completion: string | null },
): string {
  return answerIndex === null ? (completion ?? '') : (classes?.[Number(rightAnswer('answer', answerIndex))] ?? '');
}

/** The example of the draw at which the test waits; null where the sample is at its end. */
function waitsAt({ examples, verdicts }: JudgedDeal, looked: number): NonNullable<Verdict['test']>['waitsAt'] {
  const example = examples[looked];
  if (!example) return null;
  return { row: example.row, why: verdicts[looked] === 'undecided' ? 'undecided' : 'open' };
}

function measuredView({ figure, interval }: Measured): Verdict['agreement']['alpha'] {
  return {
    value: figure.value,
    why: figure.why,
    low: interval.low,
    high: interval.high,
    intervalWhy: figure.value === null ? null : interval.why,
  };
}

function flagsOf({ examples }: JudgedDeal): Verdict['flags'] {
  const flags = new Map<string, { votes: number; rows: Set<number> }>();
  for (const { row, votes } of examples) {
    for (const { flag } of votes) {
      if (flag === null) continue;
      const found = flags.get(flag) ?? { votes: 0, rows: new Set() };
      found.votes += 1;
      found.rows.add(row);
      flags.set(flag, found);
    }
  }
  return [...flags]
    .map(([flag, { votes, rows }]) => ({ flag, votes, examples: rows.size }))
    .sort((a, b) => b.examples - a.examples || (a.flag < b.flag ? -1 : 1));
}
