import { publicRemote } from '../../../core/address.js';
import type { RunRecord } from '../../../core/generated/types.js';
import { parseJson } from '../../../core/json.js';
import { hasControl } from '../../../core/key-values.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import type { DatasetInput } from '../../../mlflow/state/entities.js';

type Dataset = RunRecord['inputs']['datasets'][number];

const CONTEXT_TAG = 'mlflow.data.context';
const NAME_LIMIT = 200;
const DATASETS_LIMIT = 1000;
/** Name of the digest that MLflow makes of a data set. */
const SCHEME = 'mlflow';
const ROLES: Readonly<Record<string, NonNullable<Dataset['role']>>> = {
  train: 'train',
  training: 'train',
  eval: 'validation',
  evaluation: 'validation',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  test: 'test',
  testing: 'test',
};

/**
 * The data sets that a script named with `log_input`, beside those of the input `datasets`: one of the same name is the same data,
 * and gets MLflow's digest as well. MLflow knows no versions, so its digest stands for one.
 */
export function withLoggedDatasets(own: readonly Dataset[], run: Pick<LoggedRun, 'datasets'>): Dataset[] {
  const datasets = own.map((dataset) => ({ ...dataset }));
  const named = new Map(datasets.map((dataset) => [dataset.name, dataset]));
  for (const input of run.datasets) {
    const { digest } = input.dataset;
    const name = nameOf(input);
    const known = named.get(name);
    if (known !== undefined && known.digests?.[SCHEME] === undefined) {
      known.digests = { ...known.digests, [SCHEME]: digest };
      continue;
    }
    if (known !== undefined && known.digests?.[SCHEME] === digest) continue;
    if (datasets.length >= DATASETS_LIMIT) break;
    const dataset = { ...described(input), name: freeName(name, input, named) };
    named.set(dataset.name, dataset);
    datasets.push(dataset);
  }
  return datasets;
}

/** What a client calls a data set, whatever else it calls so. */
export function saidDataset(input: DatasetInput): Pick<Dataset, 'name' | 'version'> {
  const { digest } = input.dataset;
  return { name: nameOf(input), version: digest === '' ? 'unknown' : printable(digest) };
}

function described(input: DatasetInput): Dataset {
  const { digest } = input.dataset;
  const role = ROLES[contextOf(input).toLowerCase()];
  return {
    ...saidDataset(input),
    ...(role === undefined || role === 'train' ? {} : { role }),
    digest: null,
    digests: { [SCHEME]: digest },
    path: null,
    size_bytes: null,
    source: sourceOf(input),
  };
}

/** What a client calls by one name can be two: `autolog` names the data of the training and of the test both `dataset`. */
function freeName(name: string, input: DatasetInput, taken: ReadonlyMap<string, Dataset>): string {
  if (!taken.has(name)) return name;
  const context = printable(contextOf(input));
  const longer = [context, printable(input.dataset.digest)].map((part) => `${name.slice(0, 150)}-${part}`);
  return (
    longer.find((one) => one !== `${name}-` && !taken.has(one)) ?? `${name.slice(0, 150)}-${taken.size + 1}`
  );
}

function nameOf({ dataset: { name } }: DatasetInput): string {
  return printable(name).slice(0, NAME_LIMIT) || 'dataset';
}

function contextOf({ tags }: DatasetInput): string {
  return tags.find(({ key }) => key === CONTEXT_TAG)?.value ?? '';
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
