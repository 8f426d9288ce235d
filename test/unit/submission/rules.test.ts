import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../shared/submission/metric.ts';
import { readSubmission } from '../../../shared/submission/reader.ts';
import { RULES, type RuleName } from '../../../shared/submission/rules.ts';
import { createTokenCounter } from '../../../shared/tokens/bytePairs.ts';

const { default: ranks } = await import('gpt-tokenizer/bpeRanks/r50k_base');
const countTokens = createTokenCounter(ranks);

const CHOICE = 'prompt,classes,answer_index';
const PAIR = 'prompt,other_prompt,classes,answer_index';
const LIST = `"[' Yes', ' No']"`;

interface Read {
  readonly text: string | Uint8Array;
  readonly metric?: Metric;
  readonly refuse?: boolean;
}

/** One row of a classification, each prompt its own. */
const choice = (prompt: string, classes = LIST, answer = '0', head = CHOICE): Read => ({
  text: `${head}\n${prompt},${classes},${answer}\n`,
});
const pair = (prompt: string, other: string, classes = LIST, answer = '0'): Read => ({
  text: `${PAIR}\n${prompt},${other},${classes},${answer}\n`,
});
const completes = (prompt: string, completion: string): Read => ({
  text: `prompt,completion\n${prompt},${completion}\n`,
});
const rows = (count: number, row: (at: number) => string, head = CHOICE): Read => ({
  text: `${head}\n${Array.from({ length: count }, (_, at) => `${row(at)}\n`).join('')}`,
});
const bytes = (...parts: (string | readonly number[])[]): Read => ({
  text: Buffer.concat(parts.map((part) => Buffer.from(part as string))),
});
/** So many tokens to the letter: each ` a` is one. */
const tokens = (count: number) => `a${' a'.repeat(count - 1)}`;
const utf16 = (text: string, ...more: number[]): Read => ({
  text: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le'), Buffer.from(more)]),
});

/** Checked elsewhere, because more than one file is needed. */
const ELSEWHERE: readonly RuleName[] = ['near-duplicate', 'other-columns'];

interface Pair {
  readonly fires: Read;
  /** Null: the header or the whole file. */
  readonly at: readonly [row: number | null, column: string | null];
  /** As near to it as can be. */
  readonly spares: Read;
}

