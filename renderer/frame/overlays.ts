import { create } from 'zustand';

/** What lies over the page now: the finder (Ctrl K) or the list of keys (?). One at a time. */
export type Overlay = 'find' | 'keys';

export const useOverlay = create<{ readonly overlay: Overlay | null }>(() => ({ overlay: null }));

export function openOverlay(overlay: Overlay): void {
  useOverlay.setState({ overlay });
}

export function closeOverlay(): void {
  useOverlay.setState({ overlay: null });
}
