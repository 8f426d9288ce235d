import type { z } from 'zod';
import { adjudicationProcedures } from './adjudication.ts';
import { decisionProcedures } from './decision.ts';
import { decisionRoomProcedures } from './decisionRoom.ts';
import { knownAnswerProcedures } from './knownAnswers.ts';
import { labelDealProcedures } from './labelDeal.ts';
import { labelFileProcedures } from './labelFiles.ts';
import { labelProcedures } from './labels.ts';
import { maskingProcedures } from './masking.ts';
import { panelProcedures } from './panel.ts';
import { participantProcedures } from './participants.ts';
import type { ProcedureKind } from './procedure.ts';
import { rankingProcedures } from './ranking.ts';
import { recordProcedures } from './record.ts';
import { reportProcedures } from './reports.ts';
import { resultsProcedures } from './results.ts';
import { reviewProcedures } from './review.ts';
import { reviewDealProcedures } from './reviewDeal.ts';
import { scalingProcedures } from './scaling.ts';
import { contestProcedures, sessionProcedures } from './session.ts';
import { submissionProcedures } from './submission.ts';
import { formProcedures, sheetProcedures, versionProcedures } from './submissionForms.ts';

/**
 * Everything a window may ask of the engine. One table: roles, schemas and kind stand here and nowhere else; the
 * engine enforces it, the renderer is typed by it, and the role × procedure test matrix is made from it.
 */
export const contract = {
  ...sessionProcedures,
  ...contestProcedures,
  ...submissionProcedures,
  ...formProcedures,
  ...versionProcedures,
  ...sheetProcedures,
  ...maskingProcedures,
  ...resultsProcedures,
  ...participantProcedures,
  ...labelProcedures,
  ...adjudicationProcedures,
  ...labelFileProcedures,
  ...labelDealProcedures,
  ...knownAnswerProcedures,
  ...reviewProcedures,
  ...reviewDealProcedures,
  ...panelProcedures,
  ...rankingProcedures,
  ...scalingProcedures,
  ...decisionProcedures,
  ...decisionRoomProcedures,
  ...reportProcedures,
  ...recordProcedures,
} as const;

export type Contract = typeof contract;
export type ProcedureName = keyof Contract;
/** What a caller passes. */
export type Input<P extends ProcedureName> = z.input<Contract[P]['input']>;
/** What the engine's own code gets after parsing. */
export type Parsed<P extends ProcedureName> = z.output<Contract[P]['input']>;
export type Output<P extends ProcedureName> = z.output<Contract[P]['output']>;
export type ProceduresOfKind<K extends ProcedureKind> = {
  [P in ProcedureName]: Contract[P]['kind'] extends K ? P : never;
}[ProcedureName];

export const procedureNames = Object.keys(contract) as readonly ProcedureName[];

export function isProcedureName(name: unknown): name is ProcedureName {
  return typeof name === 'string' && Object.hasOwn(contract, name);
}
