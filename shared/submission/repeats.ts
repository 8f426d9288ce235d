import { chainHash, hashBytes } from '../csv/cellHash.ts';
import type { CheckTools, FileCheck, Sighting } from './check.ts';
import type { ColumnPlan } from './columns.ts';
import { createTextIndex } from './textIndex.ts';

/** Above this share of the rows one answer position is a giveaway. */
export const POSITION_SHARE = 0.9;

/** The same prompt and classes, or completion, twice; whether the answers agree decides how bad that is. */
export function repeatedExamples({ metric, places }: ColumnPlan, _: CheckTools): FileCheck {
  const index = createTextIndex();
  const answersMatter = metric === 'classification' || metric === 'logodds';
  const hash = new Int32Array(2);
  const texts = [places.other_prompt, places.completion].filter((place) => place !== null);
  const hashOfList = createListHash();
  return {
    see({ row, prompt, hashes, completion, classes, answer }) {
      if (prompt === '' || (classes !== null && !classes.ok)) return null;
      hash[0] = hashes[2 * places.prompt!]!;
      hash[1] = hashes[2 * places.prompt! + 1]!;
      for (const place of texts) chainHash(hash, hashes[2 * place]!, hashes[2 * place + 1]!);
      if (classes?.ok) {
        const list = hashOfList(classes.classes);
        chainHash(hash, list[0]!, list[1]!);
      }
      const here = answersMatter && answer?.ok ? answer.index : 0;
      const first = index.firstWith(hash[0]!, hash[1]!, row, here);
      if (first === null) return null;
      const what = completion === null ? 'prompt and classes' : 'prompt and completion';
      const sighting: Sighting =
        first.value === here
          ? {
              rule: 'repeated-example',
              column: 'prompt',
              message: () => `Row ${row} has the same ${what} as row ${first.row}; remove one of them.`,
            }
          : {
              rule: 'contradicting-answers',
              column: 'answer_index',
              message: () =>
                `Row ${row} has the same ${what} as row ${first.row} but another answer (${here}, there ${first.value}); decide which is right and remove the other.`,
            };
      return [sighting];
    },
  };
}

/** Of the classes themselves, however their list is written; once for all rows that share a list. */
function createListHash(): (classes: readonly string[]) => Int32Array {
  const known = new WeakMap<readonly string[], Int32Array>();
  return (classes) => {
    let hash = known.get(classes);
    if (hash === undefined) {
      hash = new Int32Array(2);
      const text = classes.join('\u0000');
      const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
      hashBytes(new DataView(units.buffer), 0, units.byteLength, hash);
      known.set(classes, hash);
    }
    return hash;
  };
}

/** `answer_index` has no meaning in absolute_logodds. */
export function answerPosition({ metric, names, places }: ColumnPlan, _: CheckTools): FileCheck {
  if (places.answer_index === null || metric === 'absolute_logodds') return {};
  const column = names[places.answer_index] ?? null;
  const counts = new Map<number, number>();
  let answers = 0;
  return {
    see({ answer }) {
      if (!answer?.ok) return null;
      answers += 1;
      counts.set(answer.index, (counts.get(answer.index) ?? 0) + 1);
      return null;
    },
    end() {
      for (const [position, count] of counts) {
        if (count <= POSITION_SHARE * answers) continue;
        const message = `${count} of ${answers} rows have their answer at position ${position}, more than ${POSITION_SHARE * 100} %; mix the order of the classes, so that always choosing one place is no good guess.`;
        return [{ rule: 'answer-position', column, message }];
      }
      return [];
    },
  };
}
