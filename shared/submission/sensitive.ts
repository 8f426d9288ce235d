import { createNameFinder } from './authorNames.ts';

/** What must not reach a blind role by accident. */
export const SENSITIVE_KINDS = ['secret', 'email-address', 'author-name'] as const;
export type SensitiveKind = (typeof SENSITIVE_KINDS)[number];

export function isSensitiveKind(rule: string): rule is SensitiveKind {
  return SENSITIVE_KINDS.some((kind) => kind === rule);
}

/** A stretch of one text, in UTF-16 code units; `end` is not part of it. */
export interface SensitiveStretch {
  readonly kind: SensitiveKind;
  readonly start: number;
  readonly end: number;
  /** What it looks like, for people: `GitHub token`. */
  readonly about: string;
}

/**
 * A stretch of an example. `place` names the text: `prompt`, `other_prompt`, `completion`, `subcategory`, `classes/2`
 * (counted from 0), `other/NAME`.
 */
export interface SensitiveSpot extends SensitiveStretch {
  readonly row: number;
  readonly place: string;
}

export type FindSensitive = (text: string) => readonly SensitiveStretch[];

/** Finds secrets, e-mail addresses and the names of these authors; stretches in order, none overlapping another. */
export function createSensitiveFinder(authors: readonly string[]): FindSensitive {
  const names = createNameFinder(authors);
  return (text) => {
    const secrets = secretsIn(text);
    const addresses = addressesIn(text);
    const authors = names === null ? NONE : names(text);
    // nearly every text: nothing is made for it
    if (secrets.length + addresses.length + authors.length === 0) return NONE;
    const found = [...secrets, ...addresses, ...authors];
    return found.length < 2 ? found : withoutOverlaps(found);
  };
}

const NONE: readonly SensitiveStretch[] = [];

/** The graver kind wins where two overlap, then the one that begins first. */
function withoutOverlaps(found: readonly SensitiveStretch[]): SensitiveStretch[] {
  const kept: SensitiveStretch[] = [];
  for (const kind of SENSITIVE_KINDS) {
    for (const one of found) {
      if (one.kind !== kind || kept.some(({ start, end }) => one.start < end && start < one.end)) continue;
      kept.push(one);
    }
  }
  return kept.sort((a, b) => a.start - b.start);
}

const ADDRESS =
  /[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:\p{L}{2,}|xn--[a-z0-9-]+)/gu;

/** Looked for around each `@`, so that a text without one costs next to nothing. */
function addressesIn(text: string): readonly SensitiveStretch[] {
  const first = text.indexOf('@');
  if (first < 0) return NONE;
  const found: SensitiveStretch[] = [];
  for (let at = first; at >= 0; at = text.indexOf('@', at + 1)) {
    // the longest address is 320 characters; a window keeps the search linear
    const from = Math.max(0, at - 64, found.at(-1)?.end ?? 0);
    for (const match of text.slice(from, at + 256).matchAll(ADDRESS)) {
      let start = from + match.index;
      const end = start + match[0].length;
      if (start > at || end <= at) continue;
      while (start < at && !/[\p{L}\p{N}]/u.test(text.charAt(start))) start += 1; // a quote or bracket before it
      if (start < at) found.push({ kind: 'email-address', start, end, about: 'e-mail address' });
      break;
    }
  }
  return found;
}

/** Published forms of keys. Each begins with something that hardly stands in prose. */
const KEYS: readonly { readonly about: string; readonly form: RegExp }[] = [
  { about: 'Anthropic API key', form: /\bsk-ant-[\w-]{20,}/g },
  { about: 'OpenAI API key', form: /\bsk-(?:proj-|svcacct-|admin-)?(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{20,}/g },
  { about: 'AWS access key', form: /\b(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA|ABIA)[A-Z2-7]{16}\b/g },
  { about: 'GitHub token', form: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,})/g },
  { about: 'GitLab token', form: /\bglpat-[\w-]{20,}/g },
  { about: 'Slack token', form: /\bxox[abeoprs]-[\w-]{10,}/g },
  { about: 'Slack webhook', form: /\bhooks\.slack\.com\/services\/T\w+\/B\w+\/\w+/g },
  { about: 'Google API key', form: /\bAIza[\w-]{35}/g },
  { about: 'Google OAuth secret', form: /\bGOCSPX-[\w-]{20,}/g },
  { about: 'Stripe key', form: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g },
  { about: 'Hugging Face token', form: /\bhf_[A-Za-z0-9]{30,}/g },
  { about: 'npm token', form: /\bnpm_[A-Za-z0-9]{36}/g },
  { about: 'PyPI token', form: /\bpypi-[\w-]{40,}/g },
  { about: 'SendGrid key', form: /\bSG\.[\w-]{16,}\.[\w-]{16,}/g },
  { about: 'web token (JWT)', form: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g },
];

