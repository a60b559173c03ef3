import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Takes away what commands that were killed have left in a repository of our own, which nobody else uses.
 * @param folder where no command runs that takes locks
 */
export async function removeStaleLocks(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  const locks = names.filter((name) => name.endsWith('.lock'));
  for (const name of locks) await rm(join(folder, name), { force: true });
}
