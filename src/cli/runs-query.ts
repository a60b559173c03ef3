import { type Fault, UserError } from '../core/errors.js';
import { keyProblem, shown, splitKeyValue } from '../core/key-values.js';
import { quoted } from '../core/printable.js';
import { type DatasetQuery, queryFaults, type RunQuery, type TagQuery } from '../core/run-query.js';

/** Which runs `runs ls` shows, as the options say it. */
export interface RunsQueryOptions {
  experiment?: string;
  commit?: string;
  dataset?: string[];
  tag?: string[];
  modelDigest?: string;
  since?: string;
  until?: string;
}

/** @returns undefined when all runs are meant @throws UserError with every fault */
export function runQueryOf(options: RunsQueryOptions): RunQuery | undefined {
  const { experiment, commit, modelDigest, since, until } = options;
  const faults: Fault[] = [];
  const query: RunQuery = {
    ...(experiment === undefined ? {} : { experiment }),
    ...(commit === undefined ? {} : { commit }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(modelDigest === undefined ? {} : { model_digest: digestOf(modelDigest) }),
    ...(options.dataset === undefined
      ? {}
      : { dataset: options.dataset.flatMap((text) => datasetOf(text, faults)) }),
    ...(options.tag === undefined ? {} : { tag: options.tag.flatMap((text) => tagOf(text, faults)) }),
  };
  faults.push(
    ...queryFaults(query).map((fault) => ({
      ...fault,
      where: `--${(fault.where ?? '').replaceAll('_', '-')}`,
    })),
  );
  if (faults.length > 0) throw new UserError(faults);
  return Object.keys(query).length === 0 ? undefined : query;
}

/** Elsewhere data is written `NAME@VERSION`, which is a name here. @returns what may be meant where no run was found, sentences */
export function likelyDatasets({ dataset = [] }: Pick<RunsQueryOptions, 'dataset'>): string[] {
  return dataset.flatMap((text) => {
    const [, name, version] = /^([^=]+)@([^@=]+)$/.exec(text.trim()) ?? [];
    return name === undefined ? [] : [`Did you mean --dataset ${quoted(`${name}=${version}`)}?`];
  });
}

/** Records write the algorithm; what people paste may lack it. */
function digestOf(text: string): string {
  return /^[0-9a-f]{64}$/i.test(text) ? `sha256:${text.toLowerCase()}` : text;
}

function datasetOf(text: string, faults: Fault[]): DatasetQuery[] {
  const [name, version] = splitKeyValue(text) ?? [text.trim(), undefined];
  if (name !== '' && version !== '') return version === undefined ? [{ name }] : [{ name, version }];
  faults.push({
    code: 'E_DATASET_INVALID',
    what: `${shown(text)} names no dataset${name === '' ? '' : ' version'}`,
    where: '--dataset',
    mend: 'Write NAME=VERSION, or NAME for all of its versions',
  });
  return [];
}

function tagOf(text: string, faults: Fault[]): TagQuery[] {
  const pair = splitKeyValue(text);
  const problem = pair === undefined ? 'has no "="' : keyProblem(pair[0]);
  if (pair !== undefined && problem === undefined) return [{ key: pair[0], value: pair[1] }];
  faults.push({
    code: 'E_TAG_INVALID',
    what: pair === undefined ? `${shown(text)} ${problem}` : `The key ${shown(pair[0])} ${problem}`,
    where: '--tag',
    mend: 'Write KEY=VALUE',
  });
  return [];
}
