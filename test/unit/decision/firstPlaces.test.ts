import { describe, expect, it } from 'vitest';
import { firstPlaces } from '../../../shared/decision/firstPlaces.ts';
import { groupOrder } from '../../../shared/decision/order.ts';
import { tryGroup } from '../../../shared/decision/seats.ts';
import { type Ballots, panelVotes } from '../../../shared/decision/votes.ts';
import { pairwiseWins } from '../../../shared/decision/wins.ts';
import { type SeededRandom, seededRandom } from '../../../shared/random.ts';

describe('seats tried without the whole order', () => {
  it('come out as with it, in groups of many shapes, with prizes held or not', () => {
    const seen = { undecided: 0, passedOver: 0 };
    for (let seed = 0; seed < 1_500; seed++) {
      const random = seededRandom(`first places ${seed}`);
      const size = 2 + random.below(seed % 10 === 0 ? 90 : 14);
      const ballots = ballotsOf(random, size);
      const wins = pairwiseWins(panelVotes(ballots, all(size)));
      // several groups out of one contest: the wins are of all, the order is of those who take part
      for (let turn = 0; turn < 3; turn++) {
        const share = 0.4 + 0.6 * random.unit();
        const members = Int32Array.from(all(size).filter(() => random.unit() < share));
        const held = Int8Array.from(members, () => (random.unit() < 0.15 ? 1 + random.below(3) : 0));
        const open = Int32Array.of(0, random.below(6), random.below(4), random.below(2));
        const top = 1 + random.below(3);
        const [openWhole, openSwift] = [open.slice(), open.slice()];
        const order = groupOrder(panelVotes(ballots, members), { rulings: [], method: 'schulze' }, members);
        const whole = tryGroup(top, held, openWhole, () => order);
        const swift = tryGroup(
          top,
          held,
          openSwift,
          () => order,
          () => firstPlaces(wins, members, { top, held, open }),
        );
        expect(swift, `seed ${seed}, turn ${turn}`).toEqual(whole);
        expect(openSwift).toEqual(openWhole);
        if (whole.best.some((code, place) => code !== whole.worst[place])) seen.undecided++;
        if (members.length > 40) seen.passedOver++;
      }
    }
    expect(seen.undecided).toBeGreaterThan(300);
    expect(seen.passedOver).toBeGreaterThan(50);
  });
});

/** By worth and noise, so that there is an order with circles in it; some ballots short, some tied, some none. */
function ballotsOf(random: SeededRandom, size: number): Ballots[] {
  const noise = [0.05, 0.3, 2][random.below(3)]!;
  const worth = Array.from({ length: size }, () => random.unit());
  return Array.from({ length: random.below(9) }, () => {
    const scores = worth.map((own) => own + noise * random.unit());
    const sorted = [...scores].sort((a, b) => b - a);
    const coarse = 1 + random.below(3);
    const known = 0.5 + 0.5 * random.unit();
    return [
      Int32Array.from(scores, (score) =>
        random.unit() < known ? 1 + Math.floor(sorted.indexOf(score) / coarse) : random.below(2) * 0x7fffffff,
      ),
    ];
  });
}

function all(size: number): number[] {
  return Array.from({ length: size }, (_, i) => i);
}
