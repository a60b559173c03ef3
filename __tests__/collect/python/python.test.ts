import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath } from '../../../src/collect/program.js';
import { choosePythons } from '../../../src/collect/python/choice.js';
import { type CollectedPython, collectPython } from '../../../src/collect/python/python.js';
import { collectPythons } from '../../../src/collect/python/pythons.js';
import { execOk } from '../../support/exec.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const env = process.env;
const posix = process.platform !== 'win32';
const system = findOnPath('python3', { env })[0] ?? findOnPath('python', { env })[0];

let dir: string;
beforeEach(async () => {
  dir = await makeTempDir('lineage-gate-py ü ');
});
afterEach(() => removeDir(dir));

test('there is a Python to test with in CI', () => {
  if (env['CI'] === undefined && system === undefined) return;
  expect(system).toBeDefined();
});

/** Distributions as pip leaves them. */
async function install(folder: string, metadata: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(metadata)) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, name.endsWith('.egg-info') ? 'PKG-INFO' : 'METADATA'), text);
  }
}

function ask(
  more: { env?: Record<string, string>; interpreter?: string; timeoutMs?: number } = {},
): Promise<CollectedPython> {
  const { interpreter = system ?? '', timeoutMs } = more;
  return collectPython({ interpreter, env: { ...env, ...more.env }, cwd: dir, timeoutMs });
}

const withPython = system === undefined ? describe.skip : describe;

