// All checks, in the order in which they fail fastest. `npm test -- PATTERN…` runs only the tests whose path matches.
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const bin = (...parts) => path.join(root, 'node_modules', ...parts);
const patterns = process.argv.slice(2);

/** Runs a step with its output shown. @returns whether it succeeded */
function step(name, args, env = {}) {
  process.stdout.write(`\n== ${name}\n`);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

const report = path.join(tmpdir(), `lineage-gate-tests-${process.pid}.json`);
const checks = [
  ['lint and format', [bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.']],
  ['types', [bin('typescript/bin/tsc'), '--noEmit']],
  ['generated files are fresh', ['scripts/generate.mjs', '--check']],
  ['dist is fresh', ['scripts/build.mjs', '--check']],
];
const failed = [];
let passed = 0;
if (patterns.length === 0) {
  for (const [name, args] of checks) {
    if (await step(name, args)) passed += 1;
    else failed.push(name);
  }
}
// By itself jest leaves a processor idle, and these tests wait for other processes most of the time.
const jest = [bin('jest/bin/jest.js'), '--json', `--outputFile=${report}`, '--maxWorkers=100%', ...patterns];
const green = await step('tests', jest, { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' });
let skipped = 0;
try {
  const results = JSON.parse(await readFile(report, 'utf8'));
  passed += results.numPassedTests;
  skipped = results.numPendingTests;
  for (const suite of results.testResults) {
    const tests = suite.assertionResults.filter((test) => test.status === 'failed');
    failed.push(...tests.map((test) => `${path.relative(root, suite.name)}: ${test.fullName}`));
    if (suite.status === 'failed' && tests.length === 0)
      failed.push(`${path.relative(root, suite.name)} did not run`);
  }
  if (results.numTotalTests === 0) failed.push('no test ran');
} catch {
  failed.push('the tests left no report');
}
if (!green && failed.length === 0) failed.push('jest failed');
await rm(report, { force: true });

for (const name of failed) process.stdout.write(`FAILED ${name}\n`);
process.stdout.write(
  `\n${passed} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
