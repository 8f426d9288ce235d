import { useState } from 'react';
import { useAsk } from '../../engine/hooks.ts';
import { Screen } from '../../frame/shell.tsx';
import { Button } from '../../pieces/controls.tsx';
import { count, plural, sentenceCount } from '../../pieces/format.ts';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { panelId, Tabs, tabId } from '../../pieces/tabs.tsx';
import { openImport } from '../import/importFlow.ts';
import { ModelsTab } from './modelsTab.tsx';
import { RefusedTab } from './refusedTab.tsx';
import { counts } from './runListing.ts';
import { RunsTab } from './runsTab.tsx';
import './results.css';

type Tab = 'runs' | 'refused' | 'models';

/** Every run and refused file over the contest, and the table of models that they hang on. */
export function ResultsScreen() {
  const asked = useAsk('results.list', {});
  const models = useAsk('results.models', {});
  const [tab, setTab] = useState<Tab>('runs');
  const list = asked.data;
  const open = list?.refused.filter((file) => file.open).length ?? 0;
  const failure = asked.error ?? models.error;
  return (
    <Screen crumbs={[{ label: 'Results' }]} titled={Boolean(list)} flush>
      {failure && !list ? (
        <div className="subs-other">
          <FailureNote failure={failure} action={<Button onClick={asked.retry}>Try again</Button>} />
        </div>
      ) : null}
      {asked.isPending ? (
        <div className="subs-other">
          <LoadingRows rows={12} label="Reading the results" />
        </div>
      ) : null}
      {list ? (
        <>
          <div className="page-head results-head">
            <h1 className="title grow">{headline(list.runs.filter(counts).length, open)}</h1>
            <Button main icon="import" k="I" onClick={() => openImport()}>
              Import results
            </Button>
          </div>
          <Tabs
            label="Results"
            value={tab}
            tabs={[
              { value: 'runs', label: 'Runs', n: count(list.runs.length) },
              { value: 'refused', label: 'Refused', n: count(open) },
              { value: 'models', label: 'Models', n: models.data ? count(models.data.models.length) : null },
            ]}
            onChange={setTab}
          />
          <div role="tabpanel" className="results-panel" id={panelId(tab)} aria-labelledby={tabId(tab)}>
            {tab === 'runs' && list.runs.length > 0 ? <RunsTab runs={list.runs} /> : null}
            {tab === 'runs' && list.runs.length === 0 ? <NoRuns /> : null}
            {tab === 'refused' ? <RefusedTab files={list.refused} /> : null}
            {tab === 'models' && models.data ? <ModelsTab models={models.data.models} /> : null}
          </div>
        </>
      ) : null}
    </Screen>
  );
}

function NoRuns() {
  return (
    <div className="subs-other">
      <EmptyState
        icon="chart"
        title="No model results yet"
        action={
          <Button main icon="import" k="I" onClick={() => openImport()}>
            Import results
          </Button>
        }
      >
        A folder that the pipeline or lm-evaluation-harness wrote, one wide file, or a summary. Each is joined to a
        submission that is here already.
      </EmptyState>
    </div>
  );
}

function headline(current: number, refused: number): string {
  if (current === 0 && refused === 0) return 'No results yet';
  const runs = `${sentenceCount(current)} ${current === 1 ? 'run counts' : 'runs count'}`;
  return refused === 0 ? `${runs}, none is refused` : `${runs}, ${plural(refused, 'refused file')} to settle`;
}
