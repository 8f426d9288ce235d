import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Connection } from '../../db/connection.ts';
import { connectToContest } from '../../db/contest.ts';
import { findExample } from '../../db/examples.ts';
import {
  appendToShare,
  type DealRow,
  dealOf,
  dealRow,
  insertDeal,
  labelDefaults,
  sharesHash,
} from '../../db/labelDeal.ts';
import { insertVote } from '../../db/labelDesk.ts';
import {
  addOutsideContractor,
  countOutside,
  outsideContractors,
  outsideVotesHash,
  sampleRows,
  shareOfContractor,
} from '../../db/outsideLabels.ts';
import { addParticipant, aliases, dismiss, findParticipant } from '../../db/participants.ts';
import { type Actor, appendEvent } from '../../db/record.ts';
import { currentVersion } from '../../db/submission.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { ImportedLabels } from '../../shared/contract/labelFiles.ts';
import type { Answer } from '../../shared/contract/labels.ts';
import type { FindingView } from '../../shared/contract/parts.ts';
import { type FoundLabel, readStudio } from '../../shared/labels/labelStudio.ts';
import { readLabel } from '../../shared/labels/labelText.ts';
import { labelFileReader } from '../../shared/labels/voteFile.ts';
import type { Metric } from '../../shared/submission/metric.ts';
import { counted, errnoOf, unreadableFile } from './fileReading.ts';
import { readLabelFile } from './labelStatistics.ts';
import { stopIfDecided } from './labelStop.ts';
import { andRollBack, orRollBack } from './transaction.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

export interface LabelsImport {
  readonly contestPath: string;
  readonly path: string;
  readonly submission: string;
  readonly actor: Actor;
  /** Everything is done as it would be, and then rolled back. */
  readonly preview?: boolean;
}

/** Beyond so many a list of findings says nothing new. */
const MOST_FINDINGS = 1000;

/**
 * Labels made elsewhere, as votes of outside contractors: a votes.csv (`example,contractor,label`, the example as its row
 * from 0), or Label Studio's JSON or JSON-MIN. One transaction; the same file again changes nothing. Without a deal one is
 * made of the labelled examples; in a deal only examples of its draw count, because others would bend the sample.
 */
export function importLabels(input: LabelsImport, tools: JobTools): Outcome<ImportedLabels> {
  const db = connectToContest(input.contestPath);
  try {
    const version = currentVersion(db, input.submission);
    if (!version) return failure('not-found', `There is no submission ${input.submission}. Import its examples first.`);
    const found = readFoundLabels(input.path, version.metric, tools);
    if (!found.ok) return found;
    const read = readAnswers(db, version, found.value.labels, basename(input.path));
    const findings = [...found.value.findings, ...read.findings];
    const errors = findings.filter(({ level }) => level === 'error');
    if (errors.length > 0) {
      const more = errors.length > 1 ? ` There are ${errors.length - 1} more.` : '';
      return failure('refused', `${errors[0]!.message}${more}`, findings.slice(0, MOST_FINDINGS));
    }
    const storing = { ...input, version: version.key, labels: read.labels, findings };
    const work = () => store(db, storing, tools);
    return input.preview ? andRollBack(db, work) : orRollBack(db, work);
  } finally {
    db.close();
  }
}

interface Found {
  readonly labels: readonly FoundLabel[];
  readonly findings: readonly FindingView[];
}

function readFoundLabels(path: string, metric: Metric, tools: JobTools): Outcome<Found> {
  if (!path.toLowerCase().endsWith('.json')) {
    const labels: FoundLabel[] = [];
    const reader = labelFileReader(basename(path), ['example', 'contractor', 'label'], {
      row: ([example, contractor, label], at, say) => {
        if (example === '') return say('missing-name', 'example', 'names no example');
        if (contractor === '') return say('missing-name', 'contractor', 'names no contractor');
        labels.push({ at, example: example!, contractor: contractor!, label: label!, seconds: 0 });
      },
      end: () => labels,
    });
    const read = readLabelFile(path, reader, tools);
    return read.ok ? success({ labels: read.value.value, findings: read.value.findings }) : read;
  }
  const content = readJson(path);
  if (!content.ok) return content;
  const name = basename(path);
  const read = readStudio(metric, content.value);
  if (read === null) {
    return failure('refused', `${name} is no list of tasks. Export it from Label Studio as JSON or JSON-MIN.`, []);
  }
  const findings = read.problems.map(
    ({ at, column, what }): FindingView => ({
      ...{ level: 'error', rule: 'label-unreadable', row: at, column },
      message: `${name}, task ${at}: ${what}.`,
    }),
  );
  return success({ labels: read.labels, findings });
}

