// Work trees, terminals and state that are not as a tidy run would leave them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import type { RunRecord } from '../../src/core/generated/types.js';
import { exec } from '../support/exec.js';
import { CLI, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(60_000);

const onPosix = process.platform === 'win32' ? test.skip : test;
const NODE = process.execPath;
const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeEach(async () => {
  repo = await UserRepo.create({ warm });
});
afterEach(() => repo.close());

async function newest(): Promise<RunRecord> {
  const run = (await repo.runs()).at(-1);
  if (run === undefined) throw new Error('there is no run');
  return run;
}

async function shell(line: string, options: { input?: string } = {}) {
  return exec('sh', ['-c', line], { cwd: repo.dir, env: repo.env, ...options });
}

onPosix('a model that is a link, or has links in it, is stale when the run wrote none of it', async () => {
  await repo.write({ 'store/v1/weights': 'old', 'shared/vocabulary': 'a b c' });
  await repo.link('store/v1', 'model');
  await repo.link('../../shared', 'store/v1/shared');
  const { code, stderr } = await repo.cli(['track', '--model', 'model', '--', 'true']);
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('E_OUTPUT_STALE') });
  expect((await newest()).outputs.models).toEqual([]);
  await repo.ok(['track', '--model', 'model', '--', 'sh', '-c', 'echo new > store/v1/weights']);
  expect((await newest()).outputs.models[0]?.manifest.files.map((file) => file.path)).toContain('weights');
});

onPosix('what track has recorded through links is found by them', async () => {
  await repo.write({ 'hub/blobs/w': 'weights', 'hub/blobs/c': '{"layers": 2}' });
  await repo.link('../../blobs/w', 'hub/snapshots/abc/model.safetensors');
  await repo.link('../../blobs/c', 'hub/snapshots/abc/config.json');
  const snapshot = 'hub/snapshots/abc';
  const inputs = ['--base-model', snapshot, '--dataset', `weights=v1 ${snapshot}/model.safetensors`];
  await repo.ok(['track', ...inputs, '--', NODE, '-e', '0']);
  const { run_id } = await newest();
  for (const name of [snapshot, `${snapshot}/model.safetensors`, 'hub/blobs/w'])
    for (const place of [[], ['--no-index']]) {
      const { code, stdout } = await repo.cli(['impact', name, '--json', ...place]);
      expect({ code, runs: JSON.parse(stdout).runs }).toMatchObject({ code: 1, runs: [{ run_id }] });
    }
  const traced = await repo.cli(['trace', 'model.safetensors'], {
    cwd: path.join(repo.dir, snapshot),
  });
  expect(traced).toMatchObject({ code: 0, stdout: expect.stringContaining('dataset weights@v1') });
});

onPosix('a second name for an old file is no writing of it', async () => {
  await repo.write({ 'old/metrics.json': '{"auc": 0.99}' });
  await repo.link('old/metrics.json', 'linked.json');
  const { code } = await repo.cli([
    'track',
    '--metric',
    'old/metrics.json',
    '--',
    'ln',
    'old/metrics.json',
    'x',
  ]);
  expect(code).toBe(1);
  expect((await newest()).outputs.metrics).toEqual({});
});

test('what is kept below .lineage is no artifact', async () => {
  await repo.write({ '.lineage/unsent/notes.txt': 'kept', 'notes.txt': 'made before' });
  await repo.ok(['track', '--artifact', '**/notes.txt', '--', NODE, '-e', '0']);
  expect((await newest()).outputs.artifacts.map((artifact) => artifact.path)).toEqual(['notes.txt']);
});

onPosix('a run is recorded when nobody reads on what it prints', async () => {
  const line = `"${NODE}" "${CLI}" track -- "${NODE}" train.mjs 2>&1 | head -1`;
  await shell(line);
  expect(await newest()).toMatchObject({ status: 'FINISHED' });
});

onPosix('a run under nohup goes on when the terminal goes away', async () => {
  const wait = 'console.log("started"); process.stdin.on("data", () => process.exit(0))';
  const child = spawn('nohup', [NODE, CLI, 'track', '--', NODE, '-e', wait], {
    cwd: repo.dir,
    env: repo.env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGHUP');
  child.stdin.end('go on\n');
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  expect(await newest()).toMatchObject({ status: 'FINISHED' });
});

test('a secret as long as a file is no fault', async () => {
  const env = { KEY_TOKEN: `${'k'.repeat(60_000)}\n${'Aa0/'.repeat(10_000)}` };
  const { code, stderr } = await repo.cli(['track', '--metric', 'auc=0.9', '--', NODE, '-e', '0'], { env });
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect((await newest()).outputs.metrics['auc']?.value).toBe(0.9);
});

test('a policy under nearly the right name is refused, since it would not count', async () => {
  await repo.write({ '.github/lineage.yaml': 'version: 1\n' });
  const { code, stderr } = await repo.cli(['policy', 'check']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/E_POLICY_INVALID.*lineage\.yaml.*is read from `\.github\/lineage\.yml`/);
});

onPosix('a bare repository that came with a commit starts no program', async () => {
  await repo.git('init', '-q', '--bare', '--template=', 'data/tool.git');
  const planted = `[core]\n\tbare = true\n[remote "origin"]\n\turl = ssh://127.0.0.1/x\n[core]\n\tsshCommand = touch ${path.join(repo.base, 'ran')};false\n`;
  await repo.write({ 'data/tool.git/config': planted });
  const { stderr } = await repo.cli(['runs', 'ls'], { cwd: path.join(repo.dir, 'data/tool.git') });
  expect(stderr).toContain('this repository lies in the work tree of another');
  await expect(rm(path.join(repo.base, 'ran'))).rejects.toMatchObject({ code: 'ENOENT' });
});

test.each([
  ['garbage', 'nonsense'],
  ['another shape', '{"looks": {"a": 1}, "unseen": [], "params": {}, "data": {}, "head": null}'],
])('%s in place of what was kept of the begin harms no run of the command line', async (_, text) => {
  await repo.write({ 'metrics.json': '{"auc": 0.5}' });
  // The training finds our folder in the temp folder, as any program of the user can.
  const forge = `
    const { readdirSync, writeFileSync } = require('node:fs');
    const { tmpdir } = require('node:os');
    const { join } = require('node:path');
    for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith('lineage-gate-')))
      for (const below of readdirSync(join(tmpdir(), name), { recursive: true }))
        if (below.endsWith('before.json')) writeFileSync(join(tmpdir(), name, below), process.env.FORGED);`;
  await writeFile(path.join(repo.base, 'forge.cjs'), forge);
  const temp = path.join(repo.base, 'home');
  const { code, stderr } = await repo.cli(
    ['track', '--metric', 'metrics.json', '--', NODE, path.join(repo.base, 'forge.cjs')],
    { env: { TMPDIR: temp, TEMP: temp, FORGED: text } },
  );
  expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('E_OUTPUT_STALE') });
  expect((await newest()).outputs.metrics).toEqual({});
});

