import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { dayInWords } from '../../../shared/submission/rounds.ts';
import { dollars, percent } from '../../pieces/format.ts';
import { tierWords } from '../../pieces/status.tsx';
import { consensusWords } from '../decision/ruleWords.ts';

type Rules = DecisionRoom['rules'];

/** What one version of the rules changed, a sentence each; nothing for the first. */
export function ruleDifferences(before: Rules | null, after: Rules): readonly string[] {
  if (before === null) return [];
  const said: string[] = [];
  const tell = (what: string, from: string | number, to: string | number) => {
    if (from !== to) said.push(`${what}: ${to}, was ${from}.`);
  };
  tell('Round', before.round, after.round);
  for (const tier of ['grand', 'second', 'third'] as const) {
    tell(`${tierWords[tier]} seats, both rounds`, before.caps[2][tier], after.caps[2][tier]);
    tell(`${tierWords[tier]} seats, round 1`, before.caps[1][tier], after.caps[1][tier]);
    tell(`${tierWords[tier]} amount`, dollars(before.amounts[tier]), dollars(after.amounts[tier]));
  }
  tell('Consensus', consensusWords(before.consensus), consensusWords(after.consensus));
  tell('Level 1 from a mean of', before.meanThresholds.level_1, after.meanThresholds.level_1);
  tell('Level 2 from a mean of', before.meanThresholds.level_2, after.meanThresholds.level_2);
  tell('Reviews needed', before.minReviews, after.minReviews);
  tell('Wrong labels, at most', percent(before.labelErrorThreshold, 1), percent(after.labelErrorThreshold, 1));
  for (const round of [1, 2] as const) {
    const { opened, closed } = after.rounds[round];
    tell(`Round ${round} opens on`, dayInWords(before.rounds[round].opened), dayInWords(opened));
    tell(`Round ${round} closes at the end of`, dayInWords(before.rounds[round].closed), dayInWords(closed));
  }
  return said;
}
