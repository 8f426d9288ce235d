/**
 * Which evidence is made from what its submission holds now, so that lists need not hash every run again. `method` is the
 * number of the method that the evidence was made by; NULL once anything that goes into its hash has changed. Whoever
 * builds one of these tables anew makes its triggers anew.
 */
export const evidenceCurrent = /* sql */ `
ALTER TABLE scaling_evidence ADD COLUMN method INTEGER;

CREATE TRIGGER evidence_of_a_new_version AFTER INSERT ON version BEGIN
  UPDATE scaling_evidence SET method = NULL WHERE submission = NEW.submission;
END;
CREATE TRIGGER evidence_of_a_changed_version
AFTER UPDATE OF submission, kind, number, metric, content_hash ON version BEGIN
  UPDATE scaling_evidence SET method = NULL WHERE submission IN (OLD.submission, NEW.submission);
END;
CREATE TRIGGER evidence_of_a_removed_version AFTER DELETE ON version BEGIN
  UPDATE scaling_evidence SET method = NULL WHERE submission = OLD.submission;
END;

CREATE TRIGGER evidence_of_a_new_run AFTER INSERT ON run BEGIN
  UPDATE scaling_evidence SET method = NULL WHERE submission = (SELECT submission FROM version WHERE key = NEW.version);
END;
CREATE TRIGGER evidence_of_a_changed_run AFTER UPDATE OF id, version, model, is_current, content_hash ON run BEGIN
  UPDATE scaling_evidence SET method = NULL
  WHERE submission IN (SELECT submission FROM version WHERE key IN (OLD.version, NEW.version));
END;
CREATE TRIGGER evidence_of_a_removed_run AFTER DELETE ON run BEGIN
  UPDATE scaling_evidence SET method = NULL WHERE submission = (SELECT submission FROM version WHERE key = OLD.version);
END;

CREATE TRIGGER evidence_of_a_changed_model AFTER UPDATE OF name, family, params, public, tuned ON model
WHEN (OLD.name, OLD.family, OLD.params, OLD.public, OLD.tuned)
  IS NOT (NEW.name, NEW.family, NEW.params, NEW.public, NEW.tuned) BEGIN
  UPDATE scaling_evidence SET method = NULL
  WHERE submission IN (
    SELECT v.submission FROM run r JOIN version v ON v.key = r.version WHERE r.model IN (OLD.name, NEW.name)
  );
END;
`;
