import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { CLI, DATA, TRAIN, UserRepo } from '../cli/user-repo.js';
import { makeTempDir, removeDir } from '../support/temp.js';

jest.setTimeout(60_000);

const onPosix = process.platform === 'win32' ? test.skip : test;
const NODE = process.execPath;
let repo: UserRepo;

beforeEach(async () => {
  repo = await UserRepo.create();
});

afterEach(async () => {
  await repo.close();
});

describe('track', () => {
  test('records the run, and leaves the repository as it was', async () => {
    const before = await repo.untouchable();
    const temp = path.join(repo.base, 'temp');
    await mkdir(temp);
    const env = { TMPDIR: temp, TEMP: temp, TMP: temp };
    const { code, stdout } = await repo.cli(['track', '--tag', 'owner=team', ...DATA, ...TRAIN], { env });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'trained\n' });
    expect(await repo.untouchable()).toEqual(before);
    expect(await readdir(temp)).toEqual([]);

    const [run, ...more] = await repo.runs();
    expect(more).toEqual([]);
    expect(run).toMatchObject({
      experiment: 'clf',
      status: 'FINISHED',
      command: { shell: null, exit_code: 0 },
      inputs: {
        params: { lr: 0.1, epochs: 3, seed: 7 },
        seeds: { seed: 7 },
        datasets: [{ name: 'orders', version: 'v2.1', path: 'data/orders.csv', size_bytes: 17 }],
        code: { commit: await repo.git('rev-parse', 'HEAD'), ref: 'refs/heads/main', dirty: false },
      },
      outputs: { metrics: { val_auc: { value: 0.93 } } },
      tags: { owner: 'team', dataset_version: 'orders_v2.1', triggered_by: 'local' },
    });
    expect(run?.outputs.models.map((model) => model.path)).toEqual(['out/model']);
    expect(run?.outputs.system.peak_memory_bytes).toBeGreaterThan(1_000_000);
    expect(await repo.git('log', '-1', '--format=%an <%ae>', 'lineage')).toBe(
      'octo <octo@users.noreply.github.com>',
    );
  });

  test("keeps the command's exit code, bytes and input", async () => {
    const script =
      'process.stdin.pipe(process.stdout); process.stdin.on("end", () => { console.error("last words"); process.exitCode = 3; })';
    const input = Buffer.from(
      Array.from({ length: 300_000 }, (_, index) => (index * 7 + (index >> 8)) % 256),
    );
    const { code, bytes, stderr } = await repo.cli(['track', '--', NODE, '-e', script], { input });
    expect(code).toBe(3);
    expect(bytes.equals(input)).toBe(true);
    expect(stderr).toContain('\nlast words\n');
    const [run] = await repo.runs();
    expect(run).toMatchObject({
      status: 'FAILED',
      command: { exit_code: 3, stderr_tail: ['last words'] },
    });
  });

  test('passes every argument as it is, and words of its own options after `--` too', async () => {
    const words = ['', 'a b', "it's", '$HOME', '*', '--tag', '-x', 'é\n', '--'];
    const script = 'console.log(JSON.stringify(process.argv.slice(1)))';
    const { stdout } = await repo.ok(['track', '--', NODE, '-e', script, '--', ...words]);
    expect(JSON.parse(stdout)).toEqual(words);
  });

  test('tells the command its run, and collects what it drops', async () => {
    const script = `
      const { writeFileSync } = require('node:fs');
      const dir = process.env.LINEAGE_DIR;
      writeFileSync(dir + '/metrics/a.json', '{"acc": 0.5}');
      writeFileSync(dir + '/tags.json', '{"dataset_version": "x_v1.0"}');
      console.log(process.env.LINEAGE_RUN_ID);`;
    const { stdout } = await repo.ok(['track', '--', NODE, '-e', script]);
    const [run] = await repo.runs();
    expect(run?.run_id).toBe(stdout.trim());
    expect(run?.outputs.metrics).toMatchObject({ acc: { value: 0.5 } });
    expect(run?.tags).toMatchObject({ dataset_version: 'x_v1.0' });
  });

  test('with --json prints the record alone on standard output', async () => {
    const { stdout, stderr } = await repo.ok(['track', '--json', ...DATA, ...TRAIN]);
    expect(JSON.parse(stdout)).toEqual((await repo.runs())[0]);
    expect(stderr).toContain('trained\n');
  });

  test('with --record none writes nothing to the repository', async () => {
    const { stderr } = await repo.ok(['track', '--record', 'none', ...DATA, ...TRAIN]);
    expect(stderr).toContain('The run was not recorded');
    expect(await repo.ledger()).toBeUndefined();
  });

  test('works in a subfolder, where paths are relative to it', async () => {
    const cwd = path.join(repo.dir, 'data');
    await repo.ok(['track', '--dataset', 'orders=v1 orders.csv', '--', NODE, '-e', ''], { cwd });
    const [run] = await repo.runs();
    expect(run?.inputs.datasets).toMatchObject([{ path: 'data/orders.csv' }]);
    expect(await readdir(cwd)).toEqual(['orders.csv']);
  });

  test('works in a linked work tree: one ledger for all', async () => {
    const cwd = path.join(repo.base, 'second');
    await repo.git('worktree', 'add', '-q', '-b', 'idea', cwd);
    await repo.ok(['track', ...DATA, ...TRAIN], { cwd });
    await repo.ok(['register', 'orders'], { cwd });
    expect((await repo.ok(['runs', 'ls'])).stdout).toContain('FINISHED');
    const [run] = await repo.runs();
    expect(run?.inputs.code).toMatchObject({ ref: 'refs/heads/idea', dirty: false });
    expect((await repo.ok(['models', 'ls'])).stdout).toContain('orders');
  });

  test('records an unborn branch as a run without a commit', async () => {
    const young = await UserRepo.create({ commit: false });
    try {
      const { stderr } = await young.ok(['track', ...DATA, ...TRAIN]);
      expect(stderr).toContain('`git_commit` is missing');
      expect((await young.runs())[0]).toMatchObject({ status: 'FINISHED', tags: { triggered_by: 'local' } });
      const refused = await young.cli(['register', 'orders']);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(/^E_LINEAGE_MISSING: The lineage tag `git_commit` is missing/m);
      expect(await young.git('symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    } finally {
      await young.close();
    }
  });

  test('records a detached HEAD and a dirty tree as such', async () => {
    await repo.git('checkout', '-q', '--detach');
    await repo.write({ 'train.mjs': `${await readFile(path.join(repo.dir, 'train.mjs'))}// changed\n` });
    await repo.ok(['track', ...DATA, ...TRAIN]);
    const [run] = await repo.runs();
    expect(run?.inputs.code).toMatchObject({
      commit: await repo.git('rev-parse', 'HEAD'),
      ref: null,
      dirty: true,
      diff_digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    expect((await repo.ok(['runs', 'show', run?.run_id ?? ''])).stdout).toContain('(work tree had changes)');
  });

  test('names the CI system it runs in', async () => {
    const env = {
      CI: 'true',
      GITLAB_CI: 'true',
      CI_COMMIT_SHA: await repo.git('rev-parse', 'HEAD'),
      CI_COMMIT_REF_NAME: 'main',
      CI_PROJECT_PATH: 'team/models',
      CI_PIPELINE_ID: '77',
      CI_JOB_NAME: 'train',
      CI_PIPELINE_URL: 'https://gitlab.example.com/team/models/-/pipelines/77',
      GITLAB_USER_LOGIN: 'octo',
    };
    await repo.ok(['track', ...DATA, ...TRAIN], { env });
    await repo.ok(['register', 'orders'], { env });
    const [run] = await repo.runs();
    expect(run?.tags).toMatchObject({ triggered_by: 'ci/gitlab' });
    expect(run?.context).toMatchObject({ job: 'train', actor: 'octo', ci_run_id: '77' });
  });

  onPosix('works in a git hook, where git says GIT_DIR and holds the index', async () => {
    const hook = path.join(repo.dir, '.git', 'hooks', 'pre-commit');
    await repo.git('config', 'core.hooksPath', '.git/hooks');
    await repo.write({
      '.git/hooks/pre-commit': `#!/bin/sh\nexec "${NODE}" "${CLI}" track -- sh -c 'test -n "$GIT_DIR" || test -n "$GIT_INDEX_FILE"'\n`,
    });
    await chmod(hook, 0o755);
    await repo.write({ 'new.txt': 'new\n' });
    await repo.commit('With a hook');
    expect(await repo.runs()).toHaveLength(1);
    expect(await repo.git('show', '--name-only', '--format=%s')).toBe('With a hook\n\nnew.txt');
    expect(await repo.git('status', '--porcelain')).toBe('');
  });

  test('takes the folder it stands in, whatever GIT_DIR says', async () => {
    const other = await UserRepo.create();
    try {
      const env = { GIT_DIR: path.join(other.dir, '.git'), GIT_WORK_TREE: other.dir };
      await repo.ok(['track', ...DATA, ...TRAIN], { env });
      expect(await repo.runs()).toHaveLength(1);
      expect(await other.ledger()).toBeUndefined();
    } finally {
      await other.close();
    }
  });
});

describe('what stands in the way', () => {
  test('a folder in no repository', async () => {
    const folder = await makeTempDir();
    try {
      const env = { GIT_CEILING_DIRECTORIES: path.dirname(folder) };
      const { code, stderr } = await repo.cli(['track', '--', NODE, '-e', 'console.log(1)'], {
        cwd: folder,
        env,
      });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^E_NO_REPOSITORY: .*git init/);
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await removeDir(folder);
    }
  });

  test('no git', async () => {
    const { code, stdout, stderr } = await repo.cli(['track', '--', NODE, '-e', 'console.log(1)'], {
      env: { PATH: path.join(repo.base, 'home') },
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^E_GIT_MISSING: .*Install git/);
  });

  test('the ledger branch is checked out: said before the training, and other branches work', async () => {
    await repo.ok(['track', ...DATA, ...TRAIN]);
    await repo.git('checkout', '-q', 'lineage');
    const tip = await repo.ledger();
    const { code, stdout, stderr } = await repo.cli(['track', '--', NODE, '-e', 'console.log("trained")']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^E_LEDGER_CHECKED_OUT: /);
    expect(await repo.ledger()).toBe(tip);
    expect((await repo.ok(['runs', 'ls'])).stdout).toContain('FINISHED');
    await repo.ok(['track', '--ledger-branch', 'lineage-2', '--', NODE, '-e', '']);
    expect(await repo.runs('lineage-2')).toHaveLength(1);
  });

  test('nothing recorded yet is said as such, and is empty JSON', async () => {
    expect((await repo.ok(['runs', 'ls'])).stdout).toMatch(/^No runs yet\./);
    expect((await repo.ok(['models', 'ls'])).stdout).toMatch(/^No models yet\./);
    for (const what of ['runs', 'models']) {
      expect((await repo.ok([what, 'ls', '--json'])).stdout).toBe('[]\n');
    }
    expect((await repo.cli(['register', 'm'])).stderr).toMatch(/^E_RUN_NOT_FOUND: There are no runs yet/);
    expect(await repo.ledger()).toBeUndefined();
  });
});

test('credentials in the environment and on the command line stay out of record and output', async () => {
  const secret = `ghp_${'Ab1'.repeat(12)}`;
  await writeFile(path.join(repo.dir, 'out.json'), JSON.stringify({ note: `x ${secret}` }));
  const { stderr } = await repo.ok(
    ['track', '-v', '--param', 'out.json', '--tag', 'who=hunter2-Very-s3cret', '--', NODE, '-e', '', secret],
    { env: { MY_SERVICE_TOKEN: 'hunter2-Very-s3cret' } },
  );
  const text = JSON.stringify(await repo.runs());
  expect(text).toContain('[redacted]');
  for (const hidden of [secret, 'hunter2-Very-s3cret']) {
    expect(text).not.toContain(hidden);
    expect(stderr).not.toContain(hidden);
  }
});
