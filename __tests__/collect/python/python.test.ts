import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findOnPath } from '../../../src/collect/program.js';
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
  const all = (...files: string[]) =>
    collectPythons({ interpreters: files.map((file) => ({ file })), env, cwd: dir });

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

  test('what was had run elsewhere is among those that cannot be asked', async () => {
    const source = { env, cwd: dir, elsewhere: ['docker', 'docker', 'ssh'] };
    const interpreters = [{ file: await python('own', [['lib', '1.0']]) }];
    const notes = [
      'Python was not asked: docker runs it elsewhere',
      'Python was not asked: ssh runs it elsewhere',
    ];
    expect(await collectPythons({ ...source, interpreters })).toEqual({
      python: { ...about, packages: { lib: '1.0' }, unlisted: 3 },
      notes,
    });
    expect(await collectPythons({ ...source, interpreters: [] })).toEqual({ python: null, notes });
  });

  test('each is asked with the variables that it was seen with', async () => {
    const file = join(dir, 'python');
    const answer = '{"version": "3.12.1", "implementation": "CPython", "packages": [["lib", "%s"]]}';
    await writeFile(file, `#!/bin/sh\nprintf '${answer}\\n' "$PYTHONPATH"\n`, { mode: 0o755 });
    const interpreters = [{ file }, { file, variables: { PYTHONPATH: '2' } }];
    const { python: found } = await collectPythons({
      interpreters,
      env: { ...env, PYTHONPATH: '1' },
      cwd: dir,
    });
    expect(found).toEqual({
      ...about,
      packages: { lib: '2' },
      others: [{ ...about, packages: { lib: '1' } }],
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
