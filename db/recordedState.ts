import { knownModels } from '../shared/results/models.ts';
import type { Connection } from './connection.ts';
import type { EventRow } from './record.ts';
import { adjudicationDiffers, consensusDiffers, outsideDiffers, revisionOf } from './recordedAdjudication.ts';
import { createRecordedDecisions } from './recordedDecision.ts';
import {
  dealDiffers,
  knownDiffers,
  labelDefaultsDiffer,
  practiceDiffers,
  progressDiffers,
  tagsDiffer,
} from './recordedLabels.ts';
import { createRecordedMasking } from './recordedMasking.ts';
import { createRecordedReview } from './recordedReview.ts';
import {
  contestDiffers,
  findingDiffers,
  formDiffers,
  modelDiffers,
  type Problem,
  parsed,
  placeOf,
  rankingDiffers,
  refusalDiffers,
  runDiffers,
  standingDiffers,
  submissionDiffers,
  type ToldMark,
  type ToldRanking,
  type ToldRefusal,
  type ToldRun,
  type ToldTitle,
  type ToldVersion,
  versionDiffers,
  waiverDiffers,
} from './recordedTables.ts';

/** What the record's events say the contest holds, event by event, and where its tables say something else. */
export interface RecordedState {
  see(event: EventRow): void;
  /** The first of each kind. Of what the events do not tell, nothing is said. */
  differences(db: Connection): Problem[];
}

