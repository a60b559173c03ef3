import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { posixStats } from '../../../src/collect/process/process-stats-posix.js';
import { realPython, run } from '../../support/command.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const onLinux = process.platform === 'linux' ? test : test.skip;
const onUnix = process.platform === 'win32' ? test.skip : test;
const PYTHON = realPython();
const withPython = PYTHON !== null && process.platform === 'linux' ? test : test.skip;
const MIB = 1024 * 1024;
const NODE = process.execPath;
/** Works until it has used so many seconds of CPU time. */
const BUSY =
  'const s = +process.argv[1] * 1e6; for (;;) { const u = process.cpuUsage(); if (u.user + u.system > s) break; }';
const DONE = 'require("fs").writeFileSync("done", "");';
const WAIT_FOR_DONE = 'until [ -e done ]; do sleep 0.05; done';
/** Holds so many MiB for so many milliseconds. */
const HOLD =
  'globalThis.kept = Buffer.alloc(+process.argv[1] * 1024 * 1024, 1); setTimeout(() => {}, +process.argv[2])';
let folder: string;

beforeEach(async () => {
  folder = await makeTempDir();
});
afterEach(() => removeDir(folder));

/** What a bare Node process needs for itself, in MiB. */
async function bareNode(): Promise<number> {
  const { usage } = await run(folder, [NODE, '-e', HOLD, '0', '300']);
  return (usage.peak_memory_bytes ?? 0) / MIB;
}

function expectWithin(actual: number | null, expected: number, share: number): void {
  expect(actual).toBeGreaterThan(expected * (1 - share));
  expect(actual).toBeLessThan(expected * (1 + share));
}

describe('memory', () => {
  onLinux('of one process is its peak', async () => {
    const bare = await bareNode();
    const { usage } = await run(folder, [NODE, '-e', HOLD, '200', '400']);
    expectWithin((usage.peak_memory_bytes ?? 0) / MIB, 200 + bare, 0.15);
  });

  onLinux('that was held for a moment long before the end is seen', async () => {
    const script = `let b = Buffer.alloc(${300 * MIB}, 1); b = undefined; setTimeout(() => { gc(); }, 60); setTimeout(() => {}, 500)`;
    const { usage } = await run(folder, [NODE, '--expose-gc', '-e', script]);
    expect((usage.peak_memory_bytes ?? 0) / MIB).toBeGreaterThan(300);
  });

  onLinux('of processes side by side is added up', async () => {
    const bare = await bareNode();
    const script = `"${NODE}" -e '${HOLD}' 150 900 & "${NODE}" -e '${HOLD}' 150 900 & wait`;
    const { usage } = await run(folder, ['bash', '-c', script]);
    const measured = (usage.peak_memory_bytes ?? 0) / MIB;
    // Two of them share their program's pages, so that they need less than twice a bare one.
    expect(measured).toBeGreaterThan(300);
    expect(measured).toBeLessThan((300 + 2 * bare) * 1.15);
  });

  withPython('that forked processes share is counted once', async () => {
    const script = [
      'import os, time',
      `kept = bytearray(b"x") * ${200 * MIB}`,
      'children = []',
      'for _ in range(3):',
      '    pid = os.fork()',
      '    if pid == 0:',
      '        time.sleep(0.8)',
      '        os._exit(0)',
      '    children.append(pid)',
      'for pid in children: os.waitpid(pid, 0)',
    ].join('\n');
    const { usage } = await run(folder, [PYTHON ?? '', '-c', script]);
    expectWithin((usage.peak_memory_bytes ?? 0) / MIB, 215, 0.15);
  });

  withPython('that forked processes stop sharing is counted for each', async () => {
    const script = [
      'import os, time',
      `kept = bytearray(b"x") * ${100 * MIB}`,
      'children = []',
      'for _ in range(2):',
      '    pid = os.fork()',
      '    if pid == 0:',
      '        kept[::4096] = b"y" * (len(kept) // 4096)',
      '        time.sleep(1)',
      '        os._exit(0)',
      '    children.append(pid)',
      'for pid in children: os.waitpid(pid, 0)',
    ].join('\n');
    const { usage } = await run(folder, [PYTHON ?? '', '-c', script]);
    expectWithin((usage.peak_memory_bytes ?? 0) / MIB, 315, 0.15);
  });

  onLinux('of a daemon whose parents are gone counts while the command runs', async () => {
    const script = `( "${NODE}" -e '${HOLD}; setTimeout(() => { ${DONE} }, 600)' 200 700 & ) ; ${WAIT_FOR_DONE}`;
    const { usage } = await run(folder, ['bash', '-c', script]);
    expect((usage.peak_memory_bytes ?? 0) / MIB).toBeGreaterThan(200);
  });

  onLinux('of a short command is known too', async () => {
    const { usage } = await run(folder, ['sleep', '0.05']);
    expect(usage.peak_memory_bytes).toBeGreaterThan(0);
    expect(usage.peak_memory_bytes).toBeLessThan(50 * MIB);
  });

  onLinux('of other processes of this machine does not count', async () => {
    const other = run(folder, [NODE, '-e', HOLD, '300', '1000']);
    const { usage } = await run(await makeTempDir(), ['sleep', '0.6']);
    await other;
    expect(usage.peak_memory_bytes).toBeLessThan(50 * MIB);
  });
});

