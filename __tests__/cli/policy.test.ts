import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { DATA, TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(60_000);

const STRICT = 'version: 1\nrequired_tags: [license]\nmetrics: { val_auc: { min: 0.9, max_drop: 2% } }\n';
const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeEach(async () => {
  repo = await UserRepo.create({ warm });
});

afterEach(async () => {
  await repo.close();
});

test('a policy that the commit has and a sparse checkout leaves out counts all the same', async () => {
  await repo.write({ '.github/lineage.yml': STRICT, 'src/train.py': 'print(1)\n' });
  await repo.commit('Add a policy');
  await repo.git('sparse-checkout', 'set', 'src', 'data');
  const head = await repo.git('rev-parse', 'HEAD');
  const { stdout } = await repo.ok(['policy', 'check']);
  expect(stdout).toContain(`.github/lineage.yml at ${head.slice(0, 12)}`);
  expect(stdout).toContain('license');
  await repo.ok(['track', ...DATA, ...TRAIN]);
  const { code, stderr } = await repo.cli(['register', 'clf_orders']);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringMatching(/E_LINEAGE_MISSING: .*`license` is missing/),
  });
});

describe('a policy that cannot be read is none that is missing', () => {
  test.each([
    ['a link to itself', 'lineage.yml', /E_FILE_UNREADABLE: .*cannot be read \(ELOOP\)/],
    ['a link to nothing', 'none.yml', /E_FILE_UNREADABLE: .*is a link that leads to nothing/],
  ])('%s', async (_, target, complaint) => {
    if (process.platform === 'win32') return;
    await mkdir(path.join(repo.dir, '.github'), { recursive: true });
    await symlink(target, path.join(repo.dir, '.github/lineage.yml'));
    for (const args of [
      ['policy', 'check'],
      ['track', '--', 'true'],
    ])
      expect(await repo.cli(args)).toMatchObject({ code: 1, stderr: expect.stringMatching(complaint) });
  });

  test.each([
    ['its bytes', 'HEAD:.github/lineage.yml'],
    ['its folder', 'HEAD:.github'],
    ['the commit', 'HEAD'],
  ])('of a commit, in a clone that lacks %s', async (_, object) => {
    await repo.write({ '.github/lineage.yml': STRICT, 'src/train.py': 'print(1)\n' });
    await repo.commit('Add a policy');
    const id = await repo.git('rev-parse', object);
    await repo.git('sparse-checkout', 'set', 'src', 'data');
    await rm(path.join(repo.dir, '.git/objects', id.slice(0, 2), id.slice(2)), { force: true });
    for (const args of [
      ['policy', 'check'],
      ['track', '--', 'true'],
    ]) {
      const { code, stderr } = await repo.cli(args);
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: expect.stringMatching(/E_FILE_UNREADABLE: Git cannot read/),
      });
    }
  });

  test('a folder in its place in the commit', async () => {
    await repo.write({ '.github/lineage.yml/a.txt': 'a\n', 'src/train.py': 'print(1)\n' });
    await repo.commit('Add a folder');
    await repo.git('sparse-checkout', 'set', 'src', 'data');
    const { code, stderr } = await repo.cli(['policy', 'check']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/E_FILE_UNREADABLE: There is a folder/),
    });
  });
});

