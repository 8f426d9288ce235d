/**
 * The bands of signatures beside them: two data sets are compared by their bands, and signatures are read only where some
 * agree. What lies in this table is made from prompts, and is made anew where it is missing.
 */
export const sketchBands = /* sql */ `
DROP TABLE prompt_sketch;
CREATE TABLE prompt_sketch (
  version     INTEGER PRIMARY KEY REFERENCES version (key),
  method      INTEGER NOT NULL,
  rows        BLOB NOT NULL,
  bands       BLOB NOT NULL,
  signatures  BLOB NOT NULL
) STRICT;
`;
