import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execOk, gitEnvironment } from './exec.js';

/** What `git init` has written into the first repository, for all others of a test file: `HEAD` and `config`. */
let fresh: Promise<Map<string, Buffer>> | undefined;

/** An empty repository with a work tree on the branch `main`, as `git init` makes it without a template; the folder is made. */
export async function initRepository(folder: string): Promise<void> {
  if (fresh === undefined) {
    fresh = initialised(folder);
    await fresh;
    return;
  }
  const files = await fresh;
  const dir = join(folder, '.git');
  for (const name of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'])
    await mkdir(join(dir, name), { recursive: true });
  for (const [name, content] of files) await writeFile(join(dir, name), content);
}

async function initialised(folder: string): Promise<Map<string, Buffer>> {
  await mkdir(folder, { recursive: true });
  // An empty template: hooks and excludes of the machine must not get in.
  const args = ['init', '-q', '--template=', '--initial-branch=main', folder];
  await execOk('git', args, { env: gitEnvironment() });
  const read = async (name: string) => [name, await readFile(join(folder, '.git', name))] as const;
  return new Map(await Promise.all(['HEAD', 'config'].map(read)));
}
