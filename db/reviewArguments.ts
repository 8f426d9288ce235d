import { blindTexts, type FormTexts } from './blindTexts.ts';
import { type Connection, one } from './connection.ts';

/**
 * What a submission's form says to reviewers. Blind: the fields are named one by one, so that none of those that only
 * organizers read (authors, licence, sources, non-profit, other answers, the plot's own file) can come along.
 */
export interface BlindArguments {
  readonly importance: string | null;
  readonly whyInverse: string | null;
  readonly dataGeneration: string | null;
  readonly annotators: string | null;
  readonly language: string | null;
  readonly shots: string | null;
  readonly instructions: string | null;
  readonly priorWork: string | null;
  readonly optionalAnswers: string | null;
}

export function blindArguments(db: Connection, submission: string): BlindArguments | null {
  const said = one<BlindArguments & FormTexts>(
    db,
    `SELECT json_extract(body, '$.importance') AS importance, json_extract(body, '$.whyInverse') AS whyInverse,
            json_extract(body, '$.dataGeneration') AS dataGeneration, json_extract(body, '$.annotators') AS annotators,
            json_extract(body, '$.language') AS language, json_extract(body, '$.shots') AS shots,
            json_extract(body, '$.instructions') AS instructions, json_extract(body, '$.priorWork') AS priorWork,
            json_extract(body, '$.optionalAnswers') AS optionalAnswers
     FROM form WHERE submission = ? ORDER BY number DESC LIMIT 1`,
    submission,
  );
  return said && blindTexts(db, submission, said);
}
