import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CLI, UserRepo } from '../cli/user-repo.js';
import { bareEnvironment, exec } from '../support/exec.js';
import type { GitHubWorld } from '../support/github-world.js';
import { addPromoteWorkflow, PROMOTE_PATH, promoteWork } from './promote-workflow.js';
import { errorsOf, ledgerTip, REGISTER, readLedger, TRACK, useWorld } from './support.js';

const TOKEN = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
const onPosix = process.platform === 'win32' ? test.skip : test;

let world: GitHubWorld;
let repo: UserRepo;
let env: Record<string, string>;
useWorld((made) => {
  world = made;
});

beforeAll(async () => {
  await addPromoteWorkflow(world);
  const permissions = { actions: 'write', checks: 'read', contents: 'read' } as const;
  world.tokens.set(TOKEN, { login: 'alice', permissions });
  await registered('one');
  await registered('two');
}, 120_000);
beforeEach(async () => {
  repo = await UserRepo.create();
  await repo.git('remote', 'add', 'origin', world.git.url(world.repository));
  env = { GITHUB_API_URL: world.github.url, GITHUB_SERVER_URL: world.git.serverUrl, GH_TOKEN: TOKEN };
  world.github.state.dispatching.work = promoteWork(world);
  world.github.state.dispatching.details = true;
});
afterEach(() => repo.close());

async function registered(bytes: string): Promise<void> {
  const job = await world.job(await world.push());
  const run = `printf %s '${bytes}' > model.bin`;
  expect(errorsOf(await job.uses(TRACK, { run, datasets: 'orders=v2.1', model: 'model.bin' }))).toEqual([]);
  expect(errorsOf(await job.uses(REGISTER, { model: 'clf orders' }))).toEqual([]);
}

const promote = (...args: string[]) => repo.cli(['promote', 'clf orders', ...args, '--remote'], { env });
const lastRun = () =>
  [...world.github.state.runs.values()].findLast(({ path: file }) => file === PROMOTE_PATH);

test('a laptop has the workflow promote, and the ledger of the server is the answer', async () => {
  const before = await repo.untouchable();
  const first = await promote('1', 'Production', '--reason', 'first one');
  expect(first).toMatchObject({ code: 0 });
  const url = `https://github.com/${world.repository}/actions/runs/${lastRun()?.id}`;
  expect(first.stdout).toBe(
    `run         ${url}\nconclusion  success\nresult      clf orders version 1: None → Production\n`,
  );
  expect(first.stderr).toContain('Get its files with: lineage-gate fetch models:/clf%20orders/1 --remote\n');
  const second = await promote('latest', 'production', '--reason', 'beats it', '--json');
  expect(second.code).toBe(0);
  expect(JSON.parse(second.stdout)).toMatchObject({
    ...{
      state: 'ended',
      conclusion: 'success',
      model: 'clf orders',
      version: 2,
      from: 'None',
      to: 'Production',
    },
    ...{ archived: [1], is_there: true, annotations: [], run: { id: lastRun()?.id } },
    event: { actor: 'alice', reason: 'beats it', by: { event: 'workflow_dispatch', ref: 'refs/heads/main' } },
  });
  expect((await readLedger(world)).events.at(-1)).toMatchObject({ actor: 'alice', to_stage: 'Production' });
  const again = await promote('2', 'Production', '--reason', 'again');
  expect(again).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('is in Production; nothing had to be written'),
  });
  const dry = await promote('2', 'Archived', '--dry-run');
  expect(dry).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('may move to Archived; nothing was written'),
  });

  const all = [first, second, again, dry].map(({ stdout, stderr }) => stdout + stderr).join('');
  expect(all).not.toContain(TOKEN);
  expect(await repo.ledger()).toBeUndefined();
  expect(await repo.untouchable()).toEqual(before);
}, 240_000);

