import { useAsk } from '../engine/hooks.ts';
import type { Findable } from '../frame/finder.tsx';
import { writeBackup } from './menu.ts';
import { useContestFiles } from './session.ts';

/** What the menu does with the contest as a whole, for the finder too. Blind roles can only sign out. */
export function useContestActions(): readonly Findable[] {
  const files = useContestFiles();
  const session = useAsk('session.current', {}).data;
  if (!session?.contest) return [];
  const organizes = session.role === 'organizer';
  const act = (title: string, icon: Findable['icon'], run: () => Promise<void>): Findable => ({
    title,
    kind: 'contest',
    icon,
    run: () => void run(),
  });
  return [
    ...(organizes ? [act('Back up', 'clock', writeBackup)] : []),
    ...(organizes && !session.contest.organizerCodeSet ? [] : [act('Sign out', 'person', () => files.signOut())]),
    ...(organizes
      ? [
          act('Open a contest', 'folder', files.pickAndOpen),
          act('New contest', 'plus', files.create),
          act('Restore a backup', 'clock', files.restore),
          act('Close contest', 'close', files.close),
        ]
      : []),
  ];
}
