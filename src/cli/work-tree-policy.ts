import { isUtf8 } from 'node:buffer';
import path from 'node:path';
import { loadPolicyFile } from '../commands/policy/policy.js';
import { UserError } from '../core/errors.js';
import { printable } from '../core/printable.js';
import { Git, type GitResult } from '../ledger/git/git.js';
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
  const head = await objectId(git, 'HEAD');
  const readAtRef = (name: string) => readAt(git, head, name);
  return loadPolicyFile({ path: policy, checkout: null, ref: head ?? 'HEAD', readAtRef });
}

/**
 * @param commit null before the first commit
 * @returns null when there is no such file
 * @throws UserError E_FILE_UNREADABLE, also where the clone lacks what it is made of; E_POLICY_INVALID when it is not UTF-8
 */
export async function readAt(git: Git, commit: string | null, name: string): Promise<string | null> {
  if (commit === null) return null;
  const place = `${name} at ${commit}`;
  const listed = await git.run(['ls-tree', '-z', '--full-tree', commit, '--', path.posix.normalize(name)]);
  if (listed.code !== 0) throw unreadable('Git cannot read the file', place, listed);
  const entry = listed.stdout.toString('latin1');
  if (entry === '') return null;
  const [, blob] = /^100\d{3} blob ([0-9a-f]+)\t[^\0]*\0$/.exec(entry) ?? [];
  if (blob === undefined) throw unreadable('There is a folder, a link or a submodule', place);
  const file = await git.run(['cat-file', 'blob', blob]);
  if (file.code !== 0) throw unreadable('Git cannot read the file', place, file);
  if (isUtf8(file.stdout)) return file.stdout.toString('utf8');
  throw new UserError({
    code: 'E_POLICY_INVALID',
    what: 'The file is not UTF-8 text',
    where: place,
    mend: 'Save it as UTF-8',
  });
}

/** @param result of a git that failed */
function unreadable(what: string, where: string, result?: GitResult): UserError {
  return new UserError({
    code: 'E_FILE_UNREADABLE',
    what: result === undefined ? what : `${what} (${printable(result.stderr.trim()).slice(0, 300)})`,
    where,
    mend:
      result === undefined
        ? 'Commit a file there'
        : 'Get what the clone lacks with git fetch; what is damaged, git fsck names',
  });
}
