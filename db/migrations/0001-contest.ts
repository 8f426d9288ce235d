/**
 * The contest file, first form. What was said is never overwritten: votes, reviews and decisions get new revisions,
 * the record holds every change. Times are UTC in ISO 8601. Arrays of values are little-endian 64-bit floats.
 */
export const contestSchema = /* sql */ `
CREATE TABLE contest (
  only            INTEGER PRIMARY KEY CONSTRAINT one_contest CHECK (only = 1),
  id              TEXT NOT NULL,
  name            TEXT NOT NULL CONSTRAINT contest_has_a_name CHECK (length(name) > 0),
  created_at      TEXT NOT NULL,
  salt            BLOB NOT NULL CONSTRAINT salt_is_long CHECK (length(salt) >= 16),
  plan            TEXT CONSTRAINT plan_is_json CHECK (plan IS NULL OR json_valid(plan)),
  last_backup_at  TEXT
) STRICT;

CREATE TABLE rules (
  version     INTEGER PRIMARY KEY,
  body        TEXT NOT NULL CONSTRAINT rules_are_json CHECK (json_valid(body)),
  reason      TEXT NOT NULL,
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE submission (
  id            TEXT PRIMARY KEY,
  blind_number  INTEGER NOT NULL CONSTRAINT blind_number_is_its_own UNIQUE,
  title         TEXT NOT NULL,
  description   TEXT NOT NULL,
  round         INTEGER NOT NULL CONSTRAINT round_is_1_or_2 CHECK (round IN (1, 2)),
  created_at    TEXT NOT NULL,
  withdrawn_at  TEXT
) STRICT, WITHOUT ROWID;

-- who wrote it: apart from everything that a blind role's query reads
CREATE TABLE author (
  submission   TEXT NOT NULL REFERENCES submission (id),
  place        INTEGER NOT NULL,
  name         TEXT NOT NULL,
  affiliation  TEXT NOT NULL,
  email        TEXT NOT NULL,
  PRIMARY KEY (submission, place)
) STRICT, WITHOUT ROWID;

-- a data set: one version of a submission's own examples, or a reproduction made by the organizers
CREATE TABLE version (
  key           INTEGER PRIMARY KEY,
  submission    TEXT NOT NULL REFERENCES submission (id),
  kind          TEXT NOT NULL CONSTRAINT version_kind CHECK (kind IN ('original', 'reproduction')),
  number        INTEGER NOT NULL,
  metric        TEXT NOT NULL CONSTRAINT version_metric
                CHECK (metric IN ('classification', 'sequence_prob', 'logodds', 'absolute_logodds')),
  file_name     TEXT NOT NULL,
  columns       TEXT NOT NULL CONSTRAINT columns_are_json CHECK (json_valid(columns)),
  examples      INTEGER NOT NULL CONSTRAINT version_has_examples CHECK (examples > 0),
  baseline      TEXT CONSTRAINT baseline_is_json CHECK (baseline IS NULL OR json_valid(baseline)),
  content_hash  TEXT NOT NULL,
  imported_at   TEXT NOT NULL,
  CONSTRAINT one_number_a_version UNIQUE (submission, kind, number)
) STRICT;

-- key = version * 2^32 + row: one b-tree, and a data set lies together in the order of its file
CREATE TABLE example (
  key           INTEGER PRIMARY KEY,
  version       INTEGER NOT NULL REFERENCES version (key),
  row           INTEGER NOT NULL,
  name          TEXT,
  prompt        TEXT NOT NULL,
  other_prompt  TEXT,
  classes       TEXT,
  answer_index  INTEGER,
  completion    TEXT,
  subcategory   TEXT,
  other         TEXT,
  CONSTRAINT example_key CHECK (key = version * 4294967296 + row)
) STRICT;

CREATE TABLE finding (
  version   INTEGER NOT NULL REFERENCES version (key),
  place     INTEGER NOT NULL,
  level     TEXT NOT NULL CONSTRAINT finding_level CHECK (level IN ('ineligible', 'warning', 'note')),
  rule      TEXT NOT NULL,
  row       INTEGER,
  "column"  TEXT,
  message   TEXT NOT NULL,
  PRIMARY KEY (version, place)
) STRICT, WITHOUT ROWID;

-- how often each rule was broken: what lists of submissions read instead of every finding
CREATE TABLE finding_count (
  version   INTEGER NOT NULL REFERENCES version (key),
  level     TEXT NOT NULL CONSTRAINT finding_count_level CHECK (level IN ('ineligible', 'warning', 'note')),
  rule      TEXT NOT NULL,
  count     INTEGER NOT NULL CONSTRAINT finding_count_is_positive CHECK (count > 0),
  PRIMARY KEY (version, level, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE waiver (
  id            TEXT PRIMARY KEY,
  submission    TEXT NOT NULL REFERENCES submission (id),
  rule          TEXT NOT NULL,
  reason        TEXT NOT NULL CONSTRAINT waiver_has_a_reason CHECK (length(reason) > 0),
  created_at    TEXT NOT NULL,
  withdrawn_at  TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_waiver_a_rule ON waiver (submission, rule) WHERE withdrawn_at IS NULL;

CREATE TABLE model (
  name      TEXT PRIMARY KEY,
  family    TEXT NOT NULL,
  params    REAL NOT NULL CONSTRAINT params_are_positive CHECK (params > 0),
  public    INTEGER NOT NULL CONSTRAINT public_is_yes_or_no CHECK (public IN (0, 1)),
  tuned     INTEGER NOT NULL CONSTRAINT tuned_is_yes_or_no CHECK (tuned IN (0, 1)),
  alias     TEXT
) STRICT, WITHOUT ROWID;

-- the arrays stand last, and the table has rowids: a list of runs then reads a row's first page and none of those that
-- hold its values (a WITHOUT ROWID table reads whole rows to compare keys)
CREATE TABLE run (
  id             TEXT PRIMARY KEY,
  version        INTEGER NOT NULL REFERENCES version (key),
  model          TEXT NOT NULL REFERENCES model (name),
  is_current     INTEGER NOT NULL CONSTRAINT current_is_yes_or_no CHECK (is_current IN (0, 1)),
  figures        TEXT NOT NULL CONSTRAINT figures_are_json CHECK (json_valid(figures)),
  imported_at    TEXT NOT NULL,
  content_hash   TEXT NOT NULL,
  dataset_hash   TEXT NOT NULL,
  file_name      TEXT NOT NULL,
  pipeline       TEXT,
  rows           INTEGER NOT NULL,
  usable         INTEGER NOT NULL CONSTRAINT run_is_not_empty CHECK (usable > 0),
  empty          INTEGER NOT NULL,
  repeated       INTEGER NOT NULL,
  missing        INTEGER NOT NULL,
  warnings       TEXT NOT NULL CONSTRAINT warnings_are_json CHECK (json_valid(warnings)),
  value          BLOB NOT NULL,
  correct        BLOB,
  total_logprob  BLOB
) STRICT;
CREATE UNIQUE INDEX one_current_run_a_model ON run (version, model) WHERE is_current = 1;
CREATE INDEX run_of_a_model ON run (version, model);

CREATE TABLE refused_run (
  id           TEXT PRIMARY KEY,
  version      INTEGER NOT NULL REFERENCES version (key),
  model        TEXT NOT NULL,
  file_name    TEXT NOT NULL,
  reason       TEXT NOT NULL,
  message      TEXT NOT NULL,
  refused_at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- the organizer too; public keys only, derived from the access code and the contest's salt
CREATE TABLE participant (
  id             TEXT PRIMARY KEY,
  role           TEXT NOT NULL CONSTRAINT participant_role CHECK (role IN ('organizer', 'contractor', 'reviewer')),
  alias          TEXT NOT NULL,
  exchange_key   BLOB NOT NULL CONSTRAINT exchange_key_is_x25519 CHECK (length(exchange_key) = 32),
  signing_key    BLOB NOT NULL CONSTRAINT signing_key_is_its_own UNIQUE
                 CONSTRAINT signing_key_is_ed25519 CHECK (length(signing_key) = 32),
  invited_at     TEXT NOT NULL,
  first_seen_at  TEXT,
  dismissed_at   TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX alias_is_its_own ON participant (alias) WHERE role <> 'organizer';

CREATE TABLE label_deal (
  id            TEXT PRIMARY KEY,
  version       INTEGER NOT NULL REFERENCES version (key),
  sample        INTEGER NOT NULL,
  overlap       INTEGER NOT NULL CONSTRAINT overlap_is_positive CHECK (overlap > 0),
  seed          INTEGER NOT NULL,
  instructions  TEXT NOT NULL,
  threshold     REAL NOT NULL CONSTRAINT threshold_is_a_share CHECK (threshold BETWEEN 0 AND 1),
  created_at    TEXT NOT NULL,
  withdrawn_at  TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_deal_a_version ON label_deal (version) WHERE withdrawn_at IS NULL;

-- which example a contractor sees at which place
CREATE TABLE label_share (
  deal         TEXT NOT NULL REFERENCES label_deal (id),
  contractor   TEXT NOT NULL REFERENCES participant (id),
  position     INTEGER NOT NULL,
  row          INTEGER NOT NULL,
  PRIMARY KEY (deal, contractor, position),
  CONSTRAINT nobody_sees_an_example_twice UNIQUE (deal, contractor, row)
) STRICT, WITHOUT ROWID;

-- answer NULL: taken back
CREATE TABLE vote (
  deal         TEXT NOT NULL,
  contractor   TEXT NOT NULL,
  position     INTEGER NOT NULL,
  revision     INTEGER NOT NULL,
  row          INTEGER NOT NULL,
  answer       TEXT CONSTRAINT answer_is_json CHECK (answer IS NULL OR json_valid(answer)),
  flag         TEXT,
  note         TEXT NOT NULL,
  seconds      REAL NOT NULL,
  cast_at      TEXT NOT NULL,
  PRIMARY KEY (deal, contractor, position, revision),
  FOREIGN KEY (deal, contractor, position) REFERENCES label_share (deal, contractor, position)
) STRICT, WITHOUT ROWID;

-- what each contractor says now
CREATE VIEW current_vote AS
  SELECT v.* FROM vote v
  WHERE v.answer IS NOT NULL
    AND v.revision = (SELECT max(w.revision) FROM vote w
                      WHERE w.deal = v.deal AND w.contractor = v.contractor AND w.position = v.position);

CREATE TABLE rubric (
  version     INTEGER PRIMARY KEY,
  body        TEXT NOT NULL CONSTRAINT rubric_is_json CHECK (json_valid(body)),
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE assignment (
  submission     TEXT NOT NULL REFERENCES submission (id),
  reviewer       TEXT NOT NULL REFERENCES participant (id),
  assigned_at    TEXT NOT NULL,
  withdrawn_at   TEXT,
  declined_at    TEXT,
  PRIMARY KEY (submission, reviewer)
) STRICT, WITHOUT ROWID;

-- what is being typed; replaced as it is typed, gone once submitted
CREATE TABLE review_draft (
  submission  TEXT NOT NULL,
  reviewer    TEXT NOT NULL,
  rubric      INTEGER NOT NULL REFERENCES rubric (version),
  form        TEXT NOT NULL CONSTRAINT form_is_json CHECK (json_valid(form)),
  saved_at    TEXT NOT NULL,
  PRIMARY KEY (submission, reviewer),
  FOREIGN KEY (submission, reviewer) REFERENCES assignment (submission, reviewer)
) STRICT, WITHOUT ROWID;

CREATE TABLE review (
  submission    TEXT NOT NULL,
  reviewer      TEXT NOT NULL,
  revision      INTEGER NOT NULL,
  round         INTEGER NOT NULL CONSTRAINT review_round CHECK (round IN (1, 2)),
  rubric        INTEGER NOT NULL REFERENCES rubric (version),
  form          TEXT NOT NULL CONSTRAINT review_is_json CHECK (json_valid(form)),
  submitted_at  TEXT NOT NULL,
  PRIMARY KEY (submission, reviewer, revision),
  FOREIGN KEY (submission, reviewer) REFERENCES assignment (submission, reviewer)
) STRICT, WITHOUT ROWID;

-- each reviewer's latest submitted version
CREATE VIEW current_review AS
  SELECT r.* FROM review r
  WHERE r.revision = (SELECT max(s.revision) FROM review s
                      WHERE s.submission = r.submission AND s.reviewer = r.reviewer);

-- a reviewer's subjective order of some submissions; place NULL: declined, in conflict or never shown
CREATE TABLE ranking (
  id          TEXT PRIMARY KEY,
  reviewer    TEXT NOT NULL REFERENCES participant (id),
  reason      TEXT NOT NULL,
  created_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE ranking_place (
  ranking     TEXT NOT NULL REFERENCES ranking (id),
  submission  TEXT NOT NULL REFERENCES submission (id),
  place       INTEGER,
  PRIMARY KEY (ranking, submission)
) STRICT, WITHOUT ROWID;

CREATE TABLE held_prize (
  submission  TEXT PRIMARY KEY REFERENCES submission (id),
  prize       TEXT NOT NULL CONSTRAINT held_prize_is_a_prize CHECK (prize IN ('grand', 'second', 'third')),
  decision    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- draft → frozen → announced; each a row of its own, never changed
CREATE TABLE decision (
  id          TEXT PRIMARY KEY,
  round       INTEGER NOT NULL CONSTRAINT decision_round CHECK (round IN (1, 2)),
  status      TEXT NOT NULL CONSTRAINT decision_status CHECK (status IN ('draft', 'frozen', 'announced')),
  rules       INTEGER NOT NULL REFERENCES rules (version),
  input       TEXT NOT NULL CONSTRAINT decision_input_is_json CHECK (json_valid(input)),
  output      TEXT NOT NULL CONSTRAINT decision_output_is_json CHECK (json_valid(output)),
  hash        TEXT NOT NULL,
  created_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- the record: append-only, each row chained to the one before it by SHA-256
CREATE TABLE event (
  seq       INTEGER PRIMARY KEY,
  at        TEXT NOT NULL,
  actor     TEXT NOT NULL,
  role      TEXT NOT NULL,
  kind      TEXT NOT NULL,
  subject   TEXT,
  sentence  TEXT NOT NULL,
  before    TEXT CONSTRAINT before_is_json CHECK (before IS NULL OR json_valid(before)),
  after     TEXT CONSTRAINT after_is_json CHECK (after IS NULL OR json_valid(after)),
  previous  TEXT NOT NULL,
  hash      TEXT NOT NULL
) STRICT;
CREATE INDEX event_subject ON event (subject, seq);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END;
CREATE TRIGGER vote_is_never_changed BEFORE UPDATE ON vote BEGIN SELECT RAISE(ABORT, 'votes are append-only'); END;
CREATE TRIGGER vote_is_never_removed BEFORE DELETE ON vote BEGIN SELECT RAISE(ABORT, 'votes are append-only'); END;
CREATE TRIGGER review_is_never_changed BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER review_is_never_removed BEFORE DELETE ON review BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
CREATE TRIGGER decision_is_never_changed BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decision_is_never_removed BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
`;
