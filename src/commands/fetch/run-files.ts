import { allFiles } from '../../core/fetch/all-files.js';
import { filesAt } from '../../core/fetch/files.js';
import { withoutTrailing } from '../../core/without-trailing.js';
import { findRun } from '../../ledger/find-run.js';
import { runPath } from '../../ledger/layout.js';
import { readRun } from '../../ledger/read/records.js';
import { bringHeeded } from './fetch.js';
import type { FetchDeps, Fetched, FetchRequest } from './request.js';
import { OF_NO_VERSION } from './resolve.js';

export interface RunFilesRequest extends Pick<FetchRequest, 'path' | 'shown'> {
  /** Id of the run, or its beginning. */
  run: string;
  /** Of a model, a file or a folder of the run, as the record has it; null: all that the run has stored. */
  wanted: string | null;
}

/**
 * Brings what a run has made to a folder, as {@link fetchModel} does it for a URI. All of it lies there under its own paths.
 * @throws UserError E_RUN_NOT_FOUND, E_MODEL_NOT_FOUND; E_PATH_NAME, E_FETCH_PATH, E_STORE_GONE, E_STORE_DAMAGED, E_GITHUB_API
 */
export async function fetchRunFiles(
  { run: prefix, wanted, ...target }: RunFilesRequest,
  deps: FetchDeps,
): Promise<Fetched> {
  const view = await deps.ledger.view();
  const run = await readRun(view, await findRun(view, prefix));
  const path = wanted === null ? null : withoutTrailing(wanted.replace(/^(?:\.\/+)+/, ''), '/');
  const found = path === null ? allFiles(run) : filesAt(run, [path]);
  const name = path === null ? `run ${run.run_id}` : `runs:/${run.run_id}/${path}`;
  const resolved = { ...found, name, record: runPath(run.run_id), run_id: run.run_id, ...OF_NO_VERSION };
  return bringHeeded(resolved, { ...target, uri: null }, { view, deps });
}
