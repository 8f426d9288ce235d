import { useId, useState } from 'react';
import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { go } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { useJob } from '../../engine/jobs.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { sayQuietly } from '../../frame/undo.tsx';
import { Button, Progress } from '../../pieces/controls.tsx';
import { count, fullTime, plural } from '../../pieces/format.ts';
import { assay } from '../../pieces/platform.ts';
import { EmptyState, FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { panelId, Tabs, tabId } from '../../pieces/tabs.tsx';
import { hasOutcomes, RoomGate } from '../decision/roomGate.tsx';
import { Documents } from './documents.tsx';
import { FrozenDecisions, storedName } from './frozen.tsx';
import { Releases } from './releases.tsx';
import { roundSentence } from './roundSteps.ts';
import { RoundStrip } from './roundStrip.tsx';
import './reports.css';

/** The rounds, and what goes out of them: ranking, public page, letters, benchmark package. */
export function ReportsScreen() {
  const asked = useAsk('decision.room', {});
  const room = asked.data;
  return (
    <Screen
      flush
      crumbs={[{ label: 'Reports' }]}
      titled={hasOutcomes(room)}
      remark={room?.frozen ? <span className="mono">{room.frozen.hash.slice(0, 16)}</span> : null}
    >
      <RoomGate
        asked={asked}
        empty={
          <EmptyState
            icon="report"
            title="Nothing to report yet"
            action={
              <Button main onClick={() => go({ page: 'submissions' })}>
                See the submissions
              </Button>
            }
          >
            The ranking, the public page and a letter for each submission appear with the first submission.
          </EmptyState>
        }
      >
        {(standing) => <Reports room={standing} />}
      </RoomGate>
    </Screen>
  );
}

type Tab = 'pages' | 'data' | 'frozen';

function Reports({ room }: { room: DecisionRoom }) {
  const [tab, setTab] = useState<Tab>('pages');
  const [decision, setDecision] = useState<string | null>(null);
  const list = useAsk('report.list', { decision }, { keep: true });
  const history = useAsk('decision.history', {}).data?.decisions ?? [];
  const select = useId();
  const others = history.filter(({ id }) => id !== room.frozen?.id);
  const held = list.data?.releases.filter(({ allowed }) => !allowed).length ?? 0;
  return (
    <>
      <div className="page-head reports-head">
        <h1 className="title grow">{roundSentence(room)}</h1>
        <label htmlFor={select} className="ink2">
          Reports of
        </label>
        <select
          id={select}
          className="input reports-of"
          value={decision ?? ''}
          onChange={(event) => setDecision(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">
            {room.frozen
              ? storedName({ round: room.rules.round, ...room.frozen })
              : `Round ${room.rules.round}, draft as it stands`}
          </option>
          {others.map((one) => (
            <option key={one.id} value={one.id}>
              {storedName(one)} {fullTime(one.at)}
            </option>
          ))}
        </select>
        <WriteAll decision={decision} round={list.data?.round ?? room.rules.round} />
      </div>
      {room.warnings.map((warning) => (
        <p className="reports-warning" key={warning}>
          <StatusIcon status="warning" />
          {warning}
        </p>
      ))}
      <RoundStrip room={room} />
      <Tabs
        label="Reports"
        value={tab}
        tabs={[
          { value: 'pages', label: 'Pages and letters', n: list.data ? count(list.data.letters.length + 2) : null },
          { value: 'data', label: 'Benchmark data', n: held > 0 ? `${count(held)} held back` : null },
          { value: 'frozen', label: 'Frozen decisions', n: count(history.length) },
        ]}
        onChange={setTab}
      />
      <div role="tabpanel" className={`reports-panel reports-${tab}`} id={panelId(tab)} aria-labelledby={tabId(tab)}>
        {list.error && tab !== 'frozen' ? <FailureNote failure={list.error} /> : null}
        {tab === 'pages' && list.data ? <Documents list={list.data} decision={decision} /> : null}
        {tab === 'data' && list.data ? <Releases releases={list.data.releases} /> : null}
        {tab === 'frozen' ? <FrozenDecisions decisions={history} /> : null}
      </div>
    </>
  );
}

/** Everything into a new folder, whole or not at all. */
function WriteAll({ decision, round }: { decision: string | null; round: number }) {
  const { start, running, outcome } = useJob('report.write');
  async function write() {
    if (running) return;
    const folder = await assay()?.pick('reports-folder', `Reports, round ${round}`);
    if (!folder) return;
    const written = await start({ decision, token: folder.token }, 'Writing the reports');
    if (written.ok) sayQuietly(`${plural(written.value.files.length, 'file')} written into ${folder.name}`);
  }
  useKeys('Reports', [{ key: 'W', label: 'write all', run: () => void write(), foot: true }]);
  const failed = outcome && !outcome.ok && outcome.error.code !== 'cancelled' ? outcome.error : null;
  return (
    <>
      {running ? (
        <span className="row reports-writing">
          <Progress share={running.progress?.share ?? null} label="Writing the reports" />
          <Button onClick={running.cancel}>Cancel</Button>
        </span>
      ) : (
        <Button icon="export" k="W" onClick={() => void write()}>
          Write all
        </Button>
      )}
      {failed ? (
        <div className="reports-failed">
          <FailureNote failure={failed} title="The reports were not written" />
        </div>
      ) : null}
    </>
  );
}
