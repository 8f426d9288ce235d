import type { ContractorView } from '../../../shared/contract/adjudication.ts';
import { go } from '../../app/router.ts';
import { useSlowAsk } from '../../engine/hooks.ts';
import { Screen } from '../../frame/shell.tsx';
import { NoFigure, Rate } from '../../pieces/figure.tsx';
import { calendarDay, count, percent, plural, shortDay } from '../../pieces/format.ts';
import { PageHead, Section } from '../../pieces/section.tsx';
import { SlowAnswer } from '../../pieces/slowAnswer.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { WhiteSpaceText } from '../../pieces/whiteSpaceText.tsx';
import './labels.css';

/** One contractor: how reliable, how quick, and in which way wrong. */
export function ContractorScreen({ id }: { id: string }) {
  const asked = useSlowAsk('labels.contractor', { id });
  const found = asked.data;
  return (
    <Screen
      crumbs={[{ label: 'Labels', place: { page: 'labels' } }, { label: found?.alias ?? 'Contractor' }]}
      titled={found !== undefined}
    >
      {asked.error && !found ? <FailureNote failure={asked.error} /> : null}
      <SlowAnswer asked={asked} doing="Weighing the votes" label="Reading the contractor" rows={8} />
      {found ? <Contractor found={found} /> : null}
    </Screen>
  );
}

function Contractor({ found }: { found: ContractorView }) {
  const state = [
    found.outside === null ? null : `Labels from elsewhere, as “${found.outside}”.`,
    found.dismissed && found.outside === null ? 'Dismissed; the votes stay.' : null,
  ];
  return (
    <>
      <PageHead title={sentence(found)}>{state.filter(Boolean).join(' ') || null}</PageHead>
      <dl className="facts mt">
        <Fact term="Known answers given">
          {found.known ? <Rate rate={found.known} /> : <NoFigure why="No example with a known answer came up yet." />}
        </Fact>
        <Fact term="As most of the others">
          {found.withOthers ? (
            <Rate rate={found.withOthers} />
          ) : (
            <NoFigure why="Nobody else has labelled one of these examples yet." />
          )}
        </Fact>
        <Fact term="Time an example">
          {found.seconds ? (
            <>
              {Math.round(found.seconds.median)} s
              <span className="ink3 xs">
                {' '}
                half of them {Math.round(found.seconds.lower)}–{Math.round(found.seconds.upper)} s
              </span>
            </>
          ) : (
            <NoFigure why={found.outside === null ? 'No votes yet.' : 'Not known of labels from elsewhere.'} />
          )}
        </Fact>
        <Fact term="Votes">
          {count(found.votes)}
          <span className="ink3 xs">
            {' '}
            {count(found.skipped)} skipped, {count(found.flagged)} flagged
          </span>
        </Fact>
      </dl>
      {found.days.length > 0 ? <Days days={found.days} /> : null}
      {found.submissions.map((submission) => (
        <Section
          key={submission.id}
          title={submission.title}
          end={`${count(submission.done)} of ${count(submission.dealt)} done`}
          className="mt"
        >
          <p className="ctr-line">
            <button
              type="button"
              className="link"
              onClick={() => go({ page: 'submission', id: submission.id, tab: 'labels' })}
            >
              Verdict
            </button>
            {submission.withOthers ? (
              <span>
                as most of the others <Rate rate={submission.withOthers} />
              </span>
            ) : null}
            {submission.seconds === null ? null : <span>{Math.round(submission.seconds)} s an example</span>}
          </p>
          {submission.matrices.map((matrix) => (
            <Matrix key={matrix.text} matrix={matrix} />
          ))}
        </Section>
      ))}
    </>
  );
}

function sentence({ alias, known, withOthers, votes }: ContractorView): string {
  if (votes === 0) return `${alias} has not voted yet.`;
  if (known) return `${alias} gave ${percent(known.rate)} of ${plural(known.n, 'known answer')}.`;
  if (withOthers) return `${alias} answered as most of the others ${percent(withOthers.rate)} of the time.`;
  return `${alias} has cast ${plural(votes, 'vote')}.`;
}

function Fact(props: { term: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** Votes by day, a bar each. */
function Days({ days }: { days: ContractorView['days'] }) {
  const most = Math.max(...days.map(({ votes }) => votes));
  return (
    <Section title="Votes by day" className="mt">
      <ul className="ctr-days">
        {days.map(({ day, votes }) => (
          <li key={day}>
            <span>{shortDay(calendarDay(day))}</span>
            <i style={{ width: `${(100 * votes) / most}%` }} />
            <span className="ink2">{count(votes)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Matrix({ matrix }: { matrix: ContractorView['submissions'][number]['matrices'][number] }) {
  const used = matrix.labels.flatMap((_, k) =>
    matrix.counts[k]!.some((n) => n > 0) || matrix.counts.some((row) => row[k]! > 0) ? [k] : [],
  );
  if (used.length === 0) return null;
  return (
    <div className="ctr-matrix">
      <h3>{matrix.text}</h3>
      <table>
        <caption className="vh">How often what was said, where it was found to be what</caption>
        <thead>
          <tr>
            <th scope="col" className="ink3">
              found ↓ said →
            </th>
            {used.map((k) => (
              <th scope="col" key={matrix.labels[k]} className="num">
                <WhiteSpaceText text={matrix.labels[k]!} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {used.map((found) => (
            <tr key={matrix.labels[found]}>
              <th scope="row">
                <WhiteSpaceText text={matrix.labels[found]!} />
              </th>
              {used.map((said) => {
                const n = matrix.counts[found]![said]!;
                return (
                  <td key={matrix.labels[said]} className={found === said ? 'num same' : n > 0 ? 'num' : 'num ink3'}>
                    {n === 0 ? '–' : count(n)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
