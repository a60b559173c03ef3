// The shipped command as a server, asked over HTTP and by MLflow's own client.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { jest } from '@jest/globals';
import { DATA, TRAIN, UserRepo } from '../cli/user-repo.js';
import { execOk } from '../support/exec.js';
import { pythonWith } from '../support/python.js';
import { CLIENT_PACKAGES, clientScript, type Server, Servers } from './serving.js';

// The first run installs MLflow's client.
jest.setTimeout(600_000);

const onPosix = process.platform === 'win32' ? test.skip : test;

let repo: UserRepo;
const servers = new Servers();
beforeEach(async () => {
  repo = await UserRepo.create();
});
afterEach(async () => {
  servers.kill();
  await repo.close();
});

const serve = (args: readonly string[], env: Record<string, string> = {}) => servers.start(repo, args, env);

test('an empty folder becomes a server that can be logged to; it ends when it is told to, and knows the same again', async () => {
  const folder = path.join(repo.base, 'new', 'place');
  const args = ['--writable', '--dir', folder];
  const server = serve(args);
  expect(await server.get('health')).toEqual({ status: 200, body: 'OK' });
  expect(server.said).toContain('Runs can be logged to it, and models registered.');
  const { experiment_id } = await server.post('experiments/create', { name: 'iris' });
  const { run } = await server.post('runs/create', { experiment_id, run_name: 'r', start_time: 5 });
  const { run_id } = run.info;
  await server.post('runs/log-metric', { run_id, key: 'auc', value: 0.5, timestamp: 1 });
  const put = `api/2.0/mlflow-artifacts/artifacts/${experiment_id}/${run_id}/artifacts/a%20b.txt`;
  await fetch(`${await server.url}/${put}`, { method: 'PUT', body: 'text' });
  const before = await server.get(`api/2.0/mlflow/runs/get?run_id=${run_id}`);
  expect(before.status).toBe(200);
  expect(await server.stop()).toBe(0);
  expect((await readdir(path.join(folder, '.lineage', 'mlflow'))).sort()).toEqual([
    '.gitignore',
    'artifacts',
    'incoming',
    'spool.ndjson',
  ]);
  expect((await execOk('git', ['status', '--short'], { cwd: folder, env: repo.env })).toString()).toBe('');

  const again = serve(args);
  expect(await again.get(`api/2.0/mlflow/runs/get?run_id=${run_id}`)).toEqual(before);
  expect(await again.get(put)).toEqual({ status: 200, body: 'text' });
  expect(await again.stop('SIGINT')).toBe(0);
});

onPosix(
  'a file that was logged before the server was killed is recorded by the digest that was made of it, and stored as it is',
  async () => {
    const mlflow = path.join(repo.dir, '.lineage/mlflow');
    const server = serve(['--writable']);
    const { run } = await server.post('runs/create', { experiment_id: '0', start_time: 5 });
    const { run_id } = run.info;
    const at = `0/${run_id}/artifacts/model.bin`;
    const body = 'x'.repeat(9 * 1024 * 1024);
    const put = `${await server.url}/api/2.0/mlflow-artifacts/artifacts/${at}`;
    expect((await fetch(put, { method: 'PUT', body })).status).toBe(200);
    const digest = createHash('sha256').update(body).digest('hex');
    expect(await readFile(path.join(mlflow, 'digests', at), 'utf8')).toContain(`sha256:${digest} `);
    const { ino } = await stat(path.join(mlflow, 'artifacts', at));
    await server.stop('SIGKILL');
    const again = serve(['--writable']);
    await again.post('runs/update', { run_id, status: 'FINISHED', end_time: 9 });
    expect(await again.stop()).toBe(0);
    const object = path.join(repo.dir, '.lineage/objects/sha256', digest.slice(0, 2), digest);
    expect((await stat(object)).ino).toBe(ino);
    expect((await readFile(object)).equals(Buffer.from(body))).toBe(true);
  },
);

test('two that would log to the same folder: the second is told, and the first goes on', async () => {
  const first = serve(['--writable']);
  await first.url;
  const { code, stderr } = await repo.cli(['serve', '--writable', '--port', '0']);
  expect(code).toBe(1);
  expect(stderr).toContain('E_SERVE_BUSY');
  expect(stderr).not.toContain('defect');
  expect(stderr).toContain(`process ${first.child.pid}`);
  expect((await first.get('health')).status).toBe(200);
  // A server that only reads needs no folder.
  const reader = serve([]);
  expect((await reader.get('health')).body).toBe('OK');
  expect(reader.said).toContain('It only reads');
  await first.stop('SIGKILL');
  // What a killed one left is taken over.
  expect((await serve(['--writable']).get('health')).body).toBe('OK');
});

