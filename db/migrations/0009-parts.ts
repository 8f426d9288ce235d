/**
 * Data sets that came in several files, and a search that is as quick in a million examples as in a thousand. The index
 * holds words, not texts (`content=''`); its rows have the keys of `example`. It is filled after an import where that is
 * large: `example_search_state` says how far, and a version without a row there has nothing in the index yet.
 */
export const partsSchema = /* sql */ `
ALTER TABLE example ADD COLUMN part INTEGER CONSTRAINT parts_count_from_1 CHECK (part IS NULL OR part >= 1);

CREATE TABLE version_part (
  version    INTEGER NOT NULL REFERENCES version (key),
  part       INTEGER NOT NULL CONSTRAINT version_parts_count_from_1 CHECK (part >= 1),
  file_name  TEXT NOT NULL,
  first_row  INTEGER NOT NULL,
  rows       INTEGER NOT NULL,
  PRIMARY KEY (version, part)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE example_search USING fts5 (
  prompt, other_prompt, completion, subcategory, kept,
  content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TABLE example_search_state (
  version  INTEGER PRIMARY KEY REFERENCES version (key),
  rows     INTEGER NOT NULL CONSTRAINT indexed_rows_are_counted CHECK (rows >= 0)
) STRICT;
`;
