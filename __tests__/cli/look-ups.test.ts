import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { execOk } from '../support/exec.js';
import { TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(60_000);

const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());
let ids: string[];

beforeAll(async () => {
  repo = await UserRepo.create({ warm });
  const data = (text: string) => ['--dataset', `${text} data/orders.csv`];
  await repo.ok(['track', ...data('orders=v1'), '--tag', 'team=growth', ...TRAIN]);
  await repo.ok(['track', ...data('orders=v2'), ...TRAIN]);
  await repo.ok(['track', '--experiment', 'other', ...data('orders=v1'), ...TRAIN]);
  ids = (await repo.runs()).map((run) => run.run_id);
});

afterAll(() => repo.close());

async function listed(...args: string[]): Promise<number[]> {
  const { stdout } = await repo.ok(['runs', 'ls', '--json', ...args]);
  return (JSON.parse(stdout) as { run_id: string }[]).map((run) => ids.indexOf(run.run_id));
}

describe.each(['without an index', 'with an index'])('%s', (how) => {
  beforeAll(async () => {
    if (how === 'with an index') await repo.ok(['reindex']);
  });

  test('runs are found by what they were made of, all options together', async () => {
    const commit = await repo.git('rev-parse', 'HEAD');
    expect(await listed('--dataset', 'orders=v1')).toEqual([2, 0]);
    expect(await listed('--dataset', 'orders')).toEqual([2, 1, 0]);
    expect(await listed('--dataset', 'orders=v1', '--experiment', 'other')).toEqual([2]);
    expect(await listed('--tag', 'team=growth', '--tag', 'triggered_by=local')).toEqual([0]);
    expect(await listed('--commit', commit)).toEqual([2, 1, 0]);
    expect(await listed('--commit', commit.slice(0, 9), '--limit', '1')).toEqual([2]);
    expect(await listed('--since', '2000-01-01')).toEqual([2, 1, 0]);
    expect(await listed('--until', '2000-01-01')).toEqual([]);
    const [first] = await repo.runs();
    const digest = first?.outputs.models[0]?.manifest.digest ?? '';
    expect(await listed('--model-digest', digest)).toEqual([2, 1, 0]);
  });
});

test('a look-up that finds nothing says so', async () => {
  const { stdout } = await repo.ok(['runs', 'ls', '--dataset', 'nothing']);
  expect(stdout).toBe('No such runs\n');
});

test('bad options are refused together', async () => {
  const { code, stdout, stderr } = await repo.cli([
    ...['runs', 'ls', '--commit', 'x', '--tag', 'y', '--since', 'z'],
  ]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^E_TAG_INVALID: .*\(--tag\)/),
    expect.stringMatching(/^E_INPUT_INVALID: .*\(--commit\)/),
    expect.stringMatching(/^E_INPUT_INVALID: .*\(--since\)/),
  ]);
});

test('the cache lies in the repository, and no work tree, ref or setting shows it', async () => {
  const before = await repo.untouchable();
  await listed('--tag', 'never=seen');
  const files = await readdir(path.join(repo.dir, '.git', 'lineage-gate', 'cache', 'days-4'));
  expect(files).toEqual([expect.stringMatching(/^[0-9a-f]{40}\.json$/)]);
  expect(await repo.untouchable()).toEqual(before);
});

test('reindex makes look-ups, says when they are right, and --check names what is wrong', async () => {
  expect((await repo.ok(['reindex'])).stdout).toMatch(/^The index was right already: 3 runs on 1 day\n$/);
  expect((await repo.ok(['reindex', '--check'])).stdout).toBe('The index fits the records of 1 day\n');
  // Somebody adds a segment of his own, which says that the day has nothing.
  const tip = await repo.ledger();
  const days = await repo.git('show', 'lineage:index/segments/days/1.json');
  const shards = [...'0123456789abcdef'].map((shard) => `${shard}/2.json`);
  const changes = [['days/2.json', days], ...shards.map((name) => [name, '{}'])].map(
    ([name, text = '']) =>
      `M 100644 inline index/segments/${name}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  );
  await execOk('git', ['fast-import', '--quiet'], {
    cwd: repo.dir,
    env: repo.env,
    input: `commit refs/heads/lineage\ncommitter a <a@b> 1 +0000\ndata 1\nx\nfrom ${tip}\n${changes.join('')}`,
  });
  const { code, stdout, stderr } = await repo.cli(['reindex', '--check']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^index\/segments\/[0-9a-f]\/2\.json is wrong about runs of \d{4}-\d\d-\d\d: "/);
  expect(stderr).toBe('Make the index anew: lineage-gate reindex\n');
  expect((await repo.ok(['reindex'])).stdout).toMatch(/^Index of 3 runs on 1 day, commit [0-9a-f]{40}\n$/);
  expect((await repo.ok(['reindex', '--check'])).stdout).toBe('The index fits the records of 1 day\n');
});
