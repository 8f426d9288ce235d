import type { DecisionRoom, WhatIfInput } from '../../../shared/contract/decisionRoom.ts';
import { dollars } from '../../pieces/format.ts';
import { tierWords } from '../../pieces/status.tsx';
import { consensusWords, methodWords } from './ruleWords.ts';

/** What is imagined to be otherwise. The real thing is kept apart from it: nothing here is ever stored. */
export type Imagined = WhatIfInput;
export type Turned = WhatIfInput['levels'][number];

export const nothingImagined: Imagined = { levels: [], without: [], consensus: null, method: null, caps: null };

export function imaginesNothing({ levels, without, consensus, method, caps }: Imagined): boolean {
  return levels.length === 0 && without.length === 0 && consensus === null && method === null && caps === null;
}

/** One level turned; to turn it back to what it is takes it out. */
export function turnLevel(imagined: Imagined, turned: Turned, real: Turned['level']): Imagined {
  const others = imagined.levels.filter((one) => !sameLevel(one, turned));
  return { ...imagined, levels: turned.level === real ? others : [...others, turned] };
}

export function turnedLevel(imagined: Imagined, place: Omit<Turned, 'level'>): Turned['level'] | null {
  return imagined.levels.find((one) => sameLevel(one, place))?.level ?? null;
}

function sameLevel(a: Omit<Turned, 'level'>, b: Omit<Turned, 'level'>): boolean {
  return a.submission === b.submission && a.alias === b.alias && a.criterion === b.criterion;
}

export function leaveOut(imagined: Imagined, alias: string): Imagined {
  const without = imagined.without.includes(alias)
    ? imagined.without.filter((one) => one !== alias)
    : [...imagined.without, alias];
  return { ...imagined, without };
}

export interface Supposition {
  readonly text: string;
  readonly without: Imagined;
}

/** Each thing that is imagined, in words, and what is left when it is not. */
export function suppositions(imagined: Imagined, room: Pick<DecisionRoom, 'outcomes' | 'criteria'>): Supposition[] {
  const { levels, without, consensus, method, caps } = imagined;
  const titleOf = new Map(room.outcomes.map(({ submission, title }) => [submission, title]));
  const nameOf = new Map(room.criteria.map(({ key, name }) => [key, name]));
  return [
    ...levels.map((one) => ({
      text: `${one.alias} gives ${titleOf.get(one.submission) ?? one.submission} a ${one.level} for ${nameOf.get(one.criterion) ?? one.criterion}`,
      without: { ...imagined, levels: levels.filter((other) => other !== one) },
    })),
    ...without.map((alias) => ({ text: `${alias} is left out`, without: leaveOut(imagined, alias) })),
    ...(consensus === null
      ? []
      : [
          {
            text: `consensus is the ${consensusWords(consensus).replace(/^the /, '')}`,
            without: { ...imagined, consensus: null },
          },
        ]),
    ...(method === null
      ? []
      : [{ text: `rankings combined by ${methodWords[method]}`, without: { ...imagined, method: null } }]),
    ...(caps === null
      ? []
      : [
          {
            text: `seats: ${(['grand', 'second', 'third'] as const).map((tier) => `${caps[tier]} ${tierWords[tier]}`).join(', ')}`,
            without: { ...imagined, caps: null },
          },
        ]),
  ];
}

export function amountWords(amount: number, real: number): string {
  return amount === real ? `${dollars(amount)}, as it is` : `${dollars(amount)} instead of ${dollars(real)}`;
}
