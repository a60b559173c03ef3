import type { Context } from '../../collect/ci/ci.js';
import { asText } from '../../collect/ci/ci.js';
import type { CollectedCode } from '../../collect/git/git.js';
import type { Code } from '../../core/generated/types.js';
import type { PullSummary } from '../../github/pulls.js';
import { type Asked, type Origin, originOf } from './origin.js';

export interface Resolved {
  code: Code;
  context: Context;
  /** What a person should know, a sentence without a full stop; null mostly. */
  warning: string | null;
}

/** From the best to the worst; what lowers the trust stays. */
const TRUST: readonly Context['trust'][] = ['trusted', 'claimed', 'fork'];

/**
 * What a record says of code and pull request. Where the work tree holds another commit than the event's, GitHub is asked for it, whatever
 * the event is: a comment, a dispatch and a schedule run with the rights of the repository, and the code may be anybody's.
 */
export async function resolvePull(collected: CollectedCode, asked: Asked): Promise<Resolved> {
  const { code, other } = collected;
  const { context, trigger } = asked.ci;
  // Of other systems only their own word is known, for every commit alike.
  if (code === null || other === null || trigger === undefined) return { code, context, warning: null };
  const origin = await originOf(other, asked);
  const { pull, why } = origin;
  const trust = worse(context.trust, origin.trust);
  return {
    code: codeOf(code, origin, asked),
    context: { ...context, trust, pull_request: pull === null ? context.pull_request : pullOf(pull) },
    warning:
      why === null
        ? null
        : `the run is not trusted and cannot be registered: commit ${other.commit} is not the event's, and ${why}`,
  };
}

/** The one that is trusted less. */
export function worse(one: Context['trust'], other: Context['trust']): Context['trust'] {
  return TRUST.indexOf(one) > TRUST.indexOf(other) ? one : other;
}

function codeOf(code: NonNullable<Code>, origin: Origin, { ci }: Asked): Code {
  const { pull, is_of_pull, commit, merge_commit, on_branch } = origin;
  if (pull === null || !is_of_pull) return code;
  const ref = `refs/pull/${pull.number}/${merge_commit === null ? 'head' : 'merge'}`;
  return {
    ...code,
    // Pull requests are judged where they go into, though their commits be those of a fork.
    repository: ci.code?.repository ?? code.repository,
    commit,
    merge_commit,
    base_commit: pull.base.sha,
    // The name of a branch counts only where it is known to be the repository's: a fork may call its own `main`.
    ref: on_branch && code.ref !== null ? code.ref : ref,
  };
}

function pullOf({ number, head, base }: PullSummary): NonNullable<Context['pull_request']> {
  return {
    number,
    head_ref: asText(head.ref),
    base_ref: asText(base.ref),
    head_repository: asText(head.repository, 300),
  };
}
