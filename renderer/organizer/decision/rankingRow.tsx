import { memo } from 'react';
import type { DecisionRoom, RoomOutcome, WhatIfAnswer } from '../../../shared/contract/decisionRoom.ts';
import { Icon } from '../../pieces/icons.tsx';
import { LevelSquare, TierMark } from '../../pieces/status.tsx';
import { FirmnessBar } from './firmnessBar.tsx';
import type { FirmnessState } from './firmnessStore.ts';
import { resultWords } from './firmnessWords.ts';
import type { Imagined } from './imagined.ts';
import { placeOf } from './roomLines.ts';
import { WhyPane } from './whyPane.tsx';

type Supposition = WhatIfAnswer['outcomes'][number];

interface Props {
  readonly row: RoomOutcome;
  readonly room: DecisionRoom;
  readonly firm: FirmnessState;
  readonly open: boolean;
  readonly imagined: Imagined | null;
  readonly answer: WhatIfAnswer | null;
  readonly onToggle: (submission: string) => void;
  readonly onImagine: (imagined: Imagined) => void;
}

export const RankingRow = memo(function RankingRow(props: Props) {
  const { row, room, firm, open, imagined, answer } = props;
  const { submission, title } = row;
  const supposed = answer?.outcomes.find((one) => one.submission === submission) ?? null;
  const tied = row.rank !== null && row.rank[0] !== row.rank[1];
  const stale = firm.firmness !== null && firm.firmness.fingerprint !== room.fingerprint;
  return (
    <div className={open ? 'decided is-open' : 'decided'}>
      <button
        type="button"
        id={`decided-${submission}`}
        className="rank-row"
        aria-expanded={open}
        aria-controls={open ? `why-${submission}` : undefined}
        onClick={() => props.onToggle(submission)}
      >
        <span className="ink3">
          <span className="vh">{row.rank ? 'Place ' : 'Not ranked'}</span>
          {placeOf(row.rank)}
        </span>
        <span className="rank-title">
          <Icon name={open ? 'down' : 'right'} />
          <span className="clip" title={title}>
            {title}
          </span>
          {tied && row.status !== 'undecided' ? <span className="ink3 tied">tied</span> : null}
        </span>
        <Levels row={row} room={room} supposed={supposed} />
        <span className="num ink2">
          {row.grandCriteria}
          <span className="vh"> criteria at 2,</span>
        </span>
        <span className="outcome">
          <TierMark tier={row.status} couldBe={row.couldBe ?? undefined} />
          <span>
            {resultWords(row)}
            {row.held ? (
              <span className="ink3 holds"> {row.held === row.status ? 'held' : `held ${row.held}`}</span>
            ) : null}
          </span>
        </span>
        {imagined ? (
          <Supposed row={row} supposed={supposed} />
        ) : (
          <FirmnessBar
            shares={firm.firmness?.stability.submissions[submission] ?? null}
            status={row.status}
            stale={stale}
          />
        )}
      </button>
      {open ? <WhyPane row={row} room={room} firm={firm} imagined={imagined} onImagine={props.onImagine} /> : null}
    </div>
  );
});

/** Squares to look at and one text to hear: a row is drawn while one scrolls, and each element of it costs. */
function Levels({ row, room, supposed }: Pick<Props, 'row' | 'room'> & { supposed: Supposition | null }) {
  const levels = room.criteria.map(({ key, name }) => {
    const level = row.consensus[key] ?? null;
    const other = supposed ? (supposed.consensus[key] ?? null) : level;
    return { key, name, level, moved: other === level ? null : `would be ${other ?? 'open'}` };
  });
  const said = levels.map(({ name, level, moved }) => `${name} ${level ?? 'cannot say'}${moved ? `, ${moved}` : ''}`);
  return (
    <span className="levels">
      <span className="vh">{`${said.join('; ')}; `}</span>
      {levels.map(({ key, level, moved }) =>
        moved ? (
          <span key={key} className="moved" title={moved} aria-hidden="true">
            <LevelSquare level={level} />
          </span>
        ) : (
          <LevelSquare key={key} level={level} hidden />
        ),
      )}
    </span>
  );
}

/** Beside the real outcome, never instead of it. */
function Supposed({ row, supposed }: { row: RoomOutcome; supposed: Supposition | null }) {
  if (!supposed) return <span className="if-cell ink3">the same</span>;
  const sameResult = resultWords(supposed) === resultWords(row);
  const samePlace = placeOf(supposed.rank) === placeOf(row.rank);
  if (sameResult) {
    return <span className="if-cell ink3">the same{samePlace ? '' : `, place ${placeOf(supposed.rank)}`}</span>;
  }
  return (
    <span className="if-cell is-changed">
      <TierMark tier={supposed.status} couldBe={supposed.couldBe ?? undefined} />
      <span className="clip">
        <span className="vh">What if: </span>
        {resultWords(supposed)}
      </span>
    </span>
  );
}
