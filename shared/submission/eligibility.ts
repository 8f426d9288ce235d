import { dayAnywhereOnEarth, dayInWords, isLate, type Rounds } from './rounds.ts';

/** Marks that an organizer sets by hand, each with a reason. Their names are also the names of the rules they break. */
export const markKinds = ['prior-work', 'incoherent', 'same-task', 'set-aside', 'plot-standard'] as const;
export type MarkKind = (typeof markKinds)[number];

export const markTexts: Readonly<Record<MarkKind, { readonly title: string; readonly sentence: string }>> = {
  'prior-work': {
    title: 'Prior work shows it',
    sentence: 'Prior work has already shown inverse scaling on this task.',
  },
  incoherent: { title: 'Description incoherent', sentence: 'The description is not coherent.' },
  'same-task': {
    title: 'Same task as another',
    sentence: 'It is the same task as another submission, or a translation of it.',
  },
  'set-aside': {
    title: 'Set aside by choice',
    sentence: 'It is set aside: its contestant was asked to choose among several submissions.',
  },
  'plot-standard': { title: 'Plot shows standard scaling', sentence: 'Its plot shows standard scaling.' },
};

export interface Mark {
  readonly kind: MarkKind;
  readonly reason: string;
  /** With `same-task`: which other submission, as organizers call it. */
  readonly other: string | null;
}

/** Models that a plot or results must cover. */
export const neededModels = ['ada', 'babbage', 'curie', 'davinci'] as const;

export type Gpt3Check = 'standard' | 'not standard' | 'not yet checked';

/** What eligibility hangs on besides the data itself. Plain facts; nothing of it is stored as a finding. */
export interface Situation {
  readonly description: string;
  readonly round: 1 | 2;
  /** When the current version came in, UTC; null for a submission without data. */
  readonly receivedAt: string | null;
  readonly hasPlot: boolean;
  /** Models with a run on the current version. */
  readonly covered: ReadonlySet<string>;
  /** Whether the trend over `neededModels` is shaped standard; of no meaning where they are not all covered. */
  readonly gpt3: Gpt3Check;
  readonly marks: readonly Mark[];
}

export interface LiveFinding {
  readonly level: 'ineligible' | 'warning' | 'note';
  readonly rule: string;
  readonly message: string;
}

/** The rules on which the data alone does not decide, as things stand now. Each sentence says what to do. */
export function eligibilityFindings(situation: Situation, rounds: Rounds): readonly LiveFinding[] {
  const findings: LiveFinding[] = [];
  const ineligible = (rule: string, message: string) => findings.push({ level: 'ineligible', rule, message });

  const { receivedAt, round } = situation;
  if (receivedAt !== null && isLate(receivedAt, rounds[round])) {
    const came = dayInWords(dayAnywhereOnEarth(receivedAt));
    const rescue =
      round === 1 && !isLate(receivedAt, rounds[2]) ? 'Move it to round 2' : 'Set when it was really received';
    ineligible(
      'late',
      `It came in on ${came}, after round ${round} closed at the end of ${dayInWords(rounds[round].closed)}, Anywhere on Earth. ${rescue}, give the round other days under Rules, or waive this with a reason.`,
    );
  }
  if (situation.description.trim() === '') {
    ineligible('no-description', 'There is no description of the task. Fill in “What the task tests” on the form.');
  }
  const missing = neededModels.filter((model) => !situation.covered.has(model));
  if (!situation.hasPlot && missing.length > 0) {
    const some = missing.length < neededModels.length ? ` (missing: ${missing.join(', ')})` : '';
    ineligible(
      'no-scaling-evidence',
      `There is neither a plot nor results for ${neededModels.join(', ')}${some}. Add the plot to the form, or import the results.`,
    );
  }
  if (missing.length === 0 && situation.gpt3 === 'standard') {
    ineligible(
      'standard-scaling',
      `The results for ${neededModels.join(', ')} show standard scaling: larger models do better. Waive this with a reason if it should be reviewed all the same.`,
    );
  }
  if (missing.length === 0 && situation.gpt3 === 'not yet checked') {
    const message = `Whether the results for ${neededModels.join(', ')} show standard scaling is not yet checked: their scaling evidence has to be computed first.`;
    findings.push({ level: 'note', rule: 'standard-scaling', message });
  }
  for (const { kind, reason, other } of situation.marks) {
    const which = other === null ? '' : ` The other one: ${other}.`;
    ineligible(kind, `${markTexts[kind].sentence}${which} Marked because: ${reason}`);
  }
  return findings;
}
