/** What a decision needs beside its own table: organizers' rulings, and the record's head when it was frozen. */
export const decisionSchema = /* sql */ `
-- an organizer's order of submissions that the panel left unordered: classes of equals, best first
CREATE TABLE ruling (
  id            TEXT PRIMARY KEY,
  "order"       TEXT NOT NULL CONSTRAINT ruling_is_json CHECK (json_valid("order")),
  reason        TEXT NOT NULL CONSTRAINT ruling_has_a_reason CHECK (length(reason) > 0),
  made_at       TEXT NOT NULL,
  withdrawn_at  TEXT
) STRICT, WITHOUT ROWID;

-- whether a submission's data is released, where an organizer said so
CREATE TABLE data_release (
  submission  TEXT PRIMARY KEY REFERENCES submission (id),
  allowed     INTEGER NOT NULL CONSTRAINT allowed_is_yes_or_no CHECK (allowed IN (0, 1)),
  reason      TEXT NOT NULL CONSTRAINT release_has_a_reason CHECK (length(reason) > 0)
) STRICT, WITHOUT ROWID;

-- hash of the record's last event before the freeze: a record that is chained anew later shows
ALTER TABLE decision ADD COLUMN head TEXT NOT NULL DEFAULT '';
-- an announced decision is the frozen one of the same hash
CREATE INDEX decision_of_round ON decision (round, created_at);
CREATE UNIQUE INDEX announced_once_a_round ON decision (round) WHERE status = 'announced';
`;
