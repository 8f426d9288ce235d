import { useEffect } from 'react';
import type { SubmissionDetail } from '../../../shared/contract/submission.ts';
import { type DataPlace, go, replace, type WindowPlace } from '../../app/router.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { offerUndo } from '../../frame/undo.tsx';
import { Button, Kbd } from '../../pieces/controls.tsx';
import { count, fullTime, plural, shortDay } from '../../pieces/format.ts';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { panelId, Tabs, tabId } from '../../pieces/tabs.tsx';
import { openImport } from '../import/importFlow.ts';
import { stateTexts } from '../stateTexts.ts';
import { DataTab } from './dataTab.tsx';
import { EvidenceTab } from './evidenceTab.tsx';
import { FindingsTab } from './findings/findingsTab.tsx';
import { FormTab } from './form/formTab.tsx';
import { VersionsTab } from './form/versionsTab.tsx';
import { LabelsTab } from './labelsTab.tsx';
import { MaskingTab } from './masking/maskingTab.tsx';
import { RecordTab } from './recordTab.tsx';
import { ReviewsTab } from './reviewsTab.tsx';
import { TitleLine } from './titleLine.tsx';
import './submission.css';

type SubmissionPlace = Extract<WindowPlace, { page: 'submission' }> & Partial<DataPlace>;
export type Tab = NonNullable<SubmissionPlace['tab']>;

/** One submission: what it is, its data, its evidence, and how far it has come. */
export function SubmissionScreen({ place }: { place: SubmissionPlace }) {
  const asked = useAsk('submission.get', { id: place.id });
  const { data } = asked;
  return (
    <Screen
      flush
      titled={Boolean(data)}
      crumbs={[{ label: 'Submissions', place: { page: 'submissions' } }, { label: data?.title ?? place.id }]}
      extra={data ? <Position position={data.position} /> : null}
      remark={data ? storedRemark(data) : null}
    >
      {data ? <SubmissionPage submission={data} place={place} /> : null}
      <div className="subs-other">
        {asked.error && !data ? (
          <FailureNote
            failure={asked.error}
            action={<Button onClick={() => go({ page: 'submissions' })}>All submissions</Button>}
          />
        ) : null}
        {asked.isPending ? <LoadingRows rows={10} label="Reading the submission" /> : null}
      </div>
    </Screen>
  );
}

function storedRemark({ version, importedAt, fileName }: SubmissionDetail): string {
  return version > 0
    ? `Stored ${fullTime(importedAt)} from ${fileName}`
    : `Begun ${fullTime(importedAt)}, without data`;
}

function Position({ position }: { position: SubmissionDetail['position'] }) {
  return (
    <span className="keys">
      <span>
        <Kbd k="K" />
        <Kbd k="J" /> {count(position.index + 1)} of {count(position.total)}
      </span>
    </span>
  );
}

function SubmissionPage({ submission, place }: { submission: SubmissionDetail; place: SubmissionPlace }) {
  const tab: Tab = place.tab ?? (submission.standing === 'draft' ? 'form' : 'evidence');
  const { id, position } = submission;
  const open = (next: string | null) => next && replace({ page: 'submission', id: next, tab });
  const show = (next: Tab) => replace({ page: 'submission', id, tab: next });
  useKeys('Submission', [
    {
      key: 'K',
      label: 'previous, next',
      run: () => open(position.previous),
      off: !position.previous,
      foot: true,
      unlisted: true,
    },
    {
      key: 'J',
      label: 'previous, next',
      run: () => open(position.next),
      off: !position.next,
      foot: true,
      unlisted: true,
    },
    { key: 'E', label: 'evidence', run: () => show('evidence'), off: tab === 'evidence', foot: true },
    { key: 'C', label: 'findings', run: () => show('findings'), off: tab === 'findings', foot: true },
    { key: 'F', label: 'form', run: () => show('form'), off: tab === 'form', foot: true },
    { key: 'T', label: 'data', run: () => show('data'), off: tab === 'data', foot: true },
    { key: 'B', label: 'what blind roles see', run: () => show('masking'), off: tab === 'masking' },
    { key: 'M', label: 'Import model results', run: () => openImport({ what: 'results', submission: id }) },
    { key: 'N', label: 'Import a new version', run: () => openImport({ what: 'submission', submission: id }) },
  ]);
  useEffect(() => {
    document.getElementById('page')?.scrollTo(0, 0);
  }, []);
  const labels = submission.labelErrors ? `${count(submission.labelErrors.n)} settled` : null;
  const { submitted, assigned } = submission.reviews;
  return (
    <>
      <div className="page-head head">
        <div className="grow">
          <TitleLine key={submission.id} submission={submission} />
          <Meta submission={submission} />
        </div>
        <HeadActions submission={submission} />
      </div>
      <Tabs
        label="Parts of the submission"
        value={tab}
        onChange={show}
        tabs={[
          {
            value: 'evidence',
            label: 'Evidence',
            n: submission.runList.length > 0 ? plural(submission.runList.length, 'run') : null,
          },
          {
            value: 'findings',
            label: 'Findings',
            n: submission.findingGroups.length > 0 ? count(submission.findingGroups.length) : null,
          },
          {
            value: 'form',
            label: 'Form',
            n: submission.form.draftSavedAt
              ? 'unsaved'
              : submission.form.missing.length > 0
                ? `${submission.form.missing.length} to fill in`
                : null,
          },
          { value: 'data', label: 'Data', n: count(submission.examples) },
          {
            value: 'versions',
            label: 'Versions',
            n: submission.versions.length > 1 ? count(submission.versions.length) : null,
          },
          ...(submission.sensitive.spots > 0 || tab === 'masking'
            ? [
                {
                  value: 'masking' as const,
                  label: 'Masking',
                  n: submission.sensitive.undecided > 0 ? `${count(submission.sensitive.undecided)} undecided` : null,
                },
              ]
            : []),
          { value: 'labels', label: 'Labels', n: labels },
          { value: 'reviews', label: 'Reviews', n: assigned > 0 ? `${submitted} / ${assigned}` : null },
          { value: 'record', label: 'Record' },
        ]}
      />
      <div className="panel" role="tabpanel" id={panelId(tab)} aria-labelledby={tabId(tab)}>
        <TabContent tab={tab} submission={submission} at={dataPlace(place)} />
      </div>
    </>
  );
}

