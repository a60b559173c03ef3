import { UserError } from '../../core/errors.js';
import type { Baseline, Judgement } from '../../core/judgement.js';
import { matchesName } from '../../core/policy/globs.js';
import type { JudgeFacts } from '../../core/policy/judge.js';
import type { Policy } from '../../core/policy/policy.js';
import { readFileAtRef } from '../../github/contents.js';
import { isCommitId } from '../../github/visible.js';
import { ruleLine } from '../../policy-file/lines.js';
import type { Place } from '../../report/gate/view.js';
import { loadPolicy, type PolicyFile } from '../policy/policy.js';
import { once } from './once.js';
import type { GateDeps } from './request.js';

/** The policies as they were at the commits of baselines, by the kind of baseline; without those that cannot be read. */
export type EarlierPolicies = (
  baselines: readonly (Baseline | null)[],
) => Promise<JudgeFacts['earlier_policies']>;

/** Reads the policy at a baseline's commit, which tells of metrics whose direction was changed since and decides nothing. */
export function earlierPolicies(deps: GateDeps): EarlierPolicies {
  const atCommit = once((commit) => policyAt(commit, deps));
  return async (baselines) => {
    const policies = new Map<Baseline['kind'], Policy>();
    for (const baseline of baselines) {
      const commit = baseline?.runs[0]?.inputs.code?.commit ?? null;
      const policy = commit === null ? null : await atCommit(commit);
      if (baseline !== null && policy !== null) policies.set(baseline.kind, policy);
    }
    return policies;
  };
}

async function policyAt(commit: string, deps: GateDeps): Promise<Policy | null> {
  const { policy_file, policy, repository, log, github } = deps;
  const hasMetrics = [policy, ...policy.models.map(({ rules }) => rules)].some(
    ({ metrics = {} }) => Object.keys(metrics).length > 0,
  );
  // A record's text must not be taken for an expression of another commit.
  if (policy_file === undefined || !hasMetrics || !isCommitId(commit)) return null;
  try {
    return await loadPolicy({
      path: policy_file.path,
      checkout: null,
      ref: commit,
      readAtRef: async (path, ref) => readFileAtRef(await github(), { ...repository, path, ref }),
    });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.debug(`the policy at the baseline's commit ${commit} cannot be read: ${error.message}`);
    return null;
  }
}

/** Where the rules of all findings are written in the policy's file; without those that have no line there. */
export async function placesOf(
  judgements: readonly Judgement[],
  file: PolicyFile | undefined,
): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  if (file === undefined || file.text === null) return places;
  for (const { subject, findings } of judgements) {
    const applies = (glob: string) => matchesName(glob, subject);
    for (const { rule } of findings.filter((finding) => !places.has(finding.rule))) {
      const line = await ruleLine(file.text, rule, applies);
      if (line !== null) places.set(rule, { file: file.path, line });
    }
  }
  return places;
}
