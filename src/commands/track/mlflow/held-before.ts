import { UserError } from '../../../core/errors.js';
import type { RunRecord } from '../../../core/generated/types.js';
import type { Ledger } from '../../../ledger/ledger.js';
import { readRun } from '../../../ledger/read/records.js';
import {
  type RecordedRun,
  type RecordedVersion,
  recordedVersions,
} from '../../../mlflow/held/recorded-versions.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import { chooseMain, parseMainRun } from '../../../mlflow/logged/main-run.js';
import type { Session } from '../session.js';
import { pathWithId } from './model-paths.js';
import type { Logged } from './opened.js';
import { recordedId } from './recorded-id.js';

/**
 * What the command registered, where a step that was killed has recorded its runs and come no further: each version is of the run and
 * the model that the records have by now.
 * @param record of the command's own run
 */
export async function heldBefore(
  session: Session,
  { logged, record }: { logged: Logged | null; record: RunRecord },
  ledger: Pick<Ledger, 'view'>,
): Promise<RecordedVersion[]> {
  if (session.request.mlflow_registry !== 'hold' || logged === null || logged.held.length === 0) return [];
  const { main } = chooseMain(logged.runs, parseMainRun(session.request.main_run) ?? { by: 'only' });
  const runs: RecordedRun[] = [];
  for (const run of logged.runs) {
    if (!logged.held.some(({ run_id }) => run_id === run.run_id)) continue;
    const id = recordedId(run.run_id, { session, command: record, main });
    const its = id === record.run_id ? record : await otherRecord(id, record, ledger);
    if (its !== undefined) runs.push({ client_id: run.run_id, run_id: id, models: modelsOf(run, its) });
  }
  return recordedVersions(logged.held, runs);
}

/** @returns undefined where there is none that this command has made */
async function otherRecord(
  id: string,
  { run_id }: RunRecord,
  ledger: Pick<Ledger, 'view'>,
): Promise<RunRecord | undefined> {
  try {
    const record = await readRun(await ledger.view(), id);
    return record.context.command_run === run_id ? record : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Paths of the models in the record of their run, by the URI of the folder that the client put them in. */
function modelsOf({ files, models: logged }: LoggedRun, { outputs }: RunRecord): Map<string, string> {
  const recorded = new Set(outputs.models.map((model) => model.path));
  const paths = new Map([...recorded].map((path) => [`${files}/${path}`, path]));
  const taken = new Set<string>();
  // Of several of one name the last has it, and the others have their ids behind it.
  for (const model of [...logged].reverse()) {
    const own = pathWithId(model);
    const path = recorded.has(own) ? own : model.name;
    if (!model.isReady || !recorded.has(path) || taken.has(path)) continue;
    taken.add(path);
    paths.set(model.files, path);
  }
  return paths;
}
