import { fillBits, lowestBit, setBit } from './bits.ts';
import { emptyOrder, type PartialOrder } from './partialOrder.ts';
import type { PanelVotes } from './votes.ts';
import { firstBroken, pairwiseWins, strongComponents } from './wins.ts';

/**
 * The Schulze order of a group (winning votes): a link from a to b is a pairwise win, as strong as the reviewers on
 * its side; a path is as strong as its weakest link; a is above b if the strongest path from a to b is stronger than
 * the one back.
 *
 * The strengths of paths are never written down, because only the comparison matters. Keep the links of at least some
 * strength k. Submissions that reach each other there have paths of strength k both ways, and every path between them
 * that strong stays among them; those can be looked at alone with the weakest links removed. Between submissions that
 * do not reach each other both ways, the one that reaches the other, if any, is above, whatever stronger links say. So
 * the group falls apart into strongly connected parts, in about n² steps for each level of strength that has cycles
 * instead of the usual n³, and 32 of them at a time.
 */
export function schulzeOrder(votes: PanelVotes): PartialOrder {
  const order = emptyOrder(votes.size);
  const { size, words } = order;
  const wins = pairwiseWins(votes);
  const everyone = new Uint32Array(words);
  fillBits(everyone, size);
  const waiting = size > 1 ? [{ nodes: everyone, level: 1 }] : [];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const level = firstBroken(wins, part.nodes, part.level);
    // no links are left: nobody of the part is above another
    if (level > wins.strongest) continue;
    const links = wins.atLeast(level);
    const components = strongComponents(wins, links, part.nodes);
    markReachable(order, components, links.out, part.nodes);
    for (const members of components) {
      if (members.length < 2) continue;
      const nodes = new Uint32Array(words);
      for (const member of members) setBit(nodes, member);
      waiting.push({ nodes, level: level + 1 });
    }
  }
  return order;
}

/** Marks every pair of different components of which the first reaches the second. */
function markReachable(
  { size, words, above }: PartialOrder,
  components: readonly (readonly number[])[],
  out: Uint32Array,
  nodes: Uint32Array,
): void {
  const componentOf = new Int32Array(size);
  components.forEach((members, c) => {
    for (const member of members) componentOf[member] = c;
  });
  /** By component, the row of its members and of those that it reaches. */
  const reach = new Uint32Array(components.length * words);
  const own = new Uint32Array(words);
  const direct = new Uint32Array(words);
  // Last first, so that what a component leads to is known when it is needed.
  for (let c = components.length - 1; c >= 0; c--) {
    const members = components[c]!;
    const base = c * words;
    own.fill(0);
    direct.fill(0);
    for (const member of members) {
      setBit(own, member);
      for (let w = 0; w < words; w++) direct[w]! |= out[member * words + w]!;
    }
    for (let w = 0; w < words; w++) {
      direct[w]! &= nodes[w]!;
      reach[base + w] = own[w]!;
    }
    // What a successor reaches need not be looked at again.
    for (let w = 0; w < words; w++)
      for (let open = direct[w]! & ~reach[base + w]!; open !== 0; open = direct[w]! & ~reach[base + w]!) {
        const successor = componentOf[w * 32 + lowestBit(open)]! * words;
        for (let v = 0; v < words; v++) reach[base + v]! |= reach[successor + v]!;
      }
    for (const member of members)
      for (let w = 0; w < words; w++) above[member * words + w]! |= reach[base + w]! & ~own[w]!;
  }
}
