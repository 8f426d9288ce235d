import { createPublicKey, diffieHellman, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawReviewerAlias, nextContractorAlias } from '../../electron/engine/aliases.ts';
import { deriveKeys, drawCode, normaliseCode } from '../../electron/engine/codes.ts';
import {
  base32,
  crockford,
  drawBelow,
  drawBlindNumber,
  drawSubmissionId,
  idAt,
  realSurroundings,
  shuffled,
} from '../../electron/engine/surroundings.ts';

const salt = new Uint8Array(32).fill(7);

describe('an access code', () => {
  it('is 80 random bits in four groups of four', () => {
    expect(drawCode(realSurroundings)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(drawCode({ randomBytes: () => new Uint8Array(10) })).toBe('0000-0000-0000-0000');
    expect(drawCode({ randomBytes: () => new Uint8Array(10).fill(255) })).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
    const drawn = new Set(Array.from({ length: 500 }, () => drawCode(realSurroundings)));
    expect(drawn.size).toBe(500);
  });

  it('forgives case, dashes, spaces, O for 0 and I or L for 1', () => {
    expect(normaliseCode(' o1il abcd–0O00 - wxyz ')).toBe('0111-ABCD-0000-WXYZ');
  });

  it('is none with another length or letter', () => {
    for (const typed of ['', '7K3M-9QPT-X4WZ', '7K3M-9QPT-X4WZ-2HNB-1', '7K3M-9QPT-X4WZ-2HNU', '7K3M-9QPT-X4WZ-2HN!']) {
      expect(normaliseCode(typed)).toBeNull();
    }
  });

  it('comes out of its own writing unchanged', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (bytes) => {
        const code = drawCode({ randomBytes: () => bytes });
        expect(normaliseCode(code.toLowerCase().replaceAll('-', ' '))).toBe(code);
        expect(BigInt(`0x${Buffer.from(bytes).toString('hex')}`)).toBe(
          [...code.replaceAll('-', '')].reduce((sum, letter) => sum * 32n + BigInt(crockford.indexOf(letter)), 0n),
        );
      }),
    );
  });
});

describe('the keys that come from a code', () => {
  it('are the same each time, others for another code, others for another salt', async () => {
    const hex = async (code: string, with_ = salt) => {
      const keys = await deriveKeys(code, with_);
      return [keys.exchange.publicKey, keys.signing.publicKey].map((key) => Buffer.from(key).toString('hex'));
    };
    const [first, again, other, salted] = await Promise.all([
      hex('7K3M-9QPT-X4WZ-2HNB'),
      hex('7K3M-9QPT-X4WZ-2HNB'),
      hex('7K3M-9QPT-X4WZ-2HNC'),
      hex('7K3M-9QPT-X4WZ-2HNB', new Uint8Array(32).fill(8)),
    ]);
    expect(again).toEqual(first);
    expect(new Set([...first, ...other, ...salted]).size).toBe(6);
    // as another program computes them from scrypt, RFC 7748 and RFC 8032; contests that were handed out rely on these very keys: a change of derivation locks everybody out
    expect(first).toEqual([
      'aa6c54365cd7a5b593de0b2431b70d8d620c531ae7fe58bdd61ed764698bd614',
      'e2ec1cc4dead10c401e78e8c497e47e2596a59aa9e3e936d5b6d3b91214283b4',
    ]);
  });

  it('sign and agree on secrets as Ed25519 and X25519 do', async () => {
    const [one, two] = await Promise.all([deriveKeys('A', salt), deriveKeys('B', salt)]);
    const text = Buffer.from('a response');
    const signature = sign(null, text, one.signing.privateKey);
    const publicOf = (prefix: string, raw: Uint8Array) =>
      createPublicKey({ key: Buffer.concat([Buffer.from(prefix, 'hex'), raw]), format: 'der', type: 'spki' });
    const ed = '302a300506032b6570032100';
    const x = '302a300506032b656e032100';
    expect(verify(null, text, publicOf(ed, one.signing.publicKey), signature)).toBe(true);
    expect(verify(null, text, publicOf(ed, two.signing.publicKey), signature)).toBe(false);
    const shared = (mine: typeof one, theirs: typeof one) =>
      diffieHellman({ privateKey: mine.exchange.privateKey, publicKey: publicOf(x, theirs.exchange.publicKey) });
    expect(shared(one, two)).toEqual(shared(two, one));
  });
});

