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
