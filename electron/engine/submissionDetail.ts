import type { Connection } from '../../db/connection.ts';
import { findingGroups, waiversOf } from '../../db/findings.ts';
import { openRefusals } from '../../db/results.ts';
import { findSubmission, noBaseline, versionsOf } from '../../db/submission.ts';
import { REFUSED_RUN } from '../../db/submissionList.ts';
import type { SubmissionDetail } from '../../shared/contract/submission.ts';
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
  if (!row || !submission || !version) return null;
  return {
    ...row,
    description: submission.description,
    round: submission.round,
    fileName: version.fileName,
    columns: [...version.columns],
    versions: versions.map(({ number, examples, importedAt, fileName }) => ({
      number,
      examples,
      importedAt,
      fileName,
    })),
    findingGroups: groups(db, id, version.key),
    runList: runList(db, id),
    baseline: version.baseline ?? noBaseline,
    position: {
      index,
      total: rows.length,
      previous: rows[index - 1]?.id ?? null,
      next: rows[index + 1]?.id ?? null,
    },
  };
}

/** Findings of the current version, then the runs that were refused: both are mended or waived in one place. */
function groups(db: Connection, id: string, version: number): SubmissionDetail['findingGroups'] {
  const waivers = new Map(waiversOf(db, id).map(({ rule, reason, at }) => [rule, { reason, at }]));
  const found: SubmissionDetail['findingGroups'] = findingGroups(db, version).map((group) => ({
    ...group,
    rows: [...group.rows],
    waiver: (group.level === 'ineligible' && waivers.get(group.rule)) || null,
  }));
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
