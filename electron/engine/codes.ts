import { createPrivateKey, createPublicKey, type KeyObject, scrypt } from 'node:crypto';
import type { Surroundings } from './context.ts';
import { base32, crockford } from './surroundings.ts';

/** The two key pairs that come from an access code. The private halves never leave the process that derived them. */
export interface DerivedKeys {
  /** X25519: packets are sealed to it. */
  readonly exchange: KeyPair;
  /** Ed25519: responses are signed with it. */
  readonly signing: KeyPair;
}

export interface KeyPair {
  readonly privateKey: KeyObject;
  /** 32 bytes, as the contest keeps them. */
  readonly publicKey: Uint8Array;
}

/** 80 random bits in four groups of four: `7K3M-9QPT-X4WZ-2HNB`. */
export function drawCode(source: Pick<Surroundings, 'randomBytes'>): string {
  return grouped(base32(source.randomBytes(10)));
}

/** The code that was meant, whatever its case, dashes and spaces, with O for 0 and I or L for 1; null if it cannot be one. */
export function normaliseCode(typed: string): string | null {
  const text = typed
    .toUpperCase()
    .replaceAll(/[\s\-–—_.]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (text.length !== 16) return null;
  for (const letter of text) if (!crockford.includes(letter)) return null;
  return grouped(text);
}

/** scrypt over a normalised code with the contest's salt; some 100 ms of another thread, 32 MB while it lasts. */
export async function deriveKeys(code: string, salt: Uint8Array): Promise<DerivedKeys> {
  const seeds = await stretched(code, salt);
  return {
    exchange: keyPair(exchangePrefix, seeds.subarray(0, 32)),
    signing: keyPair(signingPrefix, seeds.subarray(32, 64)),
  };
}

// PKCS #8 around a 32-byte seed (RFC 8410): everything before the seed, for X25519 and for Ed25519
const exchangePrefix = Buffer.from('302e020100300506032b656e04220420', 'hex');
const signingPrefix = Buffer.from('302e020100300506032b657004220420', 'hex');

function keyPair(prefix: Uint8Array, seed: Uint8Array): KeyPair {
  const privateKey = createPrivateKey({ key: Buffer.concat([prefix, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return { privateKey, publicKey: new Uint8Array(spki.subarray(-32)) };
}

function stretched(code: string, salt: Uint8Array): Promise<Buffer> {
  const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
  return new Promise((resolve, reject) => {
    scrypt(code, salt, 64, cost, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
}

function grouped(text: string): string {
  return (text.match(/.{4}/g) ?? []).join('-');
}