test('a laptop has the workflow change aliases', async () => {
  const models = (...args: string[]) => repo.cli(['models', ...args, '--remote'], { env });
  const set = await models('alias', 'clf orders', '@champion', 'latest');
  expect(set).toMatchObject({ code: 0 });
  const url = `https://github.com/${world.repository}/actions/runs/${lastRun()?.id}`;
  expect(set.stdout).toBe(
    `run         ${url}\nconclusion  success\nresult      clf orders version 2: @champion\n`,
  );
  const again = await models('alias', 'clf orders', 'champion', '2', '--json');
  expect(JSON.parse(again.stdout)).toMatchObject({
    ...{ state: 'ended', conclusion: 'success', model: 'clf orders', events: [], is_there: true },
  });
  const gone = await models('unalias', 'clf orders', 'champion');
  expect(gone.stdout).toContain('result      clf orders version 2: @champion deleted\n');
  const lost = await models('unalias', 'clf orders', 'champion');
  expect(lost).toMatchObject({ code: 1 });
  expect(lost.stderr).toMatch(/^E_WORKFLOW_RUN: The run says: E_VERSION_NOT_FOUND: .*no alias "champion"/m);
  const { events } = await readLedger(world);
  expect(events.slice(-2)).toMatchObject([
    { type: 'alias-set', actor: 'alice', alias: 'champion', version: 2 },
    { type: 'alias-deleted', actor: 'alice', alias: 'champion' },
  ]);
  const local = await repo.cli(['models', 'alias', 'm', 'a', '1', '--no-wait'], { env });
  expect(local.stderr).toMatch(/^E_INPUT_INVALID: `--no-wait`/m);
  expect(await repo.ledger()).toBeUndefined();
}, 240_000);

test('a refusal there is one here, with what the action found', async () => {
  await world.push({
    files: { '.github/lineage.yml': 'version: 1\nstages: { Staging: { allowed_actors: [bob] } }\n' },
  });
  const tip = await ledgerTip(world);
  world.github.state.dispatching.details = false;
  const refused = await promote('1', 'Staging');
  expect(refused.code).toBe(1);
  expect(refused.stdout).toMatch(/^run +https:.*\nconclusion +failure\n$/);
  expect(refused.stderr).toMatch(/^E_WORKFLOW_RUN: The workflow run ended with .*failure/m);
  expect(refused.stderr).toMatch(
    /^E_WORKFLOW_RUN: The run says: E_POLICY_NOT_MET stages\.Staging\.allowed_actors: .*alice/m,
  );
  expect(await ledgerTip(world)).toBe(tip);
}, 120_000);

test('what the server has is read without it and without a clone, and nothing is left behind', async () => {
  const temp = path.join(repo.base, 'temp');
  await mkdir(temp);
  const outside = { cwd: temp, env: { ...env, TMPDIR: temp, TEMP: temp, TMP: temp } };
  const named = ['--remote', '--repository', world.repository];
  const shown = await repo.ok(['models', 'show', 'clf orders', '--stage', 'Production', ...named], outside);
  expect(shown.stdout).toMatch(/^version +models:\/clf orders\/2\n/);
  const history = await repo.ok(['models', 'history', 'clf orders', '--json', ...named], outside);
  expect(JSON.parse(history.stdout)).toHaveLength((await readLedger(world)).events.length);
  expect((await repo.ok(['models', 'ls', ...named], outside)).stdout).toMatch(/^clf orders +2 /m);
  const runs = JSON.parse((await repo.ok(['runs', 'ls', '--json', ...named], outside)).stdout);
  expect(runs).toHaveLength(2);
  const one = await repo.ok(['runs', 'show', runs[0].run_id.slice(0, 20), ...named], outside);
  expect(one.stdout).toContain(runs[0].run_id);
  expect(await readdir(temp)).toEqual([]);

  // The bytes are workflow artifacts, which no clone has.
  const [, how = ''] = /^get it +lineage-gate (.*)$/m.exec(shown.stdout) ?? [];
  expect(how).toBe(`fetch models:/clf%20orders/2 --remote --repository ${world.repository}`);
  await repo.ok(how.split(' '), outside);
  expect(await readFile(path.join(temp, 'model', 'model.bin'), 'utf8')).toBe('two');
  await repo.ok(['artifacts', 'get', runs[1].run_id, '--out', 'all', ...named], outside);
  expect(await readFile(path.join(temp, 'all', 'model.bin'), 'utf8')).toBe('one');
  expect((await readdir(temp)).sort()).toEqual(['all', 'model']);

  // In a clone the repository need not be named, and its own ledger is another one.
  expect((await repo.ok(['runs', 'ls', '--remote', '--json'], { env })).stdout).toBe(
    `${JSON.stringify(runs, undefined, 2)}\n`,
  );
  await repo.ok(['track', '--', process.execPath, '-e', '']);
  const own = JSON.parse((await repo.ok(['runs', 'ls', '--json'], { env })).stdout);
  expect(own.map(({ run_id }: { run_id: string }) => run_id)).not.toContain(runs[0].run_id);
}, 120_000);

