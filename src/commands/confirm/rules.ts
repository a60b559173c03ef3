import { policyFor } from '../../core/policy/overrides.js';
import type { Policy } from '../../core/policy/policy.js';
import type { GitHubClient } from '../../github/client.js';
import { readFileAtRef } from '../../github/contents.js';
import { readDefaultBranch } from '../../github/default-branch.js';
import { loadPolicy } from '../policy/policy.js';

/** What the default branch of a repository says of its registry. */
export interface RepositoryRules {
  default_branch: string;
  /** The commit that the branch was at; null where that was not told. */
  tip: string | null;
  policy: Policy;
}

/**
 * The policy at the tip of a repository's default branch, with the branch: GitHub says which that is.
 * @throws UserError E_GITHUB_API, E_POLICY_INVALID, E_PATH_MISSING
 */
export async function repositoryRules(
  client: GitHubClient,
  { owner, repo, path }: { owner: string; repo: string; path: string },
): Promise<RepositoryRules> {
  const { name, tip, text } = await readDefaultBranch(client, { owner, repo, path });
  const policy = await loadPolicy({
    path,
    checkout: null,
    ref: `refs/heads/${name}`,
    // The policy may name another file.
    readAtRef: async (file, ref) =>
      file === path ? text : readFileAtRef(client, { owner, repo, path: file, ref }),
  });
  return { default_branch: name, tip, policy };
}

/** The policy at a ref or a commit. @throws UserError E_GITHUB_API, E_POLICY_INVALID, E_PATH_MISSING */
export function policyAt(
  client: GitHubClient,
  { owner, repo, path, ref }: { owner: string; repo: string; path: string; ref: string },
): Promise<Policy> {
  const readAtRef = (file: string, at: string) => readFileAtRef(client, { owner, repo, path: file, ref: at });
  return loadPolicy({ path, checkout: null, ref, readAtRef });
}

/** The refs, in full, that decisions may come from. @param about null: a decision about no stage of a model */
export function decidingRefs(
  { default_branch, policy }: Omit<RepositoryRules, 'tip'>,
  about: { model: string; stage: string } | null,
): string[] {
  const stages = about === null ? {} : policyFor(policy, about.model).stages;
  const rule = about !== null && Object.hasOwn(stages, about.stage) ? stages[about.stage] : undefined;
  const names = [default_branch, ...(rule?.allowed_refs ?? [])];
  return [...new Set(names.map((name) => (name.startsWith('refs/') ? name : `refs/heads/${name}`)))];
}
