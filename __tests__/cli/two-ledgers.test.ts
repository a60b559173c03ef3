import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { amendmentPath, recallPath } from '../../src/ledger/layout.js';
import { encodeRecord } from '../../src/ledger/read/records.js';
import { adding, DAY, idAt, localLedger, newRun } from '../ledger/fixtures.js';
import { exec, execOk } from '../support/exec.js';
import { DATA, TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(180_000);

/** What docs/cli.md tells somebody to do whose ledger and the server's have both gone on. */
async function recipe(): Promise<string> {
  const text = await readFile('docs/cli.md', 'utf8');
  const [, , block = ''] = /\*\*When both sides have records\*\*(.*?)```sh\n(.*?)```/s.exec(text) ?? [];
  expect(block).toContain('git push origin refs/heads/lineage');
  return block;
}

const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeEach(async () => {
  repo = await UserRepo.create({ warm });
});

afterEach(async () => {
  await repo.close();
});

test('two ledgers that went on apart are brought together by what the documentation says', async () => {
  await repo.ok(['track', ...DATA, ...TRAIN]);
  await repo.ok(['register', 'clf']);
  const server = path.join(repo.base, 'server.git');
  await repo.git('init', '--quiet', '--bare', '--initial-branch=main', server);
  await repo.git('remote', 'add', 'origin', server);
  await repo.git('push', '--quiet', 'origin', 'main', 'lineage');
  const ours = await repo.ledger();
  // Somebody else's events, and a version, on the server.
  await repo.ok(['promote', 'clf', '1', 'Staging']);
  await repo.write({
    'train.mjs': (await readFile(path.join(repo.dir, 'train.mjs'), 'utf8')).replace("'weights'", "'others'"),
  });
  await repo.ok(['track', ...DATA, ...TRAIN]);
  await repo.ok(['register', 'clf']);
  await repo.git('push', '--quiet', 'origin', 'lineage');
  await repo.git('update-ref', 'refs/heads/lineage', ours ?? '');
  await repo.git('update-ref', '-d', 'refs/remotes/origin/lineage');
  // What was done here meanwhile: a run, a version of the same number, and an event after the same one.
  await repo.git('checkout', '--quiet', '--', 'train.mjs');
  await repo.write({
    'train.mjs': (await readFile(path.join(repo.dir, 'train.mjs'), 'utf8')).replace("'weights'", "'mine'"),
  });
  await repo.ok(['track', ...DATA, ...TRAIN]);
  const [mine] = (await repo.runs()).slice(-1);
  await repo.ok(['register', 'clf']);
  await repo.ok(['models', 'alias', 'clf', 'champion', '2']);
  await expect(repo.git('push', '--quiet', 'origin', 'lineage')).rejects.toThrow(/rejected/);

  const noted = await execOk('sh', ['-e', '-c', await recipe()], { cwd: repo.dir, env: repo.env });
  expect(noted.toString()).toMatch(/ alias clf version 2 @champion\n.* register clf version 2\n/);
  expect(await repo.git('branch', '--show-current')).toBe('main');
  expect((await repo.runs()).map(({ run_id }) => run_id)).toContain(mine?.run_id);
  await repo.ok(['register', 'clf', '--run', mine?.run_id ?? '', '--alias', 'champion']);
  await repo.git('push', '--quiet', 'origin', 'lineage');
  const [listed] = JSON.parse((await repo.ok(['models', 'ls', '--json'])).stdout);
  expect(listed).toMatchObject({ versions: 3, stages: { Staging: [1] }, aliases: { champion: 3 } });
  expect(listed).not.toHaveProperty('damage');
  expect((await repo.ok(['verify'])).stdout).toMatch(/, valid\.\n$/);
  expect((await repo.ok(['fetch', 'models:/clf@champion', 'got'])).stdout).toBe('got\n');
});

/** One run after the other, as a laptop records them. */
async function recorded(...times: number[]): Promise<string[]> {
  const ledger = localLedger(repo.dir, { env: repo.env });
  const ids = times.map((time, seed) => idAt(time, seed));
  for (const id of ids) await ledger.append([await newRun(id)]);
  return ids;
}

const NEXT = DAY + 86_400_000;

/** Both sides have recorded runs of the next day since the last run that they share. */
async function apart(): Promise<{ shared: string; theirs: string[]; mine: string[]; before: string }> {
  await recorded(DAY);
  const server = path.join(repo.base, 'server.git');
  await repo.git('init', '--quiet', '--bare', '--initial-branch=main', server);
  await repo.git('remote', 'add', 'origin', server);
  const shared = (await repo.ledger()) ?? '';
  const theirs = await recorded(NEXT, NEXT + 1000);
  await repo.git('push', '--quiet', 'origin', 'lineage');
  await repo.git('update-ref', 'refs/heads/lineage', shared);
  const mine = await recorded(NEXT + 2000, NEXT + 3000);
  return { shared, theirs, mine, before: (await repo.ledger()) ?? '' };
}

/** What belongs to no model: an amendment of the first run, and a recall of it. @returns their paths */
async function besides([run_id = '']: readonly string[]): Promise<string[]> {
  const event_id = idAt(NEXT + 4000);
  const at = new Date(NEXT + 4000).toISOString();
  const amendment = await encodeRecord('amendment', {
    ...{
      schema: 'lineage-gate/amendment/v1',
      event_id,
      subject: { run_id },
      at,
      actor: null,
      previous: null,
    },
    changes: [{ type: 'run-deleted', at: NEXT + 4000, run_id }],
    through: { server: idAt(DAY), number: 1 },
  });
  const recall = await encodeRecord('recallEvent', {
    ...{
      schema: 'lineage-gate/recall-event/v1',
      type: 'recalled',
      event_id,
      at,
      actor: null,
      ci_run_url: null,
    },
    ...{
      what: { kind: 'run', run_id },
      reason: 'leaks',
      severity: null,
      discovered_at: null,
      incident: null,
    },
    ...{ contact: null, affected: { runs: [run_id], versions: [], contents: [], left_out: 0 } },
  });
  const files = [
    { path: amendmentPath(event_id), bytes: amendment },
    { path: recallPath(event_id), bytes: recall },
  ];
  await localLedger(repo.dir, { env: repo.env }).write(adding(...files));
  return files.map(({ path }) => path);
}

const ids = async () => (await repo.runs()).map(({ run_id }) => run_id);

test('runs of another day than the last shared one are taken over as well, with what was said of them and recalled', async () => {
  const { theirs, mine } = await apart();
  const said = await besides(mine);
  const before = await repo.ledger();
  await execOk('sh', ['-c', await recipe()], { cwd: repo.dir, env: repo.env });
  expect(await ids()).toEqual(expect.arrayContaining([...theirs, ...mine]));
  expect((await repo.git('ls-tree', '-r', '--name-only', 'lineage')).split('\n')).toEqual(
    expect.arrayContaining(said),
  );
  expect(await repo.git('rev-parse', 'lineage')).toBe(await repo.git('rev-parse', 'origin/lineage'));
  // As the page says, for whoever misses a run.
  expect(await repo.git('rev-parse', 'lineage@{1}')).toBe(before);
  expect((await repo.ok(['verify'])).stdout).toMatch(/, valid[,.]/);
  await repo.ok(['reindex']);
  expect(await ids()).toHaveLength(5);
});

test('the first step that fails is the last: no run is left behind', async () => {
  const { mine, before } = await apart();
  await repo.write({ '../ledger-ahead/file': 'in the way' });
  const { code } = await exec('sh', ['-c', await recipe()], { cwd: repo.dir, env: repo.env });
  expect(code).not.toBe(0);
  expect(await repo.ledger()).toBe(before);
  expect(await ids()).toEqual(expect.arrayContaining(mine));
});

test('without runs of its own there is nothing to stop at', async () => {
  const { shared, theirs, mine } = await apart();
  await repo.git('update-ref', 'refs/heads/lineage', shared);
  await execOk('sh', ['-c', await recipe()], { cwd: repo.dir, env: repo.env });
  expect(await ids()).toEqual(expect.arrayContaining(theirs));
  expect(await ids()).not.toContain(mine[0]);
});