const PAIRS: Partial<Record<RuleName, Pair>> = {
  'empty-file': { fires: { text: '' }, at: [null, null], spares: { text: 'prompt' } },
  'utf-32': {
    fires: bytes([0xff, 0xfe, 0, 0, 0x70, 0, 0, 0]),
    at: [null, null],
    spares: utf16(`${CHOICE}\np,${LIST},0\n`),
  },
  'too-many-columns': {
    fires: { text: `${Array.from({ length: 16_385 }, (_, at) => `c${at}`).join(',')}\n` },
    at: [null, null],
    spares: { text: `${Array.from({ length: 16_384 }, (_, at) => `c${at}`).join(',')}\n` },
  },
  'too-many-cells': { fires: choice('p', LIST, '0,x'), at: [0, null], spares: choice('p', LIST, '0') },
  'too-few-cells': { fires: { text: `${CHOICE}\np,${LIST}\n` }, at: [0, null], spares: choice('p') },
  'unclosed-quote': { fires: choice('"p', 'c', '0'), at: [0, 'prompt'], spares: choice('"p"') },
  'invalid-utf8': {
    fires: bytes(`${CHOICE}\n`, [0xc3], `,${LIST},0\n`),
    at: [0, 'prompt'],
    spares: choice('Ã'),
  },
  'invalid-utf16': {
    fires: utf16(`${CHOICE}\n\ud800,${LIST},0\n`),
    at: [0, 'prompt'],
    spares: utf16(`${CHOICE}\n😀,${LIST},0\n`),
  },
  'nul-character': { fires: choice('a\0b'), at: [0, 'prompt'], spares: choice('a\u0001b') },
  'cell-too-long': {
    fires: choice('a'.repeat((1 << 26) + 1)),
    at: [0, 'prompt'],
    spares: choice('a'.repeat(1 << 10)),
  },
  'space-after-carriage-return': {
    fires: { text: `${CHOICE}\np,${LIST},0\n\r q,${LIST},0\n` },
    at: [1, 'prompt'],
    spares: { text: `${CHOICE}\np,${LIST},0\n\rq,${LIST},0\n` },
  },
  'missing-column': {
    fires: { text: `prompt,classes\np,${LIST}\n`, metric: 'classification' },
    at: [null, 'answer_index'],
    spares: choice('p'),
  },
  'duplicate-column': {
    fires: { text: `${CHOICE},prompt\np,${LIST},0,q\n` },
    at: [null, 'prompt'],
    spares: { text: `${CHOICE},Prompt\np,${LIST},0,q\n` },
  },
  'dropped-metric': {
    fires: { text: 'filled_template,true_answer,anchor\na,1,2\n' },
    at: [null, null],
    spares: { text: 'filled_template,x\na,1\n' },
  },
  'ambiguous-metric': {
    fires: { text: `${PAIR}\np,q,${LIST},0\n`, refuse: true },
    at: [null, null],
    spares: { text: `${PAIR}\np,q,${LIST},0\n`, refuse: true, metric: 'logodds' },
  },
  'assumed-metric': {
    fires: pair('p', 'q'),
    at: [null, null],
    spares: { ...pair('p', 'q'), metric: 'logodds' },
  },
  'older-column-name': {
    fires: { text: `prompt,biased_prompt,classes,answer_index\np,q,${LIST},0\n` },
    at: [null, 'biased_prompt'],
    spares: pair('p', 'q'),
  },
  'empty-prompt': { fires: choice(''), at: [0, 'prompt'], spares: choice(' ') },
  'empty-completion': { fires: completes('p', ''), at: [0, 'completion'], spares: completes('p', ' ') },
  'classes-not-a-list': {
    fires: choice('p', "\"{'a', 'b'}\""),
    at: [0, 'classes'],
    spares: choice('p', "\"('a', 'b')\""),
  },
  'too-few-classes': { fires: choice('p', "[' A']"), at: [0, 'classes'], spares: choice('p', "\"[' A', ' B']\"") },
  'repeated-class': {
    fires: choice('p', "\"[' A', ' A']\""),
    at: [0, 'classes'],
    spares: choice('p', "\"[' A', 'A']\""),
  },
  'not-two-classes': {
    fires: pair('p', 'q', "\"[' A', ' B', ' C']\""),
    at: [0, 'classes'],
    spares: choice('p', "\"[' A', ' B', ' C']\""),
  },
  'answer-index': { fires: choice('p', LIST, '2'), at: [0, 'answer_index'], spares: choice('p', LIST, '1') },
  'answer-index-form': { fires: choice('p', LIST, '1.0'), at: [0, 'answer_index'], spares: choice('p', LIST, '1') },
  'read-as-missing': { fires: choice('NA'), at: [0, 'prompt'], spares: choice('NAN') },
  'read-as-number': {
    fires: completes('1', ' x'),
    at: [null, 'prompt'],
    spares: { text: 'prompt,completion\n1, x\n1a, x\n' },
  },
  'read-as-boolean': {
    fires: completes('True', ' x'),
    at: [null, 'prompt'],
    spares: { text: 'prompt,completion\nTrue, x\nTrue?, x\n' },
  },
  'no-examples': { fires: { text: `${CHOICE}\n` }, at: [null, null], spares: choice('p') },
  'too-few-examples': {
    fires: rows(299, (at) => `p${at},${LIST},0`),
    at: [null, null],
    spares: rows(300, (at) => `p${at},${LIST},0`),
  },
  'few-examples': {
    fires: rows(499, (at) => `p${at},${LIST},0`),
    at: [null, null],
    spares: rows(500, (at) => `p${at},${LIST},0`),
  },
  'many-examples': {
    fires: rows(10_001, (at) => `p${at},${LIST},0`),
    at: [null, null],
    spares: rows(10_000, (at) => `p${at},${LIST},0`),
  },
  'class-start': {
    fires: choice('p', "\"[' Yes', ' no']\""),
    at: [0, 'classes'],
    spares: choice('p', "\"[' Ü', ' 7']\""),
  },
  'class-token-counts': {
    fires: choice('p', "\"[' Yes', ' Certainly not']\""),
    at: [0, 'classes'],
    spares: choice('p', "\"[' Yes indeed', ' Certainly not']\""),
  },
  'class-several-tokens': {
    fires: choice('p', "\"[' Yes indeed', ' Certainly not']\""),
    at: [0, 'classes'],
    spares: choice('p', "\"[' Certainly', ' Indeed']\""),
  },
  'prompt-end': { fires: pair('p', '"q\n"'), at: [0, 'other_prompt'], spares: pair(' p', '"\nq"') },
  'completion-start': { fires: completes('p', 'x'), at: [0, 'completion'], spares: completes('p', '"\nx"') },
  'over-1024-tokens': { fires: choice(tokens(1024)), at: [0, 'prompt'], spares: choice(tokens(1023)) },
  'over-2048-tokens': {
    fires: completes(tokens(2047), ' a a'),
    at: [0, 'prompt'],
    spares: completes(tokens(2047), ' a'),
  },
  'repeated-example': {
    fires: rows(3, (at) => `p${at % 2},${LIST},${at % 2}`),
    at: [2, 'prompt'],
    spares: { text: `${CHOICE}\np,${LIST},0\np,"[' Yes', ' No', ' A']",0\nP,${LIST},0\n` },
  },
  'contradicting-answers': {
    fires: rows(2, (at) => `p,${LIST},${at}`),
    at: [1, 'answer_index'],
    spares: { ...rows(2, (at) => `p,q,${LIST},${at}`, PAIR), metric: 'absolute_logodds' },
  },
  'answer-position': {
    fires: rows(100, (at) => `p${at},${LIST},${at < 91 ? 1 : 0}`),
    at: [null, 'answer_index'],
    spares: rows(100, (at) => `p${at},${LIST},${at < 90 ? 1 : 0}`),
  },
  'same-prompts': { fires: pair('p', 'p'), at: [0, 'other_prompt'], spares: pair('p', 'P') },
  secret: {
    fires: choice('the key is AKIAQ3EGRIPSWXZ52TCL'),
    at: [0, 'prompt'],
    spares: choice('the key is AKIA-of-Westphalia'),
  },
  'email-address': {
    fires: completes('Write to', ' ann.bell@post.example'),
    at: [0, 'completion'],
    spares: completes('Write to', ' @ann at noon@home'),
  },
  'author-name': {
    fires: choice('As A. Bell wrote'),
    at: [0, 'prompt'],
    spares: choice('As Bell wrote to Anne'),
  },
};

/** Findings of one rule, as row and column. */
function found(rule: RuleName, { text, metric, refuse }: Read) {
  const { summary } = readSubmission(Buffer.from(text), {
    metric,
    ambiguousMetric: refuse ? 'refuse' : 'assume-logodds',
    countTokens,
    authors: ['Ann Bell'],
  });
  return summary.findings.filter((finding) => finding.rule === rule);
}

describe('every rule', () => {
  it('has a file that fires it and one that just does not', () => {
    expect([...Object.keys(PAIRS), ...ELSEWHERE].sort()).toEqual(Object.keys(RULES).sort());
  });

  it.each(Object.entries(PAIRS))('%s fires, with its level, place and what to do', (name, { fires, at }) => {
    const rule = name as RuleName;
    const [first] = found(rule, fires);
    expect(first).toMatchObject({ level: RULES[rule].level, row: at[0], column: at[1] });
    expect(first?.message).toMatch(/\.$/);
    if (at[0] !== null) expect(first?.message).toContain(`ow ${at[0]}`);
  });

  it.each(Object.entries(PAIRS))('%s spares what is near to it', (name, { spares }) => {
    expect(found(name as RuleName, spares)).toEqual([]);
  });
});
