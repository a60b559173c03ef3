import path from 'node:path';
import { LINEAGE_FOLDER, type NotOwn, whyNotOwn } from '../collect/git/own-folder.js';
import { UserError } from '../core/errors.js';
import type { Environment } from '../ledger/git/environment.js';

/** What the local store writes to, in the folder that it is given. */
const STORE = [`${LINEAGE_FOLDER}/objects`, `${LINEAGE_FOLDER}/uploads`];

/**
 * What a commit brings must not lead elsewhere what we write.
 * @param store absolute folder of the local store
 * @throws UserError E_OWN_FOLDER
 */
export function requireOwnStore(store: string, env: Environment): Promise<void> {
  return requireWritable(path.dirname(store), STORE, env);
}

/** @param root absolute root of the work tree @param places relative to it, forward slashes @throws UserError E_OWN_FOLDER */
export async function requireWritable(
  root: string,
  places: readonly string[],
  env: Environment,
): Promise<void> {
  const doubt = await whyNotOwn(root, places, env);
  if (doubt?.isKnown) throw refusal(root, doubt);
}

/**
 * What a commit brings must not pass for what was made here. Parameters and error are those of {@link requireWritable}.
 */
export async function requireOwn(root: string, places: readonly string[], env: Environment): Promise<void> {
  const doubt = await whyNotOwn(root, places, env);
  if (doubt !== null) throw refusal(root, doubt);
}

function refusal(root: string, { why, isKnown }: NotOwn): UserError {
  return new UserError({
    code: 'E_OWN_FOLDER',
    what: `What lies in ${LINEAGE_FOLDER} may not be what this machine has put there: ${why}`,
    where: path.join(root, LINEAGE_FOLDER),
    mend: isKnown
      ? `Take it out of the repository (\`git rm -r --cached ${LINEAGE_FOLDER}\`) and move it away`
      : '`git status` says what is wrong with the repository; mend that',
  });
}
