import { inTransaction } from '../../db/connection.ts';
import { liveFindings } from '../../db/eligibility.ts';
import { examplesPage } from '../../db/examples.ts';
import { findingGroups, findWaiver, insertWaiver, withdrawWaiver } from '../../db/findings.ts';
import { labelStates } from '../../db/labelStates.ts';
import { appendEvent } from '../../db/record.ts';
import { openRefusals } from '../../db/results.ts';
import { currentVersion, findSubmission, setWithdrawn, versionsOf } from '../../db/submission.ts';
import { REFUSED_RUN } from '../../db/submissionList.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { Handlers, JobContext, JobHandlers } from './context.ts';
import { runInWorker } from './jobs.ts';
import { noSubmission } from './newSubmission.ts';
import { submissionDetail } from './submissionDetail.ts';
import { submissionRows } from './submissionRows.ts';

type Submissions =
  | 'submission.list'
  | 'submission.get'
  | 'submission.examples'
  | 'submission.waive'
  | 'submission.unwaive'
  | 'submission.withdraw'
  | 'submission.readmit';

/** Label verification, which a submission has to pass, stands among the rules that can be waived. */
const LABELS_RULE = 'labels';

export const submissionHandlers: Handlers<Submissions> = {
  'submission.list': ({ db }) => success({ submissions: [...submissionRows(db)] }),

  'submission.get': ({ db }, { id }) => {
    const detail = submissionDetail(db, id);
    return detail === null ? noSubmission(id) : success(detail);
  },

  'submission.examples': ({ db }, { id, search, offset, limit, version: number }) => {
    if (findSubmission(db, id) === null) return noSubmission(id);
    const versions = versionsOf(db, id, 'original');
    const version = number === undefined ? versions[0] : versions.find((one) => one.number === number);
    if (!version) {
      return number === undefined
        ? success({ total: 0, examples: [] })
        : failure('not-found', `${id} has no version ${number}.`);
    }
    const page = examplesPage(db, version.key, { offset, limit, search });
    return success({
      total: page.total,
      examples: page.examples.map((example) => ({
        ...example,
        classes: example.classes === null ? null : [...example.classes],
        other: example.other === null ? null : { ...example.other },
      })),
    });
  },

  'submission.waive': ({ db, now, newId, actor }, { id, rule, reason }) => {
    if (findSubmission(db, id) === null) return noSubmission(id);
    const version = currentVersion(db, id);
    if (version === null) return failure('conflict', `${id} has no data yet; there is nothing to waive.`);
    if (findWaiver(db, id, rule) !== null) return failure('conflict', `The rule ${rule} is waived for ${id} already.`);
    const stands =
      rule === REFUSED_RUN
        ? openRefusals(db, version.key).length > 0
        : rule === LABELS_RULE
          ? labelStates(db, [{ version: version.key, metric: version.metric }]).get(version.key)?.outcome !== 'passed'
          : [...findingGroups(db, version.key), ...(liveFindings(db, id).get(id) ?? [])].some(
              (group) => group.level === 'ineligible' && group.rule === rule,
            );
    if (!stands) return failure('conflict', `Nothing keeps ${id} out of review by the rule ${rule}.`);
    inTransaction(db, () => {
      const at = now();
      insertWaiver(db, { id: newId(), submission: id, rule, reason, at });
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.waived',
        subject: id,
        sentence: `The rule ${rule} was waived for ${id}: ${reason}`,
        after: { rule, reason, version: version.number },
      });
    });
    return success({});
  },

  'submission.unwaive': ({ db, now, actor }, { id, rule }) => {
    if (findSubmission(db, id) === null) return noSubmission(id);
    const waiver = findWaiver(db, id, rule);
    if (waiver === null) return failure('not-found', `The rule ${rule} is not waived for ${id}.`);
    inTransaction(db, () => {
      const at = now();
      withdrawWaiver(db, id, rule, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.unwaived',
        subject: id,
        sentence: `The waiver of the rule ${rule} for ${id} was taken back.`,
        before: waiver,
      });
    });
    return success({});
  },

  'submission.withdraw': ({ db, now, actor }, { id }) => {
    const submission = findSubmission(db, id);
    if (submission === null) return noSubmission(id);
    if (submission.withdrawnAt !== null) return failure('conflict', `${id} is withdrawn already.`);
    inTransaction(db, () => {
      const at = now();
      setWithdrawn(db, id, at);
      const sentence = `${id} was withdrawn from the contest.`;
      appendEvent(db, { at, actor, kind: 'submission.withdrawn', subject: id, sentence });
    });
    return success({});
  },

  'submission.readmit': ({ db, now, actor }, { id }) => {
    const submission = findSubmission(db, id);
    if (submission === null) return noSubmission(id);
    if (submission.withdrawnAt === null) return failure('conflict', `${id} is in the contest.`);
    inTransaction(db, () => {
      setWithdrawn(db, id, null);
      const sentence = `${id} was taken back into the contest.`;
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'submission.readmitted',
        subject: id,
        sentence,
        before: { withdrawn_at: submission.withdrawnAt },
      });
    });
    return success({});
  },
};

export const submissionJobs: JobHandlers<'submission.check' | 'submission.import'> = {
  'submission.check': async (context, { token, metric }) => {
    const path = pathBehind(context, token);
    return path.ok ? runInWorker('checkFile', { paths: [path.value], metric: metric ?? null }, context) : path;
  },

  'submission.import': async (context, { token, parts, metric, id, title, form }) => {
    const paths: string[] = [];
    for (const one of [token, ...(parts ?? [])]) {
      const path = pathBehind(context, one);
      if (!path.ok) return path;
      paths.push(path.value);
    }
    const formPath = form === undefined ? null : pathBehind(context, form);
    if (formPath !== null && !formPath.ok) return formPath;
    const { contestPath, actor } = context;
    const input = {
      contestPath,
      paths,
      metric: metric ?? null,
      id: id ?? null,
      title: title || null,
      form: formPath?.value ?? null,
      actor,
    };
    return runInWorker('importSubmission', input, context);
  },
};

/** The path of what a window's person picked. */
export function pathBehind(context: JobContext, token: string): Outcome<string> {
  const path = context.pathOf(token);
  return path === null
    ? failure('not-found', 'This file was picked in another session. Choose it again.')
    : success(path);
}
