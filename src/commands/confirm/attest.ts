import type { EventOrigin, EventToken } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { originOf } from '../../core/registry/confirm/confirm.js';
import { judgeToken } from '../../core/registry/confirm/judge-token.js';
import {
  type Attest,
  type Attested,
  audienceOf,
  isOfIssuer,
  readToken,
} from '../../core/registry/confirm/token.js';
import type { KeysOf } from './witness.js';

export interface AttestDeps {
  /** A token of this job for an audience. @throws Error where there is none to be had */
  token(audience: string): Promise<string>;
  keysOf: KeysOf;
  /** Who signs tokens on this server. */
  issuer: string;
  log: Log;
}

/**
 * A way to give events tokens, for as long as one step takes. What is had is judged as any reader would, so that no event keeps a
 * token that speaks against it. Where one cannot be had, a warning says so once and nobody asks again: a promotion waits for no proof.
 */
export function attester(deps: AttestDeps): Attest {
  let isOff = false;
  return async (event) => {
    if (isOff) return event;
    try {
      return { ...event, oidc: await tokenFor(event, deps) };
    } catch (error) {
      isOff = true;
      const why = error instanceof Error ? error.message : String(error);
      deps.log.warning(
        `GitHub's signature is not kept with the event, which can be checked only as long as its workflow run is there: ${why}.`,
      );
      return event;
    }
  };
}

async function tokenFor(
  event: Attested & { by?: EventOrigin },
  { token: ask, keysOf, issuer }: AttestDeps,
): Promise<EventToken> {
  const by = originOf(event);
  if (typeof by === 'string') throw new Error(`it ${by}`);
  const token = await ask(audienceOf(event));
  const read = readToken(token);
  if (read === null || !isOfIssuer(read.claims.iss, issuer))
    throw new Error('the token is none of this server');
  const key = (await keysOf(read.claims.iss)).find(({ kid }) => kid === read.kid);
  if (key === undefined) throw new Error('the key of the token is not published');
  const oidc = { token, key };
  const judged = judgeToken({ ...event, oidc }, by, issuer);
  if (judged?.state !== 'fits') throw new Error(`it ${judged?.why.join('; it ') ?? 'keeps none'}`);
  return oidc;
}
