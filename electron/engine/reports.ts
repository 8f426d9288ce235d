import { inTransaction } from '../../db/connection.ts';
import { appendEvent } from '../../db/record.ts';
import { releaseDecisions, saveRelease } from '../../db/reports.ts';
import { findSubmission } from '../../db/submission.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { outcomeText } from '../../shared/reports/content.ts';
import { releaseRequest } from '../../shared/reports/datasheet.ts';
import { letterPage } from '../../shared/reports/letter.ts';
import { publicPage } from '../../shared/reports/publicRanking.ts';
import { rankingCsv, rankingJson, rankingPage } from '../../shared/reports/ranking.ts';
import type { Handlers, JobHandlers } from './context.ts';
import { runInWorker } from './jobs.ts';
import { reportContent } from './reportContent.ts';
import { releasesOf } from './reportFiles.ts';

/** Reports, looked at before they are written. */
export const reportHandlers: Handlers<'report.preview' | 'report.table' | 'report.list' | 'report.release'> = {
  'report.preview': ({ db, now }, { decision, what }) => {
    const content = reportContent(db, decision, now(), what.kind === 'letter' ? what : 'all');
    if (!content.ok) return content;
    if (what.kind === 'ranking') return success({ html: rankingPage(content.value), title: 'The ranking' });
    if (what.kind === 'public') return success({ html: publicPage(content.value), title: 'The public ranking' });
    const submission = content.value.submissions.find(({ id }) => id === what.submission);
    if (!submission) return failure('not-found', `${what.submission} is not in this decision.`);
    return success({ html: letterPage(content.value, submission), title: `Letter: ${submission.title}` });
  },

  'report.table': ({ db, now }, { decision, format }) => {
    const content = reportContent(db, decision, now());
    if (!content.ok) return content;
    return success({ text: format === 'csv' ? rankingCsv(content.value) : rankingJson(content.value) });
  },

  'report.list': ({ db, now }, { decision }) => {
    const content = reportContent(db, decision, now(), 'none');
    if (!content.ok) return content;
    return success({
      round: content.value.round,
      standing: content.value.standing.status,
      letters: content.value.submissions.map((submission) => ({
        submission: submission.id,
        title: submission.title,
        outcome: outcomeText(submission),
      })),
      releases: releasesOf(db, content.value).map((release) => ({
        submission: release.submission.id,
        title: release.submission.title,
        licence: release.licence,
        ...release.release,
        decided: release.decided,
        request: release.release.allowed ? null : releaseRequest(release, content.value.contest),
      })),
    });
  },

  'report.release': ({ db, now, actor }, { submission, allowed, reason }) => {
    if (!findSubmission(db, submission)) return failure('not-found', `There is no submission ${submission}.`);
    const before = releaseDecisions(db).get(submission) ?? null;
    return inTransaction(db, () => {
      saveRelease(db, submission, allowed === null ? null : { allowed, reason });
      const said = allowed === null ? 'goes by its licence again' : allowed ? 'is to be released' : 'stays back';
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'report.released',
        subject: submission,
        sentence: `The data of ${submission} ${said}: ${reason}`,
        before,
        after: { allowed, reason },
      });
      return success({});
    });
  },
};

export const reportJobs: JobHandlers<'report.write'> = {
  'report.write': async ({ contestPath, pathOf, signal, onProgress }, { decision, token }) => {
    const folder = pathOf(token);
    if (folder === null) {
      return failure('not-found', 'This folder is not known to this window any more. Choose it again.');
    }
    return await runInWorker('writeReports', { contestPath, folder, decision }, { signal, onProgress });
  },
};
