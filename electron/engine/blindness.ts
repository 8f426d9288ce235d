import type { Failure } from '../../shared/contract/failure.ts';
import { blindRoles, type Role, type Subject } from '../../shared/contract/procedure.ts';

export function isBlind(role: Role): boolean {
  return blindRoles.some((blind) => blind === role);
}

/** A failure as a role may see it: for a blind one, what is hidden looks like what is not there. */
export function asSeenBy(role: Role, error: Failure): Failure {
  if (!isBlind(role)) return error;
  if (error.code === 'not-found' || error.code === 'forbidden') {
    return { code: 'not-found', message: 'There is nothing here for you under that name or number.' };
  }
  return { code: error.code, message: error.message };
}

/**
 * Whether a window is told that somebody else changed something. Blind roles hear only what the organizer did to their
 * own work: when others sign in, vote or hand in is not theirs to know.
 */
export function mayHear(listener: Role, by: Role, subject: Subject): boolean {
  if (listener === 'organizer') return true;
  if (by !== 'organizer') return false;
  if (subject === 'session') return true;
  return (
    (listener === 'contractor' && subject === 'labels') ||
    (listener === 'reviewer' && (subject === 'review' || subject === 'scaling'))
  );
}
