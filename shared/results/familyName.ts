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
