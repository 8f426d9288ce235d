/**
 * How many votes of each contractor and day stand, and when the last of the day was cast: the overview tells of them after
 * every vote, and must not look through a million for that.
 */
export const votesByDay = /* sql */ `
CREATE TABLE votes_by_day (
  contractor  TEXT NOT NULL REFERENCES participant (id),
  day         TEXT NOT NULL,
  votes       INTEGER NOT NULL CONSTRAINT votes_by_day_is_a_count CHECK (votes >= 0),
  last_at     TEXT NOT NULL,
  PRIMARY KEY (contractor, day)
) STRICT, WITHOUT ROWID;

INSERT INTO votes_by_day (contractor, day, votes, last_at)
  SELECT v.contractor, substr(v.cast_at, 1, 10),
         sum(v.answer IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM vote w WHERE w.deal = v.deal AND w.contractor = v.contractor
                               AND w.position = v.position AND w.revision > v.revision)),
         max(v.cast_at)
  FROM vote v GROUP BY v.contractor, substr(v.cast_at, 1, 10);

CREATE TRIGGER vote_is_counted_by_day AFTER INSERT ON vote BEGIN
  UPDATE votes_by_day SET votes = votes - 1
  WHERE (contractor, day) = (
    SELECT w.contractor, substr(w.cast_at, 1, 10) FROM vote w
    WHERE w.deal = NEW.deal AND w.contractor = NEW.contractor AND w.position = NEW.position AND w.answer IS NOT NULL
      AND w.revision = (SELECT max(b.revision) FROM vote b
                        WHERE b.deal = NEW.deal AND b.contractor = NEW.contractor AND b.position = NEW.position
                          AND b.revision < NEW.revision));
  INSERT INTO votes_by_day (contractor, day, votes, last_at)
  VALUES (NEW.contractor, substr(NEW.cast_at, 1, 10), NEW.answer IS NOT NULL, NEW.cast_at)
  ON CONFLICT (contractor, day) DO UPDATE SET
    votes = votes + (NEW.answer IS NOT NULL),
    last_at = max(last_at, NEW.cast_at);
END;
`;
