import type { RunRecord } from './generated/types.js';
import { shown } from './key-values.js';

/** Files of a folder of data. */
export const DATA_FILES_LIMIT = 1_000_000;
/** Files that all lists of datasets in a record have together. */
export const LISTED_FILES_LIMIT = 200;

/** What of a record its schema takes and no run of `track` has; the end of a sentence about the record. Undefined when there is nothing. */
export function beyondLimits({ inputs: { datasets } }: RunRecord): string | undefined {
  const files = datasets.reduce((sum, { files = [] }) => sum + files.length, 0);
  if (files > LISTED_FILES_LIMIT)
    return `lists ${files} files of datasets, and ${LISTED_FILES_LIMIT} are the most`;
  // A name can stand for several: a client of MLflow's calls data `dataset` that nobody has named.
  const names = datasets.map(({ name, version }) => `${name}=${version}`);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  return twice === undefined ? undefined : `has the dataset ${shown(twice)} twice`;
}
