import { asCommit } from '../../../collect/ci/ci.js';
import type { Problem } from '../../../core/generated/types.js';
import { isTooLong, TAG_VALUE_LIMIT } from '../../../core/key-values.js';
import { LOGGED_DATA, tagOf } from '../../../core/lineage/data-tags.js';
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

/**
 * The data sets of `log_input` that the tag `dataset_version` of the record does not name, as a tag of their own: a run that says
 * something else by tag has still read them. What the client says by that tag stays in front.
 * @param version that tag of the record
 */
export function loggedData(
  run: Pick<Run, 'datasets' | 'tags'>,
  version: string | undefined,
): { tag: [key: string, value: string][]; problems: Problem[] } {
  const own = run.tags.get(LOGGED_DATA);
  const said = own === undefined || isTooLong(own) ? [] : [own];
  const named = new Set([version ?? '', ...said].flatMap((tag) => [tag.trim(), ...partsOf(tag)]));
  const others = saidData(run).filter((name) => !named.has(name));
  let value = said.join('');
  let left = 0;
  for (const name of others) {
    const longer = value === '' ? name : `${value}+${name}`;
    if (isTooLong(longer)) left += 1;
    else value = longer;
  }
  return { tag: value === '' ? [] : [[LOGGED_DATA, value]], problems: left === 0 ? [] : [tooMany(left)] };
}

/** Each data set by the client's own name for it, which two can have. */
function saidData({ datasets }: Pick<Run, 'datasets'>): string[] {
  return [...new Set(datasets.map((input) => tagOf(saidDataset(input))))];
}

function partsOf(tag: string): string[] {
  return tag.split('+').map((part) => part.trim());
}

function tooMany(left: number): Problem {
  return {
    code: 'E_TAG_INVALID',
    what: `The tag ${LOGGED_DATA} leaves out ${left} of the data sets that were logged with log_input: it holds ${TAG_VALUE_LIMIT} characters`,
    where: 'mlflow',
    mend: 'Log fewer data sets to one run, or those of one kind as one',
  };
}
