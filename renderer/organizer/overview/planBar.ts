import type { Overview } from '../../../shared/contract/session.ts';
import { calendarDay, longDay, plural, shortDay } from '../../pieces/format.ts';

type Stage = Overview['stages'][number];

/** Where things lie on the time axis, as shares from 0 to 1 of its length. */
export interface PlanAxis {
  readonly today: number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly days: number;
  readonly at: (day: string) => number;
}

/** The axis over all stages that have dates, whole weeks from the first day; null without a plan. */
export function planAxis(overview: Pick<Overview, 'stages' | 'today'>): PlanAxis | null {
  const froms = overview.stages.flatMap((stage) => (stage.from ? [dayNumber(stage.from)] : []));
  const tos = overview.stages.flatMap((stage) => (stage.to ? [dayNumber(stage.to)] : []));
  if (froms.length === 0 || tos.length === 0) return null;
  const first = Math.min(...froms);
  // The last day is still the stage's own, so the axis ends a day after it.
  const weeks = Math.max(1, Math.ceil((Math.max(...tos) + 1 - first) / 7));
  const days = weeks * 7;
  const step = Math.max(1, Math.ceil(weeks / 8));
  const ticks = Array.from({ length: Math.floor(weeks / step) + 1 }, (_, i) => ({
    at: (i * step) / weeks,
    label: shortDay(dayOf(first + i * step * 7), calendarDay(overview.today)),
  }));
  const at = (day: string) => (dayNumber(day) - first) / days;
  return { today: (dayNumber(overview.today) - first + 0.5) / days, ticks, days, at };
}

/** `day 23 of 50`, from the first day of the plan to its last; null without a plan or outside it. */
export function dayOfPlan(overview: Pick<Overview, 'stages' | 'today'>): { day: number; days: number } | null {
  const froms = overview.stages.flatMap((stage) => (stage.from ? [dayNumber(stage.from)] : []));
  const tos = overview.stages.flatMap((stage) => (stage.to ? [dayNumber(stage.to)] : []));
  if (froms.length === 0 || tos.length === 0) return null;
  const days = Math.max(...tos) - Math.min(...froms) + 1;
  const day = dayNumber(overview.today) - Math.min(...froms) + 1;
  return day >= 1 && day <= days ? { day, days } : null;
}

/** How a stage stands against its dates: `2 days behind`. `late` asks for attention. */
export function againstPlan(stage: Stage, today: string): { text: string; late: boolean } | null {
  if (!stage.from || !stage.to) return null;
  const [from, to, now] = [dayNumber(stage.from), dayNumber(stage.to), dayNumber(today)];
  const short = (day: number) => shortDay(dayOf(day), calendarDay(today));
  if (stage.state === 'done') return { text: now > to ? `Closed ${short(to)}` : 'Done early', late: false };
  if (now < from) return { text: `Opens in ${plural(from - now, 'day')}`, late: false };
  if (now > to) return { text: `Should have closed ${short(to)}`, late: true };
  if (stage.total === 0) return { text: `Closes ${short(to)}`, late: false };
  const length = to - from + 1;
  const off = Math.round((stage.done / stage.total) * length - (now - from + 0.5));
  if (off <= -1) return { text: `${plural(-off, 'day')} behind`, late: true };
  return { text: off >= 1 ? `${plural(off, 'day')} ahead` : 'On time', late: false };
}

/** The stage that opens next, in words for a sentence: `review opens on Monday 30 November`. */
export function nextOpening(overview: Pick<Overview, 'stages' | 'today'>): string | null {
  const next = overview.stages
    .filter((stage) => stage.from && stage.from > overview.today)
    .sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''))[0];
  return next?.from ? `${stageNouns[next.stage]} opens on ${longDay(calendarDay(next.from))}` : null;
}

export const stageTitles: Record<Stage['stage'], string> = {
  submissions: 'Submissions in',
  checks: 'Checks',
  results: 'Model results',
  labels: 'Label verification',
  review: 'Review',
  decision: 'Decision',
};

const stageNouns: Record<Stage['stage'], string> = {
  submissions: 'the call for submissions',
  checks: 'checking',
  results: 'the evaluation of models',
  labels: 'label verification',
  review: 'review',
  decision: 'the decision',
};

/** Whole days since 1970, so that no daylight saving moves a day. */
function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
}

function dayOf(number: number): Date {
  return calendarDay(new Date(number * 86_400_000).toISOString().slice(0, 10));
}
