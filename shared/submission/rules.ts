import type { CsvRule } from '../csv/reader.ts';
import type { FindingLevel } from './finding.ts';

export interface Rule {
  readonly level: FindingLevel;
  /** What the rule looks for, for people. */
  readonly about: string;
}

/** Every rule that a submission's data is checked by. The names are stable: waivers and scripts refer to them. */
export const RULES = {
  'empty-file': { level: 'error', about: 'The file holds no row at all.' },
  'utf-32': { level: 'error', about: 'The file is UTF-32, which is not read.' },
  'too-many-columns': { level: 'error', about: 'The header has more columns than a spreadsheet can have.' },
  'too-many-cells': { level: 'error', about: 'A row has more cells than the header.' },
  'too-few-cells': { level: 'error', about: 'A row has fewer cells than the header.' },
  'unclosed-quote': { level: 'error', about: 'A quote is opened and never closed.' },
  'invalid-utf8': { level: 'error', about: 'A cell is not valid UTF-8.' },
  'invalid-utf16': { level: 'error', about: 'A cell of a UTF-16 file is not valid UTF-16.' },
  'nul-character': { level: 'error', about: 'A cell holds a NUL character, at which pandas cuts it off.' },
  'cell-too-long': { level: 'error', about: 'A cell is too long to be text of an example.' },
  'space-after-carriage-return': {
    level: 'error',
    about: 'A row that begins with white space follows a lone carriage return, where pandas fails or repeats rows.',
  },
  'missing-column': { level: 'error', about: 'A column that the metric needs is missing.' },
  'duplicate-column': { level: 'error', about: 'Two columns have one name.' },
  'other-columns': { level: 'error', about: 'A part has other columns than the first part of the data set.' },
  'dropped-metric': { level: 'error', about: 'The columns are those of the numeric kind, which the contest dropped.' },
  'ambiguous-metric': { level: 'error', about: 'The columns fit more than one metric and none was named.' },
  'assumed-metric': { level: 'note', about: 'The columns fit logodds and absolute_logodds; logodds was assumed.' },
  'older-column-name': { level: 'note', about: 'A column has an older name that is still taken.' },
  'empty-prompt': { level: 'error', about: 'A prompt, or other prompt, is empty.' },
  'empty-completion': { level: 'error', about: 'A completion is empty.' },
  'classes-not-a-list': { level: 'error', about: 'The classes are not a Python list or tuple of strings.' },
  'too-few-classes': { level: 'error', about: 'There are fewer than two classes.' },
  'repeated-class': { level: 'error', about: 'The same string is twice among the classes.' },
  'not-two-classes': { level: 'error', about: 'A log odds metric has other than exactly two classes.' },
  'answer-index': { level: 'error', about: 'The answer index is not a whole number from 0 to classes − 1.' },
  'answer-index-form': { level: 'note', about: 'The answer index is whole but written in an odd way, such as 1.0.' },
  'read-as-missing': { level: 'note', about: 'pandas with its defaults reads the cell as missing.' },
  'read-as-number': { level: 'note', about: 'pandas with its defaults turns the text column into numbers.' },
  'read-as-boolean': { level: 'note', about: 'pandas with its defaults turns the text column into booleans.' },
  'no-examples': { level: 'error', about: 'There is a header but no example.' },
  'too-few-examples': { level: 'ineligible', about: 'There are fewer than 300 examples.' },
  'few-examples': { level: 'warning', about: 'There are fewer than 500 examples.' },
  'many-examples': { level: 'note', about: 'There are more than 10,000 examples: a uniform sample can be drawn.' },
  'class-start': { level: 'warning', about: 'A class does not begin with a space and a capital letter or digit.' },
  'class-token-counts': { level: 'warning', about: 'Classes of one row differ in how many GPT-2 tokens they have.' },
  'class-several-tokens': { level: 'note', about: 'A class has more than one GPT-2 token.' },
  'prompt-end': { level: 'warning', about: 'A prompt, or other prompt, ends in white space.' },
  'completion-start': { level: 'warning', about: 'A completion does not begin with white space.' },
  'over-1024-tokens': { level: 'note', about: 'Prompt and longest class, or completion, pass 1,024 GPT-2 tokens.' },
  'over-2048-tokens': { level: 'warning', about: 'Prompt and longest class, or completion, pass 2,048 GPT-2 tokens.' },
  'repeated-example': { level: 'warning', about: 'The same prompt and classes, or completion, stand there twice.' },
  'contradicting-answers': {
    level: 'ineligible',
    about: 'The same prompt and classes stand there twice with different answers.',
  },
  'answer-position': { level: 'warning', about: 'One answer position holds over 90 % of the rows.' },
  'same-prompts': { level: 'warning', about: 'The prompt and the other prompt are the same.' },
  secret: { level: 'warning', about: 'A text looks like a secret, such as an API key or a private key.' },
  'email-address': { level: 'warning', about: 'A text holds an e-mail address.' },
  'author-name': { level: 'warning', about: 'A text holds the name of an author of the submission.' },
  'near-duplicate': { level: 'warning', about: 'Many prompts are almost those of another submission.' },
} as const satisfies Readonly<Record<string, Rule>> & Readonly<Record<CsvRule, Rule>>;

export type RuleName = keyof typeof RULES;

export function ruleLevel(rule: RuleName): FindingLevel {
  return RULES[rule].level;
}
