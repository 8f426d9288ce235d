import { useEffect, useRef } from 'react';
import type { MenuAction } from '../../shared/contract/bridge.ts';
import { engine, useEngineState } from '../engine/connection.ts';
import { openOverlay } from '../frame/overlays.ts';
import { sayQuietly } from '../frame/undo.tsx';
import { bytes } from '../pieces/format.ts';
import { assay } from '../pieces/platform.ts';
import { useContestFiles, useTrouble } from './session.ts';

/** Menu entries that belong to a role are handled where that role is: `useMenuAction('import-submission', open)`. */
export function useMenuAction(action: MenuAction, run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(
    () =>
      assay()?.onMenu((chosen) => {
        if (chosen === action) latest.current();
      }),
    [action],
  );
}

/** The part of the menu that is there for everyone, and contests opened from outside the window. */
export function useContestMenu(): void {
  const files = useContestFiles();
  useMenuAction('new-contest', () => void files.create());
  useMenuAction('open-contest', () => void files.pickAndOpen());
  useMenuAction('close-contest', () => void files.close());
  useMenuAction('restore', () => void files.restore());
  useMenuAction('sign-out', () => void files.signOut());
  useMenuAction('backup', () => void writeBackup());
  useMenuAction('keys', () => openOverlay('keys'));
  useMenuAction('find', () => openOverlay('find'));
  const { open } = files;
  useEffect(() => assay()?.onOpenRequest((file) => void open(file)), [open]);
  useEffect(() => assay()?.onNotice(sayQuietly), []);
  // After a restart of the engine the contest of this window is opened again, where the person was.
  const reopen = useEngineState((engine) => engine.reopen);
  useEffect(() => {
    if (reopen) void open(reopen, { again: true });
  }, [reopen, open]);
}

/** Asks where to, writes the backup, and says so in the quiet line. */
export async function writeBackup(): Promise<void> {
  const file = await assay()?.pick('backup-to', 'backup.assay');
  if (!file) return;
  const outcome = await engine.call('contest.backup', { token: file.token });
  if (outcome.ok) sayQuietly(`Backup written to ${file.name}, ${bytes(outcome.value.bytes)}`);
  else useTrouble.setState({ trouble: { title: 'The backup was not written', failure: outcome.error } });
}
