/*
 * What a Python client waits for: 1,000 `log_metric` to `serve`, and to a server of Node that answers `{}` to everything, in turn.
 * MLFLOW_PYTHON names a Python that has mlflow.
 */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './lib.mjs';
import { Client, untilReady, withServer } from './lib-mlflow.mjs';

const self = fileURLToPath(import.meta.url);
const root = path.resolve(import.meta.dirname, '..');
const CLI = process.env.BENCH_CLI ?? path.join(root, 'dist/cli/index.js');
const ROUNDS = 5;
const LOG = `
import sys, time
from mlflow import MlflowClient
client = MlflowClient(sys.argv[1])
client.log_metric(sys.argv[2], "warm", 1)
began = time.perf_counter()
for step in range(1000):
    client.log_metric(sys.argv[2], "loss", 1 / (step + 1), step=step)
print(time.perf_counter() - began)
`;

function empty() {
  const server = http.createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 2 });
      response.end('{}');
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

/** Seconds. */
async function logged(port, run) {
  const child = spawn(process.env.MLFLOW_PYTHON, ['-c', LOG, `http://127.0.0.1:${port}`, run], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true' },
  });
  let told = '';
  child.stdout.on('data', (bytes) => {
    told += bytes;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the client ended with ${code}`);
  return Number(told);
}

async function compared() {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-client-'));
  const peer = fork(self, ['empty']);
  try {
    const [port] = await once(peer, 'message');
    await withServer(
      [process.execPath, CLI, 'serve', '--writable', '--dir', folder],
      {},
      async ({ port: own }) => {
        const body = { experiment_id: '0', start_time: 1 };
        const server = new Client(own);
        await untilReady(server);
        const { run } = await server.call('POST', 'runs/create', body);
        const [ours, theirs] = [[], []];
        for (let round = 0; round < ROUNDS; round++) {
          ours.push(await logged(own, run.info.run_id));
          theirs.push(await logged(port, run.info.run_id));
        }
        console.log(`1,000 log_metric from Python, ${ROUNDS} rounds in turn`);
        const [one, other] = [median(ours), median(theirs)];
        console.log(
          `serve ${one.toFixed(2)} s, a server that answers {} ${other.toFixed(2)} s: ${(one / other).toFixed(2)} x`,
        );
      },
    );
  } finally {
    peer.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.env.MLFLOW_PYTHON === undefined) {
  console.error('Set MLFLOW_PYTHON to a Python that has mlflow');
  process.exitCode = 1;
} else if (process.argv[2] === 'empty') empty();
else await compared();
