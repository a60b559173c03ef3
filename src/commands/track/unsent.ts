import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { LINEAGE_FOLDER, whyNotOwn } from '../../collect/git/own-folder.js';
import { UserError } from '../../core/errors.js';
import { isId } from '../../core/ids.js';
import type { Log } from '../../core/log.js';
import { runFilePath, runPath } from '../../ledger/layout.js';
import type { Appended, Ledger } from '../../ledger/ledger.js';
import { runDecoder } from '../../ledger/read/records.js';
import { messageOf, type OwnRun, takenText, underOtherId } from './write-run.js';

/** Where a laptop keeps runs that the ledger did not take; relative to the root of the repository. */
export const UNSENT = `${LINEAGE_FOLDER}/unsent`;

/**
 * Records runs that the ledger did not take when they ended. What is on the ledger already is found there and not written twice; what
 * still cannot be written stays for the next command.
 * @param root absolute root of the repository; `UNSENT` in it holds a folder for each run, by its id
 */
export async function sendUnsent(
  root: string,
  { ledger, log, env }: { ledger: Ledger; log: Log; env: Readonly<Record<string, string | undefined>> },
): Promise<void> {
  const folder = path.join(root, UNSENT);
  const ids = (await readdir(folder).catch(() => [])).filter(isId).sort();
  // What comes with a branch is not what this machine has kept, and would be recorded in its name.
  const doubt = ids.length === 0 ? null : await whyNotOwn(root, [UNSENT], env);
  if (doubt !== null) {
    log.warning(`${doubt.why}, so nothing in ${UNSENT} is recorded. Take it out of the repository.`);
    return;
  }
  for (const id of ids) {
    const own = path.join(folder, id);
    try {
      const { commit } = await append(await unsentRun(own, id), { ledger, log });
      await rm(own, { recursive: true, force: true });
      log.info(
        `Recorded run ${id}, which could not be recorded when it ended${commit === null ? ' (it was there already)' : ` (commit ${commit})`}.`,
      );
    } catch (error) {
      log.warning(`Run ${id} is still not recorded and stays in ${own}: ${(error as Error).message}`);
    }
  }
}

async function append(own: OwnRun, { ledger, log }: { ledger: Ledger; log: Log }): Promise<Appended> {
  try {
    return await ledger.append([own.run]);
  } catch (error) {
    if (!(error instanceof UserError) || !error.has('E_LEDGER_RECORD_EXISTS')) throw error;
    const { run } = await underOtherId(own);
    log.warning(takenText(own.run.run_id, run.run_id));
    return ledger.append([run]);
  }
}

/** The run as it was to be written, checked as every record is that is read. */
async function unsentRun(folder: string, id: string): Promise<OwnRun> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    names
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        const name = path.relative(folder, file).split(path.sep).join('/');
        return { path: runFilePath(id, name), bytes: await readFile(file) };
      }),
  );
  const file = files.find((one) => one.path === runPath(id));
  if (file === undefined) throw new Error(`${folder} holds no record`);
  const decode = await runDecoder();
  const record = decode(file.path, file.bytes);
  return { run: { run_id: id, files, message: messageOf(record) }, record };
}
