import { go } from '../../app/router.ts';
import { useSlowAsk } from '../../engine/hooks.ts';
import { Screen } from '../../frame/shell.tsx';
import { Button, Progress } from '../../pieces/controls.tsx';
import { count, countInWords, plural, sentenceCount } from '../../pieces/format.ts';
import { PageHead, Section } from '../../pieces/section.tsx';
import { SlowAnswer } from '../../pieces/slowAnswer.tsx';
import { EmptyState, FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { openImport } from '../import/importFlow.ts';
import { outcomes } from './outcomes.ts';

/** Label verification over the whole contest: what is dealt, how far it is, what came out. */
export function LabelsScreen() {
  const asked = useSlowAsk('labels.overview', {});
  const rows = asked.data?.submissions;
  const open = (id: string) => go({ page: 'submission', id, tab: 'labels' });
  const waiting = rows?.filter((row) => row.outcome === 'not-dealt').length ?? 0;
  const ended = rows?.filter((row) => row.outcome === 'passed' || row.outcome === 'failed').length ?? 0;
  const first = rows?.find((row) => row.outcome === 'not-dealt');
  return (
    <Screen crumbs={[{ label: 'Labels' }]} titled={Boolean(rows?.length)}>
      {asked.error && !rows ? <FailureNote failure={asked.error} /> : null}
      <SlowAnswer asked={asked} doing="Weighing the votes" label="Reading the labels" rows={8} />
      {rows?.length === 0 ? (
        <EmptyState
          icon="label"
          title="Nothing to verify yet"
          action={
            <Button main k="I" icon="import" onClick={() => openImport()}>
              Import
            </Button>
          }
        >
          Labels are verified submission by submission: import one first, then deal its examples to contractors.
        </EmptyState>
      ) : null}
      {rows && rows.length > 0 ? (
        <>
          <PageHead
            title={`${sentenceCount(ended)} of ${countInWords(rows.length)} submissions ${ended === 1 ? 'has its' : 'have their'} labels verified.`}
            actions={
              first ? (
                <Button main onClick={() => open(first.id)}>
                  Deal {first.title}
                </Button>
              ) : null
            }
          >
            {waiting === 0
              ? 'Every one of the others is dealt; contractors see one example at a time.'
              : `${sentenceCount(waiting)} ${waiting === 1 ? 'waits' : 'wait'} to be dealt. Deal a sample to contractors to begin.`}
          </PageHead>
          <Section title="By submission" n={rows.length} className="mt">
            <table className="table">
              <thead>
                <tr>
                  <th>Submission</th>
                  <th>Outcome</th>
                  <th className="num">Examples</th>
                  <th className="num">Dealt</th>
                  <th className="num">Votes</th>
                  <th>Progress</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>
                      <button type="button" className="row-link" onClick={() => open(row.id)}>
                        {row.title}
                      </button>{' '}
                      <span className="mono ink3 xs">{row.id}</span>
                    </td>
                    <td className="nowrap">
                      <StatusIcon status={outcomes[row.outcome].status} label={null} /> {outcomes[row.outcome].word}
                    </td>
                    <td className="num">{count(row.examples)}</td>
                    <td className="num">{row.dealt === 0 ? <span className="ink3">–</span> : count(row.dealt)}</td>
                    <td className="num">
                      {row.votesExpected === 0 ? (
                        <span className="ink3">–</span>
                      ) : (
                        <>
                          {count(row.votes)}
                          <span className="ink3"> / {count(row.votesExpected)}</span>
                        </>
                      )}
                    </td>
                    <td className="table-bar">
                      {row.votesExpected === 0 ? (
                        <button type="button" className="link" onClick={() => open(row.id)}>
                          Deal labels<span className="vh"> of {row.title}</span>
                        </button>
                      ) : (
                        <Progress
                          share={row.votes / row.votesExpected}
                          label={`${row.title}: ${plural(row.votes, 'vote')} of ${count(row.votesExpected)}`}
                        />
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Section>
        </>
      ) : null}
    </Screen>
  );
}
