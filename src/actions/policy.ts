import { access } from 'node:fs/promises';
import path from 'node:path';
import { loadPolicyFile, type PolicyFile } from '../commands/policy/policy.js';
import { UserError } from '../core/errors.js';
import { BUILT_IN_POLICY, type Policy } from '../core/policy/policy.js';
import { readFileAtRef } from '../github/contents.js';
import type { Host } from './host.js';

/**
 * The policy of this job. A pull request is judged by its base branch's, which it cannot change; a job without a
 * checkout by that of the commit it is about.
 * @param base commit of the base branch when the event does not say it itself
 */
export async function jobPolicy(host: Host, file: string, base: string | null = null): Promise<Policy> {
  return (await jobPolicyFile(host, file, base)).policy;
}

/** As {@link jobPolicy}, with the file. */
export async function jobPolicyFile(
  host: Host,
  file: string,
  base: string | null,
): Promise<{ policy: Policy; policy_file: PolicyFile }> {
  const [owner = '', repo = ''] = host.repository.split('/');
  const hasCheckout = await access(path.join(host.workspace, '.git')).then(
    () => true,
    () => false,
  );
  const { base_commit = null, commit = null } = host.ci.code ?? {};
  const ref = base_commit ?? base ?? (hasCheckout ? null : commit);
  const loaded = await loadPolicyFile({
    path: file,
    checkout: hasCheckout ? host.workspace : null,
    ref,
    readAtRef: async (name, at) => readFileAtRef(await host.github(), { owner, repo, path: name, ref: at }),
  });
  host.allowParking(loaded.policy.ledger.parking ?? true);
  return loaded;
}

/**
 * The policy of the default branch's tip: what may be promoted is for what was reviewed to say, whichever ref a job runs from. Where the
 * event names no default branch it is that of the job's commit, and the rule for refs refuses.
 */
export async function defaultBranchPolicy(host: Host, file: string): Promise<Policy> {
  const [owner = '', repo = ''] = host.repository.split('/');
  const branch = host.ci.trigger?.default_branch ?? null;
  const ref = branch === null ? (host.ci.code?.commit ?? null) : `refs/heads/${branch}`;
  const { policy } = await loadPolicyFile({
    path: file,
    checkout: null,
    ref,
    readAtRef: async (name, at) => readFileAtRef(await host.github(), { owner, repo, path: name, ref: at }),
  });
  host.allowParking(policy.ledger.parking ?? true);
  return policy;
}

/**
 * The policy by which `track` says early what is missing. It only advises, so a training must not fail because GitHub
 * could not be asked; `register` asks again and then it counts.
 */
export async function advisoryPolicy(host: Host, file: string): Promise<Policy> {
  try {
    return await jobPolicy(host, file);
  } catch (error) {
    if (!(error instanceof UserError) || !error.has('E_GITHUB_API')) throw error;
    host.log.warning(
      `The policy could not be read; the built-in one stands in for it here. ${error.message}`,
    );
    // What other jobs may have to leave alone would wait for nobody.
    host.allowParking(false);
    return BUILT_IN_POLICY;
  }
}
