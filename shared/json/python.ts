/**
 * Parses JSON as Python's json module writes it: `NaN`, `Infinity` and `-Infinity` may stand where a number may, and
 * come as texts, because no rule takes them for a number. Undefined for what is not even that.
 */
export function parsePythonJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // a text that has none of them is not worth a second look
    if (!/NaN|Infinity/.test(text)) return undefined;
  }
  try {
    return JSON.parse(
      text.replace(STRING_OR_TOKEN, (found) => (found.startsWith('"') ? found : `"${found}"`)),
    ) as unknown;
  } catch {
    return undefined;
  }
}

/** A whole string, so that nothing inside one is taken for a number, or a number that JSON does not have. */
const STRING_OR_TOKEN = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
