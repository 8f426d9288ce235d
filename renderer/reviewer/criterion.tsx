import type { Rubric } from '../../shared/contract/review.ts';
import { needsReason } from '../../shared/review/form.ts';
import { type Level, showsReason } from './formState.ts';

type CriterionOfRubric = Rubric['criteria'][number];

export function levelElementId(key: string, level: number): string {
  return `level-${key}-${level}`;
}

export function reasonElementId(key: string): string {
  return `reason-${key}`;
}

/** One criterion: what it asks, its three levels with their meanings, and a reason where one is needed or wished. */
export function Criterion(props: {
  criterion: CriterionOfRubric;
  levelNames: readonly string[];
  level: Level | undefined;
  reason: string;
  /** A reason was asked for though none is needed. */
  reasonAsked: boolean;
  at: boolean;
  onLevel: (level: Level) => void;
  onReason: (text: string) => void;
  onAskReason: () => void;
  onAt: () => void;
}) {
  const { criterion, level, reason } = props;
  const { key } = criterion;
  const form = { levels: level === undefined ? {} : { [key]: level }, reasons: reason ? { [key]: reason } : {} };
  const due = needsReason(level) && reason.trim() === '';
  const shown = showsReason({ ...emptyParts, ...form }, key, props.reasonAsked);
  return (
    <fieldset className={props.at ? 'c at' : 'c'} onFocus={props.onAt} aria-describedby={`asks-${key}`}>
      <legend className="vh">{criterion.name}</legend>
      <div className="n">
        <p>
          <b aria-hidden="true">{criterion.name}</b> <span id={`asks-${key}`}>{criterion.question}</span>
        </p>
        {!shown && level !== undefined ? (
          <button type="button" className="add-reason" onClick={props.onAskReason}>
            Add a reason
          </button>
        ) : null}
      </div>
      {criterion.help ? <p className="help">{criterion.help}</p> : null}
      <div className="opts">
        {criterion.levels.map((meaning, index) => {
          const one = index as Level;
          return (
            <label key={meaning} className={one === level ? 'on' : undefined}>
              <input
                type="radio"
                id={levelElementId(key, one)}
                name={`level-${key}`}
                checked={one === level}
                onChange={() => props.onLevel(one)}
                aria-keyshortcuts={String(one)}
              />
              <span className="vh">
                {one}, {props.levelNames[one]}:{' '}
              </span>
              {meaning}
            </label>
          );
        })}
      </div>
      {shown ? (
        <label className={due ? 'why due' : 'why'}>
          <span className="k">Reason{due ? <span className="vh">, needed</span> : null}</span>
          <textarea
            id={reasonElementId(key)}
            dir="auto"
            rows={1}
            maxLength={10_000}
            placeholder={placeholder(level, props.levelNames)}
            value={reason}
            onChange={(event) => props.onReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              document.getElementById(levelElementId(key, level ?? 0))?.focus();
            }}
          />
        </label>
      ) : null}
    </fieldset>
  );
}

const emptyParts = { confidence: null, strengths: '', weaknesses: '', organizersOnly: '' };

function placeholder(level: Level | undefined, names: readonly string[]): string {
  const who = 'Shown to the authors and the panel.';
  return level === undefined || level === 1 ? who : `Why ${(names[level] ?? '').toLowerCase()}? ${who}`;
}
