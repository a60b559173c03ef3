import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { runPath } from '../../src/ledger/layout.js';
import { removeDir } from '../support/temp.js';
import type { BadInput } from './bad-input.js';
import { BAD_INPUTS } from './bad-input-cases.js';
import { type CliResult, DATA, TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(60_000);

let repo: UserRepo;
const cli = new WarmCli();
/** The run that has a registered model; `FIRST` in the arguments of a case. */
let first = '';

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
  first = id;
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
  await cli.close();
  await repo.close();
});

test('the table is large, and no case is there twice', () => {
  expect(BAD_INPUTS.length).toBeGreaterThanOrEqual(172);
  expect(new Set(BAD_INPUTS.map(({ name }) => name)).size).toBe(BAD_INPUTS.length);
});

test('a process that stays says what a process of its own says', async () => {
  for (const args of [
    ['runs', 'show', 'none'],
    ['runs', '--none'],
    ['models', 'ls', 'a', 'b'],
    ['runs', 'ls'],
  ])
    expect(await cli.run(args, repo)).toEqual(await repo.cli(args));
});

beforeEach(async () => {
  for (const name of ['bad', 'made']) await removeDir(path.join(repo.dir, name));
});

/** Exit 1, these faults on standard error, and nothing on standard output. */
function expectFaults(result: CliResult, { code, says, faults = 1 }: BadInput): void {
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
}

const REFUSED = BAD_INPUTS.filter(({ recorded }) => recorded === undefined);
const RECORDED = BAD_INPUTS.filter(({ recorded }) => recorded !== undefined);

test.each(REFUSED)('$name', async (bad) => {
  const { files, prepare, args } = bad;
  await repo.write(files ?? {});
  await prepare?.(repo);
  const before = await written();
  const result = await cli.run(
    args.map((arg) => (arg === 'FIRST' ? first : arg)),
    repo,
  );
  expectFaults(result, bad);
  expect(await written()).toEqual(before);
});

test.each(RECORDED)('$name, and the rest is recorded', async (bad) => {
  const { files = {}, prepare, args, code, faults = 1, recorded } = bad;
  const made = Object.entries(files).map(([name, content]) => [`made/${name}`, content] as const);
  await repo.write(Object.fromEntries(made));
  await prepare?.(repo);
  const models = await repo.git('rev-parse', 'lineage:models');
  const result = await cli.run(args, repo);
  expectFaults(result, bad);
  const run = (await repo.runs()).at(-1);
  expect(run?.problems).toHaveLength(faults);
  expect(run?.problems?.[0]?.code).toBe(code);
  expect(run?.status).toBe('FINISHED');
  const { metrics = {}, artifacts = [] } = run?.outputs ?? {};
  expect({
    metrics: Object.fromEntries(Object.entries(metrics).map(([key, { value }]) => [key, value])),
    params: run?.inputs.params,
    artifacts: artifacts.map((file) => file.path),
    datasets: run?.inputs.datasets.map(({ name }) => name),
  }).toEqual({ metrics: {}, params: {}, artifacts: [], datasets: [], ...recorded });
  const refused = await cli.run(['register', 'clf', '--run', run?.run_id ?? ''], repo);
  expect(refused.code).toBe(1);
  expect(await repo.git('rev-parse', 'lineage:models')).toBe(models);
});
