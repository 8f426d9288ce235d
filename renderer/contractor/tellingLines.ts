/**
 * Of each prompt the last two lines that tell it from the others in a list. A question that stands at the end of half of
 * them or more tells nothing, and the line before it is shown instead.
 */
export function tellingLines(prompts: readonly string[]): readonly string[] {
  const lines = prompts.map((prompt) => prompt.split('\n').filter((line) => line.trim() !== ''));
  const frequent = commonLines(lines);
  return lines.map((own) => {
    const told = own.findLastIndex((line) => !frequent.has(line));
    const end = told === -1 ? own.length : told + 1;
    return own.slice(Math.max(0, end - 2), end).join('\n');
  });
}

function commonLines(prompts: readonly (readonly string[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const lines of prompts) for (const line of new Set(lines)) counts.set(line, (counts.get(line) ?? 0) + 1);
  return new Set([...counts].filter(([, n]) => n > 1 && 2 * n >= prompts.length).map(([line]) => line));
}