function dataPlace({ row, column, span }: SubmissionPlace): DataPlace | null {
  return row === undefined ? null : { row, column: column ?? null, span };
}

function TabContent(props: { tab: Tab; submission: SubmissionDetail; at: DataPlace | null }) {
  const { tab, submission } = props;
  switch (tab) {
    case 'evidence':
      return <EvidenceTab submission={submission} />;
    case 'findings':
      return <FindingsTab submission={submission} />;
    case 'masking':
      return <MaskingTab submission={submission} />;
    case 'form':
      return <FormTab submission={submission} />;
    case 'versions':
      return <VersionsTab submission={submission} />;
    case 'data':
      return <DataTab key={JSON.stringify(props.at)} submission={submission} at={props.at} />;
    case 'labels':
      return <LabelsTab submission={submission} />;
    case 'reviews':
      return <ReviewsTab submission={submission} />;
    case 'record':
      return <RecordTab submission={submission.id} />;
    default:
      return tab satisfies never;
  }
}

function Meta({ submission }: { submission: SubmissionDetail }) {
  const state = stateTexts[submission.state];
  return (
    <p className="meta">
      <span className="mono">{submission.id}</span>
      {submission.metric ? <span>{submission.metric}</span> : null}
      {submission.version > 0 ? (
        <>
          <span>{plural(submission.examples, 'example')}</span>
          <span>
            version {submission.version}, {shortDay(new Date(submission.importedAt))}
          </span>
        </>
      ) : null}
      <span>{submission.standing}</span>
      <span>
        <StatusIcon status={state.status} label={null} /> {state.title}
        {submission.state === 'ready' || submission.state === 'withdrawn' ? '' : `: waits for ${submission.waitsFor}`}
      </span>
    </p>
  );
}

function HeadActions({ submission }: { submission: SubmissionDetail }) {
  const withdraw = useCommand('submission.withdraw');
  const readmit = useCommand('submission.readmit');
  const { id, title } = submission;
  async function takeOut() {
    const outcome = await withdraw.run({ id });
    if (outcome.ok) offerUndo(`${title} withdrawn`, () => undo('submission.readmit', id));
  }
  async function takeIn() {
    const outcome = await readmit.run({ id });
    if (outcome.ok) offerUndo(`${title} is in the contest again`, () => undo('submission.withdraw', id));
  }
  const failure = withdraw.failure ?? readmit.failure;
  return (
    <div className="head-do">
      {failure ? <span className="field-error">{failure.message}</span> : null}
      {submission.state === 'withdrawn' ? (
        <Button onClick={() => void takeIn()}>Take it in again</Button>
      ) : (
        <Button bare onClick={() => void takeOut()}>
          Withdraw
        </Button>
      )}
      <Button onClick={() => openImport({ what: 'submission', submission: id })}>
        {submission.version > 0 ? 'New version' : 'Import its data'}
      </Button>
      <Button icon="import" k="M" onClick={() => openImport({ what: 'results', submission: id })}>
        Results
      </Button>
    </div>
  );
}

async function undo(procedure: 'submission.readmit' | 'submission.withdraw', id: string): Promise<string | null> {
  const outcome = await engine.call(procedure, { id });
  return outcome.ok ? null : outcome.error.message;
}
