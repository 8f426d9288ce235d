import { useState } from 'react';
import type { LabelTask } from '../../shared/contract/labels.ts';
import type { Reading } from './exampleView.tsx';
import { Labelling } from './labelling.tsx';
import { PracticeScreen } from './practice.tsx';
import { useDesk } from './useDesk.ts';

/** One task: the practice round first, then one example after the other. */
export function DeskScreen(props: { task: LabelTask; alias: string; onLeave: () => void }) {
  const { task, onLeave } = props;
  const work = useDesk(task.task, props.alias);
  const [reading, setReading] = useState<Reading>({ shotsOpen: false, onlyDifference: false });
  const look = { reading, onReading: setReading };
  return work.practice ? (
    <PracticeScreen
      {...look}
      task={task.task}
      first={work.practice}
      total={work.practiceTotal}
      instructions={work.instructions}
      onDone={work.begin}
      onLeave={onLeave}
    />
  ) : (
    <Labelling {...look} task={task} work={work} onLeave={onLeave} />
  );
}
