// What a wrapped script has logged is what it would have logged to MLflow's own server: both are read back by the client, field by field.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { UserRepo } from '../cli/user-repo.js';
import { exec, execOk } from '../support/exec.js';
import { pythonWith } from '../support/python.js';

// The first run installs mlflow and scikit-learn.
jest.setTimeout(900_000);

const SCRIPTS = path.resolve('__tests__/fixtures/mlflow-scripts');
const READ_BACK = 'read_back.py';
/** In CI those of which each shows most; all of them with `ALL_SCRIPTS=1`. */
const FEW = ['artifacts.py', 'children.py', 'datasets.py', 'fluent.py'];
const hasAll = process.env['ALL_SCRIPTS'] === '1';

/** What is meant to differ, as a pattern of its path. */
const MEANT = [
  {
    cause: 'Lineage tags come to what the script says.',
    path: /\/tags\/(git_commit|triggered_by|dataset_version)$/,
  },
  { cause: 'Who ran it is said by the record, not by the client.', path: /\/(user|tags\/mlflow\.user)$/ },
  {
    cause: 'The page of an estimator has ids that are made anew.',
    path: /\/estimator\.html$/,
    isHeavy: true,
  },
];

let python: string | undefined;
let repo: UserRepo;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  python = process.platform === 'win32' ? undefined : await pythonWith(['mlflow', 'scikit-learn']);
  const files = Object.fromEntries(
    await Promise.all(
      (await readdir(SCRIPTS)).map(async (name) => [name, await readFile(path.join(SCRIPTS, name), 'utf8')]),
    ),
  );
  repo = await UserRepo.create({ files });
});
afterAll(async () => {
  for (const stop of stops) await stop();
  await repo.close();
});

const CLIENT = {
  GIT_PYTHON_REFRESH: 'quiet',
  MLFLOW_DISABLE_TELEMETRY: 'true',
  MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: 'false',
  MPLBACKEND: 'agg',
  NO_PROXY: '127.0.0.1',
};

/** MLflow's own server. @returns its address */
async function startTheirs(): Promise<string> {
  const folder = path.join(repo.base, 'server');
  await mkdir(folder);
  const port = await freePort();
  const store = [
    '--backend-store-uri',
    `sqlite:///${folder}/mlflow.db`,
    '--artifacts-destination',
    `${folder}/files`,
  ];
  const child = spawn(
    python ?? '',
    ['-m', 'mlflow', 'server', ...store, '--host', '127.0.0.1', '--port', `${port}`, '--workers', '1'],
    // A group of its own, since the server is a child of the command.
    { cwd: folder, env: { ...repo.env, ...CLIENT, PATH: pathOf() }, stdio: 'ignore', detached: true },
  );
  const ended = once(child, 'exit');
  stops.push(async () => {
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isUp(url))) {
    if (child.exitCode !== null) throw new Error(`mlflow server ended with ${child.exitCode}`);
    await sleep(100);
  }
  return url;
}

function isUp(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** `serve` of the ledger. @returns its address */
async function startOurs(): Promise<string> {
  const child = repo.start(['serve', '--port', '0']);
  const ended = once(child, 'close');
  stops.push(async () => {
    child.kill();
    await ended;
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const url = /MLFLOW_TRACKING_URI=(\S+)/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`serve ended: ${said}`);
}

function pathOf(): string {
  return `${path.dirname(python ?? '')}${path.delimiter}${repo.env['PATH']}`;
}

/** Every field of every run, by its path. */
async function readBack(url: string): Promise<Map<string, string>> {
  const env = { ...repo.env, ...CLIENT, MLFLOW_TRACKING_URI: url };
  const told = await execOk(python ?? '', [path.join(SCRIPTS, READ_BACK)], { cwd: repo.base, env });
  return new Map(fields(JSON.parse(told.toString()), []));
}

/** Keys may hold slashes. */
function* fields(value: unknown, at: readonly string[]): Generator<[string, string]> {
  if (value === null || typeof value !== 'object') yield [at.join('/'), JSON.stringify(value)];
  else
    for (const [key, item] of Object.entries(value)) yield* fields(item, [...at, key.replaceAll('/', '|')]);
}

test('each field is the same, or differs for a reason', async () => {
  if (python === undefined) return;
  const all = (await readdir(SCRIPTS)).filter((name) => name.endsWith('.py') && name !== READ_BACK);
  const scripts = hasAll ? all : FEW;
  const theirs = startTheirs();
  theirs.catch(() => undefined);
  for (const script of scripts) {
    const env = { ...CLIENT, PATH: pathOf() };
    const wrapped = await repo.cli(['track', '--main-run', 'first', '--', python, script], { env });
    const real = await exec(python, [script], {
      cwd: repo.dir,
      env: { ...repo.env, ...env, MLFLOW_TRACKING_URI: await theirs },
    });
    expect([script, wrapped.code, wrapped.stderr]).toEqual([script, real.code, expect.any(String)]);
  }
  const [expected, found] = [await readBack(await theirs), await readBack(await startOurs())];
  expect(expected.size).toBeGreaterThan(scripts.length * 10);
  const different = [...new Set([...expected.keys(), ...found.keys()])].filter(
    (field) => expected.get(field) !== found.get(field),
  );
  const reasonless = different.filter((field) => !MEANT.some((one) => one.path.test(field)));
  expect(reasonless.map((field) => [field, expected.get(field), found.get(field)])).toEqual([]);
  const idle = MEANT.filter(
    (one) => (hasAll || !one.isHeavy) && !different.some((field) => one.path.test(field)),
  );
  expect(idle.map(({ cause }) => cause)).toEqual([]);
});
