/** Each once, sorted as they are stored. */
export function topicsIn(text: string): string[] {
  const named = text.split(/[,;\n]/).map((topic) => topic.trim().replace(/\s+/g, ' '));
  return [...new Set(named.filter((topic) => topic !== ''))].sort();
}
