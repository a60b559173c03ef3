import type { Policy } from '../../core/policy/policy.js';
import type { AttemptActor, AttemptFacts } from '../../core/registry/confirm/attempt.js';
import type { Objections } from '../../core/registry/confirm/authority.js';
import type { Acting } from '../../core/registry/confirm/standing.js';
import type { RepositoryAnswers } from './repository.js';

/** Whether somebody is in a team, `@org/team`. */
export type IsIn = (team: string, login: string) => Promise<boolean>;

/** What an account is asked about by. */
export interface AccountDeps {
  attempt: AttemptFacts;
  answers: RepositoryAnswers;
  /** Left out where no token reads teams. */
  isIn?: IsIn | undefined;
  /**
   * Who started the run, where GitHub had signed the very event for its job: then the job had asked all that is asked here. Null where
   * it had not.
   */
  signedAs(): Promise<AttemptActor | null>;
}

export interface Judging extends AccountDeps {
  acting: Acting;
  /** What a policy has against the account making the event. */
  judge(policy: Policy, acting: Acting): Objections;
  /** Teams that a policy names for it. */
  teamsIn(policy: Policy): readonly string[];
  /** Whether the event is of later than its run, so that the policy of then says nothing of it. */
  isLate(): Promise<boolean>;
}

/** What policies have against an account: that of now, and where it has something, that of when the run began. */
export async function byPolicies(judging: Judging): Promise<Objections> {
  const found = await byBoth(judging);
  if (isNone(found)) return found;
  const { acting, signedAs } = judging;
  // An account may have another name since; the policy of then has the one of then.
  const signed = await signedAs();
  if (signed === null || signed.id !== acting.id || signed.login === acting.login) return found;
  const then = await byBoth({ ...judging, acting: { ...acting, login: signed.login } });
  return isNone(then) ? then : found;
}

async function byBoth(judging: Judging): Promise<Objections> {
  const { now, before: policyBefore } = await judging.answers.policies(judging.attempt);
  const found = await byPolicy(now, judging);
  if (isNone(found)) return found;
  const before = (await judging.isLate()) ? null : await policyBefore();
  const then = before === null ? found : await byPolicy(before, judging);
  return isNone(then) ? then : found;
}

/** Nobody is asked about an account before it matters. */
async function byPolicy(
  policy: Policy,
  { acting, judge, teamsIn, answers, isIn, signedAs }: Judging,
): Promise<Objections> {
  const first = judge(policy, acting);
  if (first.faults.length > 0 || first.open.length === 0) return first;
  if ((await signedAs()) !== null) return { faults: [], open: [] };
  const { login } = acting;
  const level = await answers.level(login);
  const teams = await teamsOf(login, teamsIn(policy), isIn);
  return judge(policy, { ...acting, level, teams });
}

/** Those of the teams that an account is in; null where nobody can tell. */
async function teamsOf(
  login: string,
  teams: readonly string[],
  isIn: IsIn | undefined,
): Promise<Set<string> | null> {
  if (isIn === undefined) return null;
  const found = new Set<string>();
  for (const team of teams) if (await isIn(team, login)) found.add(team);
  return found;
}

export function isNone({ faults, open }: Objections): boolean {
  return faults.length === 0 && open.length === 0;
}
