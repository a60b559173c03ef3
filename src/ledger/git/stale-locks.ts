import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';

/** Milliseconds. Git holds a branch for some of them; a hook of the user's may make that seconds. */
const STALE = 60_000;
const PATIENCE = 5_000;

/**
 * Takes away what commands that were killed have left in a repository of our own, which nobody else uses.
 * @param folder where no command runs that takes locks
 */
export async function removeStaleLocks(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  const locks = names.filter((name) => name.endsWith('.lock'));
  for (const name of locks) await rm(join(folder, name), { force: true });
}

/** The lock of one branch in a repository that others use as well. */
export class BranchLock {
  readonly #path: string;
  readonly #clocks: { now: () => number; elapsed: () => number };
  /** Which lock is in the way, and since when. */
  #seen: { key: string; since: number } | undefined;

  /** @param ref in full, of the repository in `folder` */
  constructor(folder: string, ref: string, clocks: { now: () => number; elapsed: () => number }) {
    this.#path = join(folder, `${ref}.lock`);
    this.#clocks = clocks;
  }

  /**
   * To be asked each time that the lock was in the way: one that is older than any writer can be is taken away.
   * @throws UserError E_LEDGER_CONTENTION when the same younger one has been in the way for five seconds
   */
  async inTheWay(log: Log): Promise<void> {
    const found = await stat(this.#path, { bigint: true }).catch(() => undefined);
    if (found === undefined) return;
    const { now, elapsed } = this.#clocks;
    if (now() - Number(found.mtimeMs) >= STALE) {
      await rm(this.#path, { force: true });
      log.warning(`${this.#path} was left by a program that was killed while it wrote, and is taken away.`);
      return;
    }
    const key = `${found.ino} ${found.mtimeNs}`;
    if (this.#seen?.key !== key) this.#seen = { key, since: elapsed() };
    if (elapsed() - this.#seen.since < PATIENCE) return;
    throw new UserError({
      code: 'E_LEDGER_CONTENTION',
      what: 'A lock has been on the ledger branch for seconds: another program holds it, or was killed while it wrote',
      where: this.#path,
      mend: `If no git command is at work in this repository, delete ${this.#path}; then run this again`,
    });
  }
}
