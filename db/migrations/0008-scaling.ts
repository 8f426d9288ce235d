/**
 * Scaling evidence as it was last computed: derived from runs, models and subcategories, told by no event, and of use only
 * while `input_hash` is the hash of what it would be made from now. Subcategories stand apart: lists do not read them.
 */
export const scalingSchema = /* sql */ `
CREATE TABLE scaling_evidence (
  submission     TEXT PRIMARY KEY REFERENCES submission (id),
  input_hash     TEXT NOT NULL,
  computed_at    TEXT NOT NULL,
  content_hash   TEXT NOT NULL,
  standard       INTEGER CONSTRAINT standard_is_yes_or_no CHECK (standard IN (0, 1)),
  body           TEXT NOT NULL CONSTRAINT evidence_is_json CHECK (json_valid(body)),
  subcategories  TEXT NOT NULL CONSTRAINT subcategories_are_json CHECK (json_valid(subcategories))
) STRICT;
`;
