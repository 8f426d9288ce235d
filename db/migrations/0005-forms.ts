/**
 * The submission form in versions, its plot, organizers' marks, requests for a revised version, when a version was
 * received. Authors now belong to a version of the form; their first table was never written by a released Assay.
 */
export const formsSchema = /* sql */ `
CREATE TABLE plot (
  hash        TEXT PRIMARY KEY,
  media_type  TEXT NOT NULL CONSTRAINT plot_media_type CHECK (media_type IN ('image/png', 'image/svg+xml')),
  told        TEXT NOT NULL CONSTRAINT plot_told_is_json CHECK (json_valid(told)),
  kept_at     TEXT NOT NULL,
  -- what came in, for organizers; and the same picture without anything that could tell who drew it
  original    BLOB NOT NULL,
  blind       BLOB NOT NULL
) STRICT;

CREATE TABLE form (
  submission  TEXT NOT NULL REFERENCES submission (id),
  number      INTEGER NOT NULL CONSTRAINT form_number_is_positive CHECK (number > 0),
  body        TEXT NOT NULL CONSTRAINT form_body_is_json CHECK (json_valid(body)),
  plot        TEXT REFERENCES plot (hash),
  saved_at    TEXT NOT NULL,
  hash        TEXT NOT NULL,
  PRIMARY KEY (submission, number)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER form_is_never_changed BEFORE UPDATE ON form BEGIN SELECT RAISE(ABORT, 'forms are append-only'); END;
CREATE TRIGGER form_is_never_removed BEFORE DELETE ON form BEGIN SELECT RAISE(ABORT, 'forms are append-only'); END;

DROP TABLE author;
-- who wrote it: apart from everything that a blind role's query reads
CREATE TABLE author (
  submission   TEXT NOT NULL,
  form         INTEGER NOT NULL,
  place        INTEGER NOT NULL,
  name         TEXT NOT NULL,
  affiliation  TEXT NOT NULL,
  email        TEXT NOT NULL,
  PRIMARY KEY (submission, form, place),
  FOREIGN KEY (submission, form) REFERENCES form (submission, number)
) STRICT, WITHOUT ROWID;

-- an author who was not there before was compared with nobody; a conflict that was found stays found
CREATE TRIGGER added_author_is_unchecked AFTER INSERT ON author
WHEN NOT EXISTS (SELECT 1 FROM author o
                 WHERE o.submission = NEW.submission AND o.form < NEW.form AND o.name = NEW.name
                   AND o.affiliation = NEW.affiliation AND o.email = NEW.email) BEGIN
  DELETE FROM conflict_check WHERE submission = NEW.submission AND conflict = 0;
END;

-- what is being typed; replaced as it is typed, gone once saved
CREATE TABLE form_draft (
  submission  TEXT PRIMARY KEY REFERENCES submission (id),
  body        TEXT NOT NULL CONSTRAINT form_draft_is_json CHECK (json_valid(body)),
  saved_at    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE mark (
  id          TEXT PRIMARY KEY,
  submission  TEXT NOT NULL REFERENCES submission (id),
  kind        TEXT NOT NULL CONSTRAINT mark_kind
              CHECK (kind IN ('prior-work', 'incoherent', 'same-task', 'set-aside', 'plot-standard')),
  other       TEXT REFERENCES submission (id),
  reason      TEXT NOT NULL CONSTRAINT mark_has_a_reason CHECK (length(reason) > 0),
  created_at  TEXT NOT NULL,
  removed_at  TEXT,
  CONSTRAINT same_task_as_which CHECK ((kind = 'same-task') = (other IS NOT NULL)),
  CONSTRAINT not_the_same_as_itself CHECK (other IS NULL OR other <> submission)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_mark_of_a_kind ON mark (submission, kind) WHERE removed_at IS NULL;

-- revise and resubmit: open until a version comes in, or the request is taken back
CREATE TABLE revision_request (
  id          TEXT PRIMARY KEY,
  submission  TEXT NOT NULL REFERENCES submission (id),
  reason      TEXT NOT NULL CONSTRAINT revision_has_a_reason CHECK (length(reason) > 0),
  asked_at    TEXT NOT NULL,
  closed_at   TEXT,
  outcome     TEXT CONSTRAINT revision_outcome CHECK (outcome IN ('answered', 'taken-back')),
  CONSTRAINT revision_is_open_or_closed CHECK ((closed_at IS NULL) = (outcome IS NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_open_revision ON revision_request (submission) WHERE closed_at IS NULL;

-- NULL: received when it was imported
ALTER TABLE version ADD COLUMN received_at TEXT;
ALTER TABLE version ADD COLUMN received_reason TEXT;

-- which column of a spreadsheet of forms is which field, by the hash of its heads
CREATE TABLE sheet_mapping (
  heads     TEXT PRIMARY KEY,
  mapping   TEXT NOT NULL CONSTRAINT sheet_mapping_is_json CHECK (json_valid(mapping)),
  saved_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
