import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isAlive, runnerProcess } from '../../../src/collect/process/runner-process.js';

const onPosix = process.platform === 'win32' ? test.skip : test;

onPosix(
  'the parent is the process that runs the job where it is the program of the runner that does',
  async () => {
    const env = { PATH: process.env['PATH'] };
    const child = spawn(process.execPath, ['-e', 'console.log(1); process.stdin.resume()'], {
      argv0: '/home/runner/bin/Runner.Worker',
    });
    await once(child.stdout, 'data');
    const pid = child.pid ?? 0;
    try {
      expect(await runnerProcess(pid, env)).toBe(pid);
      // A shell that runs one step ends with it.
      expect(await runnerProcess(process.pid, env)).toBeNull();
      // In a container it is in another space of numbers.
      expect(await runnerProcess(0, env)).toBeNull();
      expect(isAlive(pid)).toBe(true);
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    expect(isAlive(pid)).toBe(false);
    expect(await runnerProcess(pid, env)).toBeNull();
  },
);
