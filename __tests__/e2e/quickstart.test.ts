import { cp, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { bareEnvironment, exec, execOk, gitEnvironment } from '../support/exec.js';
import { makeTempDir, removeDir } from '../support/temp.js';

jest.setTimeout(120_000);

let base: string;
let clone: string;

beforeAll(async () => {
  base = await makeTempDir('lineage-gate-clone-');
  clone = path.join(base, 'lineage-gate');
  await execOk('git', ['clone', '--quiet', '--no-hardlinks', path.resolve('.'), clone], {
    env: gitEnvironment(),
  });
  // What is tested is the program as it is now, which the next commit takes along.
  await removeDir(path.join(clone, 'dist'));
  await cp(path.resolve('dist'), path.join(clone, 'dist'), { recursive: true });
});

afterAll(async () => {
  await removeDir(base);
});

test("README's first command runs the main job from a fresh clone, and leaves nothing behind", async () => {
  const readme = await readFile(path.resolve('README.md'), 'utf8');
  const command = /^\s*(?:\$ )?(node dist\/cli\/index\.js quickstart|npm run quickstart)\s*$/m.exec(
    readme,
  )?.[1];
  expect(command).toBeDefined();
  const scripts: Record<string, string> = JSON.parse(await readFile('package.json', 'utf8')).scripts;
  const [program, ...args] = (scripts['quickstart'] ?? '').split(' ');
  expect([program, ...args].join(' ')).toBe('node dist/cli/index.js quickstart');

  const [home, temp] = [path.join(base, 'home'), path.join(base, 'temp')];
  await mkdir(home);
  await mkdir(temp);
  // Nobody is told who commits here, as on a new machine.
  const env = { ...bareEnvironment(home), GIT_CONFIG_NOSYSTEM: '1', TMPDIR: temp, TEMP: temp, TMP: temp };
  const status = () => execOk('git', ['status', '--porcelain', '--ignored'], { cwd: clone, env });
  const before = await status();
  const { code, stdout, stderr } = await exec(process.execPath, args, { cwd: clone, env });
  const said = stdout.toString('utf8');
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });

  const steps = [
    '1. Record a training',
    '$ lineage-gate track ',
    '2. Registering its model is refused',
    '$ lineage-gate register penguins\n',
    '3. Name the data, train again, and register',
    "--dataset 'penguins=v1 data/penguins.csv'",
    'models:/penguins/1\n',
    '$ lineage-gate runs ls\n',
    'FINISHED',
    '$ lineage-gate models show penguins\n',
    '@champion',
    'runs/20',
    'Next: ',
  ];
  const places = steps.map((step) => said.indexOf(step));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(stderr).toContain('E_LINEAGE_MISSING: The lineage tag `dataset_version` is missing');
  expect(stderr).not.toContain('defect');
  expect(await readdir(temp)).toEqual([]);
  expect((await status()).toString()).toBe(before.toString());
});
