import { manifestFiles } from '../../core/fetch/files.js';
import type { LoggedModel } from '../../core/generated/types.js';
import { loggedModelPath } from '../../ledger/layout.js';
import { bring } from './fetch.js';
import type { FetchDeps, Fetched, FetchRequest } from './request.js';
import { OF_NO_VERSION } from './resolve.js';

/**
 * Brings the files of a model that was logged without a run to a folder, as {@link bring} does it.
 * @throws UserError E_FETCH_PATH, E_STORE_GONE, E_STORE_DAMAGED, E_GITHUB_API
 */
export async function fetchLoggedModel(
  { model_id, manifest, stored }: LoggedModel,
  target: Pick<FetchRequest, 'path' | 'shown'>,
  deps: FetchDeps,
): Promise<Fetched> {
  const resolved = {
    name: `models:/${model_id}`,
    record: loggedModelPath(model_id),
    run_id: '',
    digest: manifest?.digest ?? '',
    parts: manifest === null ? [] : [{ files: manifestFiles(manifest), stored }],
    isModel: true,
    ...OF_NO_VERSION,
  };
  return bring(resolved, target, { view: await deps.ledger.view(), deps });
}