describe('check', () => {
  test('says what a policy asks for, and touches nothing', async () => {
    await repo.write({
      '.github/lineage.yml': [
        'version: 1',
        "tags: { owner: { pattern: '^a' } }",
        'metrics: { val_auc: { min: 0.9, max_drop: 2%, baseline: Production } }',
        'noise: { val_auc: 0.01, f1: 0.2 }',
        'code: { allow_dirty: false }',
        'record: s.json',
        "applies_to: ['src/**', '!**/*.md']",
        "models: { 'reg_*': { metrics: { val_auc: null } } }",
        'waivers:',
        '  - { rule: metrics.*, model: clf_a, reason: old, by: alice, expires: 2020-01-31 }',
        '  - { rule: tags.*, reason: new, by: bob, expires: 2999-01-31 }',
      ].join('\n'),
      's.json': '{"type": "object"}',
    });
    const before = await repo.untouchable();
    const { stdout, stderr } = await repo.ok(['policy', 'check']);
    expect(stderr).toBe('');
    const [head, ...lines] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^\.github\/lineage\.yml is valid \(sha256:[0-9a-f]{12}\)$/);
    expect(lines).toEqual([
      '  required tags  dataset_version, git_commit, triggered_by',
      '  tag patterns   owner ^a',
      '  metrics        val_auc: required, ≥ 0.9, drop ≤ 2%, higher is better, against Production',
      '  noise          val_auc 0.01, f1 0.2',
      '  code           changes to tracked files that are in no commit are refused',
      '  records        must fit s.json',
      '  applies to     src/**, !**/*.md',
      '  models         reg_*: metrics val_auc',
      '  waivers        metrics.* of clf_a expired on 2020-01-31, by alice: old',
      '                 tags.* until 2999-01-31, by bob: new',
    ]);
    expect(await repo.untouchable()).toEqual(before);
    const json = JSON.parse((await repo.ok(['policy', 'check', '--json'])).stdout);
    expect(json).toMatchObject({ valid: true, faults: [], rules: { record: { path: 's.json' } } });
    // The other draft comes from another part of the bundle.
    await repo.write({
      's.json': '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}',
    });
    expect((await repo.ok(['policy', 'check'])).stdout).toContain('must fit s.json');
  });

  test('without a file the built-in policy applies; a file that is named must be there', async () => {
    expect((await repo.ok(['policy', 'check'])).stdout).toMatch(
      /^There is no \.github\/lineage\.yml; the built-in/,
    );
    for (const name of ['none.yml', '.github/lineage.yml']) {
      const { code, stderr } = await repo.cli(['policy', 'check', name]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^E_PATH_MISSING: /);
    }
  });

  test('a policy that limits nothing, and one that hardly means what it says, are remarked on', async () => {
    expect((await repo.ok(['policy', 'check'])).stdout).toContain(
      '\n  metrics        tags only: no metric has a limit\n',
    );
    await repo.write({
      'p.yml': [
        'version: 1',
        'metrics: { a: { max: 1, max_drop: 0.5 }, b: { max_drop: 0.001 } }',
        'noise: { b: 0.003 }',
        'models: { m: { stages: { Production: { override: [a] } } } }',
      ].join('\n'),
    });
    const { stdout } = await repo.ok(['policy', 'check', 'p.yml']);
    expect(stdout).not.toContain('tags only');
    expect(stdout.trimEnd().split('\n').slice(-3)).toEqual([
      expect.stringMatching(/^Warning: `max` of `a` says that lower is better.*Add `higher_is_better`.*\.$/),
      expect.stringMatching(
        /^Note: `max_drop` of `b`, 0\.001, is below half of its noise, 0\.003.*\(p\.yml:2\)\./,
      ),
      expect.stringMatching(
        /^Warning: `Production\.override` has no effect, .* \(p\.yml:4\)\. Add `approvals: 1`/,
      ),
    ]);
    const json = JSON.parse((await repo.ok(['policy', 'check', 'p.yml', '--json'])).stdout);
    expect(json).toMatchObject({
      valid: true,
      remarks: [
        { rule: 'metrics.a.direction', severity: 'warning' },
        { rule: 'metrics.b.max_drop', severity: 'notice', where: 'p.yml:2' },
        { rule: 'stages.Production.override', severity: 'warning', where: 'p.yml:4' },
      ],
    });
  });

  test('all faults are told with their lines, as text and as JSON', async () => {
    await repo.write({ 'sub/p.yml': 'version: 1\nmetric: {}\nmetrics: { a: { max_dorp: 1 } }\n' });
    const options = { cwd: `${repo.dir}/sub` };
    const { code, stdout, stderr } = await repo.cli(['policy', 'check', 'p.yml'], options);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n').sort()).toEqual([
      expect.stringMatching(/^E_POLICY_INVALID: .*`max_dorp`.*\(sub\/p\.yml:3\)\. Write `max_drop`/),
      expect.stringMatching(/^E_POLICY_INVALID: .*`metric`.*\(sub\/p\.yml:2\)\. Write `metrics`/),
    ]);
    const json = await repo.cli(['policy', 'check', 'p.yml', '--json'], options);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({
      valid: false,
      faults: [{ code: 'E_POLICY_INVALID' }, { code: 'E_POLICY_INVALID' }],
    });
  });
});

test('metrics of the policy come first in the commit of a run and in lists, whatever they are called', async () => {
  await repo.write({ '.github/lineage.yml': 'version: 1\nmetrics: { val_auc: { min: 0.5 } }\n' });
  await repo.ok(['track', ...DATA, ...TRAIN]);
  expect(await repo.git('log', '-1', '--format=%s', 'lineage')).toMatch(
    / FINISHED val_auc=0\.93 loss=0\.2146$/,
  );
  expect((await repo.ok(['runs', 'ls'])).stdout).toMatch(/ val_auc=0\.93 loss=0\.2146$/m);
  const [run] = JSON.parse((await repo.ok(['runs', 'ls', '--json'])).stdout);
  expect((await repo.ok(['runs', 'show', run.run_id])).stdout).toMatch(
    /Metrics\n +val_auc +0\.93\n +loss +0\.214568/,
  );
  // Without a policy that can be read the list is by name.
  await repo.write({ '.github/lineage.yml': 'version: 3\n' });
  expect((await repo.ok(['runs', 'ls'])).stdout).toMatch(/ loss=0\.2146 val_auc=0\.93$/m);
});

