import type { TokenKey } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import type { AttemptFacts } from '../../core/registry/confirm/attempt.js';
import { attemptOfToken, type TokenJudgement } from '../../core/registry/confirm/judge-token.js';
import { isSameKey } from '../../core/registry/confirm/token.js';

/** The keys that an issuer publishes now. @throws Error where it cannot be asked */
export type KeysOf = (issuer: string) => Promise<readonly TokenKey[]>;

/** Whose tokens count, and by which keys. */
export interface TokenTrust {
  /** Who signs tokens on the server that is asked. */
  issuer: string;
  keysOf: KeysOf;
  /** Keys that the user has kept from earlier. */
  kept?: readonly TokenKey[];
}

/** The same, each issuer asked once. */
export function cachedKeys(keysOf: KeysOf): KeysOf {
  const known = new Map<string, Promise<readonly TokenKey[]>>();
  return (issuer) => {
    const keys = known.get(issuer) ?? keysOf(issuer);
    known.set(issuer, keys);
    return keys;
  };
}

/** What a token that fits its event tells of the attempt; or why it tells nothing, the end of a sentence about the event. */
export async function attemptByToken(
  { claims, key }: Extract<TokenJudgement, { state: 'fits' }>,
  { keysOf, kept = [] }: TokenTrust,
): Promise<AttemptFacts | string> {
  if (kept.some((one) => isSameKey(one, key))) return attemptOfToken(claims);
  try {
    const published = await keysOf(claims.iss);
    if (published.some((one) => isSameKey(one, key))) return attemptOfToken(claims);
    return `keeps a token whose key ${quoted(claims.iss)} does not publish, or not any more`;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `keeps a token whose key could not be looked up: ${error.message}`;
  }
}
