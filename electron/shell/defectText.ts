/**
 * What may be kept of a crash: the error's name and code, and where it happened. Its message may quote what was
 * imported or name a file, and stays out of the log.
 */
export function defectText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `a thrown ${typeof thrown}`;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? ` ${thrown.code}` : '';
  const frames = (thrown.stack ?? '').split('\n').filter(isFrame).slice(0, 12);
  return [`${thrown.name}${code}`, ...frames.map((frame) => frame.trim())].join(' | ');
}

/** The same of a line that a dying process printed; null when there is nothing in it to keep. */
export function crashLine(line: string): string | null {
  if (isFrame(line)) return line.trim().slice(0, 300);
  const error = /^(?:Uncaught )?([A-Z]\w*Error)\b/.exec(line)?.[1];
  if (error !== undefined) return error;
  return /^\[\d+(?::\d+)?[:/][\d/.:]+:(?:FATAL|ERROR):/.test(line) ? line.slice(0, 300) : null; // Chromium's own
}

function isFrame(line: string): boolean {
  return /^\s+at .*:\d+:\d+\)?$/.test(line);
}