describe('test', () => {
  test('says what would newly fail, newly pass, and fail in both', async () => {
    await repo.ok(['track', ...DATA, '--tag', 'license=MIT', ...TRAIN]);
    await repo.ok(['register', 'clf_licensed']);
    await repo.ok(['track', ...DATA, ...TRAIN]);
    await repo.ok(['register', 'clf_orders']);
    await repo.ok(['track', '--experiment', 'other', ...TRAIN]);
    await repo.cli(['track', ...DATA, '--', process.execPath, '-e', 'process.exit(1)']);
    const before = await repo.untouchable();
    await repo.write({ 'new.yml': STRICT });
    const { stdout, stderr } = await repo.ok(['policy', 'test', 'new.yml']);
    expect(stderr).toBe('');
    const [licensed, plain, other] = (await repo.runs()).map(({ run_id }) => run_id);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^Policy new\.yml \(sha256:\w+\) instead of built-in \(sha256:\w+\)$/),
      '',
      'Newly failing',
      '  model clf_orders version 1',
      '    required_tags.license: The lineage tag `license` is missing',
      `  run ${plain} of clf`,
      '    required_tags.license: The lineage tag `license` is missing',
      '',
      'Failing in both',
      `  run ${other} of other`,
      '    required_tags.license: The lineage tag `license` is missing',
      '',
      'Models: 1 newly failing, 0 newly passing, 0 failing in both, 1 passing in both',
      'Runs: 1 newly failing, 0 newly passing, 1 failing in both, 1 passing in both; 1 that did not finish are left out',
      'Limits on drops and increases are not tested here: they need a baseline.',
      '',
    ]);
    expect(licensed).toBeDefined();
    const json = await repo.ok(['policy', 'test', 'new.yml', '--json', '--experiment', 'other', '-n', '5']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      in_force: { source: 'built-in' },
      models: { newly_failing: [], passing: 0 },
      runs: {
        failing_in_both: [{ subject: 'other', run_id: other, after: [{ rule: 'required_tags.license' }] }],
      },
    });
    await repo.git('clean', '-q', '-f', 'new.yml');
    expect(await repo.untouchable()).toEqual(before);
  });

  test('the work tree is compared with what is committed, or with another commit', async () => {
    await repo.ok(['track', ...DATA, ...TRAIN]);
    await repo.write({ '.github/lineage.yml': STRICT });
    await repo.commit();
    await repo.write({ '.github/lineage.yml': 'version: 1\n' });
    const counts = async (...args: string[]) => {
      const { runs, in_force } = JSON.parse((await repo.ok(['policy', 'test', '--json', ...args])).stdout);
      return [in_force.source, runs.newly_failing.length, runs.newly_passing.length, runs.passing];
    };
    expect(await counts()).toEqual([expect.stringMatching(/^\.github\/lineage\.yml at \w{12}$/), 0, 1, 0]);
    expect(await counts('--against', 'HEAD~1')).toEqual(['built-in', 0, 0, 1]);
    await repo.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    await repo.git('tag', 'origin/main', 'HEAD~1');
    const { stdout, stderr } = await repo.ok(['policy', 'test', '--against', 'origin/main']);
    expect(stdout).toMatch(/ instead of \.github\/lineage\.yml at \w{12}, refs\/remotes\/origin\/main \(/);
    expect(stderr).toMatch(
      /warning: "origin\/main" may be the tag "refs\/tags\/origin\/main" as well: "refs\/remotes\/origin\/main" was taken/,
    );
    for (const ref of ['nothing', '--all', 'HEAD:.github/lineage.yml']) {
      const { code, stderr } = await repo.cli(['policy', 'test', `--against=${ref}`]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^E_INPUT_INVALID: .* is no commit of this repository \(--against\)/);
    }
  });

  test('before the first commit the built-in policy is in force', async () => {
    const young = await UserRepo.create({ commit: false });
    await young.ok(['track', '--', process.execPath, '-e', '']);
    await young.write({ '.github/lineage.yml': 'version: 1\nrequired_tags: []\n' });
    const { stdout } = await young.ok(['policy', 'test']);
    expect(stdout).toMatch(/instead of built-in/);
    expect(stdout).toMatch(/\nRuns: 0 newly failing, 1 newly passing,/);
    await young.close();
  });
});
