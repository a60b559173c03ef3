import { publicRemote } from '../../../core/address.js';
import type { Faults } from '../../../core/errors.js';
import type { RunRecord } from '../../../core/generated/types.js';
import { parseJson } from '../../../core/json.js';
import { hasControl } from '../../../core/key-values.js';
import { tagOf } from '../../../core/lineage/data-tags.js';
import { isJudge } from '../../../core/lineage/read-datasets.js';
import { push } from '../../../core/lineage/sources.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import type { DatasetInput } from '../../../mlflow/state/entities.js';
import { contextOf } from '../../../mlflow/state/runs.js';

type Dataset = RunRecord['inputs']['datasets'][number];
type Named = Pick<Dataset, 'name' | 'version'>;

const NAME_LIMIT = 200;
const DATASETS_LIMIT = 1000;
/** Name of the digest that MLflow makes of a data set. */
const SCHEME = 'mlflow';
/** What MLflow calls a data set that nobody has named. */
const NO_NAME = 'dataset';
const ROLES: ReadonlyMap<string, NonNullable<Dataset['role']>> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['eval', 'validation'],
  ['evaluation', 'validation'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
]);

/** A data set that a script named, with all that it used it for. */
interface Logged extends Named {
  input: DatasetInput;
  /** Null where a use is not said; what is said and unknown may be a training. */
  uses: (NonNullable<Dataset['role']> | null)[];
}

/** The data sets of a run, as its record has them. */
export interface RunDatasets {
  datasets: Dataset[];
  /** As a tag names them: what the script calls those that are recorded by the version that the input gives them. */
  also_named: string[];
}

/**
 * The data sets that a script named with `log_input`, beside those of the input `datasets`. MLflow knows no versions, so its digest
 * stands for one, and two of one name differ by it. Of several uses of one the strictest counts: a model comes from what it was
 * trained on, whatever judged it besides.
 * @param faults gets E_DATASET_INVALID
 */
export function withLoggedDatasets(
  own: readonly Dataset[],
  run: Pick<LoggedRun, 'datasets'>,
  faults: Faults,
): RunDatasets {
  const given = own.map((dataset) => ({ ...dataset }));
  const found = new Map(given.map((dataset) => [keyOf(dataset), dataset]));
  const logged = byVersion(run.datasets);
  const ofName = new Map<string, Logged[]>();
  for (const one of logged.values()) push(ofName, one.name, one);
  const also_named: string[] = [];
  for (const [key, one] of logged) {
    // Of several by one name nobody knows which is meant.
    const isOnly = ofName.get(one.name)?.length === 1;
    const named = found.get(key) ?? (isOnly ? givenAs(one, given) : undefined);
    if (named !== undefined && one.uses.includes('train') && isJudge(named)) delete named.role;
    // What only judged is told by its own version, since a tag would say that the model comes from it.
    const isOther = named === undefined || (keyOf(named) !== key && isJudge(named));
    if (isOther) found.set(key, described(one));
    else {
      named.digests = { ...named.digests, [SCHEME]: one.input.dataset.digest };
      if (keyOf(named) !== key) also_named.push(tagOf(one));
    }
  }
  const datasets = [...found.values()];
  if (datasets.length > DATASETS_LIMIT) tellTooMany(datasets.length, faults);
  return { datasets: datasets.slice(0, DATASETS_LIMIT), also_named };
}

/** What a client calls a data set, whatever else it calls so. */
export function saidDataset(input: DatasetInput): Named {
  const { digest } = input.dataset;
  return { name: nameOf(input), version: digest === '' ? 'unknown' : printable(digest) };
}

function byVersion(inputs: readonly DatasetInput[]): Map<string, Logged> {
  const found = new Map<string, Logged>();
  for (const input of inputs) {
    const said = saidDataset(input);
    const context = contextOf(input).toLowerCase();
    const use = context === '' ? null : (ROLES.get(context) ?? 'train');
    const earlier = found.get(keyOf(said));
    if (earlier === undefined) found.set(keyOf(said), { ...said, input, uses: [use] });
    else earlier.uses.push(use);
  }
  return found;
}

/** The data set of the input that a script most likely means by a name. By MLflow's own it means none. */
function givenAs({ name }: Named, given: readonly Dataset[]): Dataset | undefined {
  return name === NO_NAME ? undefined : given.find((dataset) => dataset.name === name);
}

function described({ name, version, input, uses }: Logged): Dataset {
  const [role] = uses;
  const isJudged = role != null && uses.every((use) => use !== null && use !== 'train');
  return {
    name,
    version,
    ...(isJudged ? { role } : {}),
    digest: null,
    digests: { [SCHEME]: input.dataset.digest },
    path: null,
    size_bytes: null,
    source: sourceOf(input),
  };
}

function keyOf({ name, version }: Named): string {
  return JSON.stringify([name, version]);
}

function tellTooMany(count: number, faults: Faults): void {
  faults.add({
    code: 'E_DATASET_INVALID',
    what: `The run has ${count} datasets, and a record holds ${DATASETS_LIMIT}: the last ${count - DATASETS_LIMIT} that were logged with MLflow are left out`,
    where: 'mlflow',
    mend: 'Log those of one kind as one data set',
  });
}

function nameOf({ dataset: { name } }: DatasetInput): string {
  return printable(name).slice(0, NAME_LIMIT) || NO_NAME;
}

/** The address or path in what the client says of the source, which is JSON of its own kind for every type. */
function sourceOf({ dataset: { source } }: DatasetInput): Dataset['source'] {
  const said = parseJson(source);
  if (typeof said !== 'object' || said === null) return null;
  const fields: Record<string, unknown> = { ...said };
  const place = ['uri', 'url', 'path']
    .map((field) => fields[field])
    .find((value) => typeof value === 'string');
  if (typeof place !== 'string' || place === '' || hasControl(place)) return null;
  const open = publicRemote(place);
  return open === null || open.length > 1024 ? null : { path: open };
}

function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f]/g, ' ').trim();
}
