import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { LinuxStats } from '../../../src/collect/process/process-stats-linux.js';
import { calledPython } from '../../../src/collect/process/python-process.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('what an interpreter was called', () => {
  let dir: string;
  let file: string;
  let child: ChildProcess;
  let stats: LinuxStats;
  /** Any program is taken for Python that is called so. */
  beforeEach(async () => {
    dir = realpathSync(await makeTempDir('lineage-gate-py-'));
    file = join(dir, 'python3.12');
    copyFileSync(
      spawnSync('sh', ['-c', 'realpath "$(command -v sleep)"'], { encoding: 'utf8' }).stdout.trim(),
      file,
    );
    stats = new LinuxStats({ ownSession: false, now: () => 0, env: process.env });
    // Some systems have one program for all: what is called decides what it does.
    child = spawn(file, ['600'], { argv0: 'sleep', stdio: 'ignore' });
    await once(child, 'spawn');
    stats.begin(child.pid ?? 0);
  });
  afterEach(async () => {
    child.kill('SIGKILL');
    await removeDir(dir);
  });
  const exe = () => readlinkSync(`/proc/${child.pid}/exe`);
  const seen = async () => {
    await stats.look();
    return stats.usage().pythons?.map((python) => python.file);
  };

  test('is known where it lies here', async () => {
    expect(calledPython(child.pid ?? 0, exe(), process.env)).toEqual({ file });
    expect(await seen()).toEqual([file]);
  });

  test('is looked at again where it runs something else by now, or has ended', () => {
    expect(calledPython(child.pid ?? 0, realpathSync('/bin/sh'), process.env)).toBeNull();
    expect(calledPython(2 ** 22 + 1, file, process.env)).toBeNull();
  });

  describe('on a relative PATH', () => {
    let venv: string;
    let others: ChildProcess[];
    beforeEach(() => {
      venv = join(dir, 'venv/bin/sleep');
      mkdirSync(join(dir, 'venv/bin'), { recursive: true });
      symlinkSync(file, venv);
      others = [];
    });
    afterEach(() => {
      for (const one of others) one.kill('SIGKILL');
    });
    const calledIn = async (cwd: string, env: { PWD?: string; PATH: string }, argv0 = 'sleep') => {
      const one = spawn(file, ['600'], { argv0, stdio: 'ignore', cwd, env });
      others.push(one);
      await once(one, 'spawn');
      return calledPython(one.pid ?? 0, file, process.env)?.file;
    };
    const PATH = 'none:venv/bin:/usr/bin';

    test('is what that means in its folder', async () => {
      expect(await calledIn(dir, { PATH, PWD: dir })).toBe(venv);
      expect(await calledIn(join(dir, 'venv'), { PATH: `bin:${PATH}`, PWD: join(dir, 'venv') })).toBe(venv);
      expect(await calledIn(join(dir, 'venv/bin'), { PATH: ':/usr/bin', PWD: join(dir, 'venv/bin') })).toBe(
        venv,
      );
      // Another folder has none of it.
      expect(await calledIn('/', { PATH, PWD: '/' })).toBe(file);
    });

    test('leads nowhere where it may have left the folder', async () => {
      const unknown = await calledIn('/', { PATH: 'venv/bin:/usr/bin', PWD: dir });
      expect(unknown).toBe(`${file} (called as venv/bin/sleep from a folder that is not known)`);
      expect(await calledIn('/', { PATH: '/usr/bin:venv/bin', PWD: dir })).toMatch('not known');
      // Where it may have begun there is nothing of that name.
      expect(await calledIn('/', { PATH: ':/usr/bin', PWD: join(dir, 'venv') })).toBe(file);
      expect(await calledIn('/', { PATH: `${join(dir, 'venv/bin')}:venv/bin` })).toBe(venv);
      expect(await calledIn('/', { PATH: '/usr/bin' }, './venv/bin/sleep')).toMatch('not known');
      expect(await calledIn('/', { PATH: '/usr/bin', PWD: dir }, './venv/bin/sleep')).toBe(venv);
    });
  });

  describe('has the variables', () => {
    const variablesIn = async (cwd: string, env: Record<string, string>) => {
      const one = spawn(file, ['600'], { argv0: 'sleep', stdio: 'ignore', cwd, env });
      await once(one, 'spawn');
      const seen = calledPython(one.pid ?? 0, file, { HOME: '/home' });
      one.kill('SIGKILL');
      return seen?.variables;
    };

    test('with each folder that a relative one may have counted from', async () => {
      const env = { PYTHONPATH: 'libs:/x', PYTHONUSERBASE: 'own', PWD: dir };
      const here = { PYTHONPATH: `${dir}/libs:/x`, PYTHONUSERBASE: `${dir}/own` };
      expect(await variablesIn(dir, env)).toEqual(here);
      const parent = process.cwd();
      const PYTHONPATH = `${dir}/libs:${parent}/libs:/libs:/x`;
      expect(await variablesIn('/', env)).toEqual({ ...here, PYTHONPATH });
    });

    test('and HOME where the command set another', async () => {
      expect(await variablesIn(dir, { HOME: '/home' })).toBeUndefined();
      expect(await variablesIn(dir, { HOME: '/other' })).toEqual({ HOME: '/other' });
    });
  });

  test('leads nowhere where no such file is here, or another one as in a container', async () => {
    rmSync(file);
    const gone = `${file} (deleted)`;
    expect(exe()).toBe(gone);
    expect(calledPython(child.pid ?? 0, gone, process.env)).toEqual({ file: `${gone} (elsewhere)` });
    writeFileSync(gone, 'another');
    expect(calledPython(child.pid ?? 0, gone, process.env)).toEqual({ file: `${gone} (elsewhere)` });
    expect(await seen()).toEqual([`${gone} (elsewhere)`]);
  });
});
