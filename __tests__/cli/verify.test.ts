import { jest } from '@jest/globals';
import { DATA, TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(60_000);

const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeEach(async () => {
  repo = await UserRepo.create({ warm });
  await repo.ok(['track', ...DATA, ...TRAIN]);
  await repo.ok(['register', 'clf_orders', '--alias', 'champion']);
});

afterEach(async () => {
  await repo.close();
});

/** Writes over the first file below a folder of the ledger, past the tool. @returns its path */
async function rewrite(folder: string, from: string | RegExp, to: string): Promise<string> {
  const [path = ''] = (await repo.git('ls-tree', '-r', '--name-only', 'lineage', folder)).split('\n');
  const text = `${await repo.git('show', `lineage:${path}`)}\n`;
  await repo.git('worktree', 'add', '-q', '../ledger', 'lineage');
  await repo.write({ [`../ledger/${path}`]: text.replace(from, to) });
  await repo.git('-C', '../ledger', 'commit', '-q', '-a', '-m', 'tampered');
  await repo.git('worktree', 'remove', '../ledger');
  return path;
}

/** Commits to the ledger past the tool, in a work tree of its own. @returns the commit's id */
async function tamper(change: string): Promise<string> {
  await repo.git('worktree', 'add', '-q', '../ledger', 'lineage');
  const inLedger = (...args: string[]) => repo.git('-C', '../ledger', ...args);
  if (change === 'remove') await inLedger('rm', '-q', '-r', 'runs');
  else {
    await repo.write({ [`../ledger/${change}`]: 'x' });
    await inLedger('add', '-A');
  }
  await inLedger('commit', '-q', '-m', 'tampered');
  await repo.git('worktree', 'remove', '../ledger');
  return (await repo.ledger()) ?? '';
}

test('a ledger that was only added to is valid, and nothing is touched', async () => {
  const before = await repo.untouchable();
  const tip = await repo.ledger();
  const text = await repo.ok(['verify']);
  expect(text.stdout).toBe(`Ledger lineage at ${tip}: 2 commits, 4 records, valid.\n`);
  expect(text.stderr).toBe('');
  const json = await repo.ok(['verify', '--json', '--since', tip ?? '']);
  expect(JSON.parse(json.stdout)).toEqual({
    branch: 'lineage',
    tip,
    commits: 2,
    records: 4,
    valid: true,
    findings: [],
  });
  expect(await repo.untouchable()).toEqual(before);
});

test('findings are told by rule, each with its path and commit, and the exit code is 1', async () => {
  const commit = await tamper('remove');
  const { code, stdout, stderr } = await repo.cli(['verify']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(stdout).toMatch(
    /^Records that were removed \[record-removed\]\n {2}runs\/\S+\.json was removed \(commit /,
  );
  expect(stdout).toContain(commit.slice(0, 12));
  expect(stdout).toContain('[version-without-run]');
  expect(stdout).toMatch(/\nLedger lineage at \w{40}: 3 commits, 3 records, 3 findings\.\n$/);
  const json = await repo.cli(['verify', '--json']);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    valid: false,
    findings: [
      { rule: 'record-removed', commit },
      { rule: 'version-without-run', path: 'models/clf_orders/versions/1.json' },
      // The look-ups name the run as well.
      { rule: 'index-wrong', path: 'index/models/clf_orders.json' },
    ],
  });
});

test('a version that is not what was registered is an error with both paths, for all who read it', async () => {
  const events = await repo.git('ls-tree', '-r', '--name-only', 'lineage', 'models/clf_orders/events/');
  const path = await rewrite(
    'models/clf_orders/versions/',
    /"run_id": "\w+"/,
    `"run_id": "${'0'.repeat(12)}70008${'0'.repeat(15)}"`,
  );
  for (const [command, told] of [
    [['models', 'show', 'clf_orders'], /^$/],
    // The others are listed all the same.
    [['models', 'ls'], /\nclf_orders +– +cannot be read\n$/],
    [['register', 'clf_orders'], /^$/],
  ] as const) {
    const { code, stdout, stderr } = await repo.cli(command);
    expect(code).toBe(1);
    expect(stdout).toMatch(told);
    expect(stderr).toContain(`E_MODEL_DAMAGED: The record ${path} is of run 0000`);
    expect(events.split('\n').some((event) => stderr.includes(`and ${event} registered it`))).toBe(true);
  }
  const { code, stdout } = await repo.cli(['verify']);
  expect(code).toBe(1);
  expect(stdout).toContain('[version-mismatch]');
});

test('a version that its run did not make is one as well', async () => {
  const version = JSON.parse(await repo.git('show', 'lineage:models/clf_orders/versions/1.json'));
  const made = new RegExp(version.manifest.digest, 'g');
  const run = await rewrite('runs/', made, `sha256:${'0'.repeat(64)}`);
  const shown = await repo.cli(['models', 'show', 'clf_orders']);
  expect(shown.code).toBe(1);
  expect(shown.stderr).toContain(`which ${run} did not make (models/clf_orders/versions/1.json)`);
  const registered = await repo.cli(['register', 'clf_orders', '--alias', 'next']);
  expect(registered.code).toBe(1);
  expect(registered.stderr).toContain(`E_LEDGER_RECORD_INVALID: The record ${run}`);
});

test('odd times are warnings, which --strict counts', async () => {
  const at = new Date(Date.now() + 90 * 86_400_000).toISOString();
  const run = await rewrite('runs/', /"ended_at": "[^"]+"/, `"ended_at": "${at}"`);
  const { stdout } = await repo.cli(['verify']);
  expect(stdout).toContain('[time-in-future, a warning]');
  expect(stdout).toContain(run);
  expect(stdout).toMatch(/, 1 finding, 1 warning\.\n$/);
  expect((await repo.cli(['verify', '--strict'])).code).toBe(1);
});

test('a name that another model has to the eye is refused', async () => {
  for (const [name, why] of [
    ['\u0441lf_orders', 'scripts'],
    ['clf\u200b_orders', 'cannot be seen'],
    ['pre\u0301vision', 'NFC'],
    ['CLF_ORDERS', 'upper and lower case'],
  ] as const) {
    const { code, stderr } = await repo.cli(['register', name]);
    expect(code).toBe(1);
    expect(stderr).toContain('E_NAME_INVALID');
    expect(stderr).toContain(why);
  }
});

test('a branch that was set back is told with the remembered tip', async () => {
  const tip = (await repo.ledger()) ?? '';
  await repo.git('update-ref', 'refs/heads/lineage', 'lineage~1');
  expect((await repo.cli(['verify'])).code).toBe(0);
  const { code, stdout } = await repo.cli(['verify', '--since', tip]);
  expect(code).toBe(1);
  expect(stdout).toContain(`commit ${tip.slice(0, 12)} is no ancestor of the tip`);
});

const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix('text from the ledger cannot drive the terminal', async () => {
  await tamper('\u001b[31mred\u009b');
  const { stdout } = await repo.cli(['verify']);
  expect(stdout).toContain('unknown-path');
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test('what cannot be verified is an error with its code', async () => {
  const none = await repo.cli(['verify', '--ledger-branch', 'records']);
  expect(none.code).toBe(1);
  expect(none.stderr).toMatch(/^E_LEDGER_NOT_A_LEDGER: There is no branch records/);
  const other = await repo.cli(['verify', '--ledger-branch', 'main']);
  expect(other.stderr).toMatch(/^E_LEDGER_NOT_A_LEDGER: The branch exists but is no ledger/);
  const since = await repo.cli(['verify', '--since', 'HEAD']);
  expect(since.stderr).toMatch(/^E_INPUT_INVALID: "HEAD" is no full id of a commit/);
});

test('keys are read from a file that has some, and only where GitHub is asked', async () => {
  await repo.write({ 'none.json': '{"keys": [{"kty": "EC"}]}' });
  for (const [options, said] of [
    [['--keys', 'none.json'], /^E_INPUT_INVALID: `--keys` is for asking about events, and nobody is asked/],
    [['--online', '--keys', 'not-there.json'], /^E_PATH_MISSING: The file "not-there.json" cannot be read/],
    [['--online', '--keys', 'none.json'], /^E_INPUT_INVALID: "none.json" has no RSA keys/],
  ] as const) {
    const { code, stderr } = await repo.cli(['verify', ...options]);
    expect(code).toBe(1);
    expect(stderr).toMatch(said);
  }
});
