/* MLflow's own way to ask which versions were trained on a dataset version, with the same runs and versions in its SQLite store. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { plainEnvironment } from './action.mjs';
import { ledgerRun } from './lib-ledger.mjs';

const here = import.meta.dirname;
/** A store lies on this machine: nothing of it is asked elsewhere. */
const environment = () => ({ ...plainEnvironment(), MLFLOW_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: 'true' });

/** Digests of datasets are names of at most 36 characters there. */
const digestOf = ({ digest }) => digest.slice('sha256:'.length, 'sha256:'.length + 36);

/**
 * Fills a store with all runs of a ledger and with versions.
 * @param versions each `{model, version, run_id, stage, at}`
 */
export async function fillPeer(python, file, { maker, count, versions }) {
  const child = spawn(python, [path.join(here, 'mlflow-recorded.py'), file], {
    stdio: ['pipe', 'ignore', 'inherit'],
    env: environment(),
  });
  const ended = once(child, 'close');
  const write = async (line) => {
    if (!child.stdin.write(`${JSON.stringify(line)}\n`)) await once(child.stdin, 'drain');
  };
  for (let index = 0; index < count; index++) await write(runLine(ledgerRun(maker, index, count).record));
  for (const version of versions) await write(version);
  child.stdin.end();
  const [code] = await ended;
  if (code !== 0) throw new Error(`the peer could not be filled: ${code}`);
}

function runLine(record) {
  const { inputs, outputs } = record;
  const values = (of, value) => Object.fromEntries(Object.entries(of).map(([key, one]) => [key, value(one)]));
  return {
    run_id: record.run_id,
    name: record.run_id.slice(0, 8),
    status: record.status,
    start_time: Date.parse(record.started_at),
    end_time: Date.parse(record.ended_at),
    tags: record.tags,
    params: values(inputs.params, String),
    metrics: values(outputs.metrics, ({ value }) => value),
    datasets: inputs.datasets.map((data) => ({ name: data.name, digest: digestOf(data) })),
  };
}

/** Asks it in a process of its own. @returns milliseconds of the process, of processors and of each asking in it, and what was found */
export async function askPeer(starter, python, { file, dataset, times = 1 }) {
  const argv = [path.join(here, 'lineage-mlflow.py'), file, dataset.name, digestOf(dataset), String(times)];
  const { ms, cpu, status, stdout, stderr } = await starter.run([python, ...argv], { env: environment() });
  if (status !== 0) throw new Error(`MLflow ended with ${status}: ${stderr}`);
  const { runs, versions, seconds } = JSON.parse(stdout);
  return { ms, cpu, runs, versions, inside: seconds.map((one) => one * 1000) };
}
