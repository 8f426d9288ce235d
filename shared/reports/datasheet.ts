import { percent, type ReportSubmission } from './content.ts';

/** What a released data set is told to be, beside its files. */
export interface Release {
  readonly submission: ReportSubmission;
  readonly licence: string;
  readonly dataSources: string;
  readonly language: string;
  readonly task: string;
  readonly dataGeneration: string;
  /** What the authors asked for or added. */
  readonly wish: string;
  /** Whether it may be released, and who says so or why not. */
  readonly release: { readonly allowed: boolean; readonly why: string };
}

/**
 * Whether a licence as people write it allows passing the data on. Only a hint: without a licence, or with one that
 * forbids it, the data stays back until an organizer says otherwise.
 */
export function licenceAllows(licence: string): { readonly allowed: boolean; readonly why: string } {
  const said = licence.trim();
  if (said === '') return { allowed: false, why: 'The form names no licence.' };
  const forbidden =
    /\b(?:all rights reserved|proprietary|confidential|no[- ]redistribution|not (?:be )?(?:redistributed|released|shared|published)|do(?:es)? not (?:allow|permit)|private use|internal use|cannot be (?:released|shared|published|redistributed)|may not be)\b/i.exec(
      said,
    );
  return forbidden
    ? { allowed: false, why: `The licence says “${forbidden[0]}”.` }
    : { allowed: true, why: `The licence is “${said.split('\n')[0]?.slice(0, 200) ?? ''}”.` };
}

/** Markdown. */
export function datasheet(release: Release, contest: string): string {
  const { submission } = release;
  const rate = submission.labels.errorRate;
  const part = (title: string, text: string) => (text.trim() === '' ? [] : [`## ${title}`, '', text.trim(), '']);
  return [
    `# ${submission.title}`,
    '',
    `From ${contest}. Metric: \`${submission.metric}\`. ${submission.examples.toLocaleString('en-US')} examples.`,
    '',
    '| file | holds |',
    '| --- | --- |',
    '| `data.csv` | the examples as they were submitted, in the order of the file; read it with pandas, not by a click |',
    '| `data.jsonl` | the same, one JSON object a line, `classes` as a list |',
    '| `corrections.csv` | labels that those who verified them call wrong, by row from 0 |',
    '',
    '## Labels',
    '',
    rate === null
      ? submission.labels.sentence
      : `${percent(rate.rate)} of ${rate.n} verified labels are wrong (95 % interval ${percent(rate.low)} to ${percent(rate.high)}, Wilson).`,
    '',
    ...part('Licence', release.licence === '' ? 'None was named.' : release.licence),
    ...part('Where the data comes from', release.dataSources),
    ...part('What the task tests', release.task),
    ...part('How the data was made', release.dataGeneration),
    ...part('Language', release.language),
    ...part('What the authors wish', release.wish),
  ].join('\n');
}

/** The package's own page: what is in it, and what is not in it yet and what is asked of its authors. */
export function packageReadme(contest: string, releases: readonly Release[]): string {
  const [inside, outside] = [true, false].map((allowed) =>
    releases.filter(({ release }) => release.allowed === allowed),
  );
  return [
    `# ${contest}: the benchmark`,
    '',
    `Accepted tasks: ${releases.length}. Released here: ${inside?.length ?? 0}.`,
    '',
    '| folder | task | metric | examples | outcome |',
    '| --- | --- | --- | --- | --- |',
    ...(inside ?? []).map(
      ({ submission }) =>
        `| \`${submission.id}\` | ${cell(submission.title)} | \`${submission.metric}\` | ${submission.examples} | ${submission.status} |`,
    ),
    '',
    ...((outside ?? []).length === 0
      ? []
      : [
          '## Not released yet',
          '',
          'Of these tasks the data cannot be passed on as it is. Their authors are asked for a version that can.',
          '',
          '| task | why |',
          '| --- | --- |',
          ...(outside ?? []).map(({ submission, release }) => `| ${cell(submission.title)} | ${cell(release.why)} |`),
          '',
        ]),
  ].join('\n');
}

/** What is asked of the authors of data that cannot be released. Plain text. */
export function releaseRequest({ submission, release }: Release, contest: string): string {
  return [
    `About “${submission.title}” in ${contest}`,
    '',
    `Your task is accepted, and we would like to release its data with the benchmark. We cannot yet: ${release.why}`,
    '',
    'Please send us a version that may be passed on, or tell us under which licence this one may be, and we will release it.',
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ');
}
