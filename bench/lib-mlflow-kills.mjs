/*
 * What is left of a run that is broken off while it logs with MLflow: the script is killed, the server of a job is killed, the disk is
 * full, the command is cancelled. A seed says at which call, so that a run can be had again.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { randomOf } from './lib-ledger.mjs';

const root = resolve(import.meta.dirname, '..');
const CLI = join(root, 'dist/cli/index.js');
const SERVER = join(root, 'dist/track/mlflow.js');
const CLIENT = join(root, 'bench/mlflow-kills-client.mjs');
/** The calls among which it is broken off. */
const CALLS = 400;

export const MODES = ['script', 'server', 'disk', 'cancel'];

/** A folder on a disk so small that it can be filled; undefined where none can be made. */
export function smallDisk() {
  const folder = mkdtempSync(join(tmpdir(), 'lineage-gate-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    remove() {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * Breaks off one run.
 * @param place an empty folder, for this run alone
 * @param options.leftBehind the function of that name in `commands/track/mlflow/left-behind`
 * @param options.disk folder on a small disk
 * @returns what the client was told, and what of it is there
 */
export async function brokenOff(mode, seed, { place, leftBehind, disk }) {
  const draw = randomOf(seed);
  const at = 1 + Math.floor(draw() * CALLS);
  const told = join(place, 'told');
  writeFileSync(told, '');
  const setting = {
    mode,
    at: String(at),
    told,
    calls: String(CALLS),
    disk: disk ?? '',
    keeps: draw() < 0.5 ? 'full' : '',
  };
  const recorded =
    mode === 'server' ? await ofServer(setting, place, leftBehind) : await ofCommand(setting, place);
  const lines = readFileSync(told, 'utf8').split('\n').filter(Boolean);
  const of = (word) =>
    new Set(lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : [])));
  const [sent, kept, refused] = [of('sent'), of('kept'), of('refused')];
  return {
    at,
    acknowledged: kept.size,
    refused: refused.size,
    recorded: recorded.size,
    missing: [...kept].filter((key) => !recorded.has(key)),
    wrong: [...recorded].filter((key) => refused.has(key) || !sent.has(key)),
  };
}

/** @returns keys of the metrics in the record of a command */
async function ofCommand(setting, place) {
  const repository = join(place, 'repository');
  mkdirSync(repository);
  const env = {
    ...{ PATH: process.env.PATH, HOME: place, TMPDIR: setting.mode === 'disk' ? setting.disk : place },
    ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
    ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' },
  };
  const git = (...args) =>
    execFileSync('git', args, { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] });
  git('init', '-q', '-b', 'main');
  git('commit', '-q', '--allow-empty', '-m', 'First');
  const child = spawn(
    process.execPath,
    [CLI, 'track', '--', process.execPath, CLIENT, JSON.stringify(setting)],
    {
      ...{ cwd: repository, env, stdio: ['ignore', 'ignore', 'pipe'] },
    },
  );
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
    if (setting.mode === 'cancel' && String(text).includes('cancel me')) child.kill('SIGINT');
  });
  await new Promise((done) => child.once('close', done));
  const files = String(git('ls-tree', '-r', '--name-only', 'lineage')).split('\n');
  const [path] = files.filter((file) => /^runs\/.*\/[0-9a-f]{32}\.json$/.test(file));
  if (path === undefined) throw new Error(`no record\n${said}`);
  const record = JSON.parse(String(git('show', `lineage:${path}`)));
  return new Set(Object.keys(record.outputs.metrics));
}

/** @returns keys of the metrics that lie in the files of a server that was killed */
async function ofServer(setting, place, leftBehind) {
  const folder = join(place, 'mlflow');
  mkdirSync(folder, { mode: 0o700 });
  const session = {
    ...{ run_id: '019aa000000070008000000000000001', started_at_ms: Date.UTC(2026, 10, 21) },
    request: { experiment: 'kills', mlflow_registry: 'refuse' },
  };
  const secrets = { tracking: 'a'.repeat(48), control: 'b'.repeat(48) };
  const server = spawn(process.execPath, [SERVER], {
    env: {},
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  server.send({ session, models: [], folder, secrets, worker: null });
  const { url } = await new Promise((done) => server.once('message', done));
  const client = spawn(process.execPath, [CLIENT, JSON.stringify({ ...setting, pid: server.pid })], {
    env: { MLFLOW_TRACKING_URI: url },
    stdio: 'inherit',
  });
  await Promise.all([client, server].map((child) => new Promise((done) => child.once('close', done))));
  const logged = await leftBehind({ ...session, lineage_dir: join(place, 'files') });
  return new Set(logged === null ? [] : logged.runs.flatMap(({ curves }) => [...curves.keys()]));
}
