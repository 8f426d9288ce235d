import type { MetricName } from '../../contract/parts.ts';
import type { Instructions, Shots } from './fields.ts';

/** Choices as people write them. Null: it cannot be told. */

const METRICS: readonly (readonly [MetricName, RegExp])[] = [
  ['absolute_logodds', /absolute/],
  ['logodds', /log ?odds|difference in log/],
  ['sequence_prob', /sequence|completion|seq prob|lambada/],
  ['classification', /classif|multiple choice/],
];

export function readMetric(text: string): MetricName | null {
  const words = plainWords(text);
  const exact = METRICS.find(([metric]) => plainWords(metric) === words);
  return (exact ?? METRICS.find(([, pattern]) => pattern.test(words)))?.[0] ?? null;
}

export function readRound(text: string): 1 | 2 | null {
  const words = plainWords(text);
  if (/^(?:round )?(?:1|one|first)(?: round)?\b/.test(words)) return 1;
  if (/^(?:round )?(?:2|two|second)(?: round)?\b/.test(words)) return 2;
  return null;
}

export function readShots(text: string): Shots | null {
  const words = plainWords(text);
  const zero = /\b(?:zero|0|none|no)\b/.test(words);
  const few = /\b(?:few|some|[1-9]\d*|one|two|three|four|five)\b/.test(words);
  if (/\bboth\b/.test(words) || (zero && few)) return 'both';
  if (few || words === 'yes') return 'few-shot';
  return zero ? 'zero-shot' : null;
}

export function readInstructions(text: string): Instructions | null {
  const words = plainWords(text);
  if (/\b(?:both|some|partly)\b/.test(words)) return 'both';
  if (/^(?:no|false|without|none|0)\b/.test(words)) return 'without';
  if (/^(?:yes|true|with|1)\b/.test(words)) return 'with';
  return null;
}

/**
 * A time as forms and spreadsheets write it, into UTC, ISO 8601. With a zone it is taken as it is; without one it is
 * read as UTC. `27/08/2022` and `8/27/2022` alike: a number above 12 tells which is the day, and where neither does
 * nothing is guessed (null).
 */
export function readTime(text: string): string | null {
  const trimmed = text.trim();
  const iso =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(trimmed);
  if (iso) {
    const [, year, month, day, hour = '0', minute = '0', second = '0', zone] = iso;
    return at([year, month, day, hour, minute, second], zone);
  }
  const slashed = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?)?$/i.exec(
    trimmed,
  );
  if (!slashed) return null;
  const [, a, b, year, hour = '0', minute = '0', second = '0', half] = slashed;
  const [first, next] = [Number(a), Number(b)];
  const dayFirst = first > 12 ? true : next > 12 ? false : first === next ? false : null;
  if (dayFirst === null) return null;
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hour);
  return at([year, dayFirst ? b : a, dayFirst ? a : b, String(hours), minute, second], undefined);
}

function at(parts: readonly (string | undefined)[], zone: string | undefined): string | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const utc = Date.UTC(year, month - 1, day, hour, minute, second);
  const whole = new Date(utc);
  const fits =
    whole.getUTCMonth() === month - 1 && whole.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!fits) return null;
  const match = zone ? /^([+-])(\d{2}):?(\d{2})$/.exec(zone) : null;
  const shift = match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
  return new Date(utc - shift * 60_000).toISOString();
}

/** Lower case, one space between words, no punctuation: how heads, keys and choices are compared. */
export function plainWords(text: string): string {
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
