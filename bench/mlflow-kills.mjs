/*
 * Breaks off runs that log with MLflow at seeded moments, and holds what is left against what their client was told: nothing that was
 * acknowledged may be missing, and nothing that was refused or never sent may be there.
 * Usage: node bench/mlflow-kills.mjs [RUNS of each kind, 30] [FIRST SEED, 1] (after npm run build)
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { table } from './lib.mjs';
import { brokenOff, MODES, smallDisk } from './lib-mlflow-kills.mjs';
import { compileSource, sourceModule } from './source.mjs';

const [runs = 30, first = 1] = process.argv.slice(2).map(Number);
const { leftBehind } = await sourceModule(compileSource(), 'commands/track/mlflow/left-behind');
const rows = [];
let wrong = 0;

for (const mode of MODES) {
  const sums = { runs: 0, acknowledged: 0, refused: 0, recorded: 0, missing: 0, wrong: 0 };
  for (let seed = first; seed < first + runs; seed += 1) {
    const place = mkdtempSync(join(tmpdir(), 'lineage-gate-kills-'));
    const disk = mode === 'disk' ? smallDisk() : undefined;
    try {
      if (mode === 'disk' && disk === undefined) break;
      const one = await brokenOff(mode, seed, { place, leftBehind, disk: disk?.folder });
      if (one.missing.length + one.wrong.length > 0) console.log(mode, seed, one);
      sums.runs += 1;
      for (const key of ['acknowledged', 'refused', 'recorded']) sums[key] += one[key];
      for (const key of ['missing', 'wrong']) sums[key] += one[key].length;
    } catch (error) {
      sums.wrong += 1;
      console.log(mode, seed, error);
    } finally {
      disk?.remove();
      rmSync(place, { recursive: true, force: true });
    }
  }
  wrong += sums.missing + sums.wrong;
  rows.push([mode, ...Object.values(sums)]);
}

console.log(table(['broken off', 'runs', 'acknowledged', 'refused', 'recorded', 'missing', 'wrong'], rows));
process.exitCode = wrong === 0 ? 0 : 1;