describe('ids', () => {
  it('are 26 letters that sort by time and say nothing else', () => {
    const earlier = idAt(Date.UTC(2026, 10, 23), new Uint8Array(10).fill(255));
    const later = idAt(Date.UTC(2026, 10, 23) + 1, new Uint8Array(10));
    expect(earlier).toHaveLength(26);
    expect(earlier < later).toBe(true);
    const drawn = new Set(Array.from({ length: 1000 }, realSurroundings.newId));
    expect(drawn.size).toBe(1000);
  });

  it('writes the example of base 32 that everybody knows', () => {
    // RFC 4648's "fooba" is MZXW6YTB in its alphabet; Crockford's has the same values under other letters
    const rfc = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const wanted = [...'MZXW6YTB'].map((letter) => crockford[rfc.indexOf(letter)]).join('');
    expect(base32(Buffer.from('fooba'))).toBe(wanted);
  });

  it('of submissions are four lower-case characters, and longer once those are taken', () => {
    expect(drawSubmissionId(realSurroundings, () => false)).toMatch(/^[0-9a-hjkmnp-tv-z]{4}$/);
    expect(drawSubmissionId(realSurroundings, (id) => id.length < 6)).toHaveLength(6);
  });
});

describe('numbers for blind roles', () => {
  it('lie between 1000 and 9999 and never on a taken one', () => {
    const taken = new Set<number>();
    for (let i = 0; i < 300; i++) {
      const number = drawBlindNumber(realSurroundings, (n) => taken.has(n));
      expect(taken.has(number)).toBe(false);
      expect(number).toBeGreaterThanOrEqual(1000);
      expect(number).toBeLessThanOrEqual(9999);
      taken.add(number);
    }
  });

  it('widen when four digits are crowded', () => {
    expect(drawBlindNumber(realSurroundings, (n) => n < 10_000)).toBeGreaterThanOrEqual(10_000);
  });
});

describe('draws', () => {
  it('give each number alike', () => {
    const counts = [0, 0, 0];
    for (let i = 0; i < 3000; i++) counts[drawBelow(realSurroundings, 3)]!++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150); // 5.8 standard deviations
  });

  it('throw away what would favour small numbers', () => {
    const draws = [Buffer.from([255, 255, 255, 255]), Buffer.from([5, 0, 0, 0])];
    expect(drawBelow({ randomBytes: () => draws.shift()! }, 3)).toBe(2);
  });

  it('shuffle without losing or keeping an order', () => {
    const list = Array.from({ length: 50 }, (_, i) => i);
    const result = shuffled(realSurroundings, list);
    expect(result).not.toEqual(list);
    expect([...result].sort((a, b) => a - b)).toEqual(list);
  });
});

describe('aliases', () => {
  it('are two calm words for a reviewer, never a taken pair', () => {
    const taken = new Set<string>();
    for (let i = 0; i < 300; i++) {
      const alias = drawReviewerAlias(realSurroundings, (name) => taken.has(name));
      expect(alias).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
      expect(taken.has(alias)).toBe(false);
      taken.add(alias);
    }
  });

  it('take a number when pairs run out', () => {
    expect(drawReviewerAlias(realSurroundings, (name) => !name.endsWith(' 2'))).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+ 2$/);
  });

  it('count up for contractors', () => {
    expect(nextContractorAlias([])).toBe('C-01');
    expect(nextContractorAlias(['C-02', 'Quiet Heron', 'C-09'])).toBe('C-10');
    expect(nextContractorAlias(['C-99'])).toBe('C-100');
  });
});
