// A writer in a process of its own, to be killed. It says when it is ready, starts when it is told to, and says what it was told.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { source, url, token, folder, runs } = JSON.parse(process.argv[2]);
const { openRemoteLedger } = await import(pathToFileURL(join(source, 'ledger', 'remote-ledger.js')).href);

/** Waiting takes so many times less than it would. */
const HASTE = 20;
const start = performance.now();
const ledger = openRemoteLedger({
  url,
  token,
  folder,
  branch: 'lineage',
  env: process.env,
  now: Date.now,
  elapsed: () => (performance.now() - start) * HASTE,
  random: Math.random,
  sleep: (ms) => new Promise((done) => setTimeout(done, ms / HASTE)),
  identity: { name: 'worker', email: 'worker@example.com' },
  log: { info() {}, warning() {}, debug() {}, group() {} },
  deadlineMs: 1_200_000,
});
const newRuns = runs.map((run) => ({
  ...run,
  files: run.files.map(({ path, bytes }) => ({ path, bytes: Buffer.from(bytes, 'base64') })),
}));
process.stdout.write('ready\n');
await new Promise((done) => process.stdin.once('data', done));
process.stdin.destroy();
try {
  const { commit } = await ledger.append(newRuns);
  process.stdout.write(`${JSON.stringify({ commit })}\n`);
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: String(error) })}\n`);
}
