import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../core/errors.js';

/** The folder of a server that is writable, which belongs to one process at a time. */
export interface OwnFolder {
  release(): Promise<void>;
}

/** @param pid of this process @throws UserError E_SERVE_BUSY when another one that is alive has it */
export async function takeFolder(folder: string, pid: number): Promise<OwnFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // Keeps all of it out of git, whatever the repository's own rules are.
  await writeFile(path.join(folder, '.gitignore'), '*\n');
  const lock = path.join(folder, 'server.pid');
  for (;;) {
    try {
      await writeFile(lock, `${pid}\n`, { flag: 'wx' });
      return { release: () => rm(lock, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (holder !== pid && isAlive(holder)) throw busy(folder, holder);
    // A process that was killed has left it.
    await rm(lock, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function busy(folder: string, pid: number): UserError {
  return new UserError({
    code: 'E_SERVE_BUSY',
    what: `Another server (process ${pid}) has what clients log here`,
    where: folder,
    mend: `Use that one, stop it, or name another folder with --dir; where process ${pid} is none of Lineage Gate, delete server.pid`,
  });
}
