import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { UserError } from '../../core/errors.js';
import { gitRefusal } from '../../core/git-refusal.js';
import type { Environment } from './environment.js';
import { Git } from './git.js';
import { hasPlainObjects } from './loose-objects.js';
import { ObjectStore } from './object-store.js';
import type { ObjectFormat } from './objects.js';

/**
 * The objects of a user's repository.
 * @param options.folder any folder of it; a linked work tree or a bare repository will do
 * @throws UserError E_NO_REPOSITORY, E_REPOSITORY_OWNER, E_GIT_REFUSED, E_GIT_MISSING
 */
export async function openRepository(options: {
  folder: string;
  env: Environment;
  signal?: AbortSignal;
}): Promise<ObjectStore> {
  const { folder, env, signal } = options;
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    throw new UserError({
      code: 'E_NO_REPOSITORY',
      what: 'Here is no git repository (there is no such folder)',
      where: folder,
      mend: 'Change to a folder of your repository',
    });
  }
  const git = new Git({ folder, env, signal });
  const [found] = await Promise.all([
    git.run(['rev-parse', '--git-common-dir', '--show-object-format']),
    git.requireVersion(),
  ]);
  if (found.code !== 0) throw new UserError(gitRefusal(folder, found.stderr));
  const [, common, format] = /^([\s\S]*)\n(sha1|sha256)\n$/.exec(found.stdout.toString('utf8')) ?? [];
  if (common === undefined || format === undefined) throw new Error('git rev-parse answered something else');
  const gitDir = resolve(folder, common);
  const own = git.with({ folder: gitDir, gitDir });
  return new ObjectStore(own, format as ObjectFormat, gitDir, await hasPlainObjects(gitDir));
}

/**
 * Whether a repository lies among the files of another: it may have come with a commit, and its configuration, which can name programs
 * that a fetch runs, is anybody's. Git never commits anything named `.git`.
 */
export async function isPlanted(store: ObjectStore, env: Environment): Promise<boolean> {
  if (basename(store.folder) === '.git') return false;
  const above = new Git({ folder: dirname(store.folder), env });
  const inside = await above.run(['rev-parse', '--is-inside-work-tree']);
  return inside.stdout.toString('latin1').trim() === 'true';
}
