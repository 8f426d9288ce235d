/** A prompt cut in two: the worked examples that stand before the one that is asked, and that one. */
export interface Folded {
  readonly shots: string;
  readonly rest: string;
  /** How many worked examples. */
  readonly count: number;
}

/** What a line that is to be answered begins with. A speaker in a dialogue is none of these: dialogues are never folded. */
const cue =
  /^[ \t]*((?:correct |right |final |best )?(?:answer|output|label|result|solution|sentiment|translation|conclusion|completion|verdict|a|ans))[ \t]*([:：=]|->|=>)/i;

const question =
  /^[ \t]*(question|q|input|problem|text|sentence|passage|review|premise|statement|example|case|task)\b/i;

/**
 * The worked examples at the beginning of a prompt, or null where there are none. They are told by their form: lines with a
 * cue such as `Answer:` that are answered, before a last one with the same cue that is not. The last example begins at the
 * line that begins its fellows (`Question:`), or after the blank line that follows the last answer. What cannot be told
 * for sure is not folded.
 */
export function workedExamples(prompt: string): Folded | null {
  const lines = prompt.split(/(?<=\n)/);
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const asked = last < 0 ? null : cue.exec(lines[last]!);
  if (!asked || restOf(lines[last]!, asked) !== '') return null;
  const name = asked[1]!.toLowerCase();
  // else A may be somebody who talks to B
  if (name === 'a' && !lines.some((line) => /^[ \t]*(q|question)\b/i.test(line))) return null;
  const answered = lines.flatMap((line, at) => {
    const found = at < last ? cue.exec(line) : null;
    return found && found[1]?.toLowerCase() === name && restOf(line, found) !== '' ? [at] : [];
  });
  if (answered.length === 0) return null;
  const end = beginOfLast(lines, answered.at(-1)!, last);
  if (end === null) return null;
  return { shots: lines.slice(0, end).join(''), rest: lines.slice(end).join(''), count: answered.length };
}

/** Worked examples that two prompts share. Where these differ they belong to the difference and stay open. */
export function sharedExamples(first: string, second: string): readonly [Folded, Folded] | null {
  const one = workedExamples(first);
  const other = workedExamples(second);
  return one && other && one.shots === other.shots ? [one, other] : null;
}

function beginOfLast(lines: readonly string[], answered: number, last: number): number | null {
  const between = lines.slice(answered + 1, last + 1);
  const blank = between.findIndex((line) => line.trim() === '');
  const opening = between.findIndex((line) => question.test(line));
  if (blank >= 0 && (opening < 0 || blank < opening)) {
    const text = between.findIndex((line, at) => at > blank && line.trim() !== '');
    // a lone `Answer:` after the blank line would leave its question in the fold
    return text < 0 || answered + 1 + text >= last ? null : answered + 1 + text;
  }
  return opening < 0 || answered + 1 + opening >= last ? null : answered + 1 + opening;
}

function restOf(line: string, found: RegExpExecArray): string {
  return line.slice(found[0].length).trim();
}