export function createRecordedState(): RecordedState {
  let name: string | null = null;
  let plan: unknown = null;
  let rules: unknown = null;
  let rubric: unknown = null;
  const titles = new Map<string, ToldTitle>();
  const withdrawn = new Map<string, boolean>();
  const waivers = new Map<string, string>();
  const rounds = new Map<string, unknown>();
  const marks = new Map<string, ToldMark>();
  const revisions = new Map<string, unknown>();
  const received = new Map<string, unknown>();
  const forms = new Map<string, string>();
  const versions = new Map<string, ToldVersion>();
  const runs = new Map<string, ToldRun>();
  const current = new Map<string, string | null>();
  const withdrawnRuns = new Set<string>();
  // the contests of before told no models at their creation
  const models = new Map<string, unknown>(knownModels.map((model) => [model.name, model]));
  const refused: ToldRefusal[] = [];
  const deals = new Map<string, Readonly<Record<string, unknown>>>();
  let defaults: unknown = null;
  const tags = new Map<string, unknown>();
  const known = new Map<string, Readonly<Record<string, unknown>>>();
  const practised = new Map<string, unknown>();
  const adjudicated = new Map<string, unknown>();
  const methods = new Map<string, unknown>();
  const outside = new Map<string, unknown>();
  const rankings: ToldRanking[] = [];

  const decisions = createRecordedDecisions();
  const masking = createRecordedMasking();
  const review = createRecordedReview();

  function see(event: EventRow): void {
    decisions.see(event);
    review.see(event);
    masking.see(event, record(parsed(event.after)));
    if (!Object.hasOwn(readers, event.kind)) return;
    readers[event.kind]?.(event, parsed(event.after), parsed(event.before));
  }

  const readers: Readonly<Record<string, (event: EventRow, after: unknown, before: unknown) => void>> = {
    'contest.created': (_, after) => {
      const told = record(after);
      name = text(told.name);
      rules = told.rules ?? null;
      rubric = told.rubric_body ?? null;
      if (!Array.isArray(told.models)) return;
      models.clear();
      for (const model of told.models) models.set(String(record(model).name), model);
    },
    'model.saved': (_, after) => void models.set(String(record(after).name), after),
    'model.removed': (_, __, before) => void models.delete(String(record(before).name)),
    'contest.renamed': (_, after) => {
      name = text(after) ?? name;
    },
    'contest.planned': (_, after) => {
      plan = record(after).plan ?? after; // the example contest once told it within an object
    },
    'submission.imported': ({ subject }, after) => {
      const told = record(after);
      const title = text(told.title);
      if (subject === null) return;
      if (title !== null) titles.set(subject, { title, description: titles.get(subject)?.description ?? null });
      seeRound(subject, told.round);
      if (told.answers_revision === true) revisions.delete(subject);
      const hash = text(told.content_hash);
      if (hash !== null) {
        versions.set(placeOf(subject, 'original', told.version), {
          hash,
          findings: text(told.findings_hash),
          counts: told.finding_counts === undefined ? null : record(told.finding_counts),
        });
      }
    },
    'submission.described': ({ subject }, after) => {
      const told = record(after);
      const title = text(told.title);
      if (subject !== null && title !== null) titles.set(subject, { title, description: text(told.description) });
    },
    'submission.begun': ({ subject }, after) => {
      const told = record(after);
      const title = text(told.title);
      if (subject !== null && title !== null) titles.set(subject, { title, description: '' });
      seeRound(subject, told.round);
    },
    'submission.formSaved': ({ subject }, after) => {
      const told = record(after);
      const [title, hash] = [text(told.title), text(told.hash)];
      if (subject === null || title === null || hash === null) return;
      titles.set(subject, { title, description: text(told.description) });
      forms.set(JSON.stringify([subject, told.version]), hash);
      seeRound(subject, told.round);
    },
    'submission.marked': ({ subject }, after) => {
      const { kind, reason, other } = record(after);
      marks.set(JSON.stringify([subject, kind]), { reason, other });
    },
    'submission.unmarked': ({ subject }, _, before) => {
      marks.delete(JSON.stringify([subject, record(before).kind]));
    },
    'submission.received': ({ subject }, after) => {
      const told = record(after);
      received.set(placeOf(subject ?? '', 'original', told.version), told.received_at);
    },
    'submission.moved': ({ subject }, after) => seeRound(subject, record(after).round),
    'submission.revisionAsked': ({ subject }, after) => {
      if (subject !== null) revisions.set(subject, record(after).reason);
    },
    'submission.revisionDropped': ({ subject }) => void (subject !== null && revisions.delete(subject)),
    'submission.withdrawn': ({ subject }) => void (subject !== null && withdrawn.set(subject, true)),
    'submission.readmitted': ({ subject }) => void (subject !== null && withdrawn.set(subject, false)),
    'submission.waived': ({ subject }, after) => {
      const told = record(after);
      waivers.set(JSON.stringify([subject, told.rule]), String(told.reason));
    },
    'submission.unwaived': ({ subject }, _, before) => {
      waivers.delete(JSON.stringify([subject, record(before).rule]));
    },
    'run.chosen': (event, after) => seeRun(event, after, true),
    'run.withdrawn': (event, after) => {
      seeRun(event, after, false);
      withdrawnRuns.add(String(record(after).run));
    },
    'run.readmitted': (event, after) => seeRun(event, after, record(after).current === true),
    'results.imported': seeResults,
    'results.refused': seeResults,
    'labels.dealt': (_, after) => {
      const { contractors: _contractors, ...deal } = record(after);
      const id = text(deal.id);
      if (id !== null) deals.set(id, { ...deal, withdrawn: 0 });
    },
    'labels.redealt': (_, after) => changeDeal(record(after), ['shares_hash']),
    'labels.stopped': (_, after) => changeDeal(record(after), ['stopped_at', 'stopped_why']),
    'labels.instructed': (_, after) => changeDeal(record(after), ['instructions']),
    'labels.defaults': (_, after) => {
      defaults = record(after).settings;
    },
    'participant.tagged': ({ subject }, after) => void (subject !== null && tags.set(subject, after)),
    'known.marked': (_, after) => {
      for (const one of list(after).map(record)) known.set(JSON.stringify([one.version, one.row]), one);
    },
    'practice.answered': ({ actor, subject }, after) => {
      practised.set(JSON.stringify([subject, actor, record(after).place]), record(after).answer);
    },
    'labels.imported': (_, after) => {
      const told = record(after);
      changeDeal(told, ['shares_hash']);
      outside.set(String(told.deal), told.outside_hash);
    },
    'labels.settled': seeAdjudication,
    'labels.unsettled': seeAdjudication,
    'labels.consensus': (_, after) => {
      const { deal, revision, method } = record(after);
      methods.set(revisionOf(deal, revision), method);
    },
    'labels.undealt': (_, __, before) => {
      const id = text(record(before).id);
      const deal = id === null ? undefined : deals.get(id);
      if (id !== null && deal) deals.set(id, { ...deal, withdrawn: 1 });
    },
    'ranking.submitted': ({ actor, at }, after) => {
      const { order, places } = record(after);
      // a ranking that no task asked for is told as an order without ties
      const told = Array.isArray(order) ? order.map((submission, place) => [submission, place + 1]) : places;
      if (Array.isArray(told)) rankings.push({ alias: actor, at, places: told as ToldRanking['places'] });
    },
  };

  function changeDeal(told: Readonly<Record<string, unknown>>, fields: readonly string[]): void {
    const id = text(told.deal);
    const deal = id === null ? undefined : deals.get(id);
    if (id !== null && deal)
      deals.set(id, { ...deal, ...Object.fromEntries(fields.map((field) => [field, told[field]])) });
  }

  function seeRound(subject: string | null, round: unknown): void {
    if (subject !== null && (round === 1 || round === 2)) rounds.set(subject, round);
  }

  function seeAdjudication(_: EventRow, after: unknown): void {
    const { deal, row, revision } = record(after);
    adjudicated.set(revisionOf(deal, row, revision), after);
  }

  function seeResults({ subject }: EventRow, after: unknown): void {
    const told = record(after);
    const version = record(told.version);
    const place = placeOf(subject ?? '', String(version.kind), version.number);
    const hash = text(version.content_hash);
    if (hash !== null && !versions.has(place)) versions.set(place, { hash, findings: null, counts: null });
    for (const one of list(told.stored).map(record)) {
      const id = text(one.run);
      if (id === null) continue;
      runs.set(id, { hash: String(one.content_hash), place });
      withdrawnRuns.delete(id);
      current.set(JSON.stringify([place, one.model]), id);
    }
    for (const one of list(told.refused).map(record)) {
      refused.push({ place: JSON.stringify([place, one.model]), reason: String(one.reason) });
    }
  }

  function seeRun({ subject }: EventRow, after: unknown, isCurrent: boolean): void {
    const told = record(after);
    const version = record(told.version);
    const key = JSON.stringify([placeOf(subject ?? '', String(version.kind), version.number), told.model]);
    const id = String(told.run);
    withdrawnRuns.delete(id);
    if (isCurrent) current.set(key, id);
    // an event that takes a run away tells which one stands in its place
    else if ('in_its_place' in told) current.set(key, text(told.in_its_place));
  }

  return {
    see,
    differences: (db) =>
      [
        contestDiffers(db, { name, plan, rules, rubric }),
        submissionDiffers(db, titles, withdrawn),
        waiverDiffers(db, waivers),
        standingDiffers(db, { rounds, marks, revisions, received }),
        formDiffers(db, forms),
        versionDiffers(db, versions),
        findingDiffers(db, versions),
        runDiffers(db, runs, current, withdrawnRuns),
        modelDiffers(db, models),
        refusalDiffers(db, refused),
        dealDiffers(db, deals),
        progressDiffers(db),
        tagsDiffer(db, tags),
        labelDefaultsDiffer(db, defaults),
        knownDiffers(db, known),
        practiceDiffers(db, practised),
        adjudicationDiffers(db, adjudicated),
        consensusDiffers(db, methods),
        outsideDiffers(db, outside),
        rankingDiffers(db, rankings),
        ...decisions.differences(db),
        ...masking.differences(db),
        ...review.differences(db),
      ].flatMap((problem) => problem ?? []),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
