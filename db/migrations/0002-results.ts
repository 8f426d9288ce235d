/**
 * A run in any of the forms that results come in. A summary has figures and no values for each example, so `value` may
 * be NULL there and nowhere else. A withdrawn run stays with all it holds and is never the current one.
 */
export const resultsSchema = /* sql */ `
CREATE TABLE run_in_any_form (
  id             TEXT PRIMARY KEY,
  version        INTEGER NOT NULL REFERENCES version (key),
  model          TEXT NOT NULL REFERENCES model (name),
  is_current     INTEGER NOT NULL CONSTRAINT current_is_yes_or_no CHECK (is_current IN (0, 1)),
  figures        TEXT NOT NULL CONSTRAINT figures_are_json CHECK (json_valid(figures)),
  imported_at    TEXT NOT NULL,
  withdrawn_at   TEXT CONSTRAINT withdrawn_is_not_current CHECK (withdrawn_at IS NULL OR is_current = 0),
  content_hash   TEXT NOT NULL,
  dataset_hash   TEXT NOT NULL,
  file_name      TEXT NOT NULL,
  form           TEXT NOT NULL CONSTRAINT run_form CHECK (form IN ('folder', 'wide', 'harness', 'summary')),
  pipeline       TEXT,
  rows           INTEGER NOT NULL,
  usable         INTEGER NOT NULL CONSTRAINT run_is_not_empty CHECK (usable > 0),
  empty          INTEGER NOT NULL,
  repeated       INTEGER NOT NULL,
  missing        INTEGER NOT NULL,
  warnings       TEXT NOT NULL CONSTRAINT warnings_are_json CHECK (json_valid(warnings)),
  value          BLOB CONSTRAINT only_a_summary_has_no_values CHECK ((value IS NULL) = (form = 'summary')),
  correct        BLOB,
  total_logprob  BLOB
) STRICT;
INSERT INTO run_in_any_form
  SELECT id, version, model, is_current, figures, imported_at, NULL, content_hash, dataset_hash, file_name, 'folder',
         pipeline, rows, usable, empty, repeated, missing, warnings, value, correct, total_logprob
  FROM run ORDER BY rowid;
DROP TABLE run;
ALTER TABLE run_in_any_form RENAME TO run;
CREATE UNIQUE INDEX one_current_run_a_model ON run (version, model) WHERE is_current = 1;
CREATE INDEX run_of_a_model ON run (version, model);
`;
