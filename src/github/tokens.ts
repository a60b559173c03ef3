import type { TokenKey } from '../core/generated/types.js';
import { keysIn } from '../core/registry/confirm/token.js';

/** What a job with `id-token: write` asks for tokens by. */
export interface TokenService {
  url: string;
  /** Lets whoever has it ask for tokens of this job. */
  bearer: string;
}

/** Milliseconds after which nobody counts as there. */
const LONGEST_ANSWER = 10_000;
const TRIES = 2;

/**
 * A token of this job for an audience.
 * @throws Error where there is none to be had; its text holds nothing secret
 */
export async function requestToken(
  { url, bearer }: TokenService,
  audience: string,
  fetcher: typeof fetch,
): Promise<string> {
  const at = new URL(url);
  at.searchParams.set('audience', audience);
  const headers = { authorization: `Bearer ${bearer}`, accept: 'application/json' };
  const answer = await getJson(at, fetcher, headers);
  const value = typeof answer === 'object' && answer !== null ? (answer as { value?: unknown }).value : null;
  if (typeof value !== 'string') throw new Error('the answer has no token');
  return value;
}

/** The keys that an issuer publishes now. @throws Error where it cannot be asked */
export async function publishedKeys(issuer: string, fetcher: typeof fetch): Promise<TokenKey[]> {
  return keysIn(
    await getJson(new URL(`${issuer}/.well-known/jwks`), fetcher, { accept: 'application/json' }),
  );
}

async function getJson(url: URL, fetcher: typeof fetch, headers: Record<string, string>): Promise<unknown> {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      const signal = AbortSignal.timeout(LONGEST_ANSWER);
      // Another place is none that was meant: the bearer's secret must not go there, and its keys are anybody's.
      const response = await fetcher(url, { headers, redirect: 'error', signal });
      if (response.ok) return await response.json();
      throw new Error(`${url.host} answered ${response.status}`);
    } catch (error) {
      if (left === 0) throw plain(error, url);
    }
  }
}

/** `fetch failed` says nothing, and its cause may quote the request. */
function plain(error: unknown, { host }: URL): Error {
  const text = error instanceof Error ? error.message : String(error);
  return text.startsWith(host) ? new Error(text) : new Error(`${host} gave no answer that can be read`);
}
