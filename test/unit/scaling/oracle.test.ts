import { readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { expectAgreement, type OracleAnswer, oracleCases } from './oracleCases.ts';

/**
 * An implementation in numpy and scipy, `test/oracle/scaling.py`. Its answers are stored, so that they are compared on
 * every machine; `test/engine/scaling.test.ts` asks it anew where the machine has scipy.
 */
const stored = JSON.parse(
  readFileSync(new URL('../../fixtures/scaling/oracle.json', import.meta.url), 'utf8'),
) as Record<string, OracleAnswer>;

describe('numpy and scipy agree', () => {
  it.each(oracleCases)('on $name', (one) => expectAgreement(one, stored[one.name]!));
});
