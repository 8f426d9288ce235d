import { create } from 'zustand';
import type { Place } from '../../shared/contract/session.ts';

/** A cell of a submission's data to be led to, and the stretch of its text that is meant. */
export interface DataPlace {
  readonly row: number;
  readonly column?: string | null;
  /** `place` as findings name it (`classes/2`); UTF-16 code units. */
  readonly span?: { readonly place: string; readonly start: number; readonly end: number } | undefined;
}

/** Where the window is. A submission's data tab may be opened at a row, at a cell, at a stretch of its text. */
export type WindowPlace = Place | (Extract<Place, { page: 'submission' }> & Partial<DataPlace>);

interface Router {
  readonly place: WindowPlace;
  readonly past: readonly WindowPlace[];
  readonly future: readonly WindowPlace[];
}

const home: WindowPlace = { page: 'overview' };

/** The window's place and its history. `go(place)`, `back()`, `forward()`; `replace` for what is not worth a step back. */
export const useRouter = create<Router>(() => ({ place: home, past: [], future: [] }));

export function usePlace(): WindowPlace {
  return useRouter((router) => router.place);
}

export function go(place: WindowPlace): void {
  useRouter.setState((router) =>
    samePlace(router.place, place) ? router : { place, past: [...router.past.slice(-99), router.place], future: [] },
  );
}

export function replace(place: WindowPlace): void {
  useRouter.setState({ place });
}

export function back(): void {
  useRouter.setState(({ place, past, future }) => {
    const to = past.at(-1);
    return to ? { place: to, past: past.slice(0, -1), future: [place, ...future] } : { place, past, future };
  });
}

export function forward(): void {
  useRouter.setState(({ place, past, future }) => {
    const [to, ...rest] = future;
    return to ? { place: to, past: [...past, place], future: rest } : { place, past, future };
  });
}

/** Another contest or another person: no way back to what they saw. */
export function forgetPlaces(): void {
  useRouter.setState({ place: home, past: [], future: [] });
}

function samePlace(a: WindowPlace, b: WindowPlace): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
