import type { SlowlyAsked } from '../engine/hooks.ts';
import { Button, Progress } from './controls.tsx';
import { LoadingRows } from './states.tsx';

/**
 * What stands in place of an answer that is long in coming, or above the earlier one while a new one is made: how far it is,
 * and the way to stop waiting. Nothing where the answer is there and fresh.
 */
export function SlowAnswer(props: {
  asked: Pick<SlowlyAsked<unknown>, 'isPending' | 'progress' | 'isGivenUp' | 'giveUp' | 'retry'>;
  /** `Weighing the votes`. */
  doing: string;
  /** `Reading the labels`, to who does not see the rows that stand still. */
  label: string;
  rows?: number;
}) {
  const { asked, doing, label, rows } = props;
  if (asked.isGivenUp) {
    return (
      <div className="slow-answer">
        <p className="ink2">{doing} was stopped. Nothing was changed by that.</p>
        <Button onClick={asked.retry}>Go on with it</Button>
      </div>
    );
  }
  if (asked.progress) {
    const { share, text } = asked.progress;
    return (
      <div className="slow-answer" role="status">
        <p className="ink2">
          {doing}
          {asked.isPending ? '' : ' anew'}: {text}. Everything else goes on meanwhile.
        </p>
        <Progress share={share} label={doing} />
        <Button bare onClick={asked.giveUp}>
          Stop
        </Button>
      </div>
    );
  }
  return asked.isPending ? <LoadingRows rows={rows ?? 6} label={label} /> : null;
}
