/*
 * MLflow's REST API: `serve --writable` beside `mlflow server` (SQLite, one worker), the same calls over loopback, one server after
 * the other in the same run. The peer is taken from the Python that MLFLOW_PYTHON names; without it our figures stand alone.
 * Usage: node bench/mlflow.mjs [--only TEXT], the rows whose names have the text
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Client, during, factsOf, peerArguments, searches, untilReady, withServer } from './lib-mlflow.mjs';

const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const root = path.resolve(import.meta.dirname, '..');
const CLI = process.env.BENCH_CLI ?? path.join(root, 'dist/cli/index.js');
const python = process.env.MLFLOW_PYTHON;
/** Runs that are searched. The peer is so slow with them that ten searches do. */
const RUNS = 10_000;

/** What is measured: its name, the goal, a number of times that of the peer or calls a second, and the calls a second. */
const MEASURES = [
  ['log-metric, 16 connections', 60, (server) => logMetric(server, 16)],
  ['log-metric, 1 connection', 20, (server) => logMetric(server, 1)],
  ['registry: versions and tags, 1 connection', '30/s', (server) => register(server, 1)],
  ['registry: versions and tags, 16 connections', '100/s', (server) => register(server, 16)],
  ['log-batch of 1,000 metrics', 40, logBatch],
  ['runs/create', 20, (server) => during(1, () => createRun(server))],
  ['history of 10,000 points', 25, history],
  ...searches().map(([name, goal, request]) => [name, goal, (server) => search(server, request)]),
].filter(([name]) => name.includes(options.only));

async function createRun(server, sent = {}) {
  const body = { experiment_id: '0', start_time: 1, ...sent };
  return (await server.call('POST', 'runs/create', body)).run.info.run_id;
}

async function logMetric(server, connections) {
  const run_id = await createRun(server);
  return during(connections, (connection, step) =>
    server.call('POST', 'runs/log-metric', {
      run_id,
      key: `k${connection}`,
      value: step,
      timestamp: step,
      step,
    }),
  );
}

/** Of one model: a version, then a tag of it, and so on. Each is a change that the ledger has before the answer. */
async function register(server, connections) {
  const name = `clf${connections}`;
  await server.call('POST', 'registered-models/create', { name });
  const newest = new Map();
  return during(connections, async (connection, count) => {
    const version = newest.get(connection);
    newest.delete(connection);
    if (version !== undefined)
      return server.call('POST', 'model-versions/set-tag', { name, version, key: 'n', value: `${count}` });
    const source = `s3://bucket/model/${count}`;
    const made = await server.call('POST', 'model-versions/create', { name, source });
    newest.set(connection, made.model_version.version);
  });
}

async function logBatch(server) {
  const run_id = await createRun(server);
  return during(1, (_, count) => {
    const metrics = Array.from({ length: 1000 }, (_, index) => ({
      key: `k${index % 10}`,
      value: index,
      timestamp: count,
      step: count * 1000 + index,
    }));
    return server.call('POST', 'runs/log-batch', { run_id, metrics });
  });
}

async function history(server) {
  const run_id = await createRun(server);
  for (let batch = 0; batch < 10; batch++) {
    const metrics = Array.from({ length: 1000 }, (_, index) => {
      const step = batch * 1000 + index;
      return { key: 'loss', value: 1 / (step + 1), timestamp: step, step };
    });
    await server.call('POST', 'runs/log-batch', { run_id, metrics });
  }
  return during(1, () => server.call('GET', `metrics/get-history?run_id=${run_id}&metric_key=loss`));
}

/** Of as many runs as there are; those that are missing are made first. */
async function search(server, request) {
  server.runs ??= await fill(server);
  return during(1, () => server.call('POST', 'runs/search', { experiment_ids: [server.runs], ...request }));
}

async function fill(server) {
  const { experiment_id } = await server.call('POST', 'experiments/create', { name: 'many' });
  let next = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (next < RUNS) {
        const number = next++;
        const { tags, metrics, params } = factsOf(number);
        const pairs = (facts) => Object.entries(facts).map(([key, value]) => ({ key, value }));
        const sent = { experiment_id, start_time: number, tags: pairs(tags) };
        const run_id = await createRun(server, sent);
        await server.call('POST', 'runs/log-batch', {
          run_id,
          metrics: pairs(metrics).map((metric) => ({ ...metric, timestamp: 1, step: 0 })),
          params: pairs(params),
        });
      }
    }),
  );
  return experiment_id;
}

/** Measures all of it. */
async function measured({ port, began }) {
  const server = new Client(port);
  await untilReady(server);
  const results = new Map([['start, s', { rate: (performance.now() - began) / 1000 }]]);
  for (const [name, , measure] of MEASURES) {
    results.set(name, await measure(server));
    process.stderr.write(`  ${name}: ${results.get(name).rate.toFixed(1)}/s\n`);
  }
  return results;
}

const folder = await mkdtemp(path.join(tmpdir(), 'bench-mlflow-'));
try {
  const ours = await withServer(
    [process.execPath, CLI, 'serve', '--writable', '--dir', path.join(folder, 'ours')],
    {},
    measured,
  );
  const peer =
    python === undefined
      ? new Map()
      : await withServer(peerArguments(python, folder), { cwd: folder }, measured);
  console.log('| | serve | p99 | mlflow server | ratio | goal |\n|---|---|---|---|---|---|');
  for (const [name, goal] of MEASURES) {
    const [own, other] = [ours.get(name), peer.get(name)];
    const cells = [
      name,
      `${own.rate.toFixed(1)}/s`,
      `${own.p99.toFixed(1)} ms`,
      other === undefined ? '–' : `${other.rate.toFixed(1)}/s`,
      other === undefined ? '–' : `${(own.rate / other.rate).toFixed(0)} ×`,
      typeof goal === 'string' ? goal : `${goal} ×`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  const starts = [ours, peer].map((one) => one.get('start, s')?.rate.toFixed(1) ?? '–');
  console.log(`\nUntil it can be asked: ${starts[0]} s, mlflow server ${starts[1]} s.`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
