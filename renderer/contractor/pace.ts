/** `18 s each`, `2 min each`; null before the first label. */
export function paceWords(secondsEach: number | null): string | null {
  if (secondsEach === null) return null;
  if (secondsEach < 0.95) return 'under 1 s each';
  if (secondsEach < 90) return `${Math.round(secondsEach)} s each`;
  return `${Math.round(secondsEach / 60)} min each`;
}

/** `about 50 min left`, in steps that the pace can bear; null while there is nothing to say. */
export function leftWords(secondsEach: number | null, examplesLeft: number): string | null {
  if (secondsEach === null || examplesLeft <= 0) return null;
  const minutes = (secondsEach * examplesLeft) / 60;
  if (minutes < 1) return 'less than a minute left';
  if (minutes < 10) return `about ${Math.round(minutes)} min left`;
  if (minutes < 57.5) return `about ${nearest(minutes, 5)} min left`;
  const quarters = nearest(minutes, minutes < 300 ? 15 : 60);
  const hours = Math.floor(quarters / 60);
  const rest = quarters % 60;
  return `about ${hours} h${rest > 0 ? ` ${rest} min` : ''} left`;
}

function nearest(value: number, step: number): number {
  return Math.round(value / step) * step;
}

/** `break in 12 min`; `time for a break` when it is due. */
export function breakWords(minutes: number): string {
  return minutes <= 0 ? 'time for a break' : `break in ${minutes} min`;
}

/** `now`, `4 min`, `1 h 10 min`. */
export function lastedWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h${minutes % 60 > 0 ? ` ${minutes % 60} min` : ''}`;
}
