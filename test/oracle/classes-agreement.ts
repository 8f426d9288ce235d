import { type NamedCharacter, parseClasses } from '../../shared/submission/literal.ts';

/** One text and what ast.literal_eval made of it; `surrogate`: strings that no UTF-8 can hold. */
export interface ClassesCase {
  readonly text: string;
  readonly classes?: readonly string[];
  readonly error?: string;
  readonly surrogate?: boolean;
}

/** The one name that the texts of `make.py classes` hold. */
export const bulletOnly: NamedCharacter = (name) => (name === 'BULLET' ? '•' : null);

/** Null if the text reads as in Python, else what differs. */
export function classesDisagreement(known: ClassesCase, named: NamedCharacter = bulletOnly): string | null {
  const read = parseClasses(known.text, named);
  if (known.classes === undefined) {
    return read.ok
      ? `Python refuses (${known.error ?? 'lone surrogates'}), read as ${JSON.stringify(read.classes)}`
      : null;
  }
  if (!read.ok) return `refused: ${read.message}`;
  return JSON.stringify(read.classes) === JSON.stringify(known.classes)
    ? null
    : `read as ${JSON.stringify(read.classes)}`;
}
