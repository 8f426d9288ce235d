/** When the rounds of the contest are open. Days of the calendar, Anywhere on Earth (UTC−12): a day is over when it is over on Baker Island. */
export interface RoundDates {
  readonly opened: string;
  /** The last day on which a submission may come in. */
  readonly closed: string;
}

export type Rounds = Readonly<Record<1 | 2, RoundDates>>;

/** The contest's own: https://github.com/inverse-scaling/prize, its timeline. */
export const standardRounds: Rounds = {
  1: { opened: '2022-06-27', closed: '2022-08-27' },
  2: { opened: '2022-06-27', closed: '2022-10-27' },
};

/** What does not fit, in a sentence; null where all does. */
export function roundsMisfit(rounds: Rounds): string | null {
  const backwards = ([1, 2] as const).find((round) => rounds[round].closed < rounds[round].opened);
  return backwards ? `Round ${backwards} closes before it opens. Change one of its days.` : null;
}

const HOUR = 3_600_000;

/** The first moment after a round, UTC, ISO 8601: noon UTC of the day after its last one. */
export function closingTime({ closed }: RoundDates): string {
  return new Date(Date.parse(`${closed}T00:00:00.000Z`) + 36 * HOUR).toISOString();
}

/** Whether something that came in at a moment (UTC, ISO 8601) came too late for a round. */
export function isLate(receivedAt: string, round: RoundDates): boolean {
  return Date.parse(receivedAt) >= Date.parse(closingTime(round));
}

const months = 'January February March April May June July August September October November December'.split(' ');

/** `27 October 2022`. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-');
  return `${Number(date)} ${months[Number(month) - 1] ?? ''} ${year}`;
}

/** The day on which it is a moment Anywhere on Earth. */
export function dayAnywhereOnEarth(at: string): string {
  return new Date(Date.parse(at) - 12 * HOUR).toISOString().slice(0, 10);
}
