import { asCommit } from '../../../collect/ci/ci.js';
import { tagOf } from '../../../core/lineage/data-tags.js';
import type { Run } from '../../../mlflow/state/entities.js';
import { saidDataset } from '../../track/mlflow/datasets.js';

/** Where MLflow's client says which commit a script was at. */
const COMMIT_TAG = 'mlflow.source.git.commit';

/**
 * The lineage that a client says in another way than by a tag, as tags: what is logged as a param, the data sets of `log_input`,
 * the commit that its script was at.
 * @param wanted keys that count as tags when they are logged as params
 */
export function saidLineage(run: Run, wanted: readonly string[]): [key: string, value: string][] {
  const said = new Map([...run.params].filter(([key]) => wanted.includes(key)));
  const version = saidData(run).join('+');
  if (version !== '' && !said.has('dataset_version')) said.set('dataset_version', version);
  const commit = asCommit(run.tags.get(COMMIT_TAG));
  if (commit !== null && !said.has('git_commit')) said.set('git_commit', commit);
  return [...said].filter(([key]) => !run.tags.has(key));
}

/** Each data set by the client's own name for it, which two can have. */
export function saidData({ datasets }: Pick<Run, 'datasets'>): string[] {
  return [...new Set(datasets.map((input) => tagOf(saidDataset(input))))];
}
