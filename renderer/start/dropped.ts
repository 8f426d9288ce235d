import { useEffect, useRef, useState } from 'react';
import type { PickedFile } from '../../shared/contract/bridge.ts';
import { assay } from '../pieces/platform.ts';

/** Files and folders dropped anywhere on the window, as tokens; true while something is held over it. */
export function useDroppedFiles(take: (files: readonly PickedFile[]) => void): boolean {
  const latest = useRef(take);
  latest.current = take;
  const [over, setOver] = useState(false);

  useEffect(() => {
    const isFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const hold = (event: DragEvent) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      // The pointer left the window, not just an element in it.
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = async (event: DragEvent) => {
      if (!isFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const files = await assay()?.dropped([...(event.dataTransfer?.files ?? [])]);
      if (files && files.length > 0) latest.current(files);
    };
    const onDrop = (event: DragEvent) => void drop(event);
    window.addEventListener('dragover', hold);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', hold);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', onDrop);
    };
  }, []);
  return over;
}
