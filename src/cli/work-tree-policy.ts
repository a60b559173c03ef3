import { isUtf8 } from 'node:buffer';
import path from 'node:path';
import { loadPolicyFile } from '../commands/policy/policy.js';
import { UserError } from '../core/errors.js';
import { Git } from '../ledger/git/git.js';
import { objectId } from './named-commit.js';

/**
 * The policy of the work tree. Where it has no file and its commit has one, as in a sparse checkout of other folders, the commit's:
 * nobody is judged by fewer rules for it.
 * @param root absolute root of the repository @param policy path from there
 * @throws UserError as `loadPolicy` does
 */
export async function workTreePolicy({
  root,
  env,
  policy,
}: {
  root: string;
  env: NodeJS.ProcessEnv;
  policy: string;
}): ReturnType<typeof loadPolicyFile> {
  const loaded = await loadPolicyFile({ path: policy, checkout: root, ref: null, readAtRef: undefined });
  if (loaded.policy_file.text !== null) return loaded;
  const git = new Git({ folder: root, env });
  const head = await objectId(git, 'HEAD^{commit}');
  const readAtRef = (name: string) => readAt(git, head, name);
  return loadPolicyFile({ path: policy, checkout: null, ref: head ?? 'HEAD', readAtRef });
}

/** @param commit null before the first commit @returns null when there is no such file */
export async function readAt(git: Git, commit: string | null, name: string): Promise<string | null> {
  const blob = commit === null ? null : await objectId(git, `${commit}:${path.posix.normalize(name)}`);
  if (blob === null) return null;
  const bytes = await git.ok(['cat-file', 'blob', blob]);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new UserError({
    code: 'E_POLICY_INVALID',
    what: 'The file is not UTF-8 text',
    where: `${name} at ${commit}`,
    mend: 'Save it as UTF-8',
  });
}
