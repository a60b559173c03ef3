/*
 * `fetch` of a model that is a workflow artifact, against curl and unzip, which check nothing but the zip's own sums. Both take the
 * same zip from the same server on this machine; what it holds is random and stored as it is, as the artifact client stores what is large.
 * Needs zip, unzip and curl. Usage: node bench/fetch.mjs [GiB, default 1] (after npm run build)
 */
import { createHash, randomFillSync } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CLI, plainEnvironment, timeProgram } from './action.mjs';
import { median, rounds, speedup, table, timeCommand } from './lib.mjs';
import { compileSource, sourceModule } from './source.mjs';

const MIB = 1024 * 1024;
const GOAL = 0.8;
const RUN_ID = '01a1fcd5bbe5703381d71515631610fb';
const ARTIFACT = { id: 7, name: 'model' };
const URL_OF_ARTIFACT = 'https://github.com/o/r/actions/runs/1/artifacts/7';

/** A file of random bytes. @returns its entry of a manifest */
async function makeFile(file, size) {
  const hash = createHash('sha256');
  const block = Buffer.alloc(4 * MIB);
  await pipeline(function* () {
    for (let left = size; left > 0; left -= block.length) {
      const bytes = Buffer.from(randomFillSync(block)).subarray(0, left);
      hash.update(bytes);
      yield bytes;
    }
  }, createWriteStream(file));
  return { size_bytes: size, digest: `sha256:${hash.digest('hex')}` };
}

/** GitHub as far as a fetch needs it: what is known of the artifact, where its bytes are, and the bytes. */
function startServer(zip, digest) {
  const size = statSync(zip).size;
  const times = { created_at: '2026-11-21T00:00:00Z', expires_at: '2099-01-01T00:00:00Z' };
  const answers = { ...ARTIFACT, ...times, size_in_bytes: size, digest, expired: false };
  return new Promise((resolve) => {
    const server = createServer((request, response) => {
      const { url = '' } = request;
      if (url === '/bytes') {
        response.writeHead(200, { 'content-type': 'application/zip', 'content-length': size });
        createReadStream(zip, { highWaterMark: MIB }).pipe(response);
      } else if (url.endsWith('/zip')) {
        response.writeHead(302, { location: `http://127.0.0.1:${server.address().port}/bytes` }).end();
      } else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answers));
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

/** A repository whose ledger has one run with the model: that of a real run, with another model. */
async function makeLedger(folder, files, stored) {
  const env = plainEnvironment();
  timeCommand(['git', 'init', '-q', folder], { env });
  timeCommand([process.execPath, CLI, 'track', '--', 'git', '--version'], { cwd: folder, env });
  const paths = timeCommand(['git', 'ls-tree', '-r', '--name-only', 'lineage', 'runs/'], {
    cwd: folder,
    env,
  });
  const record = timeCommand(['git', 'show', `lineage:${paths.stdout.trim()}`], { cwd: folder, env });
  const source = compileSource();
  const { openLocalLedger } = await sourceModule(source, 'ledger/local-ledger');
  const { encodeRecord } = await sourceModule(source, 'ledger/read/records');
  const { runPath } = await sourceModule(source, 'ledger/layout');
  const { buildManifest } = await sourceModule(source, 'core/manifest');
  const facts = { format: 'generic', flavors: {}, signature: null, dependencies: [], framework: null };
  const manifest = buildManifest({ files, timeless: files, facts });
  const { digest, size_bytes } = manifest;
  const run = { ...JSON.parse(record.stdout), run_id: RUN_ID };
  run.outputs.models = [{ path: 'm', manifest }];
  run.outputs.artifacts = [{ path: 'm', digest, size_bytes, kind: 'model', stored: [stored] }];
  const ledger = openLocalLedger({
    ...{
      folder,
      branch: 'lineage',
      env,
      now: Date.now,
      elapsed: () => performance.now(),
      random: Math.random,
    },
    identity: { name: 'bench', email: 'bench@example.com' },
    log: { info() {}, warning() {}, debug() {}, group() {} },
  });
  const bytes = await encodeRecord('run', run);
  await ledger.write(() => ({
    files: [{ path: runPath(RUN_ID), bytes }],
    message: { subject: 'run', trailers: [] },
    value: null,
  }));
}

const gib = Number(process.argv[2] ?? 1);
const folder = mkdtempSync(join(tmpdir(), 'bench-fetch-'));
try {
  const [model, repo, zip] = ['model', 'repo', 'a.zip'].map((name) => join(folder, name));
  mkdirSync(model);
  const size = Math.round((gib * 1024 * MIB) / 2);
  const files = [];
  for (const path of ['a.bin', 'b.bin']) files.push({ path, ...(await makeFile(join(model, path), size)) });
  timeCommand(['zip', '-q', '-0', '-r', zip, '.'], { cwd: model });
  rmSync(model, { recursive: true });
  const hash = createHash('sha256');
  await pipeline(createReadStream(zip, { highWaterMark: MIB }), hash);
  const digest = `sha256:${hash.digest('hex')}`;
  const server = await startServer(zip, digest);
  const url = `http://127.0.0.1:${server.address().port}`;
  const place = { type: 'github-artifact', ...ARTIFACT, id: `${ARTIFACT.id}`, url: URL_OF_ARTIFACT, digest };
  await makeLedger(repo, files, { ...place, size_bytes: statSync(zip).size });
  const env = { ...plainEnvironment(), GH_TOKEN: 'bench', GITHUB_API_URL: url };
  const peaks = [];
  // Linux says a process's own peak; what a child reports of itself begins with that of whoever started it.
  const peak = 'process.on("exit",()=>console.error(fs.readFileSync("/proc/self/status","latin1")))';
  const argv = ['--import', `data:text/javascript,import fs from "node:fs";${peak}`, CLI];
  const aside = async (work) => {
    const out = mkdtempSync(join(folder, 'out-'));
    const ms = await work(out);
    rmSync(out, { recursive: true });
    return ms;
  };
  const times = await rounds(
    {
      fetch: () =>
        aside(async (out) => {
          const command = [process.execPath, ...argv, 'fetch', `runs:/${RUN_ID}/m`, join(out, 'model')];
          const { ms, said } = await timeProgram(command, { cwd: repo, env });
          peaks.push(Number(/^VmHWM:\s*(\d+) kB$/m.exec(said)?.[1]) / 1000);
          return ms;
        }),
      'curl, unzip': () =>
        aside(async (cwd) => {
          const script = `curl -sSf -o a.zip ${url}/bytes && unzip -q a.zip && rm a.zip`;
          return (await timeProgram(['sh', '-c', script], { cwd })).ms;
        }),
    },
    gib > 1 ? { count: 1, warmUp: 0 } : { count: 5 },
  );
  server.close();
  const rows = Object.entries(times).map(([name, values]) => {
    const ms = median(values);
    return [name, `${(ms / 1000).toFixed(2)} s`, `${((gib * 1024 * MIB) / 1000 / ms).toFixed(0)} MB/s`];
  });
  console.log(table([`${gib} GiB`, 'time', 'speed'], rows));
  const ratio = speedup(times.fetch, times['curl, unzip']);
  console.log(
    `\nfetch is ${ratio.toFixed(2)} times as fast (goal ${GOAL}); its peak is ${Math.max(...peaks).toFixed(0)} MB of memory`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
