import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  kilobytes,
  listPids,
  parseLinuxStat,
  readProportional,
  readStat,
} from '../../../src/collect/process/linux-proc.js';

const onLinux = process.platform === 'linux' ? test : test.skip;

test('a process can have any name', () => {
  const numbers = '1 2 3 0 -1 4194304 10 20 0 0 500 40 30 7 20 0 8 0 12345 987654321 4321 99';
  expect(parseLinuxStat(`4711 (a) S 9 (b ) R ${numbers}\n`)).toEqual({
    pid: 4711,
    state: 'R',
    ppid: 1,
    group: 2,
    session: 3,
    ownTicks: 540,
    childTicks: 37,
    started: 12345,
    virtualBytes: 987654321,
    residentPages: 4321,
  });
});

test('sizes of /proc files', () => {
  const text = 'Name:\tx\nVmHWM:\t    1752 kB\nPss:                 372 kB\nPss_Dirty:           112 kB\n';
  expect(kilobytes(text, 'VmHWM')).toBe(1752 * 1024);
  expect(kilobytes(text, 'Pss')).toBe(372 * 1024);
  expect(kilobytes(text, 'VmRSS')).toBeNull();
});

onLinux('a process that has given its memory back has none', async () => {
  // Nobody waits for the shell's child: `sleep` takes the shell's place.
  const parent = spawn('sh', ['-c', 'true & exec sleep 600'], { stdio: 'ignore' });
  try {
    const zombie = async (): Promise<number> => {
      for (;;) {
        const found = listPids().map(readStat);
        const ended = found.find((stat) => stat?.ppid === parent.pid && stat?.state === 'Z');
        if (ended) return ended.pid;
        await sleep(10);
      }
    };
    expect(await readProportional(await zombie())).toEqual({ bytes: 0, anonymous: null });
    expect((await readProportional(parent.pid ?? 0))?.bytes).toBeGreaterThan(0);
  } finally {
    parent.kill('SIGKILL');
  }
});
