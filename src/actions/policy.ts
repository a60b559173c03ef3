import { access } from 'node:fs/promises';
import path from 'node:path';
import { type RepositoryRules, repositoryRules } from '../commands/confirm/rules.js';
import { loadPolicyFile, type PolicyFile, type PolicyPlace } from '../commands/policy/policy.js';
import { UserError } from '../core/errors.js';
import { BUILT_IN_POLICY, type Policy } from '../core/policy/policy.js';
import { readFileAtRef } from '../github/contents.js';
import type { Host } from './host.js';

/**
 * The policy that judges in this job. A pull request is judged by its base branch's, which it cannot change; all else by that of the
 * event's commit, since the file in the work tree is anybody's who ran a command in it.
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
  const { base_commit = null, commit = null } = host.ci.code ?? {};
  return loadFrom(host, {
    path: file,
    checkout: (await hasCheckout(host)) ? host.workspace : null,
    ref: base_commit ?? base ?? commit,
  });
}

/**
 * The policy of the default branch's tip, with the branch: what may be promoted is for what was reviewed to say, whichever ref a job runs
 * from. GitHub says which branch that is, since an earlier step can write to the event's file.
 * @throws UserError E_GITHUB_API when it cannot be asked, and as reading a policy does
 */
export async function defaultBranchPolicy(host: Host, file: string): Promise<RepositoryRules> {
  const [owner = '', repo = ''] = host.repository.split('/');
  const rules = await repositoryRules(await host.github(), { owner, repo, path: file });
  host.allowParking(rules.policy.ledger.parking ?? true);
  return rules;
}

/**
 * The policy by which `track` says early what is missing: where there is a checkout and no base, the file in it, which takes no request.
 * It only advises, so a training must not fail because GitHub could not be asked; `register` asks again and then it counts.
 */
export async function advisoryPolicy(host: Host, file: string): Promise<Policy> {
  try {
    const { base_commit = null, commit = null } = host.ci.code ?? {};
    const checkout = (await hasCheckout(host)) ? host.workspace : null;
    const ref = base_commit ?? (checkout === null ? commit : null);
    return (await loadFrom(host, { path: file, checkout, ref })).policy;
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

async function loadFrom(host: Host, place: Omit<PolicyPlace, 'readAtRef'>) {
  const [owner = '', repo = ''] = host.repository.split('/');
  const loaded = await loadPolicyFile({
    ...place,
    readAtRef: async (path, ref) => readFileAtRef(await host.github(), { owner, repo, path, ref }),
  });
  host.allowParking(loaded.policy.ledger.parking ?? true);
  return loaded;
}

function hasCheckout({ workspace }: Host): Promise<boolean> {
  return access(path.join(workspace, '.git')).then(
    () => true,
    () => false,
  );
}
