import { asCommit } from '../../../collect/ci/ci.js';
import { datasetVersion } from '../../../core/dataset-version.js';
import type { Run } from '../../../mlflow/state/entities.js';
import { withLoggedDatasets } from '../../track/mlflow/datasets.js';

/** Where MLflow's client says which commit a script was at. */
const COMMIT_TAG = 'mlflow.source.git.commit';

/**
 * The lineage that a client says in another way than by a tag, as tags: what is logged as a param, the data sets of `log_input`,
 * the commit that its script was at.
 * @param wanted keys that count as tags when they are logged as params
 */
export function saidLineage(run: Run, wanted: readonly string[]): [key: string, value: string][] {
  const said = new Map([...run.params].filter(([key]) => wanted.includes(key)));
  const version = datasetVersion(withLoggedDatasets([], run));
  if (version !== undefined && !said.has('dataset_version')) said.set('dataset_version', version);
  const commit = asCommit(run.tags.get(COMMIT_TAG));
  if (commit !== null && !said.has('git_commit')) said.set('git_commit', commit);
  return [...said].filter(([key]) => !run.tags.has(key));
}
