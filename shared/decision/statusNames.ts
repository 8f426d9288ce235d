import type { Status } from './types.ts';

/** A status as it is called on screens and in reports. */
export const STATUS_NAMES: Readonly<Record<Status, string>> = {
  grand: 'Grand',
  second: 'Second',
  third: 'Third',
  accepted: 'Accepted',
  rejected: 'Rejected',
  pending: 'Pending',
  ineligible: 'Ineligible',
  undecided: 'Undecided',
};
