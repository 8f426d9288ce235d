import { countEvents, listEvents } from '../../db/record.ts';
import { success } from '../../shared/contract/failure.ts';
import type { Handlers, JobHandlers } from './context.ts';
import { runInWorker } from './jobs.ts';

/** The record, page by page, and the check of the whole of it. */
export const recordHandlers: Handlers<'record.list'> = {
  'record.list': ({ db }, { before, limit, subject }) =>
    success({ total: countEvents(db, subject), events: listEvents(db, { before, limit, subject }) }),
};

export const recordJobs: JobHandlers<'record.verify'> = {
  'record.verify': (context) => runInWorker('verifyContest', { path: context.contestPath }, context),
};
