import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import { decodeName } from '../../core/names.js';
import { isFolder } from '../git/objects.js';
import { MODELS, RUNS, runIdOf, runPath } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { type Decode, invalidRecord, recordDecoder } from './json-record.js';
import { notPlain } from './unreadable.js';

export { encodeRecord, RecordFault, type RecordKind, type Records } from './json-record.js';
export { readModel } from './model.js';
export { readRunsOf } from './registrations.js';

const SHORTEST_PREFIX = 4;
/** Path of a model version's record. */
const VERSION = /^models\/[^/]+\/versions\/[1-9]\d{0,8}\.json$/;

/** @throws UserError E_RUN_NOT_FOUND, E_LEDGER_RECORD_INVALID */
export async function readRun(view: LedgerView, id: string): Promise<RunRecord> {
  if (!isId(id)) throw runNotFound(id, 'is no run id');
  const path = runPath(id);
  const bytes = (await view.read([path])).get(path);
  if (bytes === undefined) throw runNotFound(id, 'is not in the ledger');
  const decode = await runDecoder();
  return decode(path, bytes);
}

/** Of some runs those that are there and can be read, by id: for what is only told of them. */
export async function readKnownRuns(
  view: LedgerView,
  ids: readonly string[],
): Promise<Map<string, RunRecord>> {
  const known = new Map<string, RunRecord>();
  if (ids.length === 0) return known;
  const decode = await runDecoder();
  for (const [path, bytes] of await readSound(view, ids.filter(isId).map(runPath))) {
    try {
      const run = bytes === null ? null : decode(path, bytes);
      if (run !== null) known.set(run.run_id, run);
    } catch (error) {
      requireInvalid(error);
    }
  }
  return known;
}

/**
 * The run whose id begins with these hex digits.
 * @param prefix at least 4 digits
 * @throws UserError E_RUN_NOT_FOUND when none or several do
 */
export async function findRunPrefix(view: LedgerView, prefix: string): Promise<string> {
  const digits = prefix.toLowerCase();
  if (!/^[0-9a-f]{1,32}$/.test(digits)) throw runNotFound(prefix, 'is no run id and no beginning of one');
  if (digits.length < SHORTEST_PREFIX) throw runNotFound(prefix, `is shorter than ${SHORTEST_PREFIX} digits`);
  const ids = (await view.list(RUNS)).flatMap((path) => runIdOf(path) ?? []);
  const found = ids.filter((id) => id.startsWith(digits));
  const [id] = found;
  if (id === undefined) throw runNotFound(prefix, 'is the beginning of no run id in the ledger');
  if (found.length > 1) {
    throw new UserError({
      code: 'E_RUN_NOT_FOUND',
      what: `${found.length} runs begin with ${prefix}: ${found.slice(0, 5).join(', ')}${found.length > 5 ? ', …' : ''}`,
      where: prefix,
      mend: 'Give more digits of the run id',
    });
  }
  return id;
}

/** Names of all registered models, sorted. @throws UserError E_LEDGER_RECORD_INVALID */
export async function listModels(view: LedgerView): Promise<string[]> {
  const { names, faults } = await findModels(view);
  const [fault] = faults;
  if (fault !== undefined) throw fault;
  return names;
}

/** Names of all registered models, sorted, and an E_LEDGER_RECORD_INVALID for all else that lies there. */
export async function findModels(view: LedgerView): Promise<{ names: string[]; faults: UserError[] }> {
  return namedFolders(view, { folder: MODELS, of: 'model' });
}

/**
 * Names of the folders right below one, sorted, and an E_LEDGER_RECORD_INVALID with its path for each that is no name, and for what
 * is no folder. They are not looked into: what is wrong with one takes none of the others away.
 */
export async function namedFolders(
  view: LedgerView,
  { folder: above, of }: { folder: string; of: string },
): Promise<{ names: string[]; faults: UserError[] }> {
  const names: string[] = [];
  const faults: UserError[] = [];
  for (const entry of await view.look(above)) {
    const path = `${above}/${entry.name}`;
    const name = decodeName(entry.name);
    if (!isFolder(entry)) faults.push(notPlain(path, entry));
    else if (name === undefined) faults.push(invalidRecord(path, `is a folder that is named like no ${of}`));
    else names.push(name);
  }
  return { names: names.sort(), faults };
}

/** As the view reads, but with null for what is there and cannot be read: it takes none of the others away. */
export async function readSound(
  view: LedgerView,
  paths: readonly string[],
): Promise<Map<string, Buffer | null>> {
  try {
    return await view.read(paths);
  } catch (error) {
    requireInvalid(error);
  }
  const files = new Map<string, Buffer | null>();
  for (const path of paths) {
    try {
      for (const [found, bytes] of await view.read([path])) files.set(found, bytes);
    } catch (error) {
      requireInvalid(error);
      files.set(path, null);
    }
  }
  return files;
}

/** Anything else is a reason to stop. */
function requireInvalid(error: unknown): void {
  if (!(error instanceof UserError) || !error.has('E_LEDGER_RECORD_INVALID')) throw error;
}

/** Ids of the runs behind all registered versions. @throws UserError E_LEDGER_RECORD_INVALID */
export async function registeredRuns(view: LedgerView): Promise<Set<string>> {
  const paths = (await view.list(MODELS)).filter((path) => VERSION.test(path));
  const decode = await recordDecoder('modelVersion');
  const ids = new Set<string>();
  await view.each(paths, (path, bytes) => {
    const { run_id } = decode(path, bytes);
    if (run_id !== null) ids.add(run_id);
  });
  return ids;
}

/** Reads records of runs, each at its own path. */
export async function runDecoder(): Promise<Decode<RunRecord>> {
  const decode = await recordDecoder('run');
  return (path, bytes) => {
    const run = decode(path, bytes);
    if (run.run_id !== runIdOf(path)) throw invalidRecord(path, 'is the record of another run');
    return run;
  };
}

function runNotFound(id: string, why: string): UserError {
  return new UserError({
    code: 'E_RUN_NOT_FOUND',
    what: `${JSON.stringify(id.slice(0, 80))} ${why}`,
    where: 'run id',
    mend: 'List the runs there are with lineage-gate runs ls',
  });
}