test('a port that is taken is told, and the folder is free again', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const address = holder.address();
  const port = typeof address === 'object' ? `${address?.port}` : '';
  const { code, stdout, stderr } = await repo.cli(['serve', '--writable', '--port', port]);
  holder.close();
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(
    `E_SERVE_ADDRESS: The server cannot listen at 127.0.0.1, port ${port} (EADDRINUSE)`,
  );
  expect(await readdir(path.join(repo.dir, '.lineage', 'mlflow'))).not.toContain('server.pid');
});

test('beyond this machine nobody is served without a token, nor with another one', async () => {
  const refused = await repo.cli(['serve', '--host', '0.0.0.0', '--port', '0']);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toContain('E_INPUT_MISSING');
  expect(refused.stderr).toContain('LINEAGE_SERVE_TOKEN');

  const server = serve(['--host', '0.0.0.0'], { LINEAGE_SERVE_TOKEN: 'long-random-text' });
  const url = `${(await server.url).replace('0.0.0.0', '127.0.0.1')}/api/2.0/mlflow/experiments/get?experiment_id=0`;
  const ask = async (headers: Record<string, string>) => (await fetch(url, { headers })).status;
  expect(await ask({})).toBe(401);
  expect(await ask({ Authorization: 'Bearer other' })).toBe(401);
  expect(await ask({ Authorization: 'Bearer long-random-text' })).toBe(200);
  expect(server.said).not.toContain('long-random-text');
});

test('a folder that has files and is no repository is no place for a server, and stays as it is', async () => {
  const folder = path.join(repo.base, 'files');
  await mkdir(folder);
  await writeFile(path.join(folder, 'a.txt'), 'a');
  const { code, stderr } = await repo.cli(['serve', '--writable', '--dir', folder, '--port', '0']);
  expect(code).toBe(1);
  expect(stderr).toContain('E_NO_REPOSITORY');
  expect(await readdir(folder)).toEqual(['a.txt']);
});

describe("MLflow's own client", () => {
  let python: string | undefined;
  beforeAll(async () => {
    python = process.platform === 'win32' ? undefined : await pythonWith(CLIENT_PACKAGES);
  });

  /** @returns what the script says */
  const run = (server: Server, script: string, ...args: string[]) =>
    clientScript(server, { python: python ?? '', repo, script, args });

  onPosix('logs, searches, registers and loads', async () => {
    if (python === undefined) return;
    const told = await run(serve(['--writable', '--dir', path.join(repo.base, 'logged')]), 'log.py');
    const names = ['MLmodel', 'data/weights é 100%.bin', 'empty.txt'];
    expect(told).toEqual({
      status: 'FINISHED',
      params: { lr: '0.1', deep: 'True' },
      metrics: { loss: '0.2', 'val/auc': '0.9', broken: 'nan' },
      tags: { team: 'a', note: 'später', 'mlflow.note.content': 'why' },
      history: [1, 1 / 2, 1 / 3, 1 / 4, 1 / 5].map((value, step) => [step, value]),
      good: ['first'],
      failed: ['second'],
      ordered: ['second', 'first'],
      changed: 'INVALID_PARAMETER_VALUE',
      stages: { 1: 'Archived', 2: 'Production' },
      alias: '1',
      artifacts: [
        ['model', true],
        ['notes', true],
      ],
      text: 'hello',
      got: Object.fromEntries(
        ['models:/clf/Production', 'models:/clf@champion', 'models:/clf/1', 'runs:/RUN/model'].map((uri) => [
          uri,
          [names, true],
        ]),
      ),
    });
  });

  onPosix('reads what was tracked, registered and promoted, and writes nothing to it', async () => {
    if (python === undefined) return;
    await repo.ok(['track', '--tag', 'owner=team', ...DATA, ...TRAIN]);
    await repo.ok(['register', 'clf_orders', '--alias', 'champion']);
    await repo.ok(['promote', 'clf_orders', '1', 'Production', '--reason', 'It is the first']);
    const before = await repo.ledger();
    const folder = path.join(repo.base, 'got');
    await mkdir(folder);
    const told = await run(serve([]), 'read.py', 'clf_orders', folder);
    expect(told).toEqual({
      version: '1',
      aliases: ['champion'],
      params: expect.objectContaining({ lr: '0.1', epochs: '3' }),
      metrics: { val_auc: 0.93, loss: 0.214567891 },
      datasets: ['orders'],
      found: [true],
      files: ['weights.txt'],
      wrote: 'PERMISSION_DENIED',
    });
    const recorded = await readFile(path.join(repo.dir, 'out', 'model', 'weights.txt'));
    expect(await readFile(path.join(folder, 'weights.txt'))).toEqual(recorded);
    expect(await repo.ledger()).toBe(before);
    expect(await readdir(path.join(repo.dir, '.lineage'))).not.toContain('mlflow');
  });
});
