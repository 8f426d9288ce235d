import type { DecisionRoom, WhatIfAnswer } from '../../../shared/contract/decisionRoom.ts';
import type { ConsensusRule } from '../../../shared/decision/rules.ts';
import type { Asked } from '../../engine/hooks.ts';
import { Button, IconButton } from '../../pieces/controls.tsx';
import { countInWords, sentenceCount } from '../../pieces/format.ts';
import { FailureNote } from '../../pieces/states.tsx';
import { tierWords } from '../../pieces/status.tsx';
import { moveWords } from './firmnessWords.ts';
import { amountWords, type Imagined, imaginesNothing, leaveOut, suppositions } from './imagined.ts';
import { consensusOptions, type Method, methodWords } from './ruleWords.ts';

const tiers = ['grand', 'second', 'third'] as const;
const NAMED = 6;

/** The frame of what is only imagined: what is supposed, what would move, and the way back. */
export function WhatIfFrame(props: {
  room: DecisionRoom;
  imagined: Imagined;
  asked: Asked<WhatIfAnswer>;
  onImagine: (imagined: Imagined) => void;
  onBack: () => void;
}) {
  const { room, imagined, asked, onImagine } = props;
  const { rules } = room;
  const caps = imagined.caps ?? rules.caps[rules.round];
  const said = suppositions(imagined, room);
  return (
    <section className="what-if" aria-label="What if">
      <div className="row what-if-head">
        <h2 className="grow">What if …</h2>
        <span className="ink3 xs">Nothing of this is stored</span>
        <Button k="Escape" onClick={props.onBack}>
          Back to the real thing
        </Button>
      </div>
      <div className="what-if-fields">
        <label>
          Consensus
          <select
            className="input"
            value={imagined.consensus ?? rules.consensus}
            onChange={(event) => {
              const value = event.target.value as ConsensusRule;
              onImagine({ ...imagined, consensus: value === rules.consensus ? null : value });
            }}
          >
            {consensusOptions.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          Rankings combined by
          <select
            className="input"
            value={imagined.method ?? 'schulze'}
            onChange={(event) => {
              const value = event.target.value as Method;
              onImagine({ ...imagined, method: value === 'schulze' ? null : value });
            }}
          >
            {(['schulze', 'borda', 'kemeny'] as const).map((method) => (
              <option key={method} value={method}>
                {methodWords[method]}
                {method === 'kemeny' ? ' (groups up to 10)' : ''}
              </option>
            ))}
          </select>
        </label>
        {tiers.map((tier) => (
          <label key={tier}>
            {tierWords[tier]} seats
            <input
              type="number"
              className="input what-if-cap"
              min={0}
              max={999}
              value={caps[tier]}
              onChange={(event) => {
                const n = Math.min(999, Math.max(0, Math.floor(Number(event.target.value) || 0)));
                const next = { ...caps, [tier]: n };
                const same = tiers.every((one) => next[one] === rules.caps[rules.round][one]);
                onImagine({ ...imagined, caps: same ? null : next });
              }}
            />
          </label>
        ))}
        <label>
          Leave out
          <select
            className="input"
            value=""
            onChange={(event) => event.target.value && onImagine(leaveOut(imagined, event.target.value))}
          >
            <option value="">a reviewer …</option>
            {room.reviewers
              .filter((alias) => !imagined.without.includes(alias))
              .map((alias) => (
                <option key={alias} value={alias}>
                  {alias}
                </option>
              ))}
          </select>
        </label>
      </div>
      {said.length > 0 ? (
        <ul className="suppositions" aria-label="What is supposed">
          {said.map(({ text, without }) => (
            <li key={text}>
              <span>{text}</span>
              <IconButton icon="close" label={`No longer suppose that ${text}`} onClick={() => onImagine(without)} />
            </li>
          ))}
        </ul>
      ) : null}
      <div role="status" className="what-if-said">
        {imaginesNothing(imagined) ? (
          <p className="ink2">Turn a reviewer’s level under an opened row (0, 1, 2), or choose above.</p>
        ) : asked.error ? (
          <FailureNote failure={asked.error} />
        ) : asked.data ? (
          <Answer room={room} answer={asked.data} />
        ) : null}
      </div>
    </section>
  );
}

function Answer({ room, answer }: { room: DecisionRoom; answer: WhatIfAnswer }) {
  const titles = new Map(room.outcomes.map(({ submission, title }) => [submission, title]));
  const { changes } = answer;
  return (
    <>
      <p>
        <b>
          {changes.length === 0
            ? 'No result would change.'
            : `${sentenceCount(changes.length)} ${changes.length === 1 ? 'result' : 'results'} would change.`}
        </b>{' '}
        {changes
          .slice(0, NAMED)
          .map(({ submission, from, to }) => `${titles.get(submission) ?? submission} ${moveWords(from, to)}`)
          .join('; ')}
        {changes.length > NAMED ? `; and ${countInWords(changes.length - NAMED)} more` : ''}
        {changes.length > 0 ? '. ' : ''}
        <span className="ink2">Settled prizes: {amountWords(answer.prizes.amount, room.prizes.amount)}.</span>
      </p>
      {answer.warnings
        .filter((warning) => !room.warnings.includes(warning))
        .map((warning) => (
          <p key={warning} className="ink2">
            {warning}
          </p>
        ))}
    </>
  );
}
