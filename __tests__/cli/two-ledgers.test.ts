import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { execOk } from '../support/exec.js';
import { DATA, TRAIN, UserRepo } from './user-repo.js';

jest.setTimeout(180_000);

/** What docs/cli.md tells somebody to do whose ledger and the server's have both gone on. */
async function recipe(): Promise<string> {
  const text = await readFile('docs/cli.md', 'utf8');
  const [, , block = ''] = /\*\*When both sides have records\*\*(.*?)```sh\n(.*?)```/s.exec(text) ?? [];
  expect(block).toContain('git push origin lineage');
  return block;
}

let repo: UserRepo;

beforeEach(async () => {
  repo = await UserRepo.create();
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
