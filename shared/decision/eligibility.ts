import type { Candidate, Eligible, Level } from './types.ts';

/** What a submission needs besides its levels; `waived` holds an organizer's reason. */
export type Gate =
  | { readonly state: 'open'; readonly waived: readonly string[] }
  | { readonly state: 'ineligible' | 'pending'; readonly why: string };

/**
 * Eligible for official review, else ineligible; labels verified, until which it is pending. A failed verification
 * waits as well: the page knows nothing between *passed* and *pending*, and labels can be mended or the need waived.
 */
export function eligibilityGate(candidate: Candidate): Gate {
  const waived: string[] = [];
  if (candidate.official !== undefined && !candidate.official.met) {
    if (candidate.waivers?.official === undefined)
      return { state: 'ineligible', why: `Not eligible for official review: ${sentence(candidate.official.why)}` };
    waived.push(
      `Taken as eligible for official review by an organizer’s waiver: ${sentence(candidate.waivers.official)}`,
    );
  }
  if (candidate.labels === 'pending' || candidate.labels === 'failed') {
    if (candidate.waivers?.labels === undefined)
      return {
        state: 'pending',
        why:
          candidate.labels === 'pending'
            ? 'Pending: its labels are not verified yet.'
            : 'Pending: its labels did not pass verification; they have to be mended and verified again, or waived.',
      };
    waived.push(
      `Label verification is taken as passed by an organizer’s waiver: ${sentence(candidate.waivers.labels)}`,
    );
  }
  return { state: 'open', waived };
}

/** Criteria at 2, and whether any is at 0, of a consensus in the criteria's order. */
export function countLevels(consensus: ArrayLike<number>): { readonly twos: number; readonly zeros: number } {
  let twos = 0;
  let zeros = 0;
  for (let i = 0; i < consensus.length; i++) {
    if (consensus[i] === 2) twos++;
    else if (consensus[i] === 0) zeros++;
  }
  return { twos, zeros };
}

/** What the levels make a submission eligible for; nothing while its gate is shut or no review counts. */
export function eligibleFor(consensus: readonly Level[], gate: Gate): Eligible {
  const { twos, zeros } = countLevels(consensus);
  const accepted = gate.state === 'open' && consensus.length > 0 && zeros === 0;
  return { accepted, third: accepted, second: accepted && twos > 0, grand: accepted && twos === consensus.length };
}

/** Ends a reason with a full stop unless it has an end of its own. */
export function sentence(reason: string): string {
  const text = reason.trim();
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
