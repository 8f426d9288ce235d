/**
 * How often each contractor voted, changed and taken back votes counted: whether a verdict kept from before still stands can
 * then be told without looking through a million votes.
 */
export const votesCounted = /* sql */ `
ALTER TABLE label_progress ADD COLUMN votes_ever INTEGER NOT NULL DEFAULT 0
  CONSTRAINT votes_ever_is_a_count CHECK (votes_ever >= 0);
UPDATE label_progress SET votes_ever =
  (SELECT count(*) FROM vote v WHERE v.deal = label_progress.deal AND v.contractor = label_progress.contractor);

DROP TRIGGER vote_is_counted;
CREATE TRIGGER vote_is_counted AFTER INSERT ON vote BEGIN
  UPDATE label_progress SET
    votes_ever = votes_ever + 1,
    dealt = dealt + (SELECT state = 'moved' FROM label_share
                     WHERE deal = NEW.deal AND contractor = NEW.contractor AND position = NEW.position),
    done = done + (NEW.answer IS NOT NULL)
                - (SELECT state = 'voted' FROM label_share
                   WHERE deal = NEW.deal AND contractor = NEW.contractor AND position = NEW.position)
  WHERE deal = NEW.deal AND contractor = NEW.contractor;
  UPDATE label_share SET state = CASE WHEN NEW.answer IS NULL THEN 'open' ELSE 'voted' END
  WHERE deal = NEW.deal AND contractor = NEW.contractor AND position = NEW.position;
END;
`;
