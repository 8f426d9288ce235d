import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Rubric } from '../../../shared/contract/review.ts';
import { useAsk } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Button, Segments } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { fullTime, shortTime } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { LevelSquare } from '../../pieces/status.tsx';
import { changedFields, type FieldChange, fieldsOf } from './versions.ts';

type Version = Output<'review.versions'>['versions'][number];

/** All that an organizer reads of one review: every field, in every version, and what each version changed. */
export function ReviewReading(props: { submission: string; reviewer: string }) {
  const asked = useAsk('review.versions', props);
  const [chosen, setChosen] = useState<number | null>(null);
  const versions = asked.data?.versions ?? [];
  const newest = versions.at(-1);
  const shown = versions.find(({ revision }) => revision === chosen) ?? newest;
  if (!shown) {
    return asked.error ? (
      <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />
    ) : (
      <LoadingRows rows={6} label="Reading the review" />
    );
  }
  const before = versions.find(({ revision }) => revision === shown.revision - 1);
  return (
    <div className="reading">
      <p className="reading-head">
        {versions.length > 1 ? (
          <Segments
            label="Version"
            value={String(shown.revision)}
            options={versions.map(({ revision }) => ({ value: String(revision), label: `Version ${revision}` }))}
            onChange={(value) => setChosen(Number(value))}
          />
        ) : null}
        <span className="ink2">
          Submitted {fullTime(shown.submittedAt)} under rubric version {shown.rubric.version}
          {shown.afterOthers ? ', after the others’ reviews were read' : ''}
          {shown === newest ? '' : '; a later version counts'}
        </span>
      </p>
      <VersionTable version={shown} before={before ?? null} />
    </div>
  );
}

function VersionTable({ version, before }: { version: Version; before: Version | null }) {
  const changes = new Map((before ? changedFields(before, version) : []).map((change) => [change.field, change]));
  const { rubric, form } = version;
  return (
    <>
      {before ? (
        <p className="ink2">
          {changes.size === 0
            ? `Nothing differs from version ${before.revision}.`
            : `What differs from version ${before.revision} is marked and stands with what it was.`}
        </p>
      ) : null}
      <table className="table reading-table">
        <thead>
          <tr>
            <th>Criterion</th>
            <th>Level</th>
            <th>Reason</th>
          </tr>
        </thead>
        <tbody>
          {rubric.criteria.map((criterion) => (
            <tr key={criterion.key}>
              <th scope="row">{criterion.name}</th>
              <td>
                <LevelAs rubric={rubric} criterion={criterion} level={form.levels[criterion.key] ?? null} />
                <Was change={changes.get(`level ${criterion.key}`)} />
              </td>
              <td className="reading-text">
                <Text text={form.reasons[criterion.key] ?? ''} change={changes.get(`reason ${criterion.key}`)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="words">
        {fieldsOf(version).map(({ field, name, text }) => (
          <div key={field}>
            <dt>{name}</dt>
            <dd>
              <Text text={text} change={changes.get(field)} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function LevelAs(props: { rubric: Rubric; criterion: Rubric['criteria'][number]; level: 0 | 1 | 2 | null }) {
  const { level } = props;
  if (level === null) return <span className="ink3">–</span>;
  return (
    <>
      <LevelSquare level={level} /> <span className="ink2">{props.rubric.levelNames[level]}:</span>{' '}
      {props.criterion.levels[level]}
    </>
  );
}

function Text({ text, change }: { text: string; change: FieldChange | undefined }) {
  const shown = text.trim() === '' ? <span className="ink3">nothing written</span> : text;
  return change ? (
    <>
      <ins className="changed">{shown}</ins>
      <Was change={change} />
    </>
  ) : (
    shown
  );
}

function Was({ change }: { change: FieldChange | undefined }) {
  return change ? <p className="was">was: {change.was === '' ? 'nothing' : change.was}</p> : null;
}

/** What the panel said to each other about a submission. */
export function Answers({ submission }: { submission: string }) {
  const asked = useAsk('review.answers', { submission });
  const answers = asked.data?.answers ?? [];
  if (asked.error) return <FailureNote failure={asked.error} />;
  if (answers.length === 0) return null;
  return (
    <Section title="Answers" n={answers.length} className="mt">
      <ul className="rows">
        {answers.map((answer) => (
          <li key={`${answer.at} ${answer.alias} ${answer.text}`}>
            <b>{answer.alias}</b>{' '}
            <span className="ink3">
              to {answer.to ?? 'all'}, {shortTime(answer.at)}
            </span>
            <p className="reading-text">{answer.text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The reviews and answers behind a figure: one submission, reviewer by reviewer. */
export function ReadingDialog(props: {
  submission: { readonly id: string; readonly title: string };
  reviewers: readonly { readonly reviewer: string; readonly alias: string }[];
  first: string | null;
  onClose: () => void;
}) {
  const [reviewer, setReviewer] = useState(props.first ?? props.reviewers[0]?.reviewer ?? null);
  const place = props.reviewers.findIndex((one) => one.reviewer === reviewer);
  const step = (by: number) => {
    const next = props.reviewers[place + by];
    if (next) setReviewer(next.reviewer);
  };
  useKeys(
    'Reviews',
    [
      { key: 'N', label: 'next reviewer', run: () => step(1), foot: true },
      { key: 'P', label: 'previous reviewer', run: () => step(-1), foot: true },
    ],
    { modal: true },
  );
  return (
    <Dialog title={props.submission.title} wide onClose={props.onClose}>
      <div className="stack">
        {reviewer === null ? (
          <p className="ink2">No review of it is in yet.</p>
        ) : (
          <>
            <Segments
              label="Reviewer"
              value={reviewer}
              options={props.reviewers.map((one) => ({ value: one.reviewer, label: one.alias }))}
              onChange={setReviewer}
            />
            <ReviewReading key={reviewer} submission={props.submission.id} reviewer={reviewer} />
          </>
        )}
        <Answers submission={props.submission.id} />
      </div>
    </Dialog>
  );
}
