// Projects as people have them, each tracked with one command. scikit-learn with DVC is in dvc.test.ts and e2e/sklearn.test.ts.
import { jest } from '@jest/globals';
import { SKELETONS } from './skeletons.js';
import { UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(60_000);

const onPosix = process.platform === 'win32' ? describe.skip : describe;

onPosix('a project as people have it', () => {
  const warm = new WarmCli();
  let repo: UserRepo;
  afterAll(() => warm.close());
  afterEach(() => repo.close());

  test.each(SKELETONS)('$name', async ({ files, args, metrics, params = {}, curves = [], model, notes }) => {
    repo = await UserRepo.create({
      warm,
      files: { ...files, 'data.csv': 'x\n1\n', '.gitignore': '.lineage/\n' },
    });
    const { stderr } = await repo.ok(['track', '--dataset', 'd=v1 data.csv', ...args]);
    const [run] = await repo.runs();
    expect(run?.problems).toBeUndefined();
    const values = Object.entries(run?.outputs.metrics ?? {}).map(([key, { value }]) => [key, value]);
    expect(Object.fromEntries(values)).toMatchObject(metrics);
    expect(run?.inputs.params).toMatchObject(params);
    const [made] = run?.outputs.models ?? [];
    expect(made?.manifest.files.map(({ path }) => path)).toEqual(model);
    const tree = (await repo.git('ls-tree', '-r', '--name-only', 'lineage', 'runs/')).split('\n');
    const series = tree.find((name) => name.endsWith('.ndjson'));
    const points = series === undefined ? '' : await repo.git('show', `lineage:${series}`);
    for (const key of curves) expect(points).toContain(JSON.stringify(key));
    if (notes !== undefined) expect(stderr).toMatch(notes);
    if (model !== undefined) expect((await repo.ok(['register', 'clf'])).stdout).toBe('models:/clf/1\n');
  });
});
