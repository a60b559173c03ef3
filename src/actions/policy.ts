import { access } from 'node:fs/promises';
import path from 'node:path';
import { loadPolicy } from '../commands/policy.js';
import type { Policy } from '../core/policy/policy.js';
import { readFileAtRef } from '../github/contents.js';
import type { Host } from './host.js';

/**
 * The policy of this job. A pull request is judged by its base branch's, which it cannot change; a job without a
 * checkout by that of the commit it is about.
 */
export async function jobPolicy(host: Host, file: string): Promise<Policy> {
  const [owner = '', repo = ''] = host.repository.split('/');
  const hasCheckout = await access(path.join(host.workspace, '.git')).then(
    () => true,
    () => false,
  );
  const ref = host.ci.code?.base_commit ?? (hasCheckout ? null : (host.ci.code?.commit ?? null));
  return loadPolicy({
    path: file,
    checkout: hasCheckout ? host.workspace : null,
    ref,
    readAtRef: async (name, at) => readFileAtRef(await host.github(), { owner, repo, path: name, ref: at }),
  });
}