function readJson(path: string): Outcome<unknown> {
  try {
    if (statSync(path).isDirectory()) return unreadableFile(path, 'EISDIR');
    return success(JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as unknown);
  } catch (error) {
    const code = errnoOf(error);
    if (code !== null) return unreadableFile(path, code);
    if (!(error instanceof SyntaxError)) throw error;
    return failure('refused', `${basename(path)} is not JSON: ${error.message}.`, []);
  }
}

interface Said {
  readonly row: number;
  readonly answer: Answer;
  readonly seconds: number;
  readonly at: number;
}

/** By contractor's name, one answer an example. */
type Answers = ReadonlyMap<string, ReadonlyMap<number, Said>>;

function readAnswers(
  db: Connection,
  version: { readonly key: number; readonly metric: Metric; readonly examples: number },
  labels: readonly FoundLabel[],
  file: string,
): { readonly labels: Answers; readonly findings: FindingView[] } {
  const findings: FindingView[] = [];
  const said = new Map<string, Map<number, Said>>();
  const classesOf = new Map<number, readonly string[] | null>();
  for (const { at, example, contractor, label, seconds } of labels) {
    const say = (rule: string, column: string, what: string) =>
      void findings.push({ level: 'error', rule, row: at, column, message: `${file}, row ${at}: ${what}.` });
    const row = /^\d{1,10}$/.test(example.trim()) ? Number(example) : Number.NaN;
    if (!(row < version.examples)) {
      say(
        'example-unknown',
        'example',
        `names the example “${example}”; it has to be a row from 0 to ${version.examples - 1}`,
      );
      continue;
    }
    if (!classesOf.has(row)) classesOf.set(row, findExample(db, version.key, row)?.classes ?? null);
    const read = readLabel(version.metric, label, classesOf.get(row) ?? null);
    if (!read.ok) {
      say('label-unknown', 'label', read.what);
      continue;
    }
    const own = said.get(contractor) ?? new Map<number, Said>();
    said.set(contractor, own);
    const earlier = own.get(row);
    if (earlier && JSON.stringify(earlier.answer) !== JSON.stringify(read.answer)) {
      say(
        'label-twice',
        'label',
        `gives another label than row ${earlier.at} to the same example by the same contractor; keep one of them`,
      );
      continue;
    }
    own.set(row, { row, answer: read.answer, seconds, at });
  }
  return { labels: said, findings };
}

interface Storing extends LabelsImport {
  readonly version: number;
  readonly labels: Answers;
  readonly findings: readonly FindingView[];
}

