import { DEFAULT_POLICY_PATH, loadPolicy } from '../commands/policy/policy.js';
import type { Policy } from '../core/policy/policy.js';
import { Git } from '../ledger/git/git.js';
import { idsOfRefs } from '../ledger/git/refs.js';
import type { CliHost, CommonOptions } from './host.js';
import { objectId } from './named-commit.js';
import { readAt } from './work-tree-policy.js';

/** Where a clone keeps which branch is its server's default. */
const DEFAULT_BRANCH = 'refs/remotes/origin/HEAD';

/** The policy of a commit; where it has none under that name, the one that applies without it. @param commit null before the first */
export async function policyAt(
  commit: string | null,
  { git, policy, ref }: { git: Git; policy: string; ref: string },
): Promise<Policy> {
  const readAtRef = (name: string) => readAt(git, commit, name);
  const isThere = (await readAtRef(policy)) !== null;
  return loadPolicy({ path: isThere ? policy : DEFAULT_POLICY_PATH, checkout: null, ref, readAtRef });
}

/** The policy of the default branch, as the clone knows it; where it does not, that of the work tree. Nothing is asked of the server. */
export async function defaultBranchPolicy(
  { root, env, policy }: CliHost,
  options: CommonOptions,
): Promise<Policy> {
  const git = new Git({ folder: root, env });
  const isThere = (await idsOfRefs(git, [DEFAULT_BRANCH])).has(DEFAULT_BRANCH);
  const commit = isThere ? await objectId(git, DEFAULT_BRANCH) : null;
  return commit === null ? policy() : policyAt(commit, { git, policy: options.policy, ref: 'origin/HEAD' });
}
