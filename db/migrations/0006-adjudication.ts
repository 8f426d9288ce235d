/** What organizers settle where votes do not, how votes become a consensus, and who labelled elsewhere. */
export const adjudication = /* sql */ `
-- each settling and each taking back is a revision of its own; the newest holds
CREATE TABLE adjudication (
  deal            TEXT NOT NULL,
  row             INTEGER NOT NULL,
  revision        INTEGER NOT NULL,
  kind            TEXT NOT NULL CONSTRAINT adjudication_kind CHECK (kind IN ('settled', 'left-out', 'taken-back')),
  -- {"answer": "1"}: by question, as in shared/labels/questions.ts
  answers         TEXT CONSTRAINT adjudicated_answers_are_json CHECK (answers IS NULL OR json_valid(answers))
                  CONSTRAINT settled_has_answers CHECK ((answers IS NOT NULL) = (kind = 'settled')),
  worked_example  INTEGER NOT NULL CONSTRAINT worked_example_is_yes_or_no CHECK (worked_example IN (0, 1)),
  reason          TEXT NOT NULL CONSTRAINT adjudication_has_a_reason CHECK (kind = 'taken-back' OR length(reason) > 0),
  settled_at      TEXT NOT NULL,
  PRIMARY KEY (deal, row, revision),
  FOREIGN KEY (deal, row) REFERENCES label_sample (deal, row)
) STRICT, WITHOUT ROWID;
CREATE VIEW current_adjudication AS
  SELECT a.* FROM adjudication a
  WHERE a.kind <> 'taken-back'
    AND a.revision = (SELECT max(b.revision) FROM adjudication b WHERE b.deal = a.deal AND b.row = a.row);
CREATE TRIGGER adjudication_is_never_changed BEFORE UPDATE ON adjudication
  BEGIN SELECT RAISE(ABORT, 'what was settled is append-only'); END;
CREATE TRIGGER adjudication_is_never_removed BEFORE DELETE ON adjudication
  BEGIN SELECT RAISE(ABORT, 'what was settled is append-only'); END;

-- the newest revision holds; a deal without one goes by majority
CREATE TABLE label_consensus (
  deal      TEXT NOT NULL REFERENCES label_deal (id),
  revision  INTEGER NOT NULL,
  method    TEXT NOT NULL CONSTRAINT consensus_method CHECK (method IN ('majority', 'dawid-skene')),
  set_at    TEXT NOT NULL,
  PRIMARY KEY (deal, revision)
) STRICT, WITHOUT ROWID;

-- contractors who labelled elsewhere: they have no code and no desk here
CREATE TABLE outside_contractor (
  participant  TEXT PRIMARY KEY REFERENCES participant (id),
  name         TEXT NOT NULL CONSTRAINT outside_name_is_its_own UNIQUE
) STRICT, WITHOUT ROWID;
`;
