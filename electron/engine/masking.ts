import { type Connection, inTransaction } from '../../db/connection.ts';
import { liveFindings, openRevision } from '../../db/eligibility.ts';
import { findExample } from '../../db/examples.ts';
import { findingGroups, waiversOf } from '../../db/findings.ts';
import { dealOf } from '../../db/labelDeal.ts';
import {
  blindRow,
  clearSpots,
  createSpotWriter,
  decideMasking,
  findMasking,
  remask,
  spotCounts,
  spotsHash,
  spotsOf,
  spotsOfRow,
  storedTexts,
  withdrawMasking,
} from '../../db/masking.ts';
import { type Actor, appendEvent } from '../../db/record.ts';
import { insertSample, sampleOf, withdrawSample } from '../../db/sample.ts';
import { currentVersion, findSubmission } from '../../db/submission.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { createNameFinder } from '../../shared/submission/authorNames.ts';
import { findingsCsv, findingsLetter, type RuleFindings } from '../../shared/submission/letter.ts';
import { SAMPLE_SIZE, sampleRows } from '../../shared/submission/sample.ts';
import type { SensitiveSpot } from '../../shared/submission/sensitive.ts';
import { columnOf, placedText } from '../../shared/submission/sensitiveCheck.ts';
import type { Handlers } from './context.ts';
import { noSubmission } from './newSubmission.ts';

type MaskingProcedure =
  | 'submission.sensitive'
  | 'submission.blindRow'
  | 'submission.mask'
  | 'submission.unmask'
  | 'submission.sample'
  | 'submission.unsample'
  | 'submission.sampled'
  | 'submission.findingTexts';

/** Characters of the text around a spot. */
const AROUND = 60;

const KINDS = { secret: 'secrets', 'email-address': 'e-mail addresses', 'author-name': 'authors’ names' } as const;

export const maskingHandlers: Handlers<MaskingProcedure> = {
  'submission.sensitive': ({ db }, { id, kind, offset, limit }) => {
    const version = currentVersion(db, id);
    if (version === null) return noSubmission(id);
    const spots = spotsOf(db, version.key, { kind, offset, limit }).map((spot) => {
      const text = placedText(findExample(db, version.key, spot.row), spot.place);
      return {
        ...spot,
        column: columnOf(spot.place) ?? spot.place,
        before: text.slice(Math.max(0, spot.start - AROUND), spot.start),
        text: text.slice(spot.start, spot.end),
        after: text.slice(spot.end, spot.end + AROUND),
      };
    });
    return success({ counts: spotCounts(db, version.key), spots });
  },

  'submission.blindRow': ({ db }, { id, row }) => {
    const version = currentVersion(db, id);
    if (version === null) return noSubmission(id);
    const read = blindRow(db, version.key, row);
    return read === null ? failure('not-found', `${id} has no row ${row}.`) : success(read);
  },

  'submission.mask': ({ db, now, actor }, { id, kind, spot, decision }) => {
    const version = currentVersion(db, id);
    if (version === null) return noSubmission(id);
    const there =
      spot === null
        ? spotCounts(db, version.key).some((count) => count.kind === kind)
        : spotsOfRow(db, version.key, spot.row).some(
            (one) => one.kind === kind && one.place === spot.place && one.start === spot.start,
          );
    if (!there) return failure('not-found', 'There is no such text in this version any more. Open the list again.');
    const number = inTransaction(db, () => {
      const at = now();
      const made = decideMasking(db, { submission: id, version: version.key, kind, spot, decision }, at);
      const what = spot === null ? `All ${KINDS[kind]}` : `A text of row ${spot.row}`;
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.masked',
        subject: id,
        sentence: `${what} of ${id}, version ${version.number}, ${spot === null ? 'are' : 'is'} ${decision === 'hide' ? 'hidden from' : 'shown to'} blind roles.`,
        after: {
          number: made,
          version: version.number,
          kind,
          row: spot?.row ?? null,
          place: spot?.place ?? null,
          start: spot?.start ?? null,
          decision,
        },
      });
      return made;
    });
    return success({ number });
  },

  'submission.unmask': ({ db, now, actor }, { id, number }) => {
    const masking = findMasking(db, id, number);
    if (masking === null) return failure('not-found', 'This decision was taken back already.');
    inTransaction(db, () => {
      const at = now();
      withdrawMasking(db, masking, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.unmasked',
        subject: id,
        sentence: `A decision about what blind roles see of ${id} was taken back.`,
        before: { kind: masking.kind, decision: masking.decision },
        after: { number },
      });
    });
    return success({});
  },

  'submission.sample': ({ db, now, randomBytes, actor }, { id, seed: wanted }) => {
    const version = currentVersion(db, id);
    if (version === null) return noSubmission(id);
    if (version.examples <= SAMPLE_SIZE) {
      return failure(
        'conflict',
        `${id} has ${version.examples} examples; only of more than ${SAMPLE_SIZE} is a sample drawn.`,
      );
    }
    if (sampleOf(db, version.key)) return failure('conflict', 'A sample is drawn already. Take it back first.');
    const dealt = alreadyDealt(db, version.key);
    if (dealt) return dealt;
    const seed = wanted ?? Buffer.from(randomBytes(4)).readUInt32LE();
    const rows = sampleRows(version.examples, SAMPLE_SIZE, seed);
    inTransaction(db, () => {
      const at = now();
      insertSample(db, version.key, { seed, rows }, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.sampled',
        subject: id,
        sentence: `Drew ${rows.length} of the ${version.examples} examples of ${id}, version ${version.number}, for contractors, with seed ${seed}.`,
        after: { version: version.number, seed, rows },
      });
    });
    return success({ seed, rows: rows.length });
  },

  'submission.unsample': ({ db, now, actor }, { id }) => {
    const version = currentVersion(db, id);
    if (version === null) return noSubmission(id);
    const sample = sampleOf(db, version.key);
    if (sample === null) return failure('not-found', 'No sample is drawn.');
    const dealt = alreadyDealt(db, version.key);
    if (dealt) return dealt;
    inTransaction(db, () => {
      const at = now();
      withdrawSample(db, version.key, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.unsampled',
        subject: id,
        sentence: `The sample of ${id} was taken back.`,
        before: { seed: sample.seed },
        after: { version: version.number },
      });
    });
    return success({});
  },

  'submission.sampled': ({ db }, { id }) => {
    const version = currentVersion(db, id);
    if (version === null) return noSubmission(id);
    const sample = sampleOf(db, version.key);
    return success({ sample: sample && { seed: sample.seed, rows: [...sample.rows], drawnAt: sample.drawnAt } });
  },

  'submission.findingTexts': ({ db }, { id }) => {
    const submission = findSubmission(db, id);
    const version = currentVersion(db, id);
    if (submission === null || version === null) return noSubmission(id);
    const live = (liveFindings(db, id).get(id) ?? []).map(({ level, rule, message }) => ({
      ...{ level, rule, count: 1 },
      findings: [{ row: null, column: null, message }],
    }));
    const stored = findingGroups(db, version.key).map(({ level, rule, count, rows }) => ({
      ...{ level, rule, count },
      findings: rows,
    }));
    const groups: RuleFindings[] = [...live, ...stored];
    const waived = new Set(waiversOf(db, id).map(({ rule }) => rule));
    const open = groups.filter(({ level, rule }) => level !== 'ineligible' || !waived.has(rule));
    const revise = openRevision(db, id)?.reason ?? null;
    return success({
      letter: findingsLetter({ title: submission.title, rows: version.examples, revise }, open),
      csv: findingsCsv(groups),
    });
  },
};

