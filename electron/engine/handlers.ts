import type { ProcedureName, ProceduresOfKind } from '../../shared/contract/contract.ts';
import { adjudicationHandlers } from './adjudication.ts';
import { contestHandlers } from './contest.ts';
import type { Handlers, JobHandlers } from './context.ts';
import { contractorHandlers } from './contractorFigures.ts';
import { decisionHandlers } from './decision.ts';
import { decisionRecordHandlers } from './decisionRecord.ts';
import { decisionRoomHandlers, decisionRoomJobs } from './decisionRoom.ts';
import { formMaskingHandlers } from './formMasking.ts';
import { knownAnswerHandlers, knownAnswerJobs } from './knownAnswers.ts';
import { dealingJobs, labelDealHandlers } from './labelDeal.ts';
import { labelDeskHandlers } from './labelDesk.ts';
import { labelExportHandlers, labelImportJobs } from './labelFiles.ts';
import { labelHandlers } from './labels.ts';
import { markHandlers } from './marks.ts';
import { maskingHandlers } from './masking.ts';
import { overviewHandlers } from './overview.ts';
import { panelHandlers } from './panel.ts';
import { panelFiguresHandlers } from './panelFigures.ts';
import { participantHandlers } from './participants.ts';
import { rankingHandlers } from './rankingTasks.ts';
import { recordHandlers, recordJobs } from './record.ts';
import { remarkMaskingHandlers } from './remarkMasking.ts';
import { reportHandlers, reportJobs } from './reports.ts';
import { resultsHandlers, resultsJobs } from './results.ts';
import { reviewHandlers } from './review.ts';
import { reviewArgumentsHandlers } from './reviewArguments.ts';
import { reviewDealHandlers } from './reviewDeal.ts';
import { reviewDeskHandlers } from './reviewDesk.ts';
import { scalingHandlers, scalingJobs } from './scaling.ts';
import type { SessionProcedure } from './sessions.ts';
import { submissionHandlers, submissionJobs } from './submission.ts';
import { formHandlers } from './submissionForms.ts';
import { versionJobs } from './submissionVersions.ts';

type JobName = ProceduresOfKind<'job'>;

/** Everything but what changes a window's session; the types leave no procedure of the contract without an answer. */
export type AllHandlers = Handlers<Exclude<ProcedureName, SessionProcedure | JobName>> & JobHandlers<JobName>;

export const handlers: AllHandlers = {
  ...contestHandlers,
  ...overviewHandlers,
  ...submissionHandlers,
  ...maskingHandlers,
  ...formMaskingHandlers,
  ...remarkMaskingHandlers,
  ...formHandlers,
  ...markHandlers,
  ...versionJobs,
  ...submissionJobs,
  ...resultsHandlers,
  ...resultsJobs,
  ...participantHandlers,
  ...labelHandlers,
  ...labelDealHandlers,
  ...dealingJobs,
  ...knownAnswerHandlers,
  ...knownAnswerJobs,
  ...labelDeskHandlers,
  ...adjudicationHandlers,
  ...contractorHandlers,
  ...labelExportHandlers,
  ...labelImportJobs,
  ...reviewHandlers,
  ...reviewDeskHandlers,
  ...reviewArgumentsHandlers,
  ...reviewDealHandlers,
  ...panelHandlers,
  ...panelFiguresHandlers,
  ...rankingHandlers,
  ...decisionHandlers,
  ...decisionRoomHandlers,
  ...decisionRoomJobs,
  ...decisionRecordHandlers,
  ...reportHandlers,
  ...reportJobs,
  ...recordHandlers,
  ...recordJobs,
  ...scalingHandlers,
  ...scalingJobs,
};
