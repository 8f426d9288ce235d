import type { Connection } from '../../db/connection.ts';
import { liveFindings, marksOf, openRevision, receivedOf } from '../../db/eligibility.ts';
import { findingGroups, waiversOf } from '../../db/findings.ts';
import { type SpotCount, spotCounts } from '../../db/masking.ts';
import { openRefusals } from '../../db/results.ts';
import { currentRules } from '../../db/rules.ts';
import { findSubmission, noBaseline, type VersionRecord, versionsOf } from '../../db/submission.ts';
import { formDraft, readForm } from '../../db/submissionForm.ts';
import { REFUSED_RUN } from '../../db/submissionList.ts';
import type { SubmissionDetail } from '../../shared/contract/submission.ts';
import { fieldLabel, missingFields } from '../../shared/submission/form/fields.ts';
import { closingTime, isLate } from '../../shared/submission/rounds.ts';
import { sensitiveCounts } from './formMasking.ts';
import { runList } from './runList.ts';
import { submissionRows } from './submissionRows.ts';

/** Everything on a submission's page; null when there is no such submission. */
export function submissionDetail(db: Connection, id: string): SubmissionDetail | null {
  const rows = submissionRows(db);
  const index = rows.findIndex((row) => row.id === id);
  const row = rows[index];
  const submission = findSubmission(db, id);
  const versions = versionsOf(db, id, 'original');
  const [version] = versions;
  const present = readForm(db, id);
  if (!row || !submission || !present) return null;
  const revision = openRevision(db, id);
  const spots = version ? spotCounts(db, version.key) : [];
  return {
    ...row,
    description: submission.description,
    round: submission.round,
    fileName: version?.fileName ?? '',
    columns: [...(version?.columns ?? [])],
    versions: versions.map(({ number, examples, importedAt, fileName }) => ({
      number,
      examples,
      importedAt,
      fileName,
    })),
    received: version ? receivedLine(db, version, submission.round) : null,
    marks: marksOf(db, id).map((mark) => ({ ...mark })),
    revision: revision && { ...revision },
    form: {
      version: present.number,
      missing: missingFields(present.form, present.authors).map(fieldLabel),
      draftSavedAt: formDraft(db, id)?.savedAt ?? null,
    },
    findingGroups: version ? groups(db, id, version.key, spots) : [],
    sensitive: sensitiveCounts(db, id, spots),
    runList: runList(db, id),
    baseline: version?.baseline ?? noBaseline,
    position: {
      index,
      total: rows.length,
      previous: rows[index - 1]?.id ?? null,
      next: rows[index + 1]?.id ?? null,
    },
  };
}

function receivedLine(db: Connection, version: VersionRecord, round: 1 | 2): SubmissionDetail['received'] {
  const { receivedAt, reason } = receivedOf(db, version.key);
  const at = receivedAt ?? version.importedAt;
  const dates = currentRules(db).rounds[round];
  return { at, reason, closes: closingTime(dates), late: isLate(at, dates) };
}

/** What things as they stand say, then findings of the current version, then the runs that were refused: both are mended or waived in one place. */
function groups(
  db: Connection,
  id: string,
  version: number,
  spots: readonly SpotCount[],
): SubmissionDetail['findingGroups'] {
  const waivers = new Map(waiversOf(db, id).map(({ rule, reason, at }) => [rule, { reason, at }]));
  const waiverOf = (group: { readonly level: string; readonly rule: string }) =>
    (group.level === 'ineligible' && waivers.get(group.rule)) || null;
  const live = (liveFindings(db, id).get(id) ?? []).map((one) => ({
    ...one,
    count: 1,
    rows: [],
    waiver: waiverOf(one),
  }));
  const stored = findingGroups(db, version, spots).map((group) => ({
    ...group,
    rows: group.rows.map((found) => ({ ...found })),
    waiver: waiverOf(group),
  }));
  const gravest = { error: 0, ineligible: 0, warning: 1, note: 2 } as const;
  const found: SubmissionDetail['findingGroups'] = [...live, ...stored].sort(
    (a, b) => gravest[a.level] - gravest[b.level],
  );
  const refused = openRefusals(db, version);
  if (refused.length > 0) {
    found.push({
      level: 'warning',
      rule: REFUSED_RUN,
      message: `Refused: ${refused.map(({ model }) => model).join(', ')}. Import a mended file, or go on without with a reason.`,
      count: refused.length,
      rows: refused.map(({ fileName, message }) => ({ row: null, column: null, message: `${fileName}: ${message}` })),
      waiver: waivers.get(REFUSED_RUN) ?? null,
    });
  }
  return found;
}