const PRIVATE_KEY =
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:(?:(?!-----)[\s\S]){0,20000}-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----|[A-Za-z0-9+/=\s]*)/g;
/** A value that is given to something named like a secret. */
const ASSIGNED =
  /\b(?:api[_-]?key|secret(?:[_-]?(?:access[_-]?)?key)?|access[_-]?token|auth[_-]?token|password|passwd)["']?\s{0,3}[:=]\s{0,3}["']?([A-Za-z0-9_+/.=-]{16,})/gi;
/** A key is at least so long; shorter runs of letters are not looked at. */
const SHORTEST = 16;

function secretsIn(text: string): readonly SensitiveStretch[] {
  const runs = longRuns(text);
  const hasKey = text.includes('PRIVATE KEY');
  if (runs === null && !hasKey) return NONE;
  const found: SensitiveStretch[] = [];
  if (hasKey) {
    for (const { index, 0: match } of text.matchAll(PRIVATE_KEY)) {
      found.push({ kind: 'secret', start: index, end: index + match.trimEnd().length, about: 'private key' });
    }
  }
  if (runs === null) return found;
  for (const { about, form } of KEYS) {
    for (const { index, 0: match } of text.matchAll(form)) add(about, index, index + match.length);
  }
  for (const { index, 0: match, 1: value = '' } of text.matchAll(ASSIGNED)) {
    const end = index + match.length;
    if (/\d/.test(value) && /[A-Za-z]/.test(value)) add('value of a key or password', end - value.length, end);
  }
  for (const [start, end] of runs) if (looksRandom(text.slice(start, end))) add('random characters', start, end);
  return found.sort((a, b) => a.start - b.start);

  function add(about: string, start: number, end: number): void {
    if (found.some((one) => start < one.end && one.start < end)) return;
    found.push({ kind: 'secret', start, end, about });
  }
}

/**
 * Runs of at least 16 characters that keys are made of. A run that long covers every 16th place, so only those are
 * looked at until one is part of something. Null: there is none.
 */
function longRuns(text: string): readonly (readonly [number, number])[] | null {
  let runs: (readonly [number, number])[] | null = null;
  for (let at = SHORTEST - 1; at < text.length; at += SHORTEST) {
    if (!isKeyCharacter(text.charCodeAt(at))) continue;
    let start = at;
    let end = at + 1;
    while (start > 0 && isKeyCharacter(text.charCodeAt(start - 1))) start -= 1;
    while (end < text.length && isKeyCharacter(text.charCodeAt(end))) end += 1;
    if (end - start >= SHORTEST) {
      runs ??= [];
      runs.push([start, end]);
    }
    if (end > at + SHORTEST) at = end - (end % SHORTEST) - 1;
  }
  return runs;
}

function isKeyCharacter(code: number): boolean {
  if (code >= 0x80) return false;
  return KEY_CHARACTERS[code] === 1;
}

const KEY_CHARACTERS = new Uint8Array(128);
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+/.-') {
  KEY_CHARACTERS[sign.charCodeAt(0)] = 1;
}

/** Bits a character: 32 random letters and digits have some 4.6, words and numbers joined by dashes seldom 4. */
const RANDOM_BITS = 4.2;

/**
 * Thirty or more letters and digits mixed as no word, number, address or hash is: all three kinds, no long stretch of one
 * kind, much variety. Hashes and UUIDs are hexadecimal, and public.
 */
function looksRandom(run: string): boolean {
  if (run.length < 30 || run.length > 200) return false;
  if (/^[0-9a-fA-F-]+$/.test(run) || /[a-z]{6}|[A-Z]{7}|[0-9]{7}|\.|--|__|\/\//.test(run)) return false;
  const kinds = [/[a-z]/g, /[A-Z]/g, /[0-9]/g].map((kind) => run.match(kind)?.length ?? 0);
  if (Math.min(...kinds) < 3) return false;
  return entropy(run) >= RANDOM_BITS;
}

/** Shannon's, over the run's own characters, in bits a character. */
function entropy(run: string): number {
  const counts = new Map<string, number>();
  for (const sign of run) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / run.length) * Math.log2(count / run.length);
  return bits;
}
