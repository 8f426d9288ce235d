import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { inTransaction } from '../../db/connection.ts';
import { createContest, type OpenContest, readContest } from '../../db/contest.ts';
import { addParticipant } from '../../db/participants.ts';
import { deriveKeys, normaliseCode } from '../../electron/engine/codes.ts';
import type { Context } from '../../electron/engine/context.ts';
import { importSubmission } from '../../electron/engine/importSubmission.ts';
import { reviewHandlers } from '../../electron/engine/review.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { withTokens } from '../../electron/engine/tokens.ts';
import type { Outcome } from '../../shared/contract/failure.ts';

export interface LongReview extends OpenContest {
  readonly code: string;
  /** The reviewer's own context, for calling handlers directly. */
  readonly reviewer: Context;
}

/** A contest in which one reviewer has long submissions to review, in each of which one row may have a name masked. */
export async function longReview(
  file: string,
  size: { readonly rows: number; readonly submissions: number; readonly masked: boolean },
): Promise<LongReview> {
  const opened = must(createContest(file, { name: 'Bench', ...realSurroundings }));
  const { db } = opened;
  const actor = { alias: 'Organizer', role: 'organizer' } as const;
  const chief: Context = { ...realSurroundings, db, role: 'organizer', participant: null, actor };
  const code = 'DESK-TEST-REV1-0001';
  const keys = await deriveKeys(normaliseCode(code)!, readContest(db).salt);
  const id = realSurroundings.newId();
  inTransaction(db, () =>
    addParticipant(db, {
      id,
      role: 'reviewer',
      alias: 'Quiet Heron',
      exchangeKey: keys.exchange.publicKey,
      signingKey: keys.signing.publicKey,
      invitedAt: realSurroundings.now(),
    }),
  );
  const tools = { progress: () => {}, cancelled: () => false, surroundings: realSurroundings };
  for (let place = 0; place < size.submissions; place++) {
    const submission = `long-${place}`;
    const csv = `${file}-${submission}.csv`;
    writeFileSync(csv, longCsv(size.rows, size.masked));
    const input = { contestPath: file, form: null, metric: 'classification', id: submission } as const;
    must(
      await withTokens(() =>
        importSubmission({ ...input, title: `Long ${place}`, paths: [path.resolve(csv)], actor }, tools),
      ),
    );
    must(await reviewHandlers['review.assign'](chief, { submission, reviewers: [id] }));
  }
  const reviewer: Context = {
    ...chief,
    role: 'reviewer',
    participant: id,
    actor: { alias: 'Quiet Heron', role: 'reviewer' },
  };
  return { ...opened, code, reviewer };
}

function longCsv(rows: number, masked: boolean): string {
  let csv = 'prompt,classes,answer_index\n';
  for (let row = 0; row < rows; row++) {
    const said = masked && row === 5 ? 'Ask somebody@post.example. ' : '';
    const prompt = `${said}Question: A clock shows ${(row * 7919) % 1000} minutes past noon, another ${row}. Right?`;
    csv += `"${prompt}","[' Yes', ' No']",${row % 2}\n`;
  }
  return csv;
}

export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.message);
  return outcome.value;
}