withPython('the packages of an interpreter', () => {
  test('version, implementation and normalised names, broken distributions left out', async () => {
    const site = join(dir, 'site');
    await install(site, {
      'Foo_Bar-1.0.dist-info':
        'Metadata-Version: 2.1\nName: Foo._Bar\nVersion: 1.0+cu118\n\nName: not this\n',
      'crlf-2.dist-info': 'Metadata-Version: 2.1\r\nname: crlf\r\nVersion: 2\r\n\r\nlong text',
      'old-3.egg-info': 'Metadata-Version: 1.0\nName: old\nVersion: 3\n',
      '__proto__-1.dist-info': 'Name: __proto__\nVersion: 1\n',
      'nameless-1.dist-info': 'Version: 1\n',
      'empty-1.dist-info': '',
      'evil-1.dist-info': 'Name: ev\u001bil\nVersion: 1\n',
    });
    await mkdir(join(site, 'nothing-1.dist-info'));
    const { python, notes } = await ask({ env: { PYTHONPATH: site } });
    expect(python?.version).toMatch(/^3\.\d+\.\d+/);
    expect(python?.implementation).toMatch(/^(CPython|PyPy)$/);
    expect(python?.packages).toMatchObject({ 'foo-bar': '1.0+cu118', crlf: '2', old: '3' });
    expect(Object.keys(python?.packages ?? {})).not.toContain('evil');
    expect(notes).toEqual(['2 installed Python packages with unusable names or versions were left out']);
  });

  test('where a distribution came from that is from no index', async () => {
    const site = join(dir, 'site');
    await install(site, {
      'lib-1.dist-info': 'Name: My_Lib\nVersion: 1\n',
      'plain-1.dist-info': 'Name: plain\nVersion: 1\n',
      'odd-1.dist-info': 'Name: odd\nVersion: 1\n',
    });
    const from = { url: 'https://u:p@github.com/octo/lib', vcs_info: { vcs: 'git', commit_id: 'abc' } };
    await writeFile(join(site, 'lib-1.dist-info/direct_url.json'), JSON.stringify(from));
    await writeFile(join(site, 'odd-1.dist-info/direct_url.json'), 'no json');
    const { python } = await ask({ env: { PYTHONPATH: site } });
    expect(python?.direct_urls?.['my-lib']).toEqual({
      url: 'https://github.com/octo/lib',
      commit: 'abc',
      editable: false,
    });
    expect(python?.packages).toMatchObject({ odd: '1', plain: '1' });
    expect(Object.keys(python?.direct_urls ?? {})).not.toContain('odd');
    expect(Object.keys(python?.direct_urls ?? {})).not.toContain('plain');
  });

  test('the first on the path wins, as for an import', async () => {
    await install(join(dir, 'a'), { 'foo-2.dist-info': 'Name: foo\nVersion: 2\n' });
    await install(join(dir, 'b'), { 'foo-1.dist-info': 'Name: foo\nVersion: 1\n' });
    const separator = posix ? ':' : ';';
    const { python } = await ask({ env: { PYTHONPATH: `${join(dir, 'a')}${separator}${join(dir, 'b')}` } });
    expect(python?.packages['foo']).toBe('2');
  });

  test('what is named like a module of Python in the working directory is not run', async () => {
    for (const name of ['json', 're', 'platform', 'importlib']) {
      await writeFile(join(dir, `${name}.py`), `open('ran-${name}', 'w').close(); raise SystemExit(9)\n`);
    }
    const { python, notes } = await ask();
    expect(notes).toEqual([]);
    expect(python).not.toBeNull();
    expect((await readdir(dir)).filter((name) => !name.endsWith('.py'))).toEqual([]);
  });

  test('a virtual environment lists its own packages', async () => {
    if (!posix) return;
    await execOk(system ?? '', ['-m', 'venv', '--without-pip', join(dir, 'venv')]);
    const { python } = await ask({ interpreter: join(dir, 'venv/bin/python') });
    expect(python?.packages).toEqual({});
    const lib = join(dir, 'venv/lib');
    const [version = ''] = await readdir(lib);
    await install(join(lib, version, 'site-packages'), { 'own-1.dist-info': 'Name: own\nVersion: 1\n' });
    expect((await ask({ interpreter: join(dir, 'venv/bin/python') })).python?.packages).toEqual({ own: '1' });
  });

  test('packages that a user installed for himself are seen', async () => {
    const base = join(dir, 'user');
    const site = await execOk(system ?? '', ['-c', 'import site; print(site.getusersitepackages())'], {
      env: { ...env, PYTHONUSERBASE: base },
    });
    await install(site.toString().trim(), { 'mine-1.dist-info': 'Name: mine\nVersion: 1\n' });
    const { python } = await ask({ env: { PYTHONUSERBASE: base, PYTHONNOUSERSITE: '' } });
    expect(python?.packages['mine']).toBe('1');
  });

  test('a greeting of sitecustomize and PYTHONINSPECT do no harm', async () => {
    await writeFile(join(dir, 'sitecustomize.py'), 'print("hello {")\n');
    const { python } = await ask({ env: { PYTHONPATH: dir, PYTHONINSPECT: '1' } });
    expect(python).not.toBeNull();
    expect(existsSync(join(dir, '__pycache__'))).toBe(false);
  });
});

describe('what is no Python', () => {
  async function script(text: string): Promise<string> {
    const path = join(dir, 'python');
    await writeFile(path, `#!/bin/sh\n${text}\n`);
    await chmod(path, 0o755);
    return path;
  }

  test.each([
    ['exit 3', 'Python was not asked: it ended with code 3'],
    ['echo broken >&2; exit 1', 'Python was not asked: it ended with code 1 (broken)'],
    ['echo hello', 'Python gave an answer that is not JSON'],
    ['echo "{\\"a\\": 1}"', 'Python did not say its version'],
    [
      'echo "{\\"version\\": \\"2.7.18\\", \\"implementation\\": \\"CPython\\", \\"packages\\": null}"',
      'Python 2.7.18 cannot list its packages; 3.8 or newer can',
    ],
    ['head -c 9000000 /dev/zero', 'Python was not asked: too-much-output'],
  ])('%s', async (text, note) => {
    if (!posix) return;
    expect(await ask({ interpreter: await script(text) })).toEqual({ python: null, notes: [note] });
  });

  test('one that hangs is given up', async () => {
    if (!posix) return;
    const interpreter = await script('exec sleep 30');
    const { notes } = await ask({ interpreter, timeoutMs: 300 });
    expect(notes).toEqual(['Python was not asked: timeout']);
  });

  test('one that is not there', async () => {
    const { python, notes } = await ask({ interpreter: join(dir, 'gone') });
    expect(python).toBeNull();
    expect(notes).toEqual([expect.stringContaining('could not be started')]);
  });
});

