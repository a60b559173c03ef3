import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isAlive } from './alive.js';
import { removeDir } from './temp.js';

/** The repository's own cache folder, which git ignores. */
export const CACHE = fileURLToPath(new URL('../../.cache', import.meta.url));

const WAIT_LIMIT_MS = 600_000;

/**
 * Fills a folder once, however many test processes ask at the same time. A build that failed or was cut off leaves
 * nothing that a later call would take for complete. @returns the folder
 */
export async function cachedFolder(name: string, build: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, name);
  const done = join(folder, '.complete');
  if (await exists(done)) return folder;
  const unlock = await lock(`${folder}.lock`);
  try {
    if (await exists(done)) return folder;
    await removeDir(folder);
    await mkdir(folder, { recursive: true });
    await build(folder);
    await writeFile(done, '');
    return folder;
  } finally {
    await unlock();
  }
}

/**
 * For what a laptop may lack (python3, a network): outside CI a line says what is skipped, and the answer is `undefined`;
 * in CI it is an error.
 */
export async function orSkip<T>(what: string, attempt: () => Promise<T>): Promise<T | undefined> {
  try {
    return await attempt();
  } catch (error) {
    if (process.env.CI) throw error;
    console.warn(`Skipped, since there is no ${what} here: ${(error as Error).message.split('\n')[0]}`);
    return undefined;
  }
}

async function lock(path: string): Promise<() => Promise<void>> {
  await mkdir(CACHE, { recursive: true });
  const until = Date.now() + WAIT_LIMIT_MS;
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    // The owner was killed: whoever sees that takes the file away, and all try again.
    if (owner > 0 && !isAlive(owner)) await rm(path, { force: true });
    if (Date.now() > until) throw new Error(`${path} has been held for 10 minutes; remove it`);
    await sleep(250);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
