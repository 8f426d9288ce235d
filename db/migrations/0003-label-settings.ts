/**
 * What a deal of labels goes by, known answers, the practice round, and what a contractor's desk has to find without
 * looking through a whole share: the first open example and how many are done.
 */
export const labelSettings = /* sql */ `
ALTER TABLE label_deal ADD COLUMN sampling TEXT NOT NULL DEFAULT 'number'
  CONSTRAINT label_deal_sampling CHECK (sampling IN ('all', 'number', 'sequential'));
-- Wald's test: p0, p1 and the two risks; set where sampling is sequential
ALTER TABLE label_deal ADD COLUMN acceptable REAL
  CONSTRAINT acceptable_is_set_when_sequential CHECK ((acceptable IS NULL) = (sampling <> 'sequential'));
ALTER TABLE label_deal ADD COLUMN unacceptable REAL
  CONSTRAINT unacceptable_is_larger CHECK ((unacceptable IS NULL) = (acceptable IS NULL) AND unacceptable > acceptable);
ALTER TABLE label_deal ADD COLUMN alpha REAL
  CONSTRAINT alpha_is_a_risk CHECK ((alpha IS NULL) = (acceptable IS NULL) AND alpha > 0 AND alpha < 0.5);
ALTER TABLE label_deal ADD COLUMN beta REAL
  CONSTRAINT beta_is_a_risk CHECK ((beta IS NULL) = (acceptable IS NULL) AND beta > 0 AND beta < 0.5);
-- known-answer examples as a share of the examples that a contractor sees
ALTER TABLE label_deal ADD COLUMN known_rate REAL NOT NULL DEFAULT 0
  CONSTRAINT known_rate_is_a_share CHECK (known_rate BETWEEN 0 AND 0.5);
ALTER TABLE label_deal ADD COLUMN practice INTEGER NOT NULL DEFAULT 0
  CONSTRAINT practice_is_short CHECK (practice BETWEEN 0 AND 50);
ALTER TABLE label_deal ADD COLUMN choices_as_written INTEGER NOT NULL DEFAULT 0
  CONSTRAINT choices_as_written_is_yes_or_no CHECK (choices_as_written IN (0, 1));
-- tags that a contractor needs: [["language", "hebrew"], …]
ALTER TABLE label_deal ADD COLUMN needs TEXT NOT NULL DEFAULT '[]'
  CONSTRAINT needs_are_json CHECK (json_valid(needs));
ALTER TABLE label_deal ADD COLUMN stopped_at TEXT;
ALTER TABLE label_deal ADD COLUMN stopped_why TEXT
  CONSTRAINT stopped_why_goes_with_when CHECK ((stopped_why IS NULL) = (stopped_at IS NULL)
                                               AND stopped_why IN ('accepted', 'rejected', 'organizer'));

-- the drawn examples in the order of the draw, in which sequential sampling settles them
CREATE TABLE label_sample (
  deal   TEXT NOT NULL REFERENCES label_deal (id),
  place  INTEGER NOT NULL,
  row    INTEGER NOT NULL,
  PRIMARY KEY (deal, place),
  CONSTRAINT an_example_is_drawn_once UNIQUE (deal, row)
) STRICT, WITHOUT ROWID;
INSERT INTO label_sample (deal, place, row)
  SELECT deal, row_number() OVER (PARTITION BY deal ORDER BY row) - 1, row FROM (SELECT DISTINCT deal, row FROM label_share);

-- kind 'known': only there to see whether the contractor reads; never part of the sample or of an error rate
ALTER TABLE label_share ADD COLUMN kind TEXT NOT NULL DEFAULT 'sample'
  CONSTRAINT share_kind CHECK (kind IN ('sample', 'known'));
-- follows from the votes (a trigger keeps it), but for 'moved': dealt to somebody else instead
ALTER TABLE label_share ADD COLUMN state TEXT NOT NULL DEFAULT 'open'
  CONSTRAINT share_state CHECK (state IN ('open', 'voted', 'moved'));
UPDATE label_share SET state = 'voted'
  WHERE (deal, contractor, position) IN (SELECT deal, contractor, position FROM current_vote);
CREATE INDEX open_share ON label_share (deal, contractor, position) WHERE state = 'open';
CREATE INDEX share_of_an_example ON label_share (deal, row);

-- seconds that were no work: the window without focus, or nobody there
ALTER TABLE vote ADD COLUMN paused REAL NOT NULL DEFAULT 0
  CONSTRAINT paused_is_not_negative CHECK (paused >= 0);
CREATE INDEX marked_vote ON vote (deal, contractor, position)
  WHERE flag IS NOT NULL OR note <> '' OR answer = '{"kind":"skip"}';

-- how far everybody is; a trigger keeps it
CREATE TABLE label_progress (
  deal        TEXT NOT NULL REFERENCES label_deal (id),
  contractor  TEXT NOT NULL REFERENCES participant (id),
  dealt       INTEGER NOT NULL,
  done        INTEGER NOT NULL CONSTRAINT done_is_at_most_dealt CHECK (done BETWEEN 0 AND dealt),
  PRIMARY KEY (deal, contractor)
) STRICT, WITHOUT ROWID;
INSERT INTO label_progress (deal, contractor, dealt, done)
  SELECT deal, contractor, count(*), sum(state = 'voted') FROM label_share GROUP BY deal, contractor;
CREATE INDEX deals_of_a_contractor ON label_progress (contractor);

CREATE TRIGGER vote_is_counted AFTER INSERT ON vote BEGIN
  UPDATE label_progress SET
    dealt = dealt + (SELECT state = 'moved' FROM label_share
                     WHERE deal = NEW.deal AND contractor = NEW.contractor AND position = NEW.position),
    done = done + (NEW.answer IS NOT NULL)
                - (SELECT state = 'voted' FROM label_share
                   WHERE deal = NEW.deal AND contractor = NEW.contractor AND position = NEW.position)
  WHERE deal = NEW.deal AND contractor = NEW.contractor;
  UPDATE label_share SET state = CASE WHEN NEW.answer IS NULL THEN 'open' ELSE 'voted' END
  WHERE deal = NEW.deal AND contractor = NEW.contractor AND position = NEW.position;
END;

-- examples with known answers that organizers wrote; their rows lie beyond those of any file
CREATE TABLE extra_example (
  version       INTEGER NOT NULL REFERENCES version (key),
  row           INTEGER NOT NULL CONSTRAINT extra_rows_lie_beyond CHECK (row >= 2147483648),
  prompt        TEXT NOT NULL,
  other_prompt  TEXT,
  classes       TEXT,
  completion    TEXT,
  created_at    TEXT NOT NULL,
  PRIMARY KEY (version, row)
) STRICT, WITHOUT ROWID;

-- what a right vote on an example is; answer NULL: not known any more
CREATE TABLE known_answer (
  version     INTEGER NOT NULL REFERENCES version (key),
  row         INTEGER NOT NULL,
  revision    INTEGER NOT NULL,
  answer      TEXT CONSTRAINT known_answer_is_json CHECK (answer IS NULL OR json_valid(answer)),
  source      TEXT NOT NULL CONSTRAINT known_answer_source CHECK (source IN ('organizer', 'adjudicated', 'file')),
  why         TEXT NOT NULL,
  created_at  TEXT NOT NULL,
  PRIMARY KEY (version, row, revision)
) STRICT, WITHOUT ROWID;
CREATE VIEW current_known_answer AS
  SELECT k.* FROM known_answer k
  WHERE k.answer IS NOT NULL
    AND k.revision = (SELECT max(l.revision) FROM known_answer l WHERE l.version = k.version AND l.row = k.row);

-- the practice round of a deal, the same for everybody
CREATE TABLE label_practice (
  deal   TEXT NOT NULL REFERENCES label_deal (id),
  place  INTEGER NOT NULL,
  row    INTEGER NOT NULL,
  PRIMARY KEY (deal, place),
  CONSTRAINT practised_once UNIQUE (deal, row)
) STRICT, WITHOUT ROWID;
CREATE TABLE practice_vote (
  deal        TEXT NOT NULL,
  contractor  TEXT NOT NULL REFERENCES participant (id),
  place       INTEGER NOT NULL,
  answer      TEXT NOT NULL CONSTRAINT practice_answer_is_json CHECK (json_valid(answer)),
  seconds     REAL NOT NULL,
  cast_at     TEXT NOT NULL,
  PRIMARY KEY (deal, contractor, place),
  FOREIGN KEY (deal, place) REFERENCES label_practice (deal, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE participant_tag (
  participant  TEXT NOT NULL REFERENCES participant (id),
  kind         TEXT NOT NULL CONSTRAINT tag_kind CHECK (kind IN ('language', 'expertise')),
  tag          TEXT NOT NULL CONSTRAINT tag_says_something CHECK (length(tag) > 0),
  PRIMARY KEY (participant, kind, tag)
) STRICT, WITHOUT ROWID;

-- what the form of a new deal begins with
CREATE TABLE label_defaults (
  version     INTEGER PRIMARY KEY,
  body        TEXT NOT NULL CONSTRAINT label_defaults_are_json CHECK (json_valid(body)),
  created_at  TEXT NOT NULL
) STRICT;

CREATE TRIGGER known_answer_is_never_changed BEFORE UPDATE ON known_answer
  BEGIN SELECT RAISE(ABORT, 'known answers are append-only'); END;
CREATE TRIGGER known_answer_is_never_removed BEFORE DELETE ON known_answer
  BEGIN SELECT RAISE(ABORT, 'known answers are append-only'); END;
CREATE TRIGGER practice_vote_is_never_changed BEFORE UPDATE ON practice_vote
  BEGIN SELECT RAISE(ABORT, 'votes are append-only'); END;
CREATE TRIGGER practice_vote_is_never_removed BEFORE DELETE ON practice_vote
  BEGIN SELECT RAISE(ABORT, 'votes are append-only'); END;
`;
