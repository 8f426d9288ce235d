import type { DemoShape } from './tasks.ts';

/** What of the made-up submissions' scaling goes beyond a shape, so that every view of the evidence has something to show. */
export interface DemoTraits {
  /** The subcategory is the word that this slot was filled with. */
  readonly splitBy?: string;
  /** Subcategories in which models of every size do alike. */
  readonly odd?: readonly string[];
  /** Somebody rebuilt the set from its description, and models did so on it. */
  readonly rebuilt?: DemoShape;
  /** Models tuned to follow instructions were run too. */
  readonly tuned?: boolean;
}

const traits: Readonly<Record<string, DemoTraits>> = {
  p7cw: {
    splitBy: 'room',
    odd: ['archive'],
    rebuilt: 'inverse',
    tuned: true,
  },
  a3vo: { rebuilt: 'steep', tuned: true },
  n2bh: { rebuilt: 'inverse' },
  r6ty: { rebuilt: 'flat' },
  z6mi: { rebuilt: 'standard' },
};

export function traitsOf(id: string): DemoTraits {
  return traits[id] ?? {};
}

export const tunedModels = [
  { name: 'text-ada-001', params: 350e6 },
  { name: 'text-babbage-001', params: 1.3e9 },
  { name: 'text-curie-001', params: 6.7e9 },
  { name: 'text-davinci-001', params: 175e9 },
] as const;

/** Fewer than the original has: a rebuilt set is made by hand. */
export const REBUILT_EXAMPLES = 320;
