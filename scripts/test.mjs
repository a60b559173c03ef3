// All checks, in the order in which they fail fastest. `npm test -- PATTERN…` runs only the tests whose path matches.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, freemem, tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const bin = (...parts) => path.join(root, 'node_modules', ...parts);
const patterns = process.argv.slice(2);

/** Runs a step with its output shown. @returns whether it succeeded */
function step(name, command, env = {}) {
  process.stdout.write(`\n== ${name}\n`);
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}

/** Runs a check beside others, so that what it says is kept. @returns whether it succeeded, and that */
function check([program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk));
    child.on('error', (error) => resolve({ isGreen: false, said: `${error.message}\n` }));
    child.on('close', (code) => resolve({ isGreen: code === 0, said: Buffer.concat(said) }));
  });
}

const node = (...args) => [process.execPath, ...args];
/** Where tests of actions keep the Node that runs them. */
const NODE_24 = path.join(root, '.cache/node24/node_modules/node/bin/node');
const checks = [
  ['lint and format', node(bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.')],
  ['types', node(bin('typescript/bin/tsc'), '--noEmit')],
  ['generated files are fresh', node('scripts/generate.mjs', '--check')],
  ['dist is fresh', node('scripts/build.mjs', '--check')],
];
/** Where Linux has what processes share by name. */
const SHARED = '/dev/shm';
const TMPFS = 0x01021994;
/** Bytes that must be free there. */
const MEMORY = 4 * 1024 ** 3;
const total = { passed: 0, skipped: 0, failed: [] };

/**
 * Tests make and remove folders by the thousand, mostly for git, and on a disk a third of all their time goes there. They have some
 * hundred MB at a time. @returns a folder in memory, or `undefined` where there is none that is large enough or may hold programs
 */
function folderInMemory() {
  if (process.platform !== 'linux' || process.env.TMPDIR || !existsSync(SHARED)) return undefined;
  const { type, bsize, bavail } = statfsSync(SHARED);
  if (type !== TMPFS || Math.min(bsize * bavail, freemem()) < MEMORY) return undefined;
  const folder = mkdtempSync(path.join(SHARED, 'lineage-gate-tests-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  const program = path.join(folder, 'program');
  writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
  return spawnSync(program).status === 0 ? folder : undefined;
}

/** Runs the suites and adds what they came to. @param prefix what starts them */
async function suites(name, { prefix = [], program = process.execPath, args = [], env = {} }) {
  const report = path.join(tmpdir(), `lineage-gate-tests-${process.pid}.json`);
  // By itself jest leaves a processor idle, and these tests wait for other processes so often that with a worker for each a fifth of
  // all processors stays so, too.
  const jest = [
    program,
    // Workers take this over. With a nursery of 2 MB what a test file loads is copied so often that it takes an eighth more of a
    // processor on Node 20; more than 8 MB win nothing, and what a process writes to is copied after each fork.
    '--max-semi-space-size=8',
    bin('jest/bin/jest.js'),
    '--json',
    `--outputFile=${report}`,
    `--maxWorkers=${availableParallelism() + 1}`,
    ...args,
  ];
  const NODE_OPTIONS = '--experimental-vm-modules --no-warnings';
  const green = await step(name, [...prefix, ...jest], { ...env, NODE_OPTIONS });
  const failed = [];
  try {
    const results = JSON.parse(await readFile(report, 'utf8'));
    total.passed += results.numPassedTests;
    total.skipped += results.numPendingTests;
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
  total.failed.push(...failed.map((one) => `${name}: ${one}`));
}

/**
 * All but the slowest suites once more, where it is 400 days later and another day than in UTC, where a capital i has a dot, and
 * where git is configured as some people have it: a test that leans on the hour, the place or the home of its writing fails there.
 * On Node 24, if the first tests have fetched it: they ran on another, and what it compiled once it starts sooner.
 */
async function elsewhere() {
  const name = 'tests on another day, in another zone, locale and home';
  if (spawnSync('faketime', ['--version']).error !== undefined) {
    if (process.env.CI && process.platform === 'linux') total.failed.push(`${name}: there is no faketime`);
    else process.stdout.write(`\n== ${name}: skipped, since there is no faketime here\n`);
    return;
  }
  const home = await mkdtemp(path.join(tmpdir(), 'lineage-gate-home-'));
  await cp(path.join(root, '__tests__/fixtures/home'), home, { recursive: true });
  const sweeping = setInterval(sweep, 1000);
  await suites(name, {
    prefix: ['faketime', '-f', '+400d'],
    program: existsSync(NODE_24) ? NODE_24 : process.execPath,
    // As a pattern: another configuration would have each file transformed anew.
    args: ['__tests__/(?!e2e/|ledger/faults/)'],
    env: { HOME: home, TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' },
  });
  clearInterval(sweeping);
  await rm(home, { recursive: true, force: true });
}

/** A process that is killed leaves its shared memory behind, and under faketime the next one of its number does not start. */
function sweep() {
  if (!existsSync(SHARED)) return;
  for (const name of readdirSync(SHARED)) {
    const pid = /^(?:sem\.)?faketime_(?:sem|shm)_(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(path.join(SHARED, name), { force: true });
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (patterns.length === 0) {
  // All at once, since each but the second leaves a processor idle.
  const running = checks.map(([name, command]) => [name, check(command)]);
  for (const [name, result] of running) {
    const { isGreen, said } = await result;
    process.stdout.write(`\n== ${name}\n`);
    process.stdout.write(said);
    if (isGreen) total.passed += 1;
    else total.failed.push(name);
  }
}
const inMemory = folderInMemory();
if (inMemory !== undefined) process.env.TMPDIR = inMemory;
await suites('tests', { args: patterns });
if (patterns.length === 0) await elsewhere();

const { passed, failed, skipped } = total;
for (const name of failed) process.stdout.write(`FAILED ${name}\n`);
process.stdout.write(
  `\n${passed} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
