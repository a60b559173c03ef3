import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readContained } from '../../../../collect/files/opened.js';
import { yamlValue } from '../../../../core/yaml-documents.js';
import type { Change } from '../../../../mlflow/state/changes.js';
import type {
  DatasetInput,
  KeyValue,
  LoggedModelStatus,
  Metric,
  RunStatus,
} from '../../../../mlflow/state/entities.js';
import { storedValue } from '../../../../mlflow/state/stored-value.js';
import { type Registered, registryChanges } from './registered.js';

/** What MLflow's numbers of a status mean; 0 is none. */
const RUN_STATUS: readonly RunStatus[] = ['RUNNING', 'RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];
const MODEL_STATUS: readonly LoggedModelStatus[] = [
  'LOGGED_MODEL_PENDING',
  'LOGGED_MODEL_PENDING',
  'LOGGED_MODEL_READY',
  'LOGGED_MODEL_UPLOAD_FAILED',
];
const META = 'meta.yaml';
/** Bytes of a file of one value, and of a metric's history. */
const LARGEST = 1024 * 1024;
const LONGEST = 64 * 1024 * 1024;

interface Store {
  /** Absolute. */
  root: string;
  /** Absolute folder that no link leads out of. */
  within: string;
}

type Meta = Readonly<Record<string, unknown>>;

/**
 * The runs of an `mlruns` folder that began since a time, as what a client would have sent.
 * @param since milliseconds since 1970
 * @throws Error for what is no such folder
 */
export async function changesInFileStore(store: Store, since: number): Promise<Change[]> {
  const changes: Change[] = [];
  const all = new Set<string>();
  for (const experiment of await foldersIn(store.root)) {
    const folder = path.join(store.root, experiment);
    const meta = await metaIn(store, folder);
    if (meta === undefined) continue;
    changes.push({
      type: 'experiment-created',
      experiment_id: experiment,
      name: textOf(meta, 'name'),
      artifact_location: '',
      tags: [],
    });
    const runs = await runsIn(store, folder, since);
    for (const { meta: run, place } of runs)
      changes.push(...(await runChanges(store, { run, place, experiment, folder })));
    const ids = new Set(runs.map(({ meta: run }) => textOf(run, 'run_id')));
    changes.push(...(await modelChanges(store, { folder, experiment, ids })));
    for (const id of ids) all.add(id);
  }
  return [...changes, ...registryChanges(await registeredOf(store, all))];
}

/** What was registered of these runs. */
async function registeredOf(store: Store, ids: ReadonlySet<string>): Promise<Registered[]> {
  const found: Registered[] = [];
  const models = path.join(store.root, 'models');
  for (const model of await foldersIn(models)) {
    for (const name of await foldersIn(path.join(models, model))) {
      const meta = await metaIn(store, path.join(models, model, name));
      const run_id = meta === undefined ? '' : textOf(meta, 'run_id');
      if (ids.has(run_id)) found.push({ model, version: Number(meta?.['version']), run_id });
    }
  }
  return found;
}

async function runsIn(store: Store, folder: string, since: number): Promise<{ meta: Meta; place: string }[]> {
  const found: { meta: Meta; place: string }[] = [];
  for (const name of await foldersIn(folder)) {
    const place = path.join(folder, name);
    const meta = await metaIn(store, place);
    const isOurs = meta?.['run_id'] === name && Number(meta['start_time']) >= since;
    if (meta !== undefined && isOurs && meta['lifecycle_stage'] !== 'deleted') found.push({ meta, place });
  }
  return found.sort((one, other) => Number(one.meta['start_time']) - Number(other.meta['start_time']));
}

async function runChanges(
  store: Store,
  { run, place, experiment, folder }: { run: Meta; place: string; experiment: string; folder: string },
): Promise<Change[]> {
  const run_id = textOf(run, 'run_id');
  const params = await pairsIn(store, path.join(place, 'params'));
  const tags = await pairsIn(store, path.join(place, 'tags'));
  const end = run['end_time'];
  return [
    {
      type: 'run-created',
      run_id,
      experiment_id: experiment,
      name: textOf(run, 'run_name'),
      tags: [],
      user_id: textOf(run, 'user_id'),
      start_time: Number(run['start_time']),
      artifact_uri: textOf(run, 'artifact_uri'),
    },
    {
      type: 'run-logged',
      run_id,
      params,
      tags,
      metrics: await metricsIn(store, path.join(place, 'metrics')),
    },
    {
      type: 'run-inputs-logged',
      run_id,
      datasets: await datasetsOf(store, { place, folder }),
      model_ids: [],
    },
    {
      type: 'run-updated',
      run_id,
      status: RUN_STATUS[Number(run['status'])] ?? 'RUNNING',
      ...(typeof end === 'number' ? { end_time: end } : {}),
    },
  ];
}

async function modelChanges(
  store: Store,
  { folder, experiment, ids }: { folder: string; experiment: string; ids: ReadonlySet<string> },
): Promise<Change[]> {
  const changes: Change[] = [];
  const models = path.join(folder, 'models');
  for (const name of await foldersIn(models)) {
    const meta = await metaIn(store, path.join(models, name));
    const source_run_id = meta === undefined ? '' : textOf(meta, 'source_run_id');
    if (meta === undefined || !ids.has(source_run_id) || meta['lifecycle_stage'] === 'deleted') continue;
    changes.push(
      {
        type: 'logged-model-created',
        model_id: name,
        experiment_id: experiment,
        source_run_id,
        name: textOf(meta, 'name'),
        artifact_uri: textOf(meta, 'artifact_location'),
        model_type: '',
        params: [],
        tags: [],
      },
      {
        type: 'logged-model-finalized',
        model_id: name,
        status: MODEL_STATUS[Number(meta['status'])] ?? 'LOGGED_MODEL_PENDING',
      },
    );
  }
  return changes;
}

async function datasetsOf(
  store: Store,
  { place, folder }: { place: string; folder: string },
): Promise<DatasetInput[]> {
  const found: DatasetInput[] = [];
  for (const name of await foldersIn(path.join(place, 'inputs'))) {
    const input = await metaIn(store, path.join(place, 'inputs', name));
    if (input?.['source_type'] !== 'DATASET') continue;
    const id = path.basename(textOf(input, 'source_id'));
    const meta = await metaIn(store, path.join(folder, 'datasets', id));
    if (meta === undefined) continue;
    const tags: object = typeof input['tags'] === 'object' ? (input['tags'] ?? {}) : {};
    found.push({
      tags: Object.entries(tags).map(([key, value]) => ({ key, value: String(value) })),
      dataset: {
        name: textOf(meta, 'name'),
        digest: textOf(meta, 'digest'),
        source_type: textOf(meta, 'source_type'),
        source: textOf(meta, 'source'),
      },
    });
  }
  return found;
}

/** A value a file, under its key. */
async function pairsIn({ within }: Store, folder: string): Promise<KeyValue[]> {
  const keys = await filesIn(folder);
  return Promise.all(
    keys.map(async (key) => {
      const bytes = await readContained({ absolute: path.join(folder, key), within }, LARGEST);
      return { key: key.split(path.sep).join('/'), value: bytes.toString() };
    }),
  );
}

/** Lines of time, value and step. */
async function metricsIn({ within }: Store, folder: string): Promise<Metric[]> {
  const metrics: Metric[] = [];
  for (const name of await filesIn(folder)) {
    const text = await readContained({ absolute: path.join(folder, name), within }, LONGEST);
    const key = name.split(path.sep).join('/');
    for (const line of text.toString().split('\n')) {
      const [timestamp, value, step = '0'] = line.trim().split(' ');
      if (value === undefined) continue;
      metrics.push({ key, value: numberOf(value), timestamp: Number(timestamp), step: Number(step) });
    }
  }
  return metrics;
}

/** As Python writes it. */
function numberOf(text: string): number {
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
  return infinite === null ? Number(text) : storedValue(infinite[1] === '-' ? -Infinity : Infinity);
}

async function metaIn({ within }: Store, folder: string): Promise<Meta | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readContained({ absolute: path.join(folder, META), within }, LARGEST);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const meta = yamlValue(await import('yaml'), bytes.toString(), { maxAliasCount: 0 });
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta))
    throw new Error(`${META} of ${path.basename(folder)} is none`);
  return meta as Meta;
}

function textOf(meta: Meta, key: string): string {
  const value = meta[key];
  return value === undefined || value === null ? '' : String(value);
}

async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(orNone);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** Paths of files; a key with slashes is a folder. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(orNone);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

function orNone(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return [];
  throw error;
}