describe('CPU time', () => {
  onLinux('of a busy command', async () => {
    const { usage } = await run(folder, [NODE, '-e', BUSY, '1']);
    expectWithin(usage.cpu_s, 1.02, 0.2);
  });

  onLinux('of a command that sleeps', async () => {
    const { usage } = await run(folder, ['sleep', '0.5']);
    expect(usage.cpu_s).toBeLessThan(0.25);
  });

  onLinux('of all descendants, however short they live', async () => {
    const script = `"${NODE}" -e '${BUSY}' 0.4 & "${NODE}" -e '${BUSY}' 0.4 & wait; for i in 1 2 3; do "${NODE}" -e '${BUSY}' 0.1; done`;
    const { usage } = await run(folder, ['bash', '-c', script]);
    expectWithin(usage.cpu_s, 1.15, 0.2);
  });

  onLinux('of a process that is left running', async () => {
    const script = `"${NODE}" -e '${BUSY} ${DONE} setTimeout(() => {}, 1000)' 0.5 & ${WAIT_FOR_DONE}`;
    const { usage } = await run(folder, ['bash', '-c', script]);
    expectWithin(usage.cpu_s, 0.52, 0.2);
  });

  onLinux('of a process that lost its parent and ended', async () => {
    const script = `( "${NODE}" -e '${BUSY} setTimeout(() => { ${DONE} }, 200)' 0.5 & ) ; ${WAIT_FOR_DONE}; sleep 0.5`;
    const { usage } = await run(folder, ['bash', '-c', script]);
    expectWithin(usage.cpu_s, 0.52, 0.2);
  });
});

