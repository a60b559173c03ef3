/*
 * Runs the short benches, or those that are named: npm run bench [start] [track] [hash] [fingerprints] [ledger] [ledger-growth] [index-as-trees] [lineage] [recall] [seeds] [redact] [fetch] [registry] [mlflow] [mlflow-recorded] [mlflow-artifacts] [mlflow-client] [mlflow-kills]
 * The two of the ledger take about fifteen minutes together; some of it: `node bench/ledger.mjs --only 1,256 --no-naive`.
 * Each runs in a process of its own. The figures belong to the machine and the moment; compare the ratios.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { timeCommand } from './lib.mjs';

const root = resolve(import.meta.dirname, '..');
const SHORT = ['start', 'track', 'hash', 'fingerprints'];
const BENCHES = [
  ...SHORT,
  'ledger',
  'ledger-growth',
  'index-as-trees',
  'lineage',
  'recall',
  'seeds',
  'redact',
  'fetch',
  'registry',
  'mlflow',
  'mlflow-recorded',
  'mlflow-artifacts',
  'mlflow-client',
  'mlflow-kills',
];

const named = process.argv.slice(2);
const unknown = named.filter((name) => !BENCHES.includes(name));
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}; there are ${BENCHES.join(', ')}`);
  process.exit(1);
}
if (!existsSync(resolve(root, 'dist/cli/index.js'))) {
  console.error('There is no dist; run `npm run build` first');
  process.exit(1);
}
const git = timeCommand(['git', '--version']).stdout.trim();
console.log(
  `${availableParallelism()} processors, ${process.platform} ${process.arch}, Node ${process.version}, ${git}`,
);
for (const name of named.length > 0 ? named : SHORT) {
  console.log(`\n== ${name}\n`);
  const { status } = spawnSync(process.execPath, [resolve(root, `bench/${name}.mjs`)], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
