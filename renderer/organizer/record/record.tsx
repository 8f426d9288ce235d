import { useAsk } from '../../engine/hooks.ts';
import { useJob } from '../../engine/jobs.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { Button, Progress } from '../../pieces/controls.tsx';
import { count, plural } from '../../pieces/format.ts';
import { PageHead, Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { EventList } from './eventList.tsx';

/** Every change, in a chain in which nothing can be altered unseen. */
export function RecordScreen() {
  const overview = useAsk('contest.overview', {});
  const job = useJob('record.verify');
  const verify = () => void (job.running ? undefined : job.start({}, 'Verifying the record'));
  useKeys('Record', [{ key: 'Y', label: 'verify', run: verify, foot: true }]);
  const { running, outcome } = job;
  const result = outcome?.ok ? outcome.value : null;
  const events = overview.data?.counts.events;
  return (
    <Screen crumbs={[{ label: 'Record' }]}>
      <PageHead
        title={events === undefined ? 'The record' : `${plural(events, 'event')}, each sealed to the one before.`}
        actions={
          running ? (
            <Button onClick={running.cancel}>Cancel</Button>
          ) : (
            <Button main k="Y" onClick={verify}>
              Verify
            </Button>
          )
        }
      >
        Verifying works the whole chain out again, compares every stored hash, and checks the file.
      </PageHead>
      <div aria-live="polite">
        {running ? (
          <div className="verify">
            <Progress share={running.progress?.share ?? null} label="Verifying" />
            <p className="ink2 xs">{running.progress?.text ?? 'Beginning'}</p>
          </div>
        ) : null}
        {result?.ok ? (
          <p className="verify row">
            <StatusIcon status="passed" label={null} />
            <span>
              All {count(result.events)} events and every hash fit. The chain ends in{' '}
              <span className="mono">{result.head}</span>
            </span>
          </p>
        ) : null}
        {result && !result.ok ? (
          <div className="verify">
            <p className="row">
              <StatusIcon status="error" label={null} />
              <b>Something does not fit. The file was changed by something else than Assay, or the disk is faulty.</b>
            </p>
            <ul className="rows">
              {result.problems.map((problem) => (
                <li key={`${problem.where} ${problem.message}`}>
                  {problem.message} <span className="mono ink3">{problem.where}</span>
                </li>
              ))}
            </ul>
            <p className="ink2">Keep this file as it is, and restore the last backup beside it from the menu.</p>
          </div>
        ) : null}
        {outcome && !outcome.ok && outcome.error.code !== 'cancelled' ? <FailureNote failure={outcome.error} /> : null}
      </div>
      <Section title="Events" end="latest first" className="mt">
        <EventList />
      </Section>
    </Screen>
  );
}
