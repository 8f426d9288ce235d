import type { Connection } from '../../db/connection.ts';
import { findExample } from '../../db/examples.ts';
import { judgedSubmissions } from '../../db/judgedDeals.ts';
import type { JudgedDeal } from '../../db/labels.ts';
import { participantAliases } from '../../db/participants.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { LabelFormat } from '../../shared/contract/labelFiles.ts';
import { type CsvValue, csvAsItIs, csvForSpreadsheets } from '../../shared/csv/writer.ts';
import { studioTask } from '../../shared/labels/labelStudio.ts';
import { labelText } from '../../shared/labels/labelText.ts';
import { answerText, questionInWords, questionsOf, rightAnswer } from '../../shared/labels/questions.ts';
import { answerInWords } from '../../shared/labels/verdict.ts';
import type { Handlers, JobHandlers } from './context.ts';
import { runInWorker } from './jobs.ts';
import { submittedText } from './labelVerdict.ts';
import { pathBehind } from './submission.ts';

/** A deal's votes for programs and for Label Studio, and the list of wrong labels for an author. */
export const labelExportHandlers: Handlers<'labels.export'> = {
  'labels.export': ({ db }, { submission, format, votes }) => {
    const [entry] = judgedSubmissions(db, submission);
    if (!entry) return failure('not-found', `No labels of ${submission} are dealt, so there is nothing to export.`);
    const { content, examples } = written(db, submission, entry.judged, format, votes ?? true);
    const ending = format === 'label-studio' ? ('json' as const) : ('csv' as const);
    return success({ name: `${submission}-${nameOf[format]}`, ending, content, examples });
  },
};

/** Labels made elsewhere, into a deal. */
export const labelImportJobs: JobHandlers<'labels.import'> = {
  'labels.import': async (context, { token, submission, preview }) => {
    const path = pathBehind(context, token);
    if (!path.ok) return path;
    const { contestPath, actor } = context;
    return runInWorker(
      'importLabels',
      { contestPath, path: path.value, submission, actor, preview: preview ?? false },
      context,
    );
  },
};

const nameOf: Record<LabelFormat, string> = {
  votes: 'votes',
  'label-studio': 'label-studio',
  corrections: 'wrong-labels',
};

function written(db: Connection, submission: string, judged: JudgedDeal, format: LabelFormat, votes: boolean) {
  switch (format) {
    case 'votes':
      return { content: votesCsv(db, judged), examples: judged.examples.length };
    case 'label-studio':
      return { content: studioJson(db, submission, judged, votes), examples: judged.examples.length };
    case 'corrections':
      return correctionsCsv(db, judged);
  }
}

/** As `labels stats` and `import labels` read it, with what else is known of each vote. */
function votesCsv(db: Connection, { examples }: JudgedDeal): string {
  const aliases = participantAliases(db);
  const rows: CsvValue[][] = [['example', 'contractor', 'label', 'flag', 'note', 'seconds', 'at']];
  for (const { row, classes, votes } of byRow(examples)) {
    for (const { contractor, answer, flag, note, seconds, at } of votes) {
      rows.push([row, aliases.get(contractor) ?? contractor, labelText(answer, classes), flag, note, seconds, at]);
    }
  }
  return csvAsItIs(rows);
}

function studioJson(db: Connection, submission: string, judged: JudgedDeal, withVotes: boolean): string {
  const aliases = participantAliases(db);
  const tasks = byRow(judged.examples).map(({ row, classes, votes }) => {
    const { prompt, otherPrompt, completion } = findExample(db, judged.deal.version, row)!;
    const said = withVotes ? votes : [];
    return studioTask(submission, {
      ...{ row, prompt, otherPrompt, completion, classes },
      votes: said.map((vote) => ({ ...vote, alias: aliases.get(vote.contractor) ?? vote.contractor })),
    });
  });
  return `${JSON.stringify(tasks, null, 1)}\n`;
}

/**
 * Every wrong label, for the author: what the file says, what was found, and why. Votes are counted, nobody is named.
 */
function correctionsCsv(db: Connection, judged: JudgedDeal): { content: string; examples: number } {
  const { deal, metric, examples, verdicts, settled } = judged;
  const questions = questionsOf(metric);
  const head = ['row', 'prompt', 'submitted', 'found', 'why', 'votes', 'flags', 'notes'];
  const wrong = byRow(examples.filter((_, index) => verdicts[index] === 'wrong'));
  const rows = wrong.map((example): CsvValue[] => {
    const stored = findExample(db, deal.version, example.row)!;
    const adjudication = settled.get(example.row);
    const settlement = adjudication?.settlement;
    const answers = questions.map((question) => {
      const said = settlement?.kind === 'settled' ? settlement.answers[question] : null;
      return said ?? judged.answerTo(question, example);
    });
    const found = questions.flatMap((question, place) => {
      const answer = answers[place] ?? null;
      if (answer === null || answer === rightAnswer(question, example.answerIndex)) return [];
      return [`${questionInWords(question)} ${answerText(question, answer, stored.classes).trim()}`];
    });
    const workedExample =
      settlement?.kind === 'settled'
        ? settlement.workedExample
        : example.votes.some(({ flag }) => flag === 'worked-example');
    if (workedExample) found.push('A worked example in the prompt is wrong.');
    const counts = new Map<string, number>();
    for (const { answer } of example.votes) {
      const words = answerInWords(answer, stored.classes);
      counts.set(words, (counts.get(words) ?? 0) + 1);
    }
    const flags = [...new Set(example.votes.flatMap(({ flag }) => flag ?? []))];
    const notes = example.votes.flatMap(({ note }) => (note === '' ? [] : [note]));
    return [
      example.row,
      stored.prompt,
      submittedText(example.answerIndex, stored),
      found.join('; '),
      adjudication?.reason ?? '',
      [...counts].map(([words, n]) => `${n} × ${words}`).join('; '),
      flags.join('; '),
      notes.join(' | '),
    ];
  });
  return { content: csvForSpreadsheets([head, ...rows]), examples: wrong.length };
}

function byRow<T extends { readonly row: number }>(examples: readonly T[]): readonly T[] {
  return [...examples].sort((a, b) => a.row - b.row);
}
