import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Output } from '../../shared/contract/contract.ts';
import { useAsk } from '../engine/hooks.ts';
import { useKeys } from '../frame/keys.ts';
import { AuthorsPlot, PlotRemarks } from '../pieces/authorsPlot.tsx';
import { Button } from '../pieces/controls.tsx';
import { count } from '../pieces/format.ts';
import { Icon } from '../pieces/icons.tsx';
import { Section } from '../pieces/section.tsx';
import { FailureNote, LoadingRows } from '../pieces/states.tsx';
import { type Status, StatusIcon } from '../pieces/status.tsx';
import { DataTable } from './dataTable.tsx';
import { Overview } from './overview.tsx';

export type BlindSubmission = Output<'review.submission'>;
type Tab = 'overview' | 'description' | 'data' | 'labels';

const names: Record<Tab, string> = { overview: 'Overview', description: 'Description', data: 'Data', labels: 'Labels' };
const keys: Record<Tab, string> = { overview: 'O', description: 'D', data: 'T', labels: 'L' };
const tabs = Object.keys(names) as readonly Tab[];

/** The submission without anything that names its authors. */
export function Evidence(props: { number: number; title: string }) {
  const [tab, setTab] = useState<Tab>('overview');
  const asked = useAsk('review.submission', { number: props.number });
  const search = useRef<HTMLInputElement>(null);
  const searching = useRef(false);
  const submission = asked.data;

  // The field was asked for before the submission was there.
  useEffect(() => {
    if (!searching.current || !search.current) return;
    searching.current = false;
    search.current.focus();
  });

  useKeys('Evidence', [
    ...tabs.map((one) => ({ key: keys[one], label: names[one], run: () => setTab(one) })),
    {
      key: '/',
      label: 'Search the data',
      // at once: what is typed next belongs to the field, not to the form's keys
      run: () => {
        flushSync(() => setTab('data'));
        if (search.current) search.current.focus();
        else searching.current = true;
      },
    },
  ]);

  return (
    <main className="evidence" id="page">
      <div className="evidence-head">
        <h1 dir="auto">{props.title}</h1>
        <p>
          <Icon name="blind" />
          Authors are hidden from you, and you from them. Names found in the text are masked.
        </p>
        <Tabs tab={tab} examples={submission?.examples ?? null} onTab={setTab} />
      </div>
      <div
        className={tab === 'data' ? 'panel panel-data' : 'panel'}
        role="tabpanel"
        id="evidence-panel"
        aria-labelledby={`tab-${tab}`}
        // What scrolls has a place in the tab order; the data table scrolls by itself.
        tabIndex={tab === 'data' ? -1 : 0}
        // Arrows scroll what has the focus; elsewhere they walk the form.
        onKeyDown={(event) => {
          if (event.key.startsWith('Arrow') && event.target === event.currentTarget) event.stopPropagation();
        }}
      >
        {asked.error && !submission ? (
          <FailureNote
            failure={asked.error}
            title="The submission could not be read"
            action={<Button onClick={asked.retry}>Try again</Button>}
          />
        ) : !submission ? (
          <LoadingRows rows={6} label="Reading the submission" />
        ) : tab === 'overview' ? (
          <Overview submission={submission} onReadOn={() => setTab('description')} />
        ) : tab === 'description' ? (
          <Description number={submission.number} text={submission.description} />
        ) : tab === 'data' ? (
          <DataTable
            number={submission.number}
            metric={submission.metric}
            examples={submission.examples}
            search={search}
          />
        ) : (
          <Labels labels={submission.labels} />
        )}
      </div>
    </main>
  );
}

function Tabs(props: { tab: Tab; examples: number | null; onTab: (tab: Tab) => void }) {
  function move(event: KeyboardEvent) {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(props.tab) + by + tabs.length) % tabs.length] as Tab;
    props.onTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  }
  return (
    <div className="tabs" role="tablist" aria-label="Evidence" onKeyDown={move}>
      {tabs.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`tab-${one}`}
          aria-selected={one === props.tab}
          aria-controls="evidence-panel"
          tabIndex={one === props.tab ? 0 : -1}
          onClick={() => props.onTab(one)}
          aria-keyshortcuts={keys[one]}
        >
          {names[one]} {one === 'data' && props.examples !== null ? <small>{count(props.examples)}</small> : null}
        </button>
      ))}
    </div>
  );
}

/** What the task tests, then what its authors argue, then the plot that they drew. */
function Description(props: { number: number; text: string }) {
  const asked = useAsk('review.arguments', { number: props.number });
  return (
    <div className="arguments">
      {props.text.trim() ? (
        <div className="read description" dir="auto">
          {props.text}
        </div>
      ) : (
        <p className="ink2">
          There is no description. The organizers can add one; until then the examples speak for themselves.
        </p>
      )}
      {asked.data?.answers.map(({ label, text }) => (
        <Section key={label} title={label} className="mt">
          <div className="read description" dir="auto">
            {text}
          </div>
        </Section>
      ))}
      {asked.data?.plot ? (
        <Section title="The authors’ own plot" className="mt">
          <AuthorsPlot {...asked.data.plot} />
          {asked.data.plot.remarks.length > 0 ? <PlotRemarks remarks={asked.data.plot.remarks} /> : null}
        </Section>
      ) : null}
      {asked.error ? (
        <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />
      ) : null}
    </div>
  );
}

const outcomes: Record<BlindSubmission['labels']['outcome'], { status: Status; word: string }> = {
  'not-dealt': { status: 'todo', word: 'Not checked' },
  'under-way': { status: 'now', word: 'Under way' },
  passed: { status: 'passed', word: 'Passed' },
  failed: { status: 'error', word: 'Failed' },
};

/** What label verification found, as a line of the overview. */
export function LabelVerdict(props: { labels: BlindSubmission['labels'] }) {
  const { status, word } = outcomes[props.labels.outcome];
  return (
    <>
      <StatusIcon status={status} label={null} /> <b>{word}.</b> {props.labels.sentence}
    </>
  );
}

function Labels(props: { labels: BlindSubmission['labels'] }) {
  return (
    <div className="labels-found">
      <p className="verdict-line">
        <LabelVerdict labels={props.labels} />
      </p>
      <p className="ink2">
        Contractors answered a sample of the examples without seeing the submitted label. An example counts as wrong
        when they agree on another answer, on more than one, or on none.
      </p>
    </div>
  );
}
