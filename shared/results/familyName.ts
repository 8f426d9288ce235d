const names: Readonly<Record<string, string>> = {
  gpt2: 'GPT-2',
  gpt3: 'GPT-3',
  'gpt3-instruct': 'GPT-3 instruct',
  opt: 'OPT',
  'gpt-neo': 'GPT-Neo, GPT-J',
  pythia: 'Pythia',
};

/** A family as people write it; one that only this contest knows keeps the name it was given. */
export function familyName(family: string): string {
  return names[family.toLowerCase()] ?? family;
}

/** Families that everybody knows, each with a colour and a marker of its own; the others share one. */
export type FamilyKind = 'gpt3' | 'pythia' | 'gpt2' | 'neo' | 'opt' | 'other';

export function familyKind(family: string): FamilyKind {
  return kinds.find(([pattern]) => pattern.test(family))?.[1] ?? 'other';
}

const kinds: readonly (readonly [RegExp, FamilyKind])[] = [
  [/^gpt-?3/i, 'gpt3'],
  [/^pythia/i, 'pythia'],
  [/^gpt-?2/i, 'gpt2'],
  [/^gpt-?(neo|j)/i, 'neo'],
  [/^opt(\b|-|_|$)/i, 'opt'],
];