// Made of scripts, which Windows lacks.
(posix ? describe : describe.skip)('several interpreters', () => {
  /** One that answers with these packages. */
  async function python(
    name: string,
    packages: readonly (readonly [string, string])[] | null,
  ): Promise<string> {
    const file = join(dir, name);
    const answer = { version: '3.12.1', implementation: 'CPython', packages };
    await writeFile(file, `#!/bin/sh\ncat <<'E'\n${JSON.stringify(answer)}\nE\n`, { mode: 0o755 });
    return file;
  }
  const about = { version: '3.12.1', implementation: 'CPython' };
  const all = (...interpreters: string[]) => collectPythons({ interpreters, env, cwd: dir });

  test('none and one are what they are', async () => {
    expect(await all()).toEqual({ python: null, notes: [] });
    const only = await python('only', [['own', '1']]);
    expect(await all(only)).toEqual({ python: { ...about, packages: { own: '1' } }, notes: [] });
  });

  test('the packages of each are there, those of the last first; what says the same is there once', async () => {
    const [one, two, same, last] = [
      await python('one', [['lib', '1.0']]),
      await python('two', [['lib', '2.0']]),
      await python('same', [['lib', '1.0']]),
      await python('last', []),
    ];
    expect(await all(one, two, same, last)).toEqual({
      python: {
        ...{ ...about, packages: {} },
        others: [
          { ...about, packages: { lib: '2.0' } },
          { ...about, packages: { lib: '1.0' } },
        ],
      },
      notes: [],
    });
    expect(await all(one, same)).toEqual({ python: { ...about, packages: { lib: '1.0' } }, notes: [] });
  });

  test('those that cannot be asked are counted, and another stands for the run', async () => {
    const [own, old] = [await python('own', [['lib', '1.0']]), await python('old', null)];
    const [gone, more] = [join(dir, 'gone'), join(dir, 'more')];
    expect(await all(gone, own, old, more)).toEqual({
      python: { ...about, packages: { lib: '1.0' }, unlisted: 3 },
      notes: [
        'Python 3.12.1 cannot list its packages; 3.8 or newer can',
        `Python was not asked: ${gone} and 1 more cannot be found`,
      ],
    });
    expect(await all(gone)).toEqual({
      ...{ python: null, notes: [`Python was not asked: ${gone} cannot be found`] },
    });
  });

  test('of very many the last are asked', async () => {
    const files = await Promise.all(
      Array.from({ length: 18 }, (_, index) => python(`p${index}`, [['lib', String(index)]])),
    );
    const { python: found, notes } = await all(...files);
    expect(found).toMatchObject({ packages: { lib: '17' }, unlisted: 2 });
    expect(found?.others?.map(({ packages }) => packages['lib'])).toEqual(
      Array.from({ length: 15 }, (_, index) => String(index + 2)),
    );
    expect(notes).toEqual(['Python was not asked: 2 more interpreters than 16 worked']);
  });
});

// Made of links, which Windows lacks.
(posix ? describe : describe.skip)('choosePythons', () => {
  async function program(path: string): Promise<string> {
    await mkdir(join(dir, path, '..'), { recursive: true });
    await writeFile(join(dir, path), '#!/bin/sh\n');
    await chmod(join(dir, path), 0o755);
    return join(dir, path);
  }
  const chooseAll = (script: string, more: { seen?: string[]; env?: Record<string, string> } = {}) =>
    choosePythons({ seen: more.seen ?? [], env: { PATH: join(dir, 'bin'), ...more.env }, script, cwd: dir });
  /** The one that stands for the run. */
  const choose = async (...asked: Parameters<typeof chooseAll>) => (await chooseAll(...asked)).at(-1) ?? null;

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

  test('the last one seen, by the name under which its packages are found', async () => {
    const { symlink } = await import('node:fs/promises');
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
    const { symlink } = await import('node:fs/promises');
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
});
