/*
 * A file to `serve` and to a bare server of Node, by the same client, in turn. Compared is the same work: a file up, where the bare
 * server does not hash, and a file up with its SHA-256. For that the bare server hashes in a worker while the bytes come and answers
 * with the digest; the time in which `serve`'s own code then says the digest, as it does when it records the run, is added to the
 * upload's. A release that hashed only then is measured by BENCH_CLI and BENCH_SOURCE. Behind that the time of its own code to put
 * the file into the store, where the bare server does nothing. Every file has a name of its own, as clients log them: some file
 * systems write a file that takes the place of another to the disk at once.
 * Usage: node bench/mlflow-artifacts.mjs [--megabytes 512] [--rounds 5]
 */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { median, speedup, table } from './lib.mjs';
import { Client, peakMemory, untilReady, withServer } from './lib-mlflow.mjs';
import { compileSource, sourceModule } from './source.mjs';

const self = fileURLToPath(import.meta.url);
const root = path.resolve(import.meta.dirname, '..');
const CLI = process.env.BENCH_CLI ?? path.join(root, 'dist/cli/index.js');
const source = isMainThread && process.argv[2] !== 'bare' ? compileSource() : '';
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

/** The bare server: every body is written to a file, and hashed beside it where the path says so. */
function bare(folder) {
  let count = 0;
  const worker = new Worker(self);
  const server = http.createServer((request, response) => {
    const file = createWriteStream(path.join(folder, `bare-${count++}`));
    const isHashed = request.url === '/hashed';
    if (isHashed) request.on('data', (bytes) => worker.postMessage(bytes));
    request.pipe(file);
    file.on('finish', () => {
      if (!isHashed) return response.end();
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
        let answer = '';
        response.setEncoding('utf8').on('data', (text) => {
          answer += text;
        });
        response.on('end', () =>
          response.statusCode === 200
            ? resolve({ time: performance.now() - began, answer })
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

/** What `serve` does with a file once its run is recorded. @param own folder of what clients log @param name of the file */
async function recorded(own, name) {
  const { hashFiles } = await sourceModule(source, 'collect/files/hash');
  const { copyContained: copyFile } = await sourceModule(source, 'collect/files/copy');
  const { localStore } = await sourceModule(source, 'stores/local-store');
  const digests = await sourceModule(source, 'collect/files/kept-digests');
  const links = await sourceModule(source, 'collect/files/link');
  const files = path.join(own, 'artifacts');
  const kept = digests?.digestsOnDisk(files, path.join(own, 'digests'));
  const root = path.join(files, '0');
  const began = performance.now();
  const [{ digest }] = await hashFiles(root, [name], { kept });
  const time = performance.now() - began;
  const store = path.join(own, '..', `store-of-${name}`);
  const linkFile = kept && links.linker(kept);
  const upload = { name: 'upload', root, files: [name], digests: [digest], linkFile };
  await localStore({ folder: store, copyFile }).put(upload);
  const all = performance.now() - began;
  for (const done of [store, path.join(root, name)]) await rm(done, { recursive: true });
  return { digest, time, stored: all - time };
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
      const times = { up: [], plain: [], sealed: [], hashed: [], stored: [] };
      for (let round = 0; round < rounds; round++) {
        const name = `file-${round}`;
        const { time } = await upload(name, megabytes);
        times.up.push(time);
        const { digest, ...rest } = await recorded(path.join(folder, 'ours/.lineage/mlflow'), name);
        times.sealed.push(time + rest.time);
        times.stored.push(rest.stored);
        times.plain.push((await put(port, '/plain', megabytes)).time);
        const bare = await put(port, '/hashed', megabytes);
        if (digest !== `sha256:${bare.answer}`) throw new Error(`${digest} and ${bare.answer} differ`);
        times.hashed.push(bare.time);
        for (const file of await readdir(folder))
          if (file.startsWith('bare-')) await rm(path.join(folder, file));
      }
      const rate = (some) => `${((megabytes * 1000) / median(some)).toFixed(0)} MiB/s`;
      const row = (name, own, bare) => [name, rate(own), rate(bare), `${speedup(own, bare).toFixed(2)} x`];
      console.log(`${megabytes} MiB, ${rounds} rounds in turn`);
      console.log(
        table(
          ['', 'serve', 'bare server', 'ratio'],
          [
            row('up', times.up, times.plain),
            row('up with SHA-256', times.sealed, times.hashed),
            row('serve up alone, bare server with SHA-256', times.up, times.hashed),
          ],
        ),
      );
      console.log(`into the store, synced to the disk: ${median(times.stored).toFixed(0)} ms`);
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
