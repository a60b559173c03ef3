import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { choosePythons } from '../../../src/collect/python/choice.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const posix = process.platform !== 'win32';

let dir: string;
beforeEach(async () => {
  dir = await makeTempDir('lineage-gate-py ü ');
});
afterEach(() => removeDir(dir));

// Made of links, which Windows lacks.
(posix ? describe : describe.skip)('choosePythons', () => {
  async function program(path: string): Promise<string> {
    await mkdir(join(dir, path, '..'), { recursive: true });
    await writeFile(join(dir, path), '#!/bin/sh\n');
    await chmod(join(dir, path), 0o755);
    return join(dir, path);
  }
  const use = (script: string, more: { seen?: string[] | null; env?: Record<string, string> } = {}) => ({
    seen: more.seen?.map((file) => ({ file })) ?? null,
    env: { PATH: join(dir, 'bin'), ...more.env },
    script,
    cwd: dir,
  });
  const chooseAll = async (...asked: Parameters<typeof use>) =>
    (await choosePythons(use(...asked))).interpreters.map(({ file }) => file);
  /** The one that stands for the run. */
  const choose = async (...asked: Parameters<typeof use>) => (await chooseAll(...asked)).at(-1) ?? null;

  test('none when nothing speaks of Python', async () => {
    await program('bin/python');
    expect(await choose('./train.sh --pythonic && go run .')).toBeNull();
    expect(await choose('')).toBeNull();
  });

  test.each([
    'python train.py',
    'cd x && python3.11 -m y',
    'FOO=1 pip install x',
    'uv run x',
    '"papermill" a',
    'jupyter nbconvert',
  ])('`%s` takes the one of PATH', async (script) => {
    const python = await program('bin/python');
    expect(await choose(script)).toBe(python);
  });

  test('python3 where the script says so or where there is no python', async () => {
    const three = await program('bin/python3');
    expect(await choose('pip list')).toBe(three);
    const two = await program('bin/python');
    expect(await choose('python3 x.py')).toBe(three);
    expect(await choose('python x.py')).toBe(two);
  });

  test('the virtual environment of the surroundings, then of the script', async () => {
    const outer = await program('outer/bin/python');
    await program('bin/python');
    const env = { VIRTUAL_ENV: join(dir, 'outer') };
    expect(await choose('make train', { env })).toBe(outer);
    const own = await program('my env/../own/bin/python');
    expect(await choose('. own/bin/activate\npython train.py', { env })).toBe(own);
    expect(await choose('own/bin/python train.py')).toBe(own);
    expect(await choose('gone/bin/python train.py', { env })).toBe(outer);
    const project = await program('.venv/bin/python');
    expect(await choose('uv run train.py', { env: {} })).toBe(project);
  });

  test('a PATH that is relative, or that the script sets', async () => {
    const [base, venv, two] = [
      await program('bin/python'),
      await program('.venv/bin/python'),
      await program('2/bin/python'),
    ];
    expect(await choose('python x', { env: { PATH: `.venv/bin:${join(dir, 'bin')}` } })).toBe(venv);
    const env = { ROOT: dir, HOME: dir };
    for (const put of [
      '.venv/bin',
      '$PWD/.venv/bin',
      '$(pwd)/.venv/bin',
      '~/.venv/bin',
      `"\${ROOT}/.venv/bin"`,
      '`pwd`/.venv/bin',
    ]) {
      expect(await chooseAll(`export PATH=${put}:$PATH\npython x`, { env })).toEqual([venv]);
      expect(await chooseAll(`PATH=none:${put}:"$PATH" python x`, { env, seen: [] })).toEqual([venv]);
    }
    expect(await chooseAll("sh -c 'export PATH=.venv/bin:$PATH; python -c 1'", { seen: [] })).toEqual([venv]);
    expect(await chooseAll('2/bin/python y; PATH=.venv/bin:$PATH; python x')).toEqual([two, venv]);
    expect(await chooseAll('export PATH=$PATH:.venv/bin; python x')).toEqual([base]);
    expect(await chooseAll('export PATH=2:$PATH; python x')).toEqual([base]);
    expect(await chooseAll('export PATH=.venv/bin:$PATH; ./x')).toEqual([]);
  });

  test('beside one that a variable of its own leads to, which nobody can ask', async () => {
    const [base, venv] = [await program('bin/python'), await program('.venv/bin/python')];
    const nowhere = (name: string) => join(dir, name, 'bin/python');
    for (const name of ['$X', `$${'{X}'}`, '$X/y', '$(uv x)'])
      for (const script of [
        `export PATH=${name}/bin:$PATH; python x`,
        `${name}/bin/python x`,
        `. ${name}/bin/activate; python x`,
      ])
        expect(await chooseAll(script)).toEqual([nowhere(name.replace('uv x', '')), base]);
    expect(await chooseAll('$X/bin/python x', { env: { X: '.venv' } })).toEqual([venv]);
  });

  test('the last one seen, by the name under which its packages are found', async () => {
    const real = await program('usr/python3.12');
    const other = await program('usr/python3.9');
    await mkdir(join(dir, 'venv/bin'), { recursive: true });
    await symlink(real, join(dir, 'venv/bin/python'));
    const env = { VIRTUAL_ENV: join(dir, 'venv') };
    expect(await choose('make', { seen: [other, real], env })).toBe(join(dir, 'venv/bin/python'));
    expect(await choose('make', { seen: [real, other], env })).toBe(other);
    expect(await choose('make', { seen: [real] })).toBe(real);
    // One that was seen by the name that it was called by stays as it is.
    await symlink(real, join(dir, 'usr/python3'));
    expect(await choose('make', { seen: [join(dir, 'usr/python3')], env })).toBe(join(dir, 'usr/python3'));
  });

  test('all that were seen are chosen, each by one of its names', async () => {
    const real = await program('usr/bin/python3.12');
    const venv = async (name: string) => {
      await mkdir(join(dir, name, 'bin'), { recursive: true });
      await writeFile(join(dir, name, 'pyvenv.cfg'), '');
      for (const file of ['python', 'python3']) await symlink(real, join(dir, name, 'bin', file));
      return [join(dir, name, 'bin/python'), join(dir, name, 'bin/python3')] as const;
    };
    const [[train, train3], [report]] = [await venv('train'), await venv('report')];
    await symlink(real, join(dir, 'usr/bin/python3'));
    expect(await chooseAll('sh x', { seen: [train, report] })).toEqual([train, report]);
    expect(await chooseAll('sh x', { seen: [train, report, train3] })).toEqual([report, train3]);
    const base = join(dir, 'usr/bin/python3');
    expect(await chooseAll('sh x', { seen: [base, train] })).toEqual([base, train]);
    expect(await chooseAll('sh x', { seen: [real, base] })).toEqual([base]);
    // Seen by what it links to: it may have been either.
    const around = { VIRTUAL_ENV: join(dir, 'train') };
    expect(await chooseAll('sh x', { seen: [real], env: around })).toEqual([real, train]);
    // When nobody saw them, all that the script names may have worked.
    expect(await chooseAll('train/bin/python a; report/bin/python b')).toEqual([report, train]);
    const gone = join(dir, 'train/bin/python4');
    expect(await chooseAll('sh x', { seen: [gone, train] })).toEqual([gone, train]);
  });

  test('one that was seen and is gone is still the answer', async () => {
    expect(await choose('', { seen: [join(dir, 'gone')] })).toBe(join(dir, 'gone'));
  });

  test('one that was seen with several variables is chosen with each', async () => {
    const file = await program('bin/python3');
    const seen = [{ file }, { file, variables: { PYTHONPATH: '/libs' } }, { file }];
    expect((await choosePythons({ ...use('sh x'), seen })).interpreters).toEqual(seen.slice(1));
  });

  const elsewhere = [
    ['docker', 'docker run --rm -v $PWD:/w img:1 python train.py'],
    ['docker', `cd x && sudo docker run -v $(pwd):/w \\\n  \${IMAGE} \\\n  python train.py`],
    ['docker', 'docker exec c .venv/bin/python train.py'],
    ['ssh', "ssh gpu 'cd x; python train.py'"],
    ['ssh', 'ssh gpu <<EOF\ncd x\npython train.py\nEOF'],
    ['srun', '/usr/bin/srun -n 4 python train.py'],
    ['kubectl', 'A="b c" kubectl exec pod -- python train.py'],
    ['apptainer', 'time apptainer exec x.sif python train.py'],
    ['podman', 'if true; then podman run img sh -c "cd /w && python train.py"; fi'],
    ['docker', "sh -c 'cd . && docker run img python train.py'"],
    ['docker', `bash -euo pipefail -c 'export A=1; docker run -e X='\\''y z'\\'' img python train.py'`],
    ['docker', `/usr/bin/env A=b bash -lc "docker run \\"$IMG\\" python train.py" name`],
    ['docker', `sh -c 'bash -c "docker run img python train.py"'`],
    ['docker', 'out=$(docker run img python train.py)'],
    ['docker', 'out="$(docker run -v "$PWD":/w "$(cat img)" python train.py)" || exit'],
    ['docker', 'echo `docker run img python train.py`'],
    ['ssh', "bash -e <<'EOF'\nx=\"it's\"\nssh gpu python train.py\nEOF"],
    ['docker', 'eval "docker run img" python train.py'],
    ['docker', 'script -qec "docker run -t img python train.py" /dev/null'],
    ['docker', 'cmd /c "docker.exe run img python train.py"'],
    ['docker', `pwsh -Command 'Write-Host "a\`tb"; docker run img python x; Write-Host "c\`td"'`],
  ] as const;
  test.each(elsewhere)('of %s no word counts: %s', async (launcher, script) => {
    const [python, venv] = [await program('bin/python'), await program('.venv/bin/python')];
    const env = { VIRTUAL_ENV: join(dir, '.venv') };
    for (const seen of [null, []])
      expect(await choosePythons({ ...use(script, { env }), seen })).toEqual({
        interpreters: [],
        elsewhere: [launcher],
      });
    // What runs here as well has its own, and the other is missed.
    const both = `python prepare.py\n${script}`;
    for (const seen of [null, []])
      expect(await choosePythons({ ...use(both), seen })).toEqual({
        interpreters: [{ file: python }],
        elsewhere: [launcher],
      });
    expect(await choosePythons({ ...use(script), seen: [{ file: venv }] })).toEqual({
      interpreters: [{ file: venv }],
      elsewhere: [launcher],
    });
  });

  test.each([
    'python train.py',
    'cd x && FOO="1 2" python3.11 -m y',
    'if true; then time nice -n 5 python x; fi',
    'env X=1 python x | tee log',
    '# do not\n{ pip install x; }',
    'timeout 60s "papermill" a',
    'accelerate launch x.py',
    'poetry run x',
    "sh -c 'cd x && python -c 1'",
    'n=$(python -c 1)',
  ])('where none was seen, one that `%s` runs itself may have been too short', async (script) => {
    const python = await program('bin/python');
    expect(await choose(script, { seen: [] })).toBe(python);
  });

  test.each([
    'make train',
    'sh train.sh',
    './wrapper python train.py',
    'echo "run: python train.py"',
    'echo it; # python',
    "sh train.sh -c 'python x'",
    "cat > x.sh <<'EOF'\nn=$(python x)\npython y\nEOF",
    "echo '$(python x)'",
    '. .venv/bin/activate && ./train',
  ])('where none was seen, `%s` ran none', async (script) => {
    await program('bin/python');
    await program('.venv/bin/python');
    expect(await chooseAll(script, { seen: [], env: { VIRTUAL_ENV: join(dir, '.venv') } })).toEqual([]);
  });

  test('where none was seen, what an environment was activated for has it', async () => {
    const own = await program('own/bin/python');
    expect(await choose('source own/bin/activate && python x', { seen: [] })).toBe(own);
    expect(await choose('own/bin/python x', { seen: [] })).toBe(own);
    expect(await choose('python x', { seen: [], env: { VIRTUAL_ENV: join(dir, 'own') } })).toBe(own);
  });

  test('what runs elsewhere without a word of Python has not that of the surroundings', async () => {
    const env = { VIRTUAL_ENV: join(dir, 'own') };
    await program('own/bin/python');
    expect(await choosePythons(use('cd x; docker run img', { env }))).toEqual({
      interpreters: [],
      elsewhere: [],
    });
  });
});
