import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { count, plural, shortTime } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { LevelSquare, StatusIcon } from '../../pieces/status.tsx';
import { RubricEditor } from './rubricEditor.tsx';
import { RubricMapping } from './rubricMapping.tsx';

export type RubricVersion = Output<'review.rubrics'>['versions'][number];

/** The rubric as versioned data: what holds, what held before, and how earlier levels are read. */
export function RubricView() {
  const asked = useAsk('review.rubrics', {});
  const [editing, setEditing] = useState(false);
  const [mapping, setMapping] = useState<RubricVersion | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  useKeys('Rubric', [{ key: 'E', label: 'change the rubric', run: () => setEditing(true), foot: true, off: editing }]);
  if (!asked.data) {
    return asked.error ? (
      <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />
    ) : (
      <LoadingRows rows={6} label="Reading the rubric" />
    );
  }
  const { versions, maps, asked: askedFor } = asked.data;
  const [current] = versions;
  if (!current) return null;
  if (editing) return <RubricEditor current={current} onClose={() => setEditing(false)} />;
  const whole = versions.find(({ version }) => version === shown) ?? current;
  return (
    <>
      <Section
        title={whole === current ? `Version ${current.version}, which holds` : `Version ${whole.version}, as it was`}
        n={whole.criteria.length}
        end={
          <Button bare k="E" icon="pen" onClick={() => setEditing(true)}>
            Change the rubric
          </Button>
        }
      >
        <RubricTable rubric={whole} />
      </Section>
      <Section title="Versions" n={versions.length} className="mt" end="a review keeps the one it was written under">
        <table className="table">
          <thead>
            <tr>
              <th>Version</th>
              <th>Since</th>
              <th>Reason</th>
              <th className="num">Reviews under it</th>
              <th>Levels are read as version {current.version}</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => {
              const map = maps.find((one) => one.from === version.version && one.to === current.version);
              return (
                <tr key={version.version}>
                  <td className="nowrap">
                    <button
                      type="button"
                      className="row-link"
                      aria-pressed={version === whole}
                      onClick={() => setShown(version.version)}
                    >
                      Version {version.version}
                    </button>
                  </td>
                  <td className="nowrap">{shortTime(version.createdAt)}</td>
                  <td className="reading-text">{version.reason || <span className="ink3">the first</span>}</td>
                  <td className="num">{version.reviews === 0 ? '–' : count(version.reviews)}</td>
                  <td className="reading-text">
                    {version === current ? (
                      <span className="ink3">they are</span>
                    ) : (
                      <>
                        {map ? (
                          map.reason
                        ) : (
                          <NotMapped
                            version={version}
                            current={current.version}
                            asked={askedFor.includes(version.version)}
                          />
                        )}{' '}
                        <button type="button" className="link" onClick={() => setMapping(version)}>
                          {map ? 'Map again' : 'Map the levels'}
                          <span className="vh"> of version {version.version}</span>
                        </button>
                      </>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Section>
      {mapping ? (
        <RubricMapping
          earlier={mapping}
          current={current}
          standing={maps.find((one) => one.from === mapping.version && one.to === current.version) ?? null}
          onClose={() => setMapping(null)}
        />
      ) : null}
    </>
  );
}

function NotMapped(props: { version: RubricVersion; current: number; asked: boolean }) {
  const ask = useCommand('review.askAnew');
  const { version, reviews } = props.version;
  async function askAnew() {
    const outcome = await ask.run({ from: version });
    if (!outcome.ok) return;
    const { reviews: asked } = outcome.value;
    offerUndo(`${plural(asked, 'review')} ${asked === 1 ? 'is' : 'are'} asked for anew`, async () => {
      const undone = await engine.call('review.stopAskingAnew', { from: version });
      return undone.ok ? null : undone.error.message;
    });
  }
  if (reviews === 0) return <span className="ink3">not mapped, and nothing to read</span>;
  if (props.asked) {
    return (
      <>
        <StatusIcon status="waiting" label={null} /> {plural(reviews, 'review')} of it {reviews === 1 ? 'is' : 'are'}{' '}
        asked for anew under version {props.current}; until then {reviews === 1 ? 'it does' : 'they do'} not count with
        the others. Reminders name {reviews === 1 ? 'it' : 'them'}.
      </>
    );
  }
  return (
    <>
      <StatusIcon status="warning" label={null} /> Not mapped: {plural(reviews, 'review')} of it{' '}
      {reviews === 1 ? 'does' : 'do'} not count with the others.{' '}
      <button type="button" className="link" onClick={() => void askAnew()}>
        Ask for new reviews
        <span className="vh"> in place of those under version {version}</span>
      </button>
      {', or: '}
      {ask.failure ? <FailureNote failure={ask.failure} /> : null}
    </>
  );
}

function RubricTable({ rubric }: { rubric: RubricVersion }) {
  return (
    <table className="table reading-table rubric-table">
      <thead>
        <tr>
          <th>Criterion</th>
          {rubric.levelNames.map((name, level) => (
            <th key={name}>
              <LevelSquare level={level as 0 | 1 | 2} /> {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rubric.criteria.map((criterion) => (
          <tr key={criterion.key}>
            <td className="reading-text">
              <b>{criterion.name}</b> <span className="mono ink3">{criterion.key}</span>
              <p>{criterion.question}</p>
              {criterion.help ? <p className="ink2 xs">{criterion.help}</p> : null}
            </td>
            {criterion.levels.map((text, level) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a level has no name but its place
              <td key={level} className="reading-text">
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
