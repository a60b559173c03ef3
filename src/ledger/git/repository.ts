import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { UserError } from '../../core/errors.js';
import type { Environment } from './environment.js';
import { Git } from './git.js';
import { ObjectStore } from './object-store.js';
import type { ObjectFormat } from './objects.js';
import { cleanText } from './text.js';

/**
 * The objects of a user's repository.
 * @param options.folder any folder of it; a linked work tree or a bare repository will do
 * @throws UserError E_NO_REPOSITORY, E_GIT_MISSING
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
  if (!isFolder) throw noRepository(folder, 'there is no such folder');
  const git = new Git({ folder, env, signal });
  await git.requireVersion();
  const found = await git.run(['rev-parse', '--git-common-dir', '--show-object-format']);
  if (found.code !== 0) throw noRepository(folder, cleanText(found.stderr).split('\n')[0] ?? '');
  const [, common, format] = /^([\s\S]*)\n(sha1|sha256)\n$/.exec(found.stdout.toString('utf8')) ?? [];
  if (common === undefined || format === undefined) throw new Error('git rev-parse answered something else');
  const gitDir = resolve(folder, common);
  return new ObjectStore(git.with({ folder: gitDir, gitDir }), format as ObjectFormat, gitDir);
}

function noRepository(folder: string, said: string): UserError {
  const isForeign = said.includes('dubious ownership');
  return new UserError({
    code: 'E_NO_REPOSITORY',
    what: isForeign
      ? 'The repository belongs to another user, and git refuses it'
      : `Here is no git repository (${said})`,
    where: folder,
    mend: isForeign
      ? `Run git config --global --add safe.directory with the path of the repository`
      : 'Change to a folder of your repository, or make one with git init',
  });
}
