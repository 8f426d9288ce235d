import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inTransaction } from '../../db/connection.ts';
import { createContest, readContest } from '../../db/contest.ts';
import { addParticipant, markSeen } from '../../db/participants.ts';
import { deriveKeys, normaliseCode } from '../../electron/engine/codes.ts';
import type { Context } from '../../electron/engine/context.ts';
import { dealOut } from '../../electron/engine/dealing.ts';
import { importSubmission } from '../../electron/engine/importSubmission.ts';
import { knownAnswerHandlers } from '../../electron/engine/knownAnswers.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { withTokens } from '../../electron/engine/tokens.ts';
import type { Outcome } from '../../shared/contract/failure.ts';
import { type LabelSettings, standardLabelSettings } from '../../shared/contract/labelSettings.ts';
import type { MetricName } from '../../shared/contract/parts.ts';

/** A contest to label in, made through the engine's own handlers: one submission a metric, contractors with known codes. */
export interface LabelContest {
  readonly path: string;
  /** Of the first, second, … contractor. */
  readonly codes: readonly string[];
  /** Planted in everything that a contractor must not learn. */
  readonly marker: string;
}

export const metrics: readonly MetricName[] = ['classification', 'sequence_prob', 'logodds', 'absolute_logodds'];

/** Codes of the first contractors of every such contest. */
export function labelCodes(contractors: number): readonly string[] {
  return Array.from({ length: contractors }, (_, i) => `DESK-TEST-C0DE-${String(i + 1).padStart(4, '0')}`);
}

export async function makeLabelContest(options: {
  readonly folder: string;
  readonly metrics: readonly MetricName[];
  readonly examples: number;
  readonly contractors?: number;
  readonly settings?: Partial<LabelSettings>;
  /** Known answers of the organizers' own, for practice and to mix in. */
  readonly known?: number;
}): Promise<LabelContest> {
  const marker = 'PLANTED7Q';
  const file = path.join(options.folder, 'labels.assay');
  mkdirSync(options.folder, { recursive: true });
  const opened = must(createContest(file, { name: 'Labels', ...realSurroundings }));
  const { db } = opened;
  const actor = { alias: 'Organizer', role: 'organizer' } as const;
  const organizer: Context = { ...realSurroundings, db, role: 'organizer', participant: null, actor };
  const codes = labelCodes(options.contractors ?? 1);
  const { salt } = readContest(db);
  const contractors: string[] = [];
  for (const [place, code] of codes.entries()) {
    const keys = await deriveKeys(normaliseCode(code)!, salt);
    const id = realSurroundings.newId();
    contractors.push(id);
    inTransaction(db, () => {
      addParticipant(db, {
        id,
        role: 'contractor',
        alias: `C-${String(place + 1).padStart(2, '0')}`,
        exchangeKey: keys.exchange.publicKey,
        signingKey: keys.signing.publicKey,
        invitedAt: realSurroundings.now(),
      });
      markSeen(db, id, realSurroundings.now());
    });
  }
  for (const [place, metric] of options.metrics.entries()) {
    const csv = path.join(options.folder, `${marker}-${metric}.csv`);
    writeFileSync(csv, csvOf(metric, options.examples, marker));
    const id = `${marker.slice(0, 3).toLowerCase()}${place}`;
    must(
      await withTokens(() =>
        importSubmission(
          { contestPath: file, paths: [csv], form: null, metric, id, title: `${marker} ${metric}`, actor },
          { progress: () => {}, cancelled: () => false, surroundings: realSurroundings },
        ),
      ),
    );
    if (options.known) {
      const text = knownCsv(metric, options.known, marker);
      must(await knownAnswerHandlers['known.import'](organizer, { submission: id, name: 'known.csv', text }));
    }
    must(
      dealOut(organizer, {
        submission: id,
        contractors,
        seed: 11,
        settings: {
          ...standardLabelSettings,
          sampling: { kind: 'all' },
          overlap: 1,
          practice: 0,
          knownRate: 0,
          instructions: 'Even numbers can be halved.',
          ...options.settings,
        },
      }),
    );
  }
  opened.close();
  return { path: file, codes, marker };
}

/** Example n asks for the parity of n; what is right can be told from what is shown, and nothing else can. */
function csvOf(metric: MetricName, examples: number, marker: string): string {
  const line = (n: number) => {
    const classes = `"[' Even', ' Odd']"`;
    const even = n % 2 === 0;
    switch (metric) {
      case 'classification':
        return `Number ${n} is,${classes},${n % 2},${marker}-other`;
      case 'sequence_prob':
        return `Number ${n} is, ${even ? 'even' : 'odd'},${marker}-other`;
      case 'logodds':
      case 'absolute_logodds':
        return `Number ${n} is,Number ${n + 1} is,${classes},${n % 2},${marker}-other`;
    }
  };
  const columns = {
    classification: 'prompt,classes,answer_index',
    sequence_prob: 'prompt,completion',
    logodds: 'prompt,other_prompt,classes,answer_index',
    absolute_logodds: 'prompt,other_prompt,classes,answer_index',
  }[metric];
  return `${columns},secret\n${Array.from({ length: examples }, (_, n) => line(n)).join('\n')}\n`;
}

function knownCsv(metric: MetricName, count: number, marker: string): string {
  const numbers = Array.from({ length: count }, (_, i) => 100_000 + i);
  const classes = `"[' Even', ' Odd']"`;
  const parity = (n: number) => (n % 2 === 0 ? 'Even' : 'Odd');
  switch (metric) {
    case 'classification':
      return `prompt,classes,answer,why\n${numbers
        .map((n) => `Number ${n} is,${classes},${parity(n)},${marker}-why`)
        .join('\n')}\n`;
    case 'sequence_prob':
      return `prompt,completion,right,others,why\n${numbers
        .map((n) => `Number ${n} is, ${parity(n).toLowerCase()},yes,no,${marker}-why`)
        .join('\n')}\n`;
    case 'logodds':
    case 'absolute_logodds':
      return `prompt,other_prompt,classes,answer,other_answer,matters,why\n${numbers
        .map((n) => `Number ${n} is,Number ${n + 1} is,${classes},${parity(n)},${parity(n + 1)},yes,${marker}-why`)
        .join('\n')}\n`;
  }
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}
