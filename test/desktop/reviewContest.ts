import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inTransaction } from '../../db/connection.ts';
import { createContest, readContest } from '../../db/contest.ts';
import { addParticipant } from '../../db/participants.ts';
import { standardBody } from '../../db/rules.ts';
import { deriveKeys, normaliseCode } from '../../electron/engine/codes.ts';
import type { Context } from '../../electron/engine/context.ts';
import { dataFilesOnDisk } from '../../electron/engine/dataFile.ts';
import { importDataFiles } from '../../electron/engine/importSubmission.ts';
import { rankingHandlers } from '../../electron/engine/rankingTasks.ts';
import { reviewHandlers } from '../../electron/engine/review.ts';
import { reviewDealHandlers } from '../../electron/engine/reviewDeal.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { withTokens } from '../../electron/engine/tokens.ts';
import type { Outcome } from '../../shared/contract/failure.ts';
import { describedForm, openRounds } from '../engine/formBuilders.ts';

export interface ReviewContest {
  readonly path: string;
  /** Of the reviewers, in the order of `aliases`. */
  readonly codes: readonly string[];
}

export const aliases = ['Quiet Heron', 'Amber Lathe', 'Slow Comet'] as const;
export const titles = ['Even or odd', 'Twice as much', 'Before and after'] as const;
export const EXAMPLES = 300;
/** Stands in every name, address and file that a reviewer must not learn, and in nothing else. */
export const MARKER = 'PLANTED7Q';

/** Three submissions that can be reviewed, and three reviewers who have not signed in yet. Nothing is dealt, or everything to all, with an order asked for. */
export async function makeReviewContest(
  folder: string,
  { dealt = false, ranked = false }: { readonly dealt?: boolean; readonly ranked?: boolean } = {},
): Promise<ReviewContest> {
  const file = path.join(folder, 'review.assay');
  mkdirSync(folder, { recursive: true });
  const rules = { ...standardBody(), rounds: openRounds };
  const opened = must(createContest(file, { name: 'Review', rules, ...realSurroundings }));
  const { db } = opened;
  const actor = { alias: 'Organizer', role: 'organizer' } as const;
  const organizer: Context = { ...realSurroundings, db, role: 'organizer', participant: null, actor };
  const codes = aliases.map((_, place) => `DESK-TEST-REV1-000${place + 1}`);
  const { salt } = readContest(db);
  const reviewers: string[] = [];
  for (const [place, alias] of aliases.entries()) {
    const id = realSurroundings.newId();
    reviewers.push(id);
    const keys = await deriveKeys(normaliseCode(codes[place]!)!, salt);
    inTransaction(db, () =>
      addParticipant(db, {
        id,
        role: 'reviewer',
        alias,
        exchangeKey: keys.exchange.publicKey,
        signingKey: keys.signing.publicKey,
        invitedAt: realSurroundings.now(),
      }),
    );
  }
  const tools = { progress: () => {}, cancelled: () => false, surroundings: realSurroundings };
  for (const [place, title] of titles.entries()) {
    const csv = path.join(folder, `${MARKER}-${place}.csv`);
    const line = (n: number) => `${title}: what of ${n * 7919 + place}?,"[' Even', ' Odd']",${n % 2}`;
    writeFileSync(
      csv,
      `prompt,classes,answer_index\n${Array.from({ length: EXAMPLES }, (_, n) => line(n)).join('\n')}\n`,
    );
    const id = `sub${place + 1}`;
    const described = describedForm({ task: `Zoe ${MARKER} asks what is odd.` });
    const authors = [{ name: `Zoe ${MARKER}`, affiliation: `${MARKER} Institute`, email: `zoe@${MARKER}.example` }];
    const form = { ...described, given: { ...described.given, authors } };
    const input = { contestPath: file, form, metric: 'classification', id, title, actor } as const;
    const files = must(dataFilesOnDisk(csv));
    must(await withTokens(() => importDataFiles(input, files, tools)));
    must(await reviewDealHandlers['review.setTopics'](organizer, { submission: id, topics: [`topic ${place + 1}`] }));
    if (dealt) must(await reviewHandlers['review.assign'](organizer, { submission: id, reviewers }));
  }
  if (ranked) {
    const submissions = titles.map((_, place) => `sub${place + 1}`);
    must(await rankingHandlers['ranking.open'](organizer, { submissions, reason: 'One prize is left.' }));
  }
  opened.close();
  return { path: file, codes };
}

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}