describe('Python interpreters', () => {
  const venv = (name: string) => {
    const bin = join(folder, name, 'bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(PYTHON ?? '', join(bin, 'python'));
    return bin;
  };
  const seen = async (...command: Parameters<typeof run>) =>
    (await run(...command)).pythons?.map(({ file }) => file);
  const sleepy = '-c "import time; time.sleep(0.1)"';

  withPython('are known by the path that a script called them by', async () => {
    const bin = venv('my env');
    const pythons = await seen(folder, ['bash', '-c', `sleep 1; "${bin}/python" ${sleepy}; true`]);
    expect(pythons).toEqual([join(bin, 'python')]);
  });

  withPython('are found through the PATH that the script set', async () => {
    const bin = venv('venv');
    const pythons = await seen(folder, ['bash', '-c', `export PATH="${bin}:$PATH"; python ${sleepy}; true`]);
    expect(pythons).toEqual([join(bin, 'python')]);
  });

  withPython('are found through a relative PATH, from the folder that they were called in', async () => {
    const bin = venv('work/.venv');
    const script = `export PATH=none:.venv/bin:$PATH; cd work; python ${sleepy}; cd ..; python ${sleepy}; true`;
    const [inside, ...outside] = (await seen(folder, ['bash', '-c', script])) ?? [];
    expect([inside, outside]).toEqual([join(bin, 'python'), [expect.not.stringContaining(folder)]]);
    // Without a word in PWD, as `make -C` does.
    const child = `import subprocess, os; os.chdir("work"); subprocess.call(["python", "-c", "import time; time.sleep(0.2)"])`;
    expect(
      (await seen(folder, ['bash', '-c', `PATH=.venv/bin:$PATH ${PYTHON} -c '${child}'; true`]))?.at(-1),
    ).toBe(join(bin, 'python'));
  });

  withPython('are found from the folder that they were called in', async () => {
    venv('work/.venv');
    const moves = 'import os, time; os.chdir("/"); time.sleep(0.2)';
    const script = `cd work; .venv/bin/python ${sleepy}; .venv/bin/python -c '${moves}'; true`;
    const pythons = await seen(folder, ['bash', '-c', script]);
    expect(pythons).toEqual([join(folder, 'work/.venv/bin/python')]);
  });

  withPython('are listed once each, in order', async () => {
    const [one, two] = [venv('one'), venv('two')];
    const script = `"${two}/python" ${sleepy}; "${one}/python" ${sleepy}; "${two}/python" ${sleepy}; true`;
    const pythons = await seen(folder, ['bash', '-c', script]);
    expect(pythons).toEqual([join(two, 'python'), join(one, 'python')]);
  });

  withPython(
    'are seen when the command turns into one, or a script names one in its first line',
    async () => {
      const bin = venv('venv');
      const script = join(folder, 'train');
      writeFileSync(script, `#!${bin}/python\nimport time\ntime.sleep(0.1)\n`, { mode: 0o755 });
      expect(await seen(folder, [script])).toEqual([join(bin, 'python')]);
      const pythons = await seen(folder, ['bash', '-c', `sleep 0.3; exec ${bin}/python ${sleepy}`]);
      expect(pythons).toEqual([join(bin, 'python')]);
    },
  );

  withPython('are seen with the variables that say where their packages are, and no others', async () => {
    const script = `export OTHER=1; python3 ${sleepy}; PYTHONPATH=libs:/x PYTHONUSERBASE=own python3 ${sleepy}; true`;
    const { pythons } = await run(folder, ['bash', '-c', script]);
    expect(pythons?.map(({ variables }) => variables)).toEqual([
      undefined,
      { PYTHONPATH: `${join(folder, 'libs')}:/x`, PYTHONUSERBASE: join(folder, 'own') },
    ]);
  });

  withPython('can not lie about what they are', async () => {
    const script = `exec -a /bin/python-of-others "${PYTHON}" ${sleepy}`;
    const pythons = await seen(folder, ['bash', '-c', script]);
    expect(pythons).toEqual([spawnSync('realpath', [PYTHON ?? ''], { encoding: 'utf8' }).stdout.trim()]);
  });

  onLinux('are none where none ran', async () => {
    expect(await seen(folder, ['bash', '-c', 'sleep 0.2'])).toEqual([]);
  });
});

describe('by ps, as on macOS', () => {
  const byPs = () => ({ stats: posixStats({ ownGroup: true, env: process.env, cwd: folder }) });

  onUnix('memory and CPU time of the tree are sampled', async () => {
    const script = `"${NODE}" -e '${HOLD}' 150 1800 & "${NODE}" -e '${BUSY} setTimeout(() => {}, 1200)' 0.5 & wait`;
    const { usage } = await run(folder, ['bash', '-c', script], byPs());
    expect((usage.peak_memory_bytes ?? 0) / MIB).toBeGreaterThan(150);
    // Linux' ps counts whole seconds, rounded down.
    expect(usage.cpu_s).not.toBeNull();
    expect(usage.cpu_s).toBeLessThan(1.5);
  });

  test('without ps nothing is known, and nothing fails', async () => {
    const stats = posixStats({ ownGroup: true, env: { PATH: folder }, cwd: folder });
    const { usage, exit_code } = await run(folder, [NODE, '-e', 'setTimeout(() => {}, 300)'], { stats });
    expect(exit_code).toBe(0);
    expect(usage).toMatchObject({ peak_memory_bytes: null, cpu_s: null });
  });
});
