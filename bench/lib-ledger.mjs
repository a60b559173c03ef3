/* Records as training runs leave them, and whole ledgers of them. The same index gives the same record everywhere. */
import { createHash } from 'node:crypto';
import { sourceModule } from './source.mjs';

/** Part of the name of kept ledgers: a change of what is made here needs a new one. */
export const GENERATOR = 4;
export const FIRST_DAY = Date.UTC(2025, 10, 21);
export const DAYS = 365;
const DAY = 86_400_000;
/** Runs that share a commit. */
const RUNS_OF_COMMIT = 5;
/** Runs that share an environment, but for the rare ones. */
const RUNS_OF_LOCK = 500;
/** The dataset version that this many runs of a ledger have, however large it is, spread over the whole time. */
export const RARE = { name: 'orders', version: 'v99.0', runs: 50 };
/** The version of numpy that these runs had, and no others. */
export const RARE_NUMPY = '2.2.6';
/** The model that has most versions and events. */
export const MODEL = 'churn';

const EXPERIMENTS = ['churn', 'clf_orders', 'ranking', 'fraud', 'eta', 'pricing', 'intent', 'vision'];
const PACKAGES = {
  cloudpickle: '3.1.1',
  joblib: '1.5.1',
  'mlflow-skinny': '3.1.1',
  numpy: '2.3.1',
  pandas: '2.3.0',
  pyarrow: '20.0.0',
  'scikit-learn': '1.7.0',
  scipy: '1.16.0',
  threadpoolctl: '3.6.0',
};

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const digest = (text) => `sha256:${sha256(text)}`;
const sha1 = (text) => createHash('sha1').update(text).digest('hex');
const instant = (time) => new Date(time).toISOString();

