import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
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
    stats = new LinuxStats({ ownSession: false, now: () => 0 });
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
    expect(calledPython(child.pid ?? 0, exe())).toEqual({ file });
    expect(await seen()).toEqual([file]);
  });

  test('is looked at again where it runs something else by now, or has ended', () => {
    expect(calledPython(child.pid ?? 0, realpathSync('/bin/sh'))).toBeNull();
    expect(calledPython(2 ** 22 + 1, file)).toBeNull();
  });

  test('leads nowhere where no such file is here, or another one as in a container', async () => {
    rmSync(file);
    const gone = `${file} (deleted)`;
    expect(exe()).toBe(gone);
    expect(calledPython(child.pid ?? 0, gone)).toEqual({ file: `${gone} (elsewhere)` });
    writeFileSync(gone, 'another');
    expect(calledPython(child.pid ?? 0, gone)).toEqual({ file: `${gone} (elsewhere)` });
    expect(await seen()).toEqual([`${gone} (elsewhere)`]);
  });
});
