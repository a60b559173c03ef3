/*
 * A file to `serve`, and to a bare server of Node that writes it and hashes it in a worker: the same client, in turn.
 * Usage: node bench/mlflow-artifacts.mjs [--megabytes 512] [--rounds 5]
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { median, speedup } from './lib.mjs';
import { Client, peakMemory, untilReady, withServer } from './lib-mlflow.mjs';

const self = fileURLToPath(import.meta.url);
const root = path.resolve(import.meta.dirname, '..');
const CLI = process.env.BENCH_CLI ?? path.join(root, 'dist/cli/index.js');
const CHUNK = Buffer.alloc(1024 * 1024, 'lineage gate');

/** Hashes what the main thread sends. */
function hashing() {
  let hash = createHash('sha256');
  parentPort.on('message', (bytes) => {
    if (bytes !== null) hash.update(bytes);
    else {
      parentPort.postMessage(hash.digest('hex'));
      hash = createHash('sha256');
    }
  });
}

/** The bare server: every body is written to one file and hashed beside it. */
function bare(folder) {
  const worker = new Worker(self);
  const server = http.createServer((request, response) => {
    const file = createWriteStream(path.join(folder, 'bare'));
    request.on('data', (bytes) => worker.postMessage(bytes));
    request.pipe(file);
    file.on('finish', () => {
      worker.once('message', (digest) => response.end(digest));
      worker.postMessage(null);
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

function put(port, route, megabytes) {
  return new Promise((resolve, reject) => {
    const headers = { 'content-length': megabytes * CHUNK.length };
    const began = performance.now();
    const request = http.request(
      { host: '127.0.0.1', port, method: 'PUT', path: route, headers },
      (response) => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(performance.now() - began)
            : reject(new Error(`${route}: ${response.statusCode}`)),
        );
      },
    );
    request.on('error', reject);
    let left = megabytes;
    const more = () => {
      while (left-- > 0) if (!request.write(CHUNK)) return request.once('drain', more);
      request.end();
    };
    more();
  });
}

async function compared() {
  const { values } = parseArgs({
    options: {
      megabytes: { type: 'string', default: '512' },
      rounds: { type: 'string', default: '5' },
    },
  });
  const [megabytes, rounds] = [Number(values.megabytes), Number(values.rounds)];
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-artifacts-'));
  const peer = fork(self, ['bare', folder]);
  try {
    const port = await new Promise((resolve) => {
      peer.once('message', resolve);
    });
    const argv = [process.execPath, CLI, 'serve', '--writable', '--dir', path.join(folder, 'ours')];
    await withServer(argv, {}, async ({ port: own, child }) => {
      const upload = (name, size) => put(own, `/api/2.0/mlflow-artifacts/artifacts/0/${name}`, size);
      await untilReady(new Client(own));
      await upload('first', 1);
      const before = peakMemory(child.pid);
      const [ours, theirs] = [[], []];
      for (let round = 0; round < rounds; round++) {
        ours.push(await upload('file', megabytes));
        theirs.push(await put(port, '/file', megabytes));
      }
      const rate = (times) => `${((megabytes * 1000) / median(times)).toFixed(0)} MB/s`;
      console.log(`${megabytes} MiB up, ${rounds} rounds in turn`);
      console.log(
        `serve ${rate(ours)}, a bare server ${rate(theirs)}: ${speedup(ours, theirs).toFixed(2)} x`,
      );
      console.log(
        `memory of serve: ${((peakMemory(child.pid) - before) / 1e6).toFixed(0)} MB more than before`,
      );
    });
  } finally {
    peer.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

if (!isMainThread) hashing();
else if (process.argv[2] === 'bare') bare(process.argv[3]);
else await compared();
