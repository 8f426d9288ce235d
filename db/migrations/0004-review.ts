/**
 * What the panel needs beside assignments and reviews: conflicts as pairs, wishes, loads and locks for the deal, what
 * reviewers say to each other, and ranking tasks.
 */
export const reviewSchema = /* sql */ `
-- which authors a reviewer's statement was compared with, and what came of it; of its words nothing is kept
CREATE TABLE conflict_check (
  reviewer    TEXT NOT NULL REFERENCES participant (id),
  submission  TEXT NOT NULL REFERENCES submission (id),
  conflict    INTEGER NOT NULL CONSTRAINT conflict_is_yes_or_no CHECK (conflict IN (0, 1)),
  PRIMARY KEY (reviewer, submission)
) STRICT, WITHOUT ROWID;
CREATE TABLE conflict_statement (
  reviewer   TEXT PRIMARY KEY REFERENCES participant (id),
  stated_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- a changed author was compared with nobody; what was found stays found
CREATE TRIGGER added_author_is_unchecked AFTER INSERT ON author BEGIN
  DELETE FROM conflict_check WHERE submission = NEW.submission AND conflict = 0;
END;
CREATE TRIGGER changed_author_is_unchecked AFTER UPDATE ON author BEGIN
  DELETE FROM conflict_check WHERE submission = NEW.submission AND conflict = 0;
END;

CREATE TABLE submission_topic (
  submission  TEXT NOT NULL REFERENCES submission (id),
  topic       TEXT NOT NULL CONSTRAINT topic_has_a_name CHECK (length(topic) BETWEEN 1 AND 80),
  PRIMARY KEY (submission, topic)
) STRICT, WITHOUT ROWID;
CREATE TABLE topic_wish (
  reviewer  TEXT NOT NULL REFERENCES participant (id),
  topic     TEXT NOT NULL,
  wish      TEXT NOT NULL CONSTRAINT topic_wish_is_known CHECK (wish IN ('wants', 'rather-not')),
  PRIMARY KEY (reviewer, topic)
) STRICT, WITHOUT ROWID;

-- what is asked for: of every submission so many reviews, of every reviewer at most so many
CREATE TABLE review_plan (
  only     INTEGER PRIMARY KEY CONSTRAINT one_review_plan CHECK (only = 1),
  reviews  INTEGER NOT NULL CONSTRAINT reviews_are_few CHECK (reviews BETWEEN 1 AND 20),
  load     INTEGER NOT NULL CONSTRAINT load_is_bearable CHECK (load BETWEEN 1 AND 1000)
) STRICT;
CREATE TABLE review_load (
  reviewer  TEXT PRIMARY KEY REFERENCES participant (id),
  load      INTEGER NOT NULL CONSTRAINT own_load_is_bearable CHECK (load BETWEEN 0 AND 1000)
) STRICT, WITHOUT ROWID;
CREATE TABLE assignment_lock (
  submission  TEXT NOT NULL REFERENCES submission (id),
  reviewer    TEXT NOT NULL REFERENCES participant (id),
  lock        TEXT NOT NULL CONSTRAINT lock_is_known CHECK (lock IN ('keep', 'never')),
  PRIMARY KEY (submission, reviewer)
) STRICT, WITHOUT ROWID;

ALTER TABLE assignment ADD COLUMN decline_reason TEXT;

-- when a reviewer first read the others, and which own version stood then: agreement is counted on that one
CREATE TABLE others_opened (
  submission  TEXT NOT NULL,
  reviewer    TEXT NOT NULL,
  revision    INTEGER NOT NULL,
  opened_at   TEXT NOT NULL,
  PRIMARY KEY (submission, reviewer),
  FOREIGN KEY (submission, reviewer, revision) REFERENCES review (submission, reviewer, revision)
) STRICT, WITHOUT ROWID;

-- to_reviewer NULL: to all of the panel
CREATE TABLE review_answer (
  id           TEXT PRIMARY KEY,
  submission   TEXT NOT NULL,
  reviewer     TEXT NOT NULL,
  to_reviewer  TEXT REFERENCES participant (id),
  text         TEXT NOT NULL CONSTRAINT answer_says_something CHECK (length(text) > 0),
  said_at      TEXT NOT NULL,
  FOREIGN KEY (submission, reviewer) REFERENCES assignment (submission, reviewer)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_answer_of ON review_answer (submission, id);
CREATE TRIGGER review_answer_is_never_changed BEFORE UPDATE ON review_answer BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;
CREATE TRIGGER review_answer_is_never_removed BEFORE DELETE ON review_answer BEGIN SELECT RAISE(ABORT, 'answers are append-only'); END;

ALTER TABLE rubric ADD COLUMN reason TEXT NOT NULL DEFAULT '';
-- how an earlier version's levels read under a later one: by criterion of the later, the earlier criterion and a level for each of its levels
CREATE TABLE rubric_map (
  from_version  INTEGER NOT NULL REFERENCES rubric (version),
  to_version    INTEGER NOT NULL REFERENCES rubric (version),
  body          TEXT NOT NULL CONSTRAINT rubric_map_is_json CHECK (json_valid(body)),
  reason        TEXT NOT NULL CONSTRAINT rubric_map_has_a_reason CHECK (length(reason) > 0),
  created_at    TEXT NOT NULL,
  PRIMARY KEY (from_version, to_version)
) STRICT, WITHOUT ROWID;

-- submissions that the decision needs an order of
CREATE TABLE ranking_task (
  id         TEXT PRIMARY KEY,
  reason     TEXT NOT NULL,
  opened_at  TEXT NOT NULL,
  closed_at  TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE ranking_task_submission (
  task        TEXT NOT NULL REFERENCES ranking_task (id),
  submission  TEXT NOT NULL REFERENCES submission (id),
  PRIMARY KEY (task, submission)
) STRICT, WITHOUT ROWID;
ALTER TABLE ranking ADD COLUMN task TEXT REFERENCES ranking_task (id);
CREATE TABLE ranking_draft (
  task      TEXT NOT NULL REFERENCES ranking_task (id),
  reviewer  TEXT NOT NULL REFERENCES participant (id),
  body      TEXT NOT NULL CONSTRAINT ranking_draft_is_json CHECK (json_valid(body)),
  saved_at  TEXT NOT NULL,
  PRIMARY KEY (task, reviewer)
) STRICT, WITHOUT ROWID;
`;