/**
 * Looks for the names of a submission's authors in its current data, anew: a form may come after the data, or change.
 * Inside the transaction that changed the authors.
 */
export function rescanAuthors(db: Connection, id: string, authors: readonly string[], at: string, actor: Actor): void {
  const version = currentVersion(db, id);
  if (version === null) return;
  const before = spotsHash(db, version.key);
  clearSpots(db, version.key, 'author-name');
  const names = createNameFinder(authors);
  if (names !== null) {
    const writer = createSpotWriter(db, id, version.key);
    const found: SensitiveSpot[] = [];
    for (const { row, classes, other, ...texts } of storedTexts(db, version.key)) {
      const look = (place: string, text: string | null) => {
        if (text !== null) for (const stretch of names(text)) found.push({ ...stretch, row, place });
      };
      look('prompt', texts.prompt);
      look('other_prompt', texts.otherPrompt);
      look('completion', texts.completion);
      look('subcategory', texts.subcategory);
      for (const [index, name] of classes.entries()) look(`classes/${index}`, name);
      for (const [name, text] of Object.entries(other)) {
        look(`other/${name}`, text);
      }
    }
    writer.add(withoutSpots(db, version.key, found));
  }
  const hash = spotsHash(db, version.key);
  if (hash === before) return;
  remask(db, version.key);
  appendEvent(db, {
    at,
    actor,
    kind: 'submission.rescanned',
    subject: id,
    sentence: `The data of ${id}, version ${version.number}, was searched for its authors’ names anew.`,
    after: { version: version.number, sensitive_hash: hash },
  });
}

/** A name inside an address or a secret is hidden with it. */
function withoutSpots(db: Connection, version: number, found: readonly SensitiveSpot[]): SensitiveSpot[] {
  return found.filter(
    (name) =>
      !spotsOfRow(db, version, name.row).some(
        (spot) => spot.place === name.place && spot.start < name.end && name.start < spot.end,
      ),
  );
}

function alreadyDealt(db: Connection, version: number): Outcome<never> | null {
  if (!dealOf(db, version)) return null;
  return failure('conflict', 'Labels of this version are dealt already. Take that deal back first.');
}