test('what only means something on the server, and what nobody may read, is told', async () => {
  const local = await repo.cli(['promote', 'm', '1', 'Staging', '--no-wait', '--ref', 'main'], { env });
  expect(local).toMatchObject({ code: 1, stdout: '' });
  expect(local.stderr.match(/^E_INPUT_INVALID: .*/gm)).toEqual([
    expect.stringContaining('`--ref`'),
    expect.stringContaining('`--no-wait`'),
  ]);
  const nobody = { ...env, GH_TOKEN: '', PATH: await withoutGh() };
  const closed = await repo.cli(['runs', 'ls', '--remote'], { env: nobody });
  expect(closed).toMatchObject({ code: 1, stdout: '' });
  expect(closed.stderr).toMatch(/^E_INPUT_MISSING: Reading the ledger of octo\/models takes a token/m);
  const tokenless = await repo.cli(['promote', 'm', '1', 'Staging', '--remote'], { env: nobody });
  expect(tokenless.stderr).toMatch(/^E_INPUT_MISSING: Starting a workflow takes a token/m);
  const nowhere = await repo.cli(['runs', 'ls', '--remote'], { env, cwd: repo.base });
  expect(nowhere.stderr).toMatch(/^E_NO_REPOSITORY: /m);
}, 60_000);

/** A PATH on which a `gh` of ours comes first that is not logged in. */
async function withoutGh(): Promise<string> {
  const bin = path.join(repo.base, 'bin');
  await mkdir(bin);
  await writeFile(path.join(bin, 'gh'), '#!/bin/sh\nexit 1\n');
  await chmod(path.join(bin, 'gh'), 0o755);
  return [bin, repo.env['PATH']].join(path.delimiter);
}

test('nobody has to wait', async () => {
  world.github.state.dispatching.work = () => undefined;
  const { code, stdout } = await promote('1', 'Staging', '--no-wait', '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    state: 'started',
    conclusion: null,
    version: null,
    event: null,
  });
}, 60_000);

onPosix(
  'Ctrl-C ends the waiting, and says where the run goes on',
  async () => {
    world.github.state.dispatching.work = () => undefined;
    const argv = [CLI, 'promote', 'clf orders', '1', 'Staging', '--remote'];
    const script = `const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ${JSON.stringify(argv)}, { stdio: ['ignore', 'inherit', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      if (!said.includes('waits for a runner') && (said += chunk).includes('waits for a runner')) child.kill('SIGINT');
      process.stderr.write(chunk);
    });
    child.on('close', (code) => { process.exitCode = code; });`;
    const options = { cwd: repo.dir, env: { ...bareEnvironment(repo.base), ...repo.env, ...env } };
    const { code, stderr } = await exec(process.execPath, ['-e', script], options);
    expect(code).toBe(130);
    expect(stderr).toMatch(/the run goes on: https:\/\/github\.com\/octo\/models\/actions\/runs\/\d+\n$/);
  },
  60_000,
);
