import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useAsk } from '../../engine/hooks.ts';
import { Button } from '../../pieces/controls.tsx';
import { copyText } from '../../pieces/copyText.ts';
import { dollars, fullTime, plural } from '../../pieces/format.ts';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { LevelSquare, StatusIcon, TierMark, tierWords } from '../../pieces/status.tsx';

type Stored = Output<'decision.history'>['decisions'][number];

/** Every decision that was frozen; opening one computes it anew, and confirms it or says what differs. */
export function FrozenDecisions({ decisions }: { decisions: readonly Stored[] }) {
  const [open, setOpen] = useState(decisions[0]?.id ?? null);
  if (decisions.length === 0) {
    return (
      <EmptyState icon="lock" title="Nothing is frozen yet">
        A frozen decision keeps what went in, the rules and what came out, sealed with a hash. Whoever has it can
        compute it again.
      </EmptyState>
    );
  }
  return (
    <ul className="frozen">
      {decisions.map((one) => (
        <li key={one.id}>
          <button
            type="button"
            className="frozen-row"
            aria-expanded={open === one.id}
            onClick={() => setOpen(open === one.id ? null : one.id)}
          >
            <StatusIcon status={one.status === 'announced' ? 'passed' : 'frozen'} label={null} />
            <b>{storedName(one)}</b>
            <span className="ink2">{fullTime(one.at)}</span>
            <span className="ink2">
              {plural(one.prizes.grand + one.prizes.second + one.prizes.third, 'prize')}, {dollars(one.prizes.amount)}
            </span>
            <span className="ink3">rules v{one.rules}</span>
            <span className="mono ink3">{one.hash.slice(0, 12)}</span>
          </button>
          {open === one.id ? <Recheck id={one.id} /> : null}
        </li>
      ))}
    </ul>
  );
}

export function storedName({ round, status }: Pick<Stored, 'round' | 'status'>): string {
  return `Round ${round}, ${status}`;
}

function Recheck({ id }: { id: string }) {
  const { data, error, isPending, retry } = useAsk('decision.recheck', { id });
  const rubric = useAsk('review.rubric', {});
  const names = new Map(rubric.data?.criteria.map(({ key, name }) => [key, name]));
  if (isPending) return <LoadingRows rows={4} label="Computing it again" />;
  if (error) return <FailureNote failure={error} action={<Button onClick={retry}>Try again</Button>} />;
  if (!data) return null;
  return (
    <div className="recheck">
      <div role="status">
        {data.confirmed ? (
          <p className="row">
            <StatusIcon status="passed" label={null} />
            Computed again just now from what was stored: the same, to the last place.
          </p>
        ) : (
          <>
            <p className="row">
              <StatusIcon status="error" label={null} />
              <b>Computed again, it is not the same.</b>
            </p>
            <ul className="recheck-differences">
              {data.differences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <dl className="recheck-hashes">
        <Hash name="SHA-256 over input, rules and output" value={data.hash} />
        <Hash name="Head of the record then" value={data.head} />
      </dl>
      <table className="reports-table">
        <thead>
          <tr>
            <th scope="col" className="num">
              #
            </th>
            <th scope="col">Submission</th>
            <th scope="col">Levels</th>
            <th scope="col">Outcome</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {data.outcomes.map((row) => (
            <tr key={row.submission}>
              <td className="num">{row.rank ? [...new Set(row.rank)].join('–') : '–'}</td>
              <th scope="row">{row.title}</th>
              <td>
                <span className="levels">
                  {Object.entries(row.consensus).map(([key, level]) => (
                    <LevelSquare key={key} level={level} label={names.get(key) ?? key} />
                  ))}
                </span>
              </td>
              <td>
                <span className="row nowrap">
                  <TierMark tier={row.status} couldBe={row.couldBe ?? undefined} />
                  {tierWords[row.status]}
                </span>
              </td>
              <td className="ink2 xs">{row.why.map(({ text }) => text).join(' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Hash({ name, value }: { name: string; value: string }) {
  const [said, setSaid] = useState('Copy');
  return (
    <div>
      <dt className="ink3 xs">{name}</dt>
      <dd className="row">
        <span className="mono hash">{value === '' ? '–' : value}</span>
        <Button bare onClick={() => setSaid(copyText(value) ? 'Copied' : 'The system refused')}>
          <span role="status">{said}</span>
          <span className="vh"> {name}</span>
        </Button>
      </dd>
    </div>
  );
}