function store(db: Connection, input: Storing, tools: JobTools): Outcome<ImportedLabels> {
  const at = tools.surroundings.now();
  const findings = [...input.findings];
  const warn = (rule: string, message: string) =>
    void findings.push({ level: 'warning', rule, row: null, column: null, message });
  const ours = new Set(aliases(db));
  const outside = new Map(outsideContractors(db).map(({ name, participant }) => [name, participant]));
  const labels = new Map([...input.labels].filter(([name]) => !ours.has(name) || outside.has(name)));
  for (const name of input.labels.keys()) {
    if (!labels.has(name)) warn('contractor-is-ours', `${name} labels in this contest; those labels are left out.`);
  }
  const before = dealOf(db, input.version);
  const deal = before ?? makeDeal(db, input, labels, tools, at);
  if (deal === null) return failure('refused', 'The file has no labels of contractors from elsewhere.', findings);
  const drawn = sampleRows(db, deal.id);
  let stored = 0;
  let unchanged = 0;
  let beyond = 0;
  const contractors: ImportedLabels['contractors'] = [];
  for (const [name, said] of [...labels].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (tools.cancelled()) return jobCancelled;
    const id = outside.get(name) ?? addOutside(db, name, tools, at);
    const here = [...said.values()].filter(({ row }) => drawn.has(row)).sort((a, b) => a.row - b.row);
    beyond += said.size - here.length;
    const known = shareOfContractor(db, deal.id, id);
    const fresh = here.filter(({ row }) => !known.has(row));
    if (fresh.length > 0)
      appendToShare(
        db,
        deal.id,
        id,
        fresh.map(({ row }) => ({ row, kind: 'sample' as const })),
      );
    const places = fresh.length > 0 ? shareOfContractor(db, deal.id, id) : known;
    for (const { row, answer, seconds } of here) {
      const place = places.get(row)!;
      if (place.answer !== null && JSON.stringify(place.answer) === JSON.stringify(answer)) {
        unchanged += 1;
        continue;
      }
      insertVote(db, {
        ...{ contractor: id, task: deal.id, position: place.position, answer },
        ...{ flag: null, note: '', seconds, paused: 0, at },
      });
      stored += 1;
    }
    tools.progress({ share: null, text: `${counted(stored, 'label')} stored` });
    contractors.push({ alias: findParticipant(db, id)!.alias, name, labels: here.length });
  }
  if (beyond > 0) {
    warn(
      'example-not-drawn',
      `${counted(beyond, 'label')} of examples that were not drawn for this deal ${beyond === 1 ? 'is' : 'are'} left out.`,
    );
  }
  if (stored > 0) {
    appendEvent(db, {
      at,
      actor: input.actor,
      kind: 'labels.imported',
      subject: input.submission,
      sentence: `Imported ${counted(stored, 'label')} of ${input.submission} made elsewhere by ${counted(contractors.length, 'contractor')}.`,
      after: {
        deal: deal.id,
        file: basename(input.path),
        votes: stored,
        contractors: contractors.map(({ alias, name }) => ({ alias, name })),
        outside_hash: outsideVotesHash(db, deal.id),
        shares_hash: sharesHash(db, deal.id),
      },
    });
    stopIfDecided({ db, now: () => at }, deal);
  }
  return success({
    submission: input.submission,
    dealt: before === null,
    labels: stored + unchanged,
    stored,
    unchanged,
    contractors,
    findings: findings.slice(0, MOST_FINDINGS),
  });
}

/** A deal of just the examples that were labelled elsewhere; null where there are none. */
function makeDeal(
  db: Connection,
  input: Storing,
  labels: Answers,
  { surroundings }: JobTools,
  at: string,
): DealRow | null {
  const votes = new Map<number, number>();
  for (const said of labels.values()) for (const row of said.keys()) votes.set(row, (votes.get(row) ?? 0) + 1);
  const sample = [...votes.keys()].sort((a, b) => a - b);
  if (sample.length === 0) return null;
  const settings = {
    ...labelDefaults(db),
    sampling: { kind: 'number', examples: sample.length } as const,
    overlap: Math.min(20, Math.max(...votes.values())),
    ...{ knownRate: 0, practice: 0 },
  };
  const row = dealRow(settings, {
    id: surroundings.newId(),
    version: input.version,
    sample: sample.length,
    seed: 0,
    created_at: at,
  });
  insertDeal(db, row, { sample, practice: [], shares: new Map() });
  appendEvent(db, {
    at,
    actor: input.actor,
    kind: 'labels.dealt',
    subject: input.submission,
    sentence: `Dealt ${counted(sample.length, 'example')} of ${input.submission} that were labelled elsewhere.`,
    after: { ...row, contractors: [], shares_hash: sharesHash(db, row.id) },
  });
  return row;
}

/** Somebody without a code: the keys belong to nobody, and nothing can be dealt to a dismissed contractor. */
function addOutside(db: Connection, name: string, { surroundings }: JobTools, at: string): string {
  const id = surroundings.newId();
  addParticipant(db, {
    id,
    role: 'contractor',
    alias: `X-${String(countOutside(db) + 1).padStart(2, '0')}`,
    exchangeKey: surroundings.randomBytes(32),
    signingKey: surroundings.randomBytes(32),
    invitedAt: at,
  });
  dismiss(db, id, at);
  addOutsideContractor(db, id, name);
  return id;
}
