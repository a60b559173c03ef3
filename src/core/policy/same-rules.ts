import { UserError } from '../errors.js';
import { canonicalJson } from '../json.js';
import { quoted } from '../printable.js';
import { asWord } from '../shell-word.js';
import { matchesName } from './globs.js';
import { policyFor } from './overrides.js';
import type { Policy } from './policy.js';

export interface Names {
  from: string;
  to: string;
}

/** Whether a policy asks the same of two models, and lets the same pass: a rename brings versions under a name without judging them. */
export function hasSameRules(policy: Policy, { from, to }: Names): boolean {
  return rulesOf(policy, from) === rulesOf(policy, to);
}

/** @throws UserError E_POLICY_NOT_MET for a rename to a name of other rules */
export function requireSameRules(policy: Policy, { from, to }: Names, where: string): void {
  if (hasSameRules(policy, { from, to })) return;
  throw new UserError({
    code: 'E_POLICY_NOT_MET',
    what: `The policy has other rules for ${quoted(to)} than for ${quoted(from)}, and a rename judges nothing by them`,
    where,
    mend: `Register the run under the new name, which judges it: \`lineage-gate register ${asWord(to)} --run RUN-ID\``,
  });
}

/** Waivers of the one model, also those that have expired: what a rename may do does not change with the day. */
function rulesOf(policy: Policy, name: string): string {
  const { models: _, waivers, ...rules } = policyFor(policy, name);
  const own = waivers.filter(({ model }) => model === undefined || matchesName(model, name));
  return canonicalJson({ ...rules, waivers: own.map(({ model: __, ...waiver }) => waiver) });
}
