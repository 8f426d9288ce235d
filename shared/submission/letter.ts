import { csvForSpreadsheets } from '../csv/writer.ts';
import { markKinds, neededModels } from './eligibility.ts';
import type { FindingCount, FindingLevel } from './finding.ts';

/** Findings of one rule; `count` is exact, `findings` may be fewer. */
export interface RuleFindings {
  readonly level: FindingLevel;
  readonly rule: string;
  readonly count: number;
  readonly findings: readonly {
    readonly row: number | null;
    readonly column: string | null;
    readonly message: string;
  }[];
}

const LEVELS: readonly FindingLevel[] = ['error', 'ineligible', 'warning', 'note'];
const ROWS_IN_A_LETTER = 10;
/** Chosen by organizers, or about other people's submissions: not an author's to mend, or to read. */
const NOT_FOR_AUTHORS: ReadonlySet<string> = new Set([
  ...['near-duplicate', 'refused-run', 'many-examples', 'standard-scaling'],
  ...markKinds,
]);

/** What the organizers' own screens say of these tells organizers what to do; authors are told what is theirs to do. */
const TO_AUTHORS: Readonly<Record<string, string>> = {
  late: 'It came in after its round had closed. Tell us if it was sent in time.',
  'no-description': 'There is no description of the task. Please write what the task tests.',
  'no-scaling-evidence': `There is neither a plot nor results for ${neededModels.join(', ')}. Please send one of them.`,
  'form-metric': 'The form and the data do not go with the same metric. Please tell us which one is meant.',
};

/** By rule, the gravest first. The sentence that stands for findings which are not listed is left out. */
export function groupFindings(
  findings: readonly (RuleFindings['findings'][number] & { readonly level: FindingLevel; readonly rule: string })[],
  counts: readonly FindingCount[] = [],
): RuleFindings[] {
  const groups = new Map<string, { level: FindingLevel; findings: RuleFindings['findings'][number][] }>();
  for (const { level, rule, row, column, message } of findings) {
    const group = groups.get(rule) ?? { level, findings: [] };
    groups.set(rule, group);
    group.findings.push({ row, column, message });
  }
  const exact = new Map(counts.map(({ rule, count }) => [rule, count]));
  return [...groups]
    .map(([rule, { level, findings: found }]) => {
      const count = exact.get(rule) ?? found.length;
      // where not all are listed, the last one only says how many more there are
      return { level, rule, count, findings: count >= found.length && isCut(found) ? found.slice(0, -1) : found };
    })
    .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

function isCut(found: RuleFindings['findings']): boolean {
  const last = found.at(-1);
  return found.length > 1 && last?.row === null && / more like the \d+ listed; /.test(last.message);
}

/**
 * A letter to the author in Markdown: what to mend, by rule, with the first rows. It names no other submission and nothing
 * that is the organizers' own.
 */
export function findingsLetter(
  about: { readonly title: string; readonly rows: number | null; readonly revise?: string | null },
  groups: readonly RuleFindings[],
): string {
  const mine = groups.filter(({ rule }) => !NOT_FOR_AUTHORS.has(rule));
  const of = (...levels: FindingLevel[]) => mine.filter(({ level }) => levels.includes(level));
  const title = plainText(about.title);
  const parts = [
    'Dear author,',
    `thank you for “${title}”.${about.rows === null ? '' : ` We read ${counted(about.rows, 'example')}.`} ${opening(mine)}`,
    ...(about.revise ? ['## What we ask you to revise', plainText(about.revise)] : []),
    ...section('What keeps it from being read', of('error')),
    ...section('What has to be mended before review', of('ineligible')),
    ...section('What we advise to mend', of('warning')),
    ...section('For your information', of('note')),
  ];
  if (mine.some(({ findings }) => findings.some(({ row }) => row !== null)))
    parts.push('Rows count from 0, the first row under the header, as pandas counts.');
  if (about.revise || of('error', 'ineligible', 'warning').length > 0) {
    parts.push(
      'Please send a new version of the file when you have mended it. If one of these is as you mean it, tell us why.',
    );
  }
  parts.push('With kind regards,', 'the organizers');
  return `${parts.join('\n\n')}\n`;
}

function opening(groups: readonly RuleFindings[]): string {
  if (groups.length === 0) return 'Every check of the data passed: there is nothing to mend.';
  if (groups.some(({ level }) => level === 'error'))
    return 'Some things keep the file from being read; please mend them.';
  if (groups.some(({ level }) => level === 'ineligible')) {
    return 'The file can be read, but some things have to be mended before it can be reviewed.';
  }
  if (groups.some(({ level }) => level === 'warning'))
    return 'Nothing keeps it from review; some things could be better.';
  return 'There is nothing to mend; some remarks follow.';
}

function section(title: string, groups: readonly RuleFindings[]): string[] {
  if (groups.length === 0) return [];
  return [`## ${title}`, ...groups.map(ruleText)];
}

function ruleText({ rule, count, findings }: RuleFindings): string {
  const own = TO_AUTHORS[rule];
  if (own) return `- ${own}`;
  if (count === 1 && findings.length > 0) return `- ${plainText(findings[0]!.message)}`;
  const shown = findings.slice(0, ROWS_IN_A_LETTER).map(({ message }) => `  - ${plainText(message)}`);
  const more =
    count > shown.length
      ? [`  - and ${counted(count - shown.length, 'more place')} like ${shown.length === 1 ? 'it' : 'these'}`]
      : [];
  return [`- In ${counted(count, 'place')}:`, ...shown, ...more].join('\n');
}

function counted(n: number, one: string): string {
  return `${n.toLocaleString('en-US')} ${one}${n === 1 ? '' : 's'}`;
}

/** Nothing of the data becomes markup, a line of its own, or a link. */
function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}

/** As a table for spreadsheets, which run nothing of it. */
export function findingsCsv(groups: readonly RuleFindings[], file: string | null = null): string {
  const named = file === null ? [] : [file];
  const head = [...(file === null ? [] : ['file']), 'level', 'rule', 'count', 'row', 'column', 'message'];
  const lines = groups.flatMap(({ level, rule, count, findings }) =>
    findings.map(({ row, column, message }) => [...named, level, rule, count, row, column, message]),
  );
  return csvForSpreadsheets([head, ...lines]);
}
