/** Numbers and dates for people. English throughout; days and times in the computer's own time zone. */

const integers = new Intl.NumberFormat('en-GB');
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const daysWithYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const longDays = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const weekdays = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockSeconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

export const thin = '\u2009';

/** 4108 → `4,108`. */
export function count(n: number): string {
  return integers.format(n);
}

/** `1 run`, `3 runs`. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

const small = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];

/** How a sentence begins with a number: in words up to twelve. */
export function sentenceCount(n: number): string {
  return small[n] ?? count(n);
}

/** Within a sentence. */
export function countInWords(n: number): string {
  return (small[n] ?? count(n)).toLowerCase();
}

/** A share from 0 to 1 as `66 %`, with so many decimals. */
export function percent(share: number, decimals = 0): string {
  return `${fixed(share * 100, decimals)}${thin}%`;
}

/** With a real minus sign, and never `-0`. */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  const unsigned = Number(text) === 0 ? text.replace('-', '') : text;
  return unsigned.replace('-', '−');
}

/** As many decimals as the error allows: two figures of the error. */
export function decimalsFor(error: number): number {
  if (!Number.isFinite(error) || error <= 0) return 3;
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(error))));
}

function trimmed(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

export function bytes(n: number): string {
  if (n < 1000) return plural(n, 'byte');
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(n) / 3));
  return `${trimmed(n / 1000 ** power)} ${units[power - 1]}`;
}

export function dollars(n: number): string {
  return `$${count(n)}`;
}

/** A calendar day `2026-11-23` as a local date at noon, so that no time zone moves it. */
export function calendarDay(day: string): Date {
  return new Date(`${day}T12:00:00`);
}

/** `23 Nov`, with the year where it is not this one's. */
export function shortDay(date: Date, now = new Date()): string {
  return (date.getFullYear() === now.getFullYear() ? days : daysWithYear).format(date);
}

/** `Monday 30 November`. */
export function longDay(date: Date): string {
  return longDays.format(date).replace(',', '');
}

/** `09:12` today, `Mon` within a week, `11 Nov` before that. */
export function shortTime(time: string, now = new Date()): string {
  const then = new Date(time);
  const nights = Math.round((startOfDay(now) - startOfDay(then)) / 86_400_000);
  if (nights <= 0) return clock.format(then);
  return nights < 7 ? weekdays.format(then) : shortDay(then, now);
}

/** `23 Nov, 14:02:31`, for tooltips and the record. */
export function fullTime(time: string): string {
  const then = new Date(time);
  return `${daysWithYear.format(then)}, ${clockSeconds.format(then)}`;
}

/** How long something has lasted: `now`, `14 min`, `3 h`, `5 days`. */
export function since(time: string, now = new Date()): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - new Date(time).getTime()) / 60_000));
  if (minutes < 1) return 'now';
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return minutes < 24 * 60 ? `${Math.floor(minutes / 60)} h` : '1 day';
  return `${Math.floor(minutes / 1440)} days`;
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
