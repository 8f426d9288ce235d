import type { z } from 'zod';

/** The first field that does not fit, in words; never what was in it. */
export function describeInput(error: z.ZodError): string {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  return `${field === '' ? 'The input' : `“${field}”`} does not fit: ${issue?.message ?? 'it cannot be read'}.`;
}

/**
 * For the log. A parser's message quotes what it could not read, which may be an example or a name, so of those only
 * the place is told.
 */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is not an error was thrown';
  const quotes = error instanceof SyntaxError || error.name === 'ZodError';
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}${quotes ? '' : `: ${error.message.slice(0, 200)}`}`, ...places.slice(0, 8)].join('\n');
}
