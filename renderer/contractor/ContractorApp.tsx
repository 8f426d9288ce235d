import { useState } from 'react';
import type { LabelTask } from '../../shared/contract/labels.ts';
import { useContestFiles, useLeaving } from '../app/session.ts';
import { useAsk } from '../engine/hooks.ts';
import { Finder } from '../frame/finder.tsx';
import { KeysOverlay } from '../frame/keysOverlay.tsx';
import { useOverlay } from '../frame/overlays.ts';
import './contractor.css';
import { DeskScreen } from './deskScreen.tsx';
import { Home } from './home.tsx';
import { forgetDesks } from './unsaved.ts';
import { workday } from './workday.ts';

/** Everything a contractor sees: the list of tasks, and one task at a time. */
export function ContractorApp() {
  const session = useAsk('session.current', {});
  const files = useContestFiles();
  const [task, setTask] = useState<LabelTask | null>(null);
  const { overlay } = useOverlay();
  const alias = session.data?.alias ?? 'Contractor';

  useLeaving({
    after: () => {
      forgetDesks();
      workday.forget();
    },
  });

  return (
    <>
      {task ? (
        <DeskScreen key={task.task} task={task} alias={alias} onLeave={() => setTask(null)} />
      ) : (
        <Home
          alias={alias}
          contest={session.data?.contest?.name ?? ''}
          onOpen={setTask}
          onSignOut={() => void files.signOut()}
        />
      )}
      {overlay === 'keys' ? <KeysOverlay /> : null}
      {overlay === 'find' ? <Finder items={[]} /> : null}
    </>
  );
}
