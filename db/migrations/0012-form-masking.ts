/**
 * What an organizer decided about a secret, an address or an author's name in a field of a submission's form. A form's
 * places move with every version, so a decision is about a text in a field.
 */
export const formMasking = `
CREATE TABLE form_masking (
  number        INTEGER PRIMARY KEY,
  submission    TEXT NOT NULL REFERENCES submission (id),
  field         TEXT NOT NULL,
  text          TEXT NOT NULL,
  kind          TEXT NOT NULL CONSTRAINT form_masking_kind CHECK (kind IN ('secret', 'email-address', 'author-name')),
  decision      TEXT NOT NULL CONSTRAINT form_masking_decision CHECK (decision IN ('hide', 'show')),
  decided_at    TEXT NOT NULL,
  withdrawn_at  TEXT
) STRICT;
CREATE INDEX form_masking_of_a_submission ON form_masking (submission);
`;
