import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { runPath } from '../../src/ledger/layout.js';
import { removeDir } from '../support/temp.js';
import { BAD_INPUTS } from './bad-input-cases.js';
import { DATA, TRAIN, UserRepo } from './user-repo.js';

jest.setTimeout(60_000);

let repo: UserRepo;

/** Everything that a refused command could have written. */
async function written(): Promise<unknown> {
  return {
    refs: await repo.git('for-each-ref', '--format=%(refname) %(objectname)'),
    store: (await readdir(path.join(repo.dir, '.lineage'), { recursive: true })).sort(),
  };
}

/** A branch with these files, made by git alone. */
async function branch(name: string, files: Record<string, string>): Promise<void> {
  await repo.git('checkout', '-q', '--orphan', name);
  await repo.git('rm', '-q', '-r', '--cached', '.');
  await repo.write(files);
  await repo.git('add', '-f', ...Object.keys(files));
  await repo.git('commit', '-q', '-m', name);
  await repo.git('checkout', '-q', '-f', 'main');
}

beforeAll(async () => {
  repo = await UserRepo.create();
  await repo.ok(['track', ...DATA, ...TRAIN]);
  await repo.ok(['register', 'clf']);
  const [run] = await repo.runs();
  const id = run?.run_id ?? '';
  await repo.git('branch', 'code', 'main');
  const head = { 'README.md': 'x', 'ledger.json': '{\n  "format": 1\n}\n' };
  await branch('newer', { ...head, 'ledger.json': '{\n  "format": 2\n}\n' });
  await branch('broken', { ...head, 'ledger.json': '{' });
  await branch('unreadable', {
    ...head,
    [runPath(id)]: '{"schema": "lineage-gate/run/v1"}\n',
  });
});

afterAll(async () => {
  await repo.close();
});

test('the table is large, and no case is there twice', () => {
  expect(BAD_INPUTS.length).toBeGreaterThanOrEqual(60);
  expect(new Set(BAD_INPUTS.map(({ name }) => name)).size).toBe(BAD_INPUTS.length);
});

test.each(BAD_INPUTS)('$name', async ({ files, prepare, args, code, says, faults = 1 }) => {
  await removeDir(path.join(repo.dir, 'bad'));
  await repo.write(files ?? {});
  await prepare?.(repo);
  const before = await written();
  const result = await repo.cli(args);
  const errors = result.stderr.split('\n').filter((line) => /^E_/.test(line));
  const told = { first: /^\w+/.exec(errors[0] ?? '')?.[0], faults: errors.length };
  expect({ exit: result.code, stdout: result.stdout, ...told }).toEqual({
    exit: 1,
    stdout: '',
    first: code,
    faults,
  });
  expect(result.stderr).toMatch(says);
  expect(result.stderr).not.toContain('defect');
  expect(await written()).toEqual(before);
});
