import { UserError } from '../../core/errors.js';
import { fetchCommand } from '../../core/ledger-commands.js';
import { branchRef } from '../git/branch.js';
import type { Environment } from '../git/environment.js';
import type { Git } from '../git/git.js';
import type { ObjectStore } from '../git/object-store.js';
import { idsOfRefs } from '../git/refs.js';
import { openRepository } from '../git/repository.js';
import { cleanText } from '../git/text.js';

export interface BranchOptions {
  /** Root of the user's repository, or a bare repository. */
  folder: string;
  branch: string;
  env: Environment;
  signal?: AbortSignal;
}

/** The branch that is verified. */
export interface LedgerBranch {
  store: ObjectStore;
  /** As a person names it: `lineage`, or `origin/lineage` in a clone that has no branch of its own. */
  name: string;
  /** Id of its newest commit. */
  tip: string;
}

/** @throws UserError E_GIT_MISSING, E_NO_REPOSITORY, E_INPUT_INVALID, E_LEDGER_NOT_A_LEDGER, E_LEDGER_INCOMPLETE */
export async function openBranch(options: BranchOptions): Promise<LedgerBranch> {
  const { branch } = options;
  const own = branchRef(branch);
  const store = await openRepository(options);
  const ids = [await idOf(store.git, own), await idOf(store.git, `refs/remotes/origin/${branch}`)];
  const tip = ids[0] ?? ids[1];
  const name = ids[0] === undefined ? `origin/${branch}` : branch;
  if (tip === undefined) {
    throw new UserError({
      code: 'E_LEDGER_NOT_A_LEDGER',
      what: `There is no branch ${branch} in this repository, so there is no ledger to verify`,
      where: options.folder,
      mend: `Fetch it with ${fetchCommand(branch)}, or name the branch of your ledger`,
    });
  }
  const [object] = await store.get([tip]);
  if (object?.type !== 'commit') throw incomplete(`The branch ${name} names ${tip}, which is no commit here`);
  return { store, name, tip };
}

/** What a ref names. Git says nothing of a ref that does not exist, and something of one that is broken. */
async function idOf(git: Git, ref: string): Promise<string | undefined> {
  const result = await git.run(['rev-parse', '--verify', '--quiet', ref]);
  if (result.code === 0) return (await idsOfRefs(git, [ref])).get(ref);
  if (result.stderr.trim() === '') return undefined;
  throw incomplete(`The ref ${ref} cannot be read: ${cleanText(result.stderr)}`);
}

/** The history is not all here, or broken on this disk: nothing can be said of it. */
export function incomplete(
  what: string,
  mend = 'Look at it with git fsck; fetch the branch again, or clone anew',
): UserError {
  return new UserError({ code: 'E_LEDGER_INCOMPLETE', what, where: 'ledger branch', mend });
}
