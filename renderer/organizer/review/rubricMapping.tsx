import { type FormEvent, useState } from 'react';
import type { Input, Output } from '../../../shared/contract/contract.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { sayQuietly } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { TextField } from '../../pieces/field.tsx';
import { plural } from '../../pieces/format.ts';
import { FailureNote } from '../../pieces/states.tsx';
import type { RubricVersion } from './rubricView.tsx';

type Map = Input<'review.mapRubric'>['criteria'];
type Level = 0 | 1 | 2;

/** How levels of an earlier version are read under the one that holds: for each criterion from which, and level by level. */
export function RubricMapping(props: {
  earlier: RubricVersion;
  current: RubricVersion;
  standing: Output<'review.rubrics'>['maps'][number] | null;
  onClose: () => void;
}) {
  const { earlier, current, standing, onClose } = props;
  const save = useCommand('review.mapRubric');
  const [criteria, setCriteria] = useState<Map>(() => standing?.criteria ?? sameCriteria(earlier, current));
  const [reason, setReason] = useState(standing?.reason ?? '');
  useKeys('Map the levels', [], { modal: true });
  const missing = current.criteria.find(({ key }) => !Object.hasOwn(criteria, key));
  const why = missing
    ? `Say from which criterion ${missing.name} is read`
    : reason.trim() === ''
      ? 'Say why first'
      : save.busy
        ? 'Saving'
        : null;
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (why !== null) return;
    const outcome = await save.run({ from: earlier.version, criteria, reason: reason.trim() });
    if (!outcome.ok) return;
    sayQuietly(`Reviews under version ${earlier.version} count with those under version ${current.version}`);
    onClose();
  }
  return (
    <Dialog title={`Read version ${earlier.version} as version ${current.version}`} wide onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <p className="ink2">
          {plural(earlier.reviews, 'review')} {earlier.reviews === 1 ? 'was' : 'were'} written under version{' '}
          {earlier.version}. Where a criterion has no counterpart, ask for new reviews instead of mapping.
        </p>
        <div className="map-pane">
          <table className="table reading-table">
            <thead>
              <tr>
                <th>Version {current.version}</th>
                <th>is read from</th>
                {earlier.levelNames.map((name, level) => (
                  <th key={name}>
                    {level}, {name}, becomes
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {current.criteria.map(({ key, name }) => {
                const entry = criteria[key];
                return (
                  <tr key={key}>
                    <th scope="row">{name}</th>
                    <td>
                      <select
                        className="input"
                        aria-label={`${name} is read from`}
                        value={entry?.criterion ?? ''}
                        onChange={(event) =>
                          setCriteria({
                            ...criteria,
                            [key]: { criterion: event.target.value, levels: entry?.levels ?? [0, 1, 2] },
                          })
                        }
                      >
                        {entry ? null : <option value="">choose</option>}
                        {earlier.criteria.map((one) => (
                          <option key={one.key} value={one.key}>
                            {one.name}
                          </option>
                        ))}
                      </select>
                    </td>
                    {([0, 1, 2] as const).map((level) => (
                      <td key={level}>
                        <select
                          className="input"
                          aria-label={`${name}: level ${level} becomes`}
                          disabled={!entry}
                          value={String(entry?.levels[level] ?? level)}
                          onChange={(event) => {
                            if (!entry) return;
                            const levels = [...entry.levels] as [Level, Level, Level];
                            levels[level] = Number(event.target.value) as Level;
                            setCriteria({ ...criteria, [key]: { ...entry, levels } });
                          }}
                        >
                          {current.levelNames.map((word, to) => (
                            <option key={word} value={String(to)}>
                              {to}, {word}
                            </option>
                          ))}
                        </select>
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <TextField label="Reason" value={reason} onChange={setReason} maxLength={2000} />
        <div className="row">
          <Button main large submit why={why}>
            Save the map
          </Button>
          <Button large bare onClick={onClose}>
            Cancel
          </Button>
        </div>
        {save.failure ? <FailureNote failure={save.failure} /> : null}
      </form>
    </Dialog>
  );
}

/** Criteria that both versions have under one key, level for level, to begin with. */
function sameCriteria(earlier: RubricVersion, current: RubricVersion): Map {
  const known = new Set(earlier.criteria.map(({ key }) => key));
  return Object.fromEntries(
    current.criteria
      .filter(({ key }) => known.has(key))
      .map(({ key }) => [key, { criterion: key, levels: [0, 1, 2] as [Level, Level, Level] }]),
  );
}
