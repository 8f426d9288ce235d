import { inTransaction } from '../../db/connection.ts';
import {
  closeRevision,
  insertMark,
  insertRevision,
  marksOf,
  openRevision,
  receivedOf,
  removeMark,
  setReceived,
  setRound,
} from '../../db/eligibility.ts';
import { appendEvent } from '../../db/record.ts';
import { currentVersion, findSubmission } from '../../db/submission.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { markTexts } from '../../shared/submission/eligibility.ts';
import type { Handlers } from './context.ts';
import { noSubmission } from './newSubmission.ts';

type Marks =
  | 'submission.mark'
  | 'submission.unmark'
  | 'submission.setReceived'
  | 'submission.setRound'
  | 'submission.askRevision'
  | 'submission.dropRevision';

/** What an organizer says of a submission by hand, each with a reason, each with a way back. */
export const markHandlers: Handlers<Marks> = {
  'submission.mark': ({ db, now, newId, actor }, { id, kind, reason, other }) => {
    if (findSubmission(db, id) === null) return noSubmission(id);
    if (kind !== 'same-task' && other !== undefined) {
      return failure('bad-input', 'Only the mark “same task” names another submission.');
    }
    if (kind === 'same-task') {
      if (other === undefined) return failure('bad-input', 'Name the submission that it is the same task as.');
      if (other === id) return failure('bad-input', 'A submission cannot be the same task as itself.');
      if (findSubmission(db, other) === null) return noSubmission(other);
    }
    if (marksOf(db, id).some((mark) => mark.kind === kind)) {
      return failure('conflict', `${id} is marked so already. Take the mark off first.`);
    }
    inTransaction(db, () => {
      const at = now();
      const mark = { kind, reason, other: other ?? null };
      insertMark(db, { ...mark, id: newId(), submission: id, at });
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.marked',
        subject: id,
        sentence: `${id} was marked “${markTexts[kind].title}”${other === undefined ? '' : ` (${other})`}: ${reason}`,
        after: mark,
      });
    });
    return success({});
  },

  'submission.unmark': ({ db, now, actor }, { id, kind }) => {
    if (findSubmission(db, id) === null) return noSubmission(id);
    const mark = marksOf(db, id).find((one) => one.kind === kind);
    if (!mark) return failure('not-found', `${id} is not marked so.`);
    inTransaction(db, () => {
      const at = now();
      removeMark(db, id, kind, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.unmarked',
        subject: id,
        sentence: `The mark “${markTexts[kind].title}” was taken off ${id}.`,
        before: { kind, reason: mark.reason, other: mark.other },
      });
    });
    return success({});
  },

  'submission.setReceived': ({ db, now, actor }, { id, receivedAt, reason }) => {
    const version = currentVersion(db, id);
    if (version === null) {
      return findSubmission(db, id) === null
        ? noSubmission(id)
        : failure('conflict', `${id} has no data yet, so none was received.`);
    }
    const at = now();
    if (receivedAt !== null && Date.parse(receivedAt) > Date.parse(at)) {
      return failure('bad-input', 'That moment is still to come. Give the time at which it was received.');
    }
    const time = receivedAt === null ? null : new Date(receivedAt).toISOString();
    const before = receivedOf(db, version.key);
    if (before.receivedAt === time && before.reason === reason) return success({});
    inTransaction(db, () => {
      setReceived(db, version.key, time, time === null ? null : reason);
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.received',
        subject: id,
        sentence:
          time === null
            ? `Version ${version.number} of ${id} counts as received when it was imported: ${reason}`
            : `Version ${version.number} of ${id} was received on ${time}: ${reason}`,
        before: { version: version.number, received_at: before.receivedAt },
        after: { version: version.number, received_at: time },
      });
    });
    return success({});
  },

  'submission.setRound': ({ db, now, actor }, { id, round, reason }) => {
    const submission = findSubmission(db, id);
    if (submission === null) return noSubmission(id);
    if (submission.round === round) return success({});
    inTransaction(db, () => {
      setRound(db, id, round);
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'submission.moved',
        subject: id,
        sentence: `${id} was moved to round ${round}: ${reason}`,
        before: { round: submission.round },
        after: { round },
      });
    });
    return success({});
  },

  'submission.askRevision': ({ db, now, newId, actor }, { id, reason }) => {
    const submission = findSubmission(db, id);
    if (submission === null) return noSubmission(id);
    const version = currentVersion(db, id);
    if (version === null) return failure('conflict', `${id} has no data yet: there is nothing to revise.`);
    if (openRevision(db, id) !== null) return failure('conflict', `A revision of ${id} is asked for already.`);
    inTransaction(db, () => {
      const at = now();
      insertRevision(db, { id: newId(), submission: id, reason, at });
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.revisionAsked',
        subject: id,
        sentence: `Revise and resubmit is the outcome of round ${submission.round} for ${id}: ${reason}`,
        after: { reason, round: submission.round, version: version.number },
      });
    });
    return success({});
  },

  'submission.dropRevision': ({ db, now, actor }, { id }) => {
    if (findSubmission(db, id) === null) return noSubmission(id);
    const open = openRevision(db, id);
    if (open === null) return failure('not-found', `No revision of ${id} is asked for.`);
    inTransaction(db, () => {
      const at = now();
      closeRevision(db, id, 'taken-back', at);
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.revisionDropped',
        subject: id,
        sentence: `A revision of ${id} is no longer asked for.`,
        before: { reason: open.reason },
      });
    });
    return success({});
  },
};
