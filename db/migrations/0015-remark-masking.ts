/**
 * What an organizer decided about a remark inside a submission's plot (title, software, artist): reviewers read none of them
 * unless it is shown. `found` lists the secrets, addresses and names that stood in it when it was decided; a decision to show
 * holds for no others.
 */
export const remarkMasking = `
CREATE TABLE remark_masking (
  number        INTEGER PRIMARY KEY,
  submission    TEXT NOT NULL REFERENCES submission (id),
  name          TEXT NOT NULL,
  text          TEXT NOT NULL,
  found         TEXT NOT NULL CONSTRAINT found_is_json CHECK (json_valid(found)),
  decision      TEXT NOT NULL CONSTRAINT remark_masking_decision CHECK (decision IN ('hide', 'show')),
  decided_at    TEXT NOT NULL,
  withdrawn_at  TEXT
) STRICT;
CREATE INDEX remark_masking_of_a_submission ON remark_masking (submission);
`;
