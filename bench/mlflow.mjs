/*
 * MLflow's REST API: `serve --writable` beside `mlflow server` (SQLite, one worker), the same calls over loopback, one server after
 * the other in the same run. The peer is taken from the Python that MLFLOW_PYTHON names; without it our figures stand alone.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { percentile } from './lib.mjs';

const root = path.resolve(import.meta.dirname, '..');
const python = process.env.MLFLOW_PYTHON;
const SECONDS = 5;
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
  [`search of ${RUNS} runs by tag`, 40, (server) => search(server, { filter: "tags.t = 'v7'" })],
  [
    'search by metric and param, with an order',
    150,
    (server) =>
      search(server, {
        filter: "metrics.auc > 0.5 and params.lr = '0.3'",
        order_by: ['metrics.auc DESC'],
        max_results: 100,
      }),
  ],
  ['a page of 1,000 runs', 25, (server) => search(server, { max_results: 1000 })],
];

class Client {
  constructor(port) {
    this.port = port;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  }

  call(method, route, body) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers =
      text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const options = { agent: this.agent, host: '127.0.0.1', port: this.port, method, headers };
    return new Promise((resolve, reject) => {
      const request = http.request({ ...options, path: `/api/2.0/mlflow/${route}` }, (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          answer += chunk;
        });
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(JSON.parse(answer || '{}'))
            : reject(new Error(`${route}: ${response.statusCode} ${answer}`)),
        );
      });
      request.on('error', reject);
      request.end(text);
    });
  }
}

async function createRun(server, sent = {}) {
  const body = { experiment_id: '0', start_time: 1, ...sent };
  return (await server.call('POST', 'runs/create', body)).run.info.run_id;
}

/** Calls a second, each connection one after the other, and the time that 99 of 100 do not exceed. */
async function during(connections, call) {
  const times = [];
  const end = performance.now() + SECONDS * 1000;
  let count = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      while (performance.now() < end) {
        const began = performance.now();
        await call(connection, count++);
        times.push(performance.now() - began);
      }
    }),
  );
  return { rate: (times.length * 1000) / (performance.now() - start), p99: percentile(times, 0.99) };
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
        const tags = [{ key: 't', value: `v${number % 100}` }];
        const run_id = await createRun(server, { experiment_id, start_time: number, tags });
        await server.call('POST', 'runs/log-batch', {
          run_id,
          metrics: [{ key: 'auc', value: ((number * 7919) % 1000) / 1000, timestamp: 1, step: 0 }],
          params: [{ key: 'lr', value: `0.${number % 7}` }],
        });
      }
    }),
  );
  return experiment_id;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts a server, waits for it, and measures all of it. */
async function measured(argv, options) {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(argv[0], [...argv.slice(1), '--port', String(port)], { stdio: 'ignore', ...options });
  try {
    while (!(await isHealthy(port))) {
      if (child.exitCode !== null) throw new Error(`${argv[0]} ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const results = new Map([['start, s', { rate: (performance.now() - began) / 1000 }]]);
    const server = new Client(port);
    for (const [name, , measure] of MEASURES) {
      results.set(name, await measure(server));
      process.stderr.write(`  ${name}: ${results.get(name).rate.toFixed(1)}/s\n`);
    }
    return results;
  } finally {
    child.kill('SIGTERM');
  }
}

async function isHealthy(port) {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

const folder = await mkdtemp(path.join(tmpdir(), 'bench-mlflow-'));
try {
  const cli = path.join(root, 'dist/cli/index.js');
  const ours = await measured([
    process.execPath,
    cli,
    'serve',
    '--writable',
    '--dir',
    path.join(folder, 'ours'),
  ]);
  const peer =
    python === undefined
      ? new Map()
      : await measured(
          [
            ...[python, '-m', 'mlflow', 'server', '--host', '127.0.0.1', '--workers', '1'],
            ...['--backend-store-uri', `sqlite:///${folder}/peer.db`],
            ...['--artifacts-destination', path.join(folder, 'artifacts')],
          ],
          { cwd: folder },
        );
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
