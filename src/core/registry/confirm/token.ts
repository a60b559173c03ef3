import { createPublicKey, verify } from 'node:crypto';
import { sha256 } from '../../digest.js';
import type { EventToken, TokenKey } from '../../generated/types.js';
import { canonicalJson, parseJson } from '../../json.js';

/** Whatever event can keep a token. */
export interface Attested {
  at: string;
  oidc?: EventToken;
}

/** Gives an event a token of the job that writes it, where one can be had; else the event as it is. */
export type Attest = <E extends Attested>(event: E) => Promise<E>;

/** What GitHub signs of a job, as far as events are held against it. Its values are texts, numbers too. */
export interface TokenClaims {
  iss: string;
  aud: string;
  /** Seconds since 1970. */
  iat: number;
  exp: number;
  actor: string;
  actor_id: string;
  repository: string;
  ref: string;
  sha: string;
  event_name: string;
  workflow_ref: string;
  run_id: string;
  run_attempt: string;
}

export interface ReadToken {
  kid: string;
  claims: TokenClaims;
  signed: Buffer;
  signature: Buffer;
}

const TEXTS = [
  ...['iss', 'aud', 'actor', 'actor_id', 'repository', 'ref', 'sha', 'event_name', 'workflow_ref'],
  ...['run_id', 'run_attempt'],
];

/** Whom a token of an event is meant for: nobody but us, and no other event. */
export function audienceOf({ oidc: _, ...event }: Attested): string {
  return `lineage-gate:${sha256(canonicalJson(event))}`;
}

/** Who signs tokens for the jobs of a server. @param serverUrl `https://github.com` */
export function issuerOf(serverUrl: string): string {
  const { protocol, host } = new URL(serverUrl);
  if (host === 'github.com') return 'https://token.actions.githubusercontent.com';
  return host.endsWith('.ghe.com') ? `https://token.actions.${host}` : `${protocol}//${host}/_services/token`;
}

/** An enterprise can have its name behind the issuer; nothing else may stand there, since keys are looked up below it. */
export function isOfIssuer(iss: string, issuer: string): boolean {
  return iss === issuer || (iss.startsWith(`${issuer}/`) && /^[\w-]+$/.test(iss.slice(issuer.length + 1)));
}

/** @returns null for what is no token of GitHub's; nothing in it is believed yet */
export function readToken(token: string): ReadToken | null {
  const [head = '', body = '', signature = ''] = token.split('.');
  const header = partOf(head);
  const claims = partOf(body);
  const isWhole =
    header['alg'] === 'RS256' &&
    typeof header['kid'] === 'string' &&
    TEXTS.every((name) => typeof claims[name] === 'string') &&
    isSecond(claims['iat']) &&
    isSecond(claims['exp']);
  if (!isWhole) return null;
  return {
    kid: String(header['kid']),
    claims: claims as unknown as TokenClaims,
    signed: Buffer.from(`${head}.${body}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** Up to the year 9999: a date that there is. */
function isSecond(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) < 253_402_300_800;
}

function partOf(text: string): Record<string, unknown> {
  const value = parseJson(Buffer.from(text, 'base64url').toString('utf8'));
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function isSignedBy({ signed, signature }: ReadToken, { kty, n, e }: TokenKey): boolean {
  try {
    return verify('sha256', signed, createPublicKey({ key: { kty, n, e }, format: 'jwk' }), signature);
  } catch {
    // Whoever forges a key need not make one that is a number.
    return false;
  }
}

export function isSameKey(one: TokenKey, other: TokenKey): boolean {
  return one.kid === other.kid && one.n === other.n && one.e === other.e;
}

/** Keys of a JWKS document that can have signed a token, and nothing else that is in it. */
export function keysIn(document: unknown): TokenKey[] {
  const keys =
    typeof document === 'object' && document !== null ? (document as { keys?: unknown }).keys : null;
  if (!Array.isArray(keys)) return [];
  return keys.flatMap((key: unknown) => {
    const { kty, kid, n, e } = (key ?? {}) as Record<string, unknown>;
    const isKey = kty === 'RSA' && typeof kid === 'string' && typeof n === 'string' && typeof e === 'string';
    return isKey ? [{ kty, kid, n, e }] : [];
  });
}
