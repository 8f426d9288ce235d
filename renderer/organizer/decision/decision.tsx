import { useEffect, useState } from 'react';
import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { go } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { Button } from '../../pieces/controls.tsx';
import { EmptyState } from '../../pieces/states.tsx';
import { RoundActions } from '../reports/roundStrip.tsx';
import { RulesDialog } from '../rules/rulesDialog.tsx';
import { useFirmness } from './firmnessStore.ts';
import { type Imagined, imaginesNothing, nothingImagined } from './imagined.ts';
import { Ranking } from './ranking.tsx';
import { hasOutcomes, RoomGate } from './roomGate.tsx';
import { RoomRail } from './roomRail.tsx';
import { WhatIfFrame } from './whatIfFrame.tsx';
import './decision.css';

/** The decision room: what stands, why, how firmly, and what would settle the rest. */
export function DecisionScreen() {
  const asked = useAsk('decision.room', {});
  const room = asked.data;
  const some = hasOutcomes(room);
  return (
    <Screen
      flush
      crumbs={
        room
          ? [{ label: 'Decision', place: { page: 'decision' } }, { label: `Round ${room.rules.round}` }]
          : [{ label: 'Decision' }]
      }
      titled={some}
      extra={some ? <RoundActions room={room} /> : null}
      remark={
        room ? (
          <>
            Same input, same ranking: <span className="mono">{shortPrint(room.fingerprint)}</span>
          </>
        ) : null
      }
    >
      <RoomGate
        asked={asked}
        empty={
          <EmptyState
            icon="rank"
            title="Nothing to rank yet"
            action={
              <Button main onClick={() => go({ page: 'review' })}>
                See the reviews
              </Button>
            }
          >
            The ranking appears with the first submission and changes with each review that comes in.
          </EmptyState>
        }
      >
        {(standing) => <Room room={standing} />}
      </RoomGate>
    </Screen>
  );
}

function Room({ room }: { room: DecisionRoom }) {
  const [imagined, setImagined] = useState<Imagined>(nothingImagined);
  const [imagining, setImagining] = useState(false);
  const [changing, setChanging] = useState(false);
  const firm = useFirmness();
  const { compute, startedFor } = firm;
  const { fingerprint } = room;
  const stale = firm.running === null && firm.firmness?.fingerprint !== fingerprint;
  // by itself once for each time the room is entered; later changes mark it stale and leave it to the organizer
  // biome-ignore lint/correctness/useExhaustiveDependencies: at entering
  useEffect(() => {
    if (startedFor !== fingerprint) compute(fingerprint);
  }, []);
  const idle = imaginesNothing(imagined);
  const asked = useAsk('decision.whatIf', imagined, { enabled: imagining && !idle, keep: true });
  const answer = imagining && !idle ? (asked.data ?? null) : null;
  const imagine = (next: Imagined) => {
    setImagined(next);
    setImagining(true);
  };
  const back = () => {
    setImagining(false);
    setImagined(nothingImagined);
  };
  useKeys('Decision', [
    { key: 'Escape', label: 'back to the real thing', run: back, off: !imagining, foot: true, inFields: true },
    { key: 'F', label: 'work out how firm it is', run: () => compute(fingerprint), foot: stale },
    { key: 'C', label: 'Change the caps', run: () => setChanging(true) },
  ]);
  return (
    <div className="two room">
      <Ranking
        room={room}
        firm={firm}
        imagined={imagining ? imagined : null}
        answer={answer}
        onImagine={imagine}
        frame={
          imagining ? (
            <WhatIfFrame room={room} imagined={imagined} asked={asked} onImagine={setImagined} onBack={back} />
          ) : null
        }
      />
      <RoomRail room={room} firm={firm} imagined={imagined} onImagine={imagine} onCaps={() => setChanging(true)} />
      {changing ? <RulesDialog rules={room.rules} onClose={() => setChanging(false)} /> : null}
    </div>
  );
}

function shortPrint(fingerprint: string): string {
  return fingerprint.slice(0, 12).replace(/(....)(?=.)/g, '$1 ');
}
