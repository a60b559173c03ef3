/*
 * `serve` on a ledger of many recorded runs, beside `mlflow server` (SQLite, one worker) with the same runs; both stores are filled
 * offline. The peer is taken from the Python that MLFLOW_PYTHON names; without it our figures stand alone.
 * Usage: node bench/mlflow-recorded.mjs [--runs 10000] [--keep FOLDER]
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { table, timeCommand } from './lib.mjs';
import { DAYS, FIRST_DAY, openMaker } from './lib-ledger.mjs';
import {
  Client,
  during,
  factsOf,
  peakMemory,
  peerArguments,
  searches,
  untilReady,
  withServer,
} from './lib-mlflow.mjs';
import { importCommits } from './lib-registry.mjs';
import { compileSource } from './source.mjs';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, keep: { type: 'string' } },
});
const COUNT = Number(options.runs);
const python = process.env.MLFLOW_PYTHON;
const root = path.resolve(import.meta.dirname, '..');
const CLI = process.env.BENCH_CLI ?? path.join(root, 'dist/cli/index.js');

/** The runs as records. */
function* recordsOf(maker) {
  for (let index = 0; index < COUNT; index++) {
    const time = FIRST_DAY + Math.floor(((index + 0.5) * DAYS * 86_400_000) / COUNT);
    const { record, path: at } = maker.run(index, time);
    const { tags, params, metrics } = factsOf(index);
    Object.assign(record, { experiment: 'many', tags: { ...record.tags, ...tags } });
    record.inputs.params = params;
    record.outputs.metrics = Object.fromEntries(
      Object.entries(metrics).map(([key, value]) => [
        key,
        { value, step: 0, at: record.ended_at, source: 'script' },
      ]),
    );
    yield { record, path: at };
  }
}

async function fillOurs(maker, folder) {
  timeCommand(['git', 'init', '-q', folder]);
  function* files() {
    yield* maker.bootstrap();
    for (const { record, path: at } of recordsOf(maker))
      yield { path: at, bytes: Buffer.from(maker.canonicalJson(record)) };
  }
  const [first] = recordsOf(maker);
  await maker.check('run', first.record);
  await importCommits(folder, 'lineage', [files()]);
}

async function fillPeer(maker, folder) {
  const lines = [...recordsOf(maker)].map(({ record }, index) =>
    JSON.stringify({
      ...factsOf(index),
      tags: { ...record.tags, 'mlflow.runName': record.run_id.slice(0, 8) },
      run_id: record.run_id,
      name: record.run_id.slice(0, 8),
      status: record.status,
      start_time: Date.parse(record.started_at),
      end_time: Date.parse(record.ended_at),
    }),
  );
  const { status } = spawnSync(
    python,
    [path.join(root, 'bench/mlflow-recorded.py'), path.join(folder, 'peer.db')],
    { input: lines.join('\n'), stdio: ['pipe', 'ignore', 'inherit'], maxBuffer: 1 << 30 },
  );
  if (status !== 0) throw new Error(`the peer could not be filled: ${status}`);
}

/** Processor time of a process until now, in milliseconds; Linux only. */
function cpuOf({ pid }) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Waits until the API answers, and searches. */
async function measured({ port, child, began }) {
  const results = new Map([['/health, s', (performance.now() - began) / 1000]]);
  const server = new Client(port);
  const { experiment } = await untilReady(server, 'experiments/get-by-name?experiment_name=many');
  results.set('ready, s', (performance.now() - began) / 1000);
  results.set('ready, processor s', cpuOf(child) / 1000);
  for (const [name, , request] of searches()) {
    const ask = () =>
      server.call('POST', 'runs/search', { experiment_ids: [experiment.experiment_id], ...request });
    const { runs } = await ask();
    const before = cpuOf(child);
    const { rate, count } = await during(1, ask);
    results.set(`${name}, a second`, rate);
    results.set(`${name}, processor ms a call`, (cpuOf(child) - before) / count);
    process.stderr.write(`  ${name}: ${runs.length} found, ${rate.toFixed(1)}/s\n`);
  }
  results.set('most memory, MB', peakMemory(child.pid) / 1e6);
  return results;
}

const folder = options.keep ?? (await mkdtemp(path.join(tmpdir(), 'bench-recorded-')));
try {
  const [ours, theirs] = [path.join(folder, 'ours'), path.join(folder, 'theirs')];
  const maker = await openMaker(compileSource());
  if (!existsSync(ours)) {
    await mkdir(ours, { recursive: true });
    await fillOurs(maker, ours);
  }
  const serve = [process.execPath, CLI, 'serve'];
  const columns = [
    ['serve, first', await withServer(serve, { cwd: ours }, measured)],
    ['serve, again', await withServer(serve, { cwd: ours }, measured)],
  ];
  if (python !== undefined) {
    if (!existsSync(theirs)) {
      await mkdir(theirs, { recursive: true });
      await fillPeer(maker, theirs);
    }
    columns.push([
      'mlflow server',
      await withServer(peerArguments(python, theirs), { cwd: theirs }, measured),
    ]);
  }
  const names = [...columns[0][1].keys()];
  console.log(`${COUNT} recorded runs`);
  console.log(
    table(
      ['', ...columns.map(([name]) => name)],
      names.map((name) => [name, ...columns.map(([, results]) => results.get(name)?.toFixed(2) ?? '–')]),
    ),
  );
} finally {
  if (options.keep === undefined) await rm(folder, { recursive: true, force: true });
}
