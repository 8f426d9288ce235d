import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Connection } from '../../db/connection.ts';
import { connectToContest } from '../../db/contest.ts';
import { examplesOf } from '../../db/examples.ts';
import { releaseDecisions } from '../../db/reports.ts';
import { currentVersion } from '../../db/submission.ts';
import { readForm } from '../../db/submissionForm.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { type CsvValue, csvAsItIs, csvForSpreadsheets } from '../../shared/csv/writer.ts';
import type { ReportContent, ReportSubmission } from '../../shared/reports/content.ts';
import {
  datasheet,
  licenceAllows,
  packageReadme,
  type Release,
  releaseRequest,
} from '../../shared/reports/datasheet.ts';
import { letterPage } from '../../shared/reports/letter.ts';
import { publicPage } from '../../shared/reports/publicRanking.ts';
import { rankingCsv, rankingJson, rankingPage } from '../../shared/reports/ranking.ts';
import { reportContent } from './reportContent.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

export interface ReportJob {
  readonly contestPath: string;
  /** A folder that is new or empty. */
  readonly folder: string;
  readonly decision: string | null;
}

/**
 * Writes every report into one folder, whole or not at all: into a hidden folder beside it first, which then takes its
 * name. Names of files come from submissions' ids, which are safe ones.
 */
export function writeReports(job: ReportJob, tools: JobTools): Outcome<{ files: string[] }> {
  if (existsSync(job.folder) && readdirSync(job.folder).length > 0) {
    return failure('conflict', 'This folder is not empty. Choose a new one, so that no report is mixed with another.');
  }
  const db = connectToContest(job.contestPath);
  const draft = path.join(
    path.dirname(job.folder),
    `.${path.basename(job.folder)}.new-${Buffer.from(tools.surroundings.randomBytes(4)).toString('hex')}`,
  );
  try {
    const content = reportContent(db, job.decision, tools.surroundings.now());
    if (!content.ok) return content;
    mkdirSync(draft, { recursive: true });
    const files = writeInto(draft, db, content.value, tools);
    if (files === null) return jobCancelled;
    if (existsSync(job.folder)) rmSync(job.folder, { recursive: true });
    renameSync(draft, job.folder);
    return success({ files });
  } finally {
    rmSync(draft, { recursive: true, force: true });
    db.close();
  }
}

/** The files' paths inside the folder, or null where it was cancelled. */
function writeInto(folder: string, db: Connection, content: ReportContent, tools: JobTools): string[] | null {
  const files: string[] = [];
  const write = (name: string, text: string) => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    files.push(name);
  };
  write('ranking.html', rankingPage(content));
  write('ranking.csv', rankingCsv(content));
  write('ranking.json', rankingJson(content));
  write('public.html', publicPage(content));
  for (const submission of content.submissions) {
    write(`letters/${submission.id}.html`, letterPage(content, submission));
  }
  const releases = releasesOf(db, content);
  write('benchmark/README.md', `${packageReadme(content.contest, releases)}\n`);
  for (const [done, release] of releases.entries()) {
    if (tools.cancelled()) return null;
    tools.progress({ share: done / releases.length, text: `Writing ${release.submission.title}` });
    const { id } = release.submission;
    if (!release.release.allowed) {
      write(`requests/${id}.txt`, releaseRequest(release, content.contest));
      continue;
    }
    write(`benchmark/${id}/DATASHEET.md`, `${datasheet(release, content.contest)}\n`);
    write(`benchmark/${id}/corrections.csv`, correctionsCsv(release.submission));
    files.push(...writeData(folder, `benchmark/${id}`, db, id));
  }
  return files;
}

/** What is accepted, with or without a prize, and whether its data goes with it. */
export function releasesOf(db: Connection, content: ReportContent): (Release & { readonly decided: boolean })[] {
  const decisions = releaseDecisions(db);
  return content.submissions
    .filter(({ status }) => ['grand', 'second', 'third', 'accepted'].includes(status))
    .map((submission) => {
      const form = readForm(db, submission.id)?.form;
      const decided = decisions.get(submission.id);
      return {
        submission,
        licence: form?.licence ?? '',
        dataSources: form?.dataSources ?? '',
        language: form?.language ?? '',
        task: form?.task ?? '',
        dataGeneration: form?.dataGeneration ?? '',
        wish: form?.optionalAnswers ?? '',
        release: decided ? { allowed: decided.allowed, why: decided.reason } : licenceAllows(form?.licence ?? ''),
        decided: decided !== undefined,
      };
    });
}

export function correctionsCsv({ labels }: ReportSubmission): string {
  return csvForSpreadsheets([
    ['row', 'submitted', 'verified', 'prompt'],
    ...labels.wrong.map(({ row, submitted, said, prompt }) => [row, submitted, said, prompt]),
  ]);
}

/** The examples as they were submitted, a part at a time: a data set can be larger than memory. */
function writeData(folder: string, place: string, db: Connection, id: string): string[] {
  const version = currentVersion(db, id);
  if (version === null) return [];
  const names = [`${place}/data.csv`, `${place}/data.jsonl`];
  const [csv, jsonl] = names.map((name) => openSync(path.join(folder, name), 'wx'));
  try {
    let head: readonly string[] | null = null;
    let rows: CsvValue[][] = [];
    let lines: string[] = [];
    const flush = () => {
      writeSync(csv!, csvAsItIs(rows));
      writeSync(jsonl!, lines.join(''));
      rows = [];
      lines = [];
    };
    for (const example of examplesOf(db, version.key)) {
      const fields: Record<string, string | number | readonly string[]> = {
        prompt: example.prompt,
        ...(example.otherPrompt === null ? {} : { other_prompt: example.otherPrompt }),
        ...(example.classes === null ? {} : { classes: example.classes }),
        ...(example.answerIndex === null ? {} : { answer_index: example.answerIndex }),
        ...(example.completion === null ? {} : { completion: example.completion }),
        ...(example.subcategory === null ? {} : { subcategory: example.subcategory }),
      };
      if (head === null) {
        head = Object.keys(fields);
        rows.push([...head]);
      }
      rows.push(Object.values(fields).map((value) => (typeof value === 'object' ? pythonList(value) : value)));
      lines.push(`${JSON.stringify(fields)}\n`);
      if (rows.length >= 1000) flush();
    }
    flush();
  } finally {
    closeSync(csv!);
    closeSync(jsonl!);
  }
  return names;
}

/** A list of texts as Python writes it, which is how the contest's files hold classes. */
function pythonList(texts: readonly string[]): string {
  const literal = (text: string) => {
    const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
    const escaped = text
      .replaceAll('\\', '\\\\')
      .replaceAll(quote, `\\${quote}`)
      .replaceAll('\n', '\\n')
      .replaceAll('\r', '\\r')
      .replaceAll('\t', '\\t')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what has to be escaped
      .replaceAll(/[\u0000-\u001f\u007f]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
    return `${quote}${escaped}${quote}`;
  };
  return `[${texts.map(literal).join(', ')}]`;
}
