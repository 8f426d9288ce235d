/**
 * What looks like a secret, an address or an author's name, what the organizer decided about it, and the texts that blind
 * roles read instead; prompts in a comparable form, and which data sets share them; samples of large data sets.
 */
export const masking = `
-- version and row NULL: a field of the submission's form, its place then 'form/…'
CREATE TABLE sensitive_spot (
  id          INTEGER PRIMARY KEY,
  submission  TEXT NOT NULL REFERENCES submission (id),
  version     INTEGER REFERENCES version (key),
  row         INTEGER,
  place       TEXT NOT NULL,
  start       INTEGER NOT NULL,
  "end"       INTEGER NOT NULL,
  kind        TEXT NOT NULL CONSTRAINT sensitive_kind CHECK (kind IN ('secret', 'email-address', 'author-name')),
  about       TEXT NOT NULL,
  CONSTRAINT spot_is_a_stretch CHECK (start >= 0 AND "end" > start),
  CONSTRAINT spot_is_in_a_row_or_a_form CHECK ((version IS NULL) = (row IS NULL))
) STRICT;
CREATE INDEX sensitive_spot_of_a_version ON sensitive_spot (version, kind, row, place, start);
CREATE INDEX sensitive_spot_of_a_submission ON sensitive_spot (submission);

-- decisions; the latest that covers a spot holds, without one it is hidden. row NULL: all spots of the kind
CREATE TABLE masking (
  number        INTEGER PRIMARY KEY,
  submission    TEXT NOT NULL REFERENCES submission (id),
  version       INTEGER REFERENCES version (key),
  kind          TEXT NOT NULL CONSTRAINT masking_kind CHECK (kind IN ('secret', 'email-address', 'author-name')),
  row           INTEGER,
  place         TEXT,
  start         INTEGER,
  decision      TEXT NOT NULL CONSTRAINT masking_decision CHECK (decision IN ('hide', 'show')),
  decided_at    TEXT NOT NULL,
  withdrawn_at  TEXT,
  CONSTRAINT masking_is_of_one_or_all CHECK ((place IS NULL) = (start IS NULL))
) STRICT;
CREATE INDEX masking_of_a_version ON masking (version);

-- rows with something hidden, as blind roles read them
CREATE TABLE masked_example (
  key           INTEGER PRIMARY KEY REFERENCES example (key),
  prompt        TEXT,
  other_prompt  TEXT,
  classes       TEXT,
  completion    TEXT,
  subcategory   TEXT,
  other         TEXT
) STRICT;

-- no join: SQLite would read the whole of it for each row that is looked up from outside
CREATE VIEW blind_example AS
  SELECT e.key AS key, e.version AS version, e.row AS row,
         coalesce((SELECT m.prompt FROM masked_example m WHERE m.key = e.key), e.prompt) AS prompt,
         coalesce((SELECT m.other_prompt FROM masked_example m WHERE m.key = e.key), e.other_prompt) AS other_prompt,
         coalesce((SELECT m.classes FROM masked_example m WHERE m.key = e.key), e.classes) AS classes,
         e.answer_index AS answer_index,
         coalesce((SELECT m.completion FROM masked_example m WHERE m.key = e.key), e.completion) AS completion,
         coalesce((SELECT m.subcategory FROM masked_example m WHERE m.key = e.key), e.subcategory) AS subcategory,
         coalesce((SELECT m.other FROM masked_example m WHERE m.key = e.key), e.other) AS other
  FROM example e;

CREATE TABLE prompt_sketch (
  version     INTEGER PRIMARY KEY REFERENCES version (key),
  method      INTEGER NOT NULL,
  rows        BLOB NOT NULL,
  signatures  BLOB NOT NULL
) STRICT;

-- once for both: version is the lower key. pairs: [row, other row, similarity]
CREATE TABLE near_duplicate (
  version     INTEGER NOT NULL REFERENCES version (key),
  other       INTEGER NOT NULL REFERENCES version (key),
  rows        INTEGER NOT NULL,
  other_rows  INTEGER NOT NULL,
  pairs       TEXT NOT NULL CONSTRAINT pairs_are_json CHECK (json_valid(pairs)),
  PRIMARY KEY (version, other),
  CONSTRAINT lower_version_first CHECK (version < other)
) STRICT, WITHOUT ROWID;
CREATE INDEX near_duplicate_of_the_other ON near_duplicate (other);

CREATE TABLE example_sample (
  number        INTEGER PRIMARY KEY,
  version       INTEGER NOT NULL REFERENCES version (key),
  seed          INTEGER NOT NULL,
  rows          TEXT NOT NULL CONSTRAINT sample_is_json CHECK (json_valid(rows)),
  drawn_at      TEXT NOT NULL,
  withdrawn_at  TEXT
) STRICT;
CREATE UNIQUE INDEX one_sample_a_version ON example_sample (version) WHERE withdrawn_at IS NULL;
`;
