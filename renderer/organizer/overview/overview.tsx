import type { Overview } from '../../../shared/contract/session.ts';
import { go } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { Button, Kbd } from '../../pieces/controls.tsx';
import { fullTime, plural, shortTime, since } from '../../pieces/format.ts';
import { PageHead, Section } from '../../pieces/section.tsx';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { openImport } from '../import/importFlow.ts';
import { arrivals } from './arrivals.ts';
import { planAxis } from './planBar.ts';
import { Round } from './round.tsx';
import { openingSentence, supportingSentence } from './sentences.ts';
import './overview.css';

/** In one glance: what is done, what is stuck, what to do next. */
export function OverviewScreen() {
  const overview = useAsk('contest.overview', {});
  const { data } = overview;
  return (
    <Screen
      crumbs={[{ label: 'Overview' }]}
      titled={Boolean(data)}
      remark={data ? `Every change so far is in the record: ${plural(data.counts.events, 'event')}` : null}
    >
      {data ? <OverviewPage overview={data} /> : null}
      {overview.error && !data ? (
        <FailureNote failure={overview.error} action={<Button onClick={overview.retry}>Try again</Button>} />
      ) : null}
      {overview.isPending ? <LoadingRows rows={7} label="Reading the contest" /> : null}
    </Screen>
  );
}

function OverviewPage({ overview }: { overview: Overview }) {
  const { next, stuck, cameIn } = overview;
  const run = (step: Overview['next'][number]) => (step.place === 'import' ? openImport() : go(step.place));
  useKeys('Overview', [
    ...next.slice(0, 9).map((step, i) => ({
      key: String(i + 1),
      label: next.length > 1 ? 'do a step' : 'do it',
      run: () => run(step),
      foot: i === 0 || i === Math.min(9, next.length) - 1,
      unlisted: true,
    })),
    {
      key: 'Enter',
      label: next[0]?.title ?? 'Nothing to do',
      run: () => next[0] && run(next[0]),
      off: next.length === 0,
    },
  ]);
  return (
    <>
      <PageHead
        title={openingSentence(overview)}
        actions={
          <>
            {planAxis(overview) ? null : <Button onClick={() => go({ page: 'rules' })}>Set the plan</Button>}
            <Button icon="import" k="I" onClick={() => openImport()}>
              Import
            </Button>
          </>
        }
      >
        {supportingSentence(overview)}
      </PageHead>
      <Round overview={overview} />
      <div className="three">
        <Section title="Do next" n={next.length} end={next.length > 1 ? 'in the order that frees most' : null}>
          {next.length === 0 ? (
            <p className="ink2 none">Nothing waits for you. New things appear here by themselves.</p>
          ) : null}
          <ol className="next">
            {next.map((step, i) => (
              <li key={step.title} className={i === 0 ? 'next-first' : undefined}>
                <span className="next-n">{i + 1}</span>
                <div>
                  <b>{step.title}</b>
                  <p>{step.detail}</p>
                </div>
                {i === 0 ? (
                  <Button main large k="Enter" autoFocus onClick={() => run(step)}>
                    {step.action}
                  </Button>
                ) : (
                  <button type="button" className="next-act" onClick={() => run(step)}>
                    <span className="next-word">
                      {step.action}
                      <span className="vh">: {step.title}</span>
                    </span>
                    {i < 9 ? <Kbd k={String(i + 1)} /> : null}
                  </button>
                )}
              </li>
            ))}
          </ol>
        </Section>
        <Section title="Stuck" n={stuck.length} end={stuck.length > 0 ? 'for' : null}>
          {stuck.length === 0 ? <p className="ink2 none">Nothing is stuck.</p> : null}
          <ul className="stuck">
            {stuck.map((thing) => (
              <li key={`${thing.submission} ${thing.detail}`}>
                <StatusIcon status={thing.level} />
                <div>
                  <button type="button" className="row-link" onClick={() => go(thing.place)}>
                    {thing.title}
                  </button>
                  <p className="stuck-why" title={thing.detail}>
                    {thing.detail}
                  </p>
                </div>
                <time dateTime={thing.since} title={`since ${fullTime(thing.since)}`}>
                  {since(thing.since)}
                </time>
              </li>
            ))}
          </ul>
        </Section>
        <Section title="Came in">
          {cameIn.length === 0 ? <p className="ink2 none">Nothing has come in yet.</p> : null}
          <ul className="came">
            {arrivals(cameIn).map((thing) => {
              const { place } = thing;
              return (
                <li key={`${thing.at} ${thing.title} ${thing.detail}`}>
                  <time dateTime={thing.at} title={fullTime(thing.at)}>
                    {shortTime(thing.at)}
                  </time>
                  {place ? (
                    <button type="button" className="row-link" onClick={() => go(place)}>
                      {thing.title}
                    </button>
                  ) : (
                    <b>{thing.title}</b>
                  )}
                  <p>{thing.detail}</p>
                </li>
              );
            })}
          </ul>
        </Section>
      </div>
    </>
  );
}