onPosix(
  'where files may not grow, the run is refused with the limit to raise, and nothing is half written',
  async () => {
    const before = await repo.ledger();
    const track = `"${NODE}" "${CLI}" track -- sh -c 'exit 0' 2>&1`;
    const said = await shell(`(ulimit -f 1; ${track}; echo "code $?") | cat`);
    const stdout = said.stdout.toString('utf8');
    expect(stdout).toMatch(/E_LEDGER_DISK_FULL: .*File too large.*ulimit -f/);
    expect(stdout).toMatch(/could not be kept for later either: EFBIG/);
    expect(stdout).toMatch(/\ncode 1\n$/);
    expect(stdout).not.toContain('defect');
    expect(await repo.ledger()).toBe(before);
  },
);

test('what a glob takes is stored as it is, a core dump with a secret in it too', async () => {
  const secret = 'xK9mP2qLw8Zt4vB7';
  const args = ['track', '--artifact', 'core.*', '--'];
  const dump = `require('fs').writeFileSync('core.4711', 'memory of TOKEN ' + process.env.MY_TOKEN)`;
  const env = { ...repo.env, MY_TOKEN: secret };
  const ran = await exec(NODE, [CLI, ...args, NODE, '-e', dump], { cwd: repo.dir, env });
  expect(ran.code).toBe(0);
  const run = await newest();
  expect(run.outputs.artifacts).toMatchObject([{ path: 'core.4711', size_bytes: 32 }]);
  expect(JSON.stringify(run)).not.toContain(secret);
  const digest = run.outputs.artifacts[0]?.digest.slice('sha256:'.length) ?? '';
  const stored = path.join(repo.dir, '.lineage/objects/sha256', digest.slice(0, 2), digest);
  expect(await readFile(stored, 'utf8')).toContain(secret);
});

test("what follows the command's name is the command's, with and without `--`", async () => {
  await repo.write({ 'args.cjs': 'console.log(JSON.stringify(process.argv.slice(2)))' });
  const own = ['--model', 'xgb', '-v', '--json', '--', '--tag', ''];
  for (const dashes of [[], ['--']]) {
    const args = ['track', '--dataset', 'a=v1', ...dashes, NODE, 'args.cjs', ...own];
    expect(JSON.parse((await repo.ok(args)).stdout)).toEqual(own);
    const { inputs, outputs } = await newest();
    expect({ data: inputs.datasets.map(({ name }) => name), models: outputs.models }).toEqual({
      data: ['a'],
      models: [],
    });
  }
});

onPosix('a folder whose name cannot be an experiment', async () => {
  const cwd = path.join(repo.base, 'a\nb');
  await rename(repo.dir, cwd);
  const track = (...options: string[]) => repo.cli(['track', ...options, '--', NODE, '-e', '0'], { cwd });
  const { code, stderr } = await track();
  expect(code).toBe(1);
  expect(stderr).toMatch(/^E_NAME_INVALID: .*folder.*control characters.*`--experiment NAME`/);
  expect(await track('--experiment', 'x')).toMatchObject({ code: 0 });
});

onPosix('a current folder that was deleted is no defect', async () => {
  await mkdir(path.join(repo.dir, 'gone'));
  const { code, stderr } = await shell(`cd gone && rmdir ../gone && exec "${NODE}" "${CLI}" runs ls`);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^E_PATH_MISSING: .*was deleted/);
});

(process.platform === 'linux' ? test : test.skip)(
  'a folder whose name is no UTF-8 is told as such',
  async () => {
    const { code, stderr } = await shell(
      `folder=$(printf 'caf\\351') && mkdir "$folder" && cd "$folder" && exec "${NODE}" "${CLI}" runs ls`,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^E_PATH_MISSING: .*no UTF-8.*Rename/);
  },
);

test('a list of a branch that is not there names the branch', async () => {
  for (const what of ['runs', 'models']) {
    const { stdout } = await repo.ok([what, 'ls', '--ledger-branch', 'linage']);
    expect(stdout).toBe(`No ${what} on \`linage\`: there is no such branch\n`);
  }
});
