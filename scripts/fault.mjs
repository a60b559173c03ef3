// The writers of the ledger, and the actions as a whole, under many more seeded faults and kills than all tests take. `npm run fault -- path`
// runs one suite of them; a failure prints the line that repeats its case. At the end all of it is summed up.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const suites = process.argv.slice(2);
const patterns =
  suites.length === 0
    ? ['__tests__/ledger/faults/', '__tests__/e2e/kills/']
    : suites.map((name) => `(ledger/faults|e2e/kills)/${name}`);
const folder = mkdtempSync(path.join(tmpdir(), 'lineage-gate-fault-'));
const summary = path.join(folder, 'summary.jsonl');
const { status } = spawnSync(
  process.execPath,
  [path.join(root, 'node_modules/jest/bin/jest.js'), '--maxWorkers=100%', ...patterns],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
      LINEAGE_FAULT_LONG: 'yes',
      LINEAGE_FAULT_SUMMARY: summary,
    },
  },
);
tellSummary();
rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;

function tellSummary() {
  let lines = [];
  try {
    lines = readFileSync(summary, 'utf8').trim().split('\n').map(JSON.parse);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
    process.stdout.write('No suite ran in full.\n');
    return;
  }
  for (const { suite, cases, kills, seeds, kinds } of lines) {
    const killed = Object.entries(kinds).map(([kind, times]) => `${kind} ${times}`);
    process.stdout.write(
      `${suite}: ${cases} cases, seeds ${seeds[0]} to ${seeds[1]}, ${kills} kills${killed.length === 0 ? '' : ` (${killed.join(', ')})`}\n`,
    );
  }
  const sum = (what) => lines.reduce((all, one) => all + one[what], 0);
  process.stdout.write(
    `${sum('cases')} cases: ${sum('kills')} kills, ${sum('network')} with faults of the network; ${status === 0 ? 'all is well' : 'some went wrong'}\n`,
  );
}
