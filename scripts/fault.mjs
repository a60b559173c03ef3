// The writers of the ledger under many more seeded faults and kills than all tests take. `npm run fault -- path` runs one suite of them.
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const suites = process.argv.slice(2);
const patterns =
  suites.length === 0 ? ['__tests__/ledger/faults/'] : suites.map((name) => `ledger/faults/${name}`);
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
    },
  },
);
process.exitCode = status ?? 1;