/** Numbers from 0 up to, but not including, 1, that are the same for the same seed. */
export function randomOf(seed) {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Everything that makes records, once the product's modules are there. @param source of {@link compileSource} */
export async function openMaker(source) {
  const { newId } = await sourceModule(source, 'core/ids');
  const { canonicalJson } = await sourceModule(source, 'core/json');
  const { encodeRecord } = await sourceModule(source, 'ledger/read/records');
  const layout = await sourceModule(source, 'ledger/layout');
  const idOf = (seed, time) => newId(time, createHash('md5').update(`id ${seed}`).digest());
  return {
    layout,
    idOf,
    commitOf,
    canonicalJson,
    check: encodeRecord,
    bootstrap: layout.bootstrapFiles,
    /** A run that began at a time, as it is written. @param about changes what the index alone would say */
    run: (index, time, about = {}) => {
      const record = runRecord({ id: idOf(index, time), index, time, ...about });
      const bytes = Buffer.from(canonicalJson(record));
      return { record, path: layout.runPath(record.run_id), bytes };
    },
  };
}

/** Commit that the run of an index trained. */
function commitOf(index) {
  return sha1(`commit ${Math.floor(index / RUNS_OF_COMMIT)}`);
}

/** A new version every nine days, of each of four datasets. */
function datasetOf(index, time) {
  const name = ['orders', 'users', 'events', 'images'][index % 4];
  const version = `v${1 + Math.floor(Math.max(0, time - FIRST_DAY) / (9 * DAY))}.${index % 3}`;
  return { name, version };
}

function packagesOf(index, changed) {
  return { ...PACKAGES, joblib: `1.5.${Math.floor(index / RUNS_OF_LOCK)}`, ...changed };
}

function runRecord({ id, index, time, dataset = datasetOf(index, time), packages = {} }) {
  const random = randomOf(index);
  const digits = (count) => Number(random().toFixed(count));
  const experiment = EXPERIMENTS[Math.floor(index / 3) % EXPERIMENTS.length];
  const seconds = 30 + Math.floor(random() * 3_000);
  const started = time - (time % 1000);
  const ended = started + seconds * 1000;
  const commit = commitOf(index);
  const actor = ['alice', 'bob', 'carol', 'dan'][Math.floor(index / RUNS_OF_COMMIT) % 4];
  const ciRun = String(9_000_000_000 + Math.floor(index / 2));
  const metric = (value, step) => ({ value, step, at: instant(ended - 2000) });
  const file = { size_bytes: 180_000 + (index % 5000), digest: digest(`model ${index}`) };
  const model = {
    files: [{ path: 'model.pkl', ...file }],
    // Of the list of its one file.
    digest: digest(`${file.digest.slice(7)} ${file.size_bytes} model.pkl\n`),
    size_bytes: 180_000 + (index % 5000),
    format: 'generic',
    flavors: {},
    signature: null,
    dependencies: [],
    framework: null,
  };
  const upload = {
    type: 'github-artifact',
    name: `run-${id}`,
    id: String(3_000_000_000 + index),
    url: `https://github.com/octo/penguins/actions/runs/${ciRun}/artifacts/${3_000_000_000 + index}`,
    digest: digest(`upload ${index}`),
    size_bytes: 90_000 + (index % 6000),
    expires_at: instant(ended + 90 * DAY),
  };
  return {
    schema: 'lineage-gate/run/v1',
    run_id: id,
    experiment,
    run_name: null,
    parent_run_id: null,
    status: index % 23 === 0 ? 'FAILED' : 'FINISHED',
    started_at: instant(started),
    ended_at: instant(ended),
    duration_s: seconds,
    command: {
      run: `python train.py --experiment ${experiment} --params params.yaml`,
      shell: 'bash',
      exit_code: index % 23 === 0 ? 1 : 0,
      stderr_tail: [],
    },
    inputs: {
      datasets: [
        {
          ...dataset,
          digest: digest(`data ${dataset.name} ${dataset.version}`),
          path: `data/${dataset.name}.parquet`,
          size_bytes: 52_428_800 + dataset.version.length,
          source: 'path',
        },
      ],
      code: {
        repository: 'octo/penguins',
        commit,
        ref: 'refs/heads/main',
        merge_commit: null,
        base_commit: null,
        dirty: false,
        diff_digest: null,
        untracked_files: 0,
      },
      params: {
        'data.test_size': 0.2,
        'model.learning_rate': digits(4),
        'model.max_depth': 3 + Math.floor(random() * 9),
        'model.n_estimators': 50 * (1 + Math.floor(random() * 12)),
        'model.subsample': digits(2),
        'model.type': ['gbm', 'forest', 'linear'][Math.floor(random() * 3)],
      },
      seeds: { seed: Math.floor(random() * 100_000) },
    },
    outputs: {
      metrics: {
        train_loss: metric(digits(6), 40),
        val_auc: metric(digits(6), 40),
        val_f1: metric(digits(6), 40),
        val_loss: metric(digits(6), 40),
      },
      artifacts: [
        { path: 'outputs/model.pkl', ...file, kind: 'model', stored: [upload] },
        {
          path: 'outputs/report.html',
          size_bytes: 20_000 + (index % 7000),
          digest: digest(`report ${index}`),
          kind: 'report',
          stored: [],
        },
      ],
      models: [{ path: 'outputs/model.pkl', manifest: model }],
      system: {
        peak_memory_bytes: 400_000_000 + Math.floor(random() * 1_000_000_000),
        cpu_s: Number((seconds * 1.7).toFixed(1)),
        gpu_s: null,
        gpu_peak_memory_bytes: null,
      },
    },
    environment: {
      os: 'Linux',
      arch: 'x64',
      cpu: { model: 'AMD EPYC 7763 64-Core Processor', cores: 4 },
      memory_bytes: 16_772_575_232,
      gpus: [],
      python: { version: '3.12.4', implementation: 'CPython', packages: packagesOf(index, packages) },
      lockfiles: [{ path: 'requirements.txt', digest: digest(`lock ${Math.floor(index / RUNS_OF_LOCK)}`) }],
    },
    context: {
      actor,
      actor_id: String(1000 + actor.length),
      triggering_actor: actor,
      event: 'push',
      workflow: 'train',
      workflow_ref: 'octo/penguins/.github/workflows/train.yml@refs/heads/main',
      job: 'train',
      ci_run_id: ciRun,
      ci_run_attempt: 1,
      ci_run_url: `https://github.com/octo/penguins/actions/runs/${ciRun}`,
      matrix: null,
      runner: {
        name: `GitHub Actions ${index % 900}`,
        os: 'Linux',
        arch: 'X64',
        environment: 'github-hosted',
      },
      pull_request: null,
      trust: 'trusted',
      tool_version: '0.1.0',
    },
    tags: {
      dataset_version: `${dataset.name}_${dataset.version}`,
      git_commit: commit,
      team: ['growth', 'search', 'risk'][Math.floor(index / 7) % 3],
      triggered_by: 'ci/github-actions',
    },
  };
}

/**
 * The files of a ledger of runs at even distances over {@link DAYS} days and of twenty models, one after the other.
 * @param maker of {@link openMaker}
 * @param count runs
 */
export function* ledgerFiles(maker, count) {
  yield* maker.bootstrap();
  const sources = [];
  for (let index = 0; index < count; index++) {
    const { record, path, bytes } = ledgerRun(maker, index, count);
    // What is registered is a model of a finished run.
    const [made] = record.outputs.models;
    if (record.status === 'FINISHED' && made) sources.push({ runId: record.run_id, manifest: made.manifest });
    yield { path, bytes };
  }
  for (let model = 0; model < 20; model++) {
    const name = model === 0 ? MODEL : `model_${model}`;
    yield* modelFiles(maker, { name, versions: model === 0 ? 50 : 10, sources, model });
  }
}

/** A run of a ledger of so many. */
export function ledgerRun(maker, index, count) {
  const every = Math.floor(count / RARE.runs);
  const isRare = index % every === every - 1 && index < every * RARE.runs;
  const about = isRare
    ? { dataset: { name: RARE.name, version: RARE.version }, packages: { numpy: RARE_NUMPY } }
    : {};
  return maker.run(index, FIRST_DAY + Math.floor(((index + 0.5) * DAYS * DAY) / count), about);
}

/**
 * @param sources of the versions, from the oldest to the newest: each `{runId, manifest}`
 * @param isStaged whether every fifth version takes the place in Production of the one before it
 */
export function* modelFiles(maker, { name, versions, sources, model, isStaged = false }) {
  const { layout } = maker;
  let previous = null;
  let seed = 10_000_000 + model * 1000;
  const event = (time, about) => {
    const id = maker.idOf(seed++, time);
    const record = {
      schema: 'lineage-gate/model-event/v1',
      event_id: id,
      model: name,
      at: instant(time),
      actor: 'alice',
      ci_run_url: 'https://github.com/octo/penguins/actions/runs/9000000001',
      previous,
      ...about,
    };
    const bytes = Buffer.from(maker.canonicalJson(record));
    previous = digest(bytes);
    return { path: layout.eventPath(name, id), bytes };
  };
  for (let version = 1; version <= versions; version++) {
    const time = FIRST_DAY + Math.floor((version * (DAYS - 1) * DAY) / versions) + model * 1000;
    const { runId, manifest } = sources[Math.floor(((version - 1) * sources.length) / versions)];
    const policy = { digest: digest('policy'), verdict: 'pass', findings: [] };
    const record = {
      schema: 'lineage-gate/model-version/v1',
      model: name,
      version,
      run_id: runId,
      run_path: 'outputs/model.pkl',
      manifest,
      stored: [],
      tags: {},
      description: null,
      card: null,
      policy,
      registered_at: instant(time),
      registered_by: 'alice',
    };
    yield { path: layout.versionPath(name, version), bytes: Buffer.from(maker.canonicalJson(record)) };
    yield event(time, { version, type: 'registered', run_id: runId, manifest_digest: manifest.digest });
    if (version % 5 !== 0) continue;
    yield event(time + 1, { version, type: 'alias-set', alias: 'champion' });
    if (!isStaged) continue;
    const move = { from_stage: 'None', to_stage: 'Production', archived: version > 5 ? [version - 5] : [] };
    const about = { ...move, reason: null, policy, manifest_digest: manifest.digest };
    yield event(time + 2, { version, type: 'stage-changed', ...about });
  }
}
