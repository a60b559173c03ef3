import type { TokenKey } from '../../generated/types.js';
import { quoted } from '../../printable.js';
import { type AttemptFacts, workflowFile } from './attempt.js';
import type { WholeOrigin } from './confirm.js';
import {
  type Attested,
  audienceOf,
  isOfIssuer,
  isSignedBy,
  type ReadToken,
  readToken,
  type TokenClaims,
} from './token.js';

/**
 * How a token stands to the event that keeps it, by the key beside it. Whoever forges a token makes such a key as well: it says
 * something only once the issuer is known to publish it.
 */
export type TokenJudgement =
  | { state: 'fits'; claims: TokenClaims; key: TokenKey }
  /** What differs, ends of sentences about the event. */
  | { state: 'contradicted'; why: readonly [string, ...string[]] };

/** An event is dated when its job begins, and its token asked for when the event is written: all files may be read in between. */
const BEFORE_MS = 3_600_000;
/** Clocks of runners and GitHub's differ by so much at most. */
const SKEW_MS = 300_000;

/** @returns null for an event without a token @param issuer that of the server; the token may name any */
export function judgeToken(event: Attested, by: WholeOrigin, issuer: string): TokenJudgement | null {
  if (event.oidc === undefined) return null;
  const { token, key } = event.oidc;
  const read = readToken(token);
  const faults =
    read === null ? ['keeps a token that is none'] : tokenFaults(event, by, { read, key, issuer });
  const [first, ...rest] = faults;
  if (read === null || first !== undefined)
    return { state: 'contradicted', why: [first ?? 'keeps a token that is none', ...rest] };
  return { state: 'fits', claims: read.claims, key };
}

function tokenFaults(
  event: Attested,
  by: WholeOrigin,
  { read, key, issuer }: { read: ReadToken; key: TokenKey; issuer: string },
): string[] {
  const { claims, kid } = read;
  const faults: string[] = [];
  if (kid !== key.kid || !isSignedBy(read, key))
    faults.push('keeps a token that was not signed by the key beside it');
  if (!isOfIssuer(claims.iss, issuer))
    faults.push(`keeps a token of ${quoted(claims.iss)}, and those of its server are of ${quoted(issuer)}`);
  if (claims.aud !== audienceOf(event)) faults.push('keeps a token that was made for something else');
  return [...faults, ...claimFaults(claims, by), ...timeFaults(event.at, claims)];
}

function claimFaults(claims: TokenClaims, by: WholeOrigin): string[] {
  const pairs: [string, string, string | null][] = [
    ['workflow run', claims.run_id, by.ci_run_id],
    ['attempt', claims.run_attempt, String(by.ci_run_attempt)],
    ['account', claims.actor_id, by.actor_id],
    ['repository', claims.repository, by.repository],
    ['workflow', claims.workflow_ref, by.workflow_ref],
    ['ref', claims.ref, by.ref],
    ['commit', claims.sha, by.commit],
    ['event', claims.event_name, by.event],
  ];
  return pairs.flatMap(([what, claim, own]) =>
    claim === own ? [] : [`names the ${what} ${quoted(own ?? '')}, and its token is of ${quoted(claim)}`],
  );
}

function timeFaults(at: string, { iat, exp }: TokenClaims): string[] {
  const time = Date.parse(at);
  if (time >= iat * 1000 - BEFORE_MS && time <= exp * 1000 + SKEW_MS) return [];
  const when = [iat, exp].map((seconds) => new Date(seconds * 1000).toISOString());
  return [`says that it is of ${at}, and its token is of ${when[0]} to ${when[1]}`];
}

/**
 * What GitHub signed of an attempt, in the place of what it says where the run is gone; or why that is not enough, the end of a
 * sentence about the event. A token does not have the title of the run: it was made for the event as a whole.
 */
export function attemptOfToken({
  actor: login,
  actor_id: id,
  run_attempt,
  ...claims
}: TokenClaims): AttemptFacts | string {
  // The claims name who started the run first, and nobody else.
  if (run_attempt !== '1') return 'keeps a token that does not say who started the run again';
  const { repository, workflow_ref } = claims;
  const file = workflowFile(workflow_ref);
  const actor = { login, id };
  return {
    actor,
    triggeringActor: actor,
    event: claims.event_name,
    headSha: claims.sha,
    headBranch: claims.ref.replace(/^refs\/(?:heads|tags)\//, ''),
    path: file.startsWith(`${repository}/`) ? file.slice(repository.length + 1) : file,
    displayTitle: null,
    startedAt: new Date(claims.iat * 1000 - BEFORE_MS).toISOString(),
    updatedAt: new Date(claims.exp * 1000).toISOString(),
    conclusion: null,
  };
}
