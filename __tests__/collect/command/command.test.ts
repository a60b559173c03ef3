import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { type ForwardedSignal, RUNNER_PATIENCE } from '../../../src/collect/command/command-signals.js';
import { UserError } from '../../../src/core/errors.js';
import { ManualSignals, run } from '../../support/command.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const onUnix = process.platform === 'win32' ? test.skip : test;
const NODE = process.execPath;
const bash = (script: string) => ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
let folder: string;

beforeEach(async () => {
  folder = await makeTempDir();
});
afterEach(() => removeDir(folder));

async function until(condition: () => boolean): Promise<void> {
  const start = Date.now();
  while (!condition()) {
    if (Date.now() - start > 5000) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function isRunning(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return !/\) [ZX] /.test(stat);
  } catch {
    return false;
  }
}

describe('the end of a command', () => {
  test.each([0, 1, 3, 255])('exit code %d is kept', async (code) => {
    const ran = await run(folder, [NODE, '-e', `process.exit(${code})`]);
    expect(ran).toMatchObject({ exit_code: code, signal: null, killed_by_us: false, stderr_tail: [] });
  });

  onUnix('by a signal is told as a shell does', async () => {
    expect(await run(folder, ['sh', '-c', 'kill -SEGV $$'])).toMatchObject({
      exit_code: 139,
      signal: 'SIGSEGV',
      killed_by_us: false,
    });
    expect(await run(folder, ['sh', '-c', 'kill -KILL $$'])).toMatchObject({ exit_code: 137 });
  });

  test('its times are the clock’s', async () => {
    const before = Date.now();
    const ran = await run(folder, [NODE, '-e', 'setTimeout(() => {}, 300)']);
    expect(ran.began.at_ms).toBeGreaterThanOrEqual(before);
    expect(ran.ended.at_ms - ran.began.at_ms).toBeGreaterThanOrEqual(295);
    expect(ran.ended.at_ms).toBeLessThanOrEqual(Date.now());
  });
});

describe('input and output', () => {
  test('go through untouched, arguments and environment too', async () => {
    const odd = ['', 'a b', '"q"', "it's", '$HOME', '*', '-n', 'Größe\n模型', '\\', '%PATH%'];
    const script = 'console.log(JSON.stringify([process.argv.slice(1), process.env.ODD, process.cwd()]))';
    const cwd = join(folder, 'a folder, größer 模型');
    mkdirSync(cwd);
    const env = { ...process.env, ODD: 'a\n"b" ü' };
    const ran = await run(folder, [NODE, '-e', script, '--', ...odd], { cwd, env });
    expect(JSON.parse(ran.stdout)).toEqual([odd, 'a\n"b" ü', cwd]);
  });

  test('standard error is passed on byte by byte, its last 20 lines are kept', async () => {
    const script =
      'for (let i = 1; i <= 1000; i++) process.stderr.write("\\x1b[31mline " + i + "\\x1b[0m\\r\\n")';
    const ran = await run(folder, [NODE, '-e', script]);
    const lines = Array.from({ length: 1000 }, (_, index) => `line ${index + 1}`);
    expect(ran.stderr).toBe(lines.map((line) => `\u001b[31m${line}\u001b[0m\r\n`).join(''));
    expect(ran.stderr_tail).toEqual(lines.slice(-20));
  });

  onUnix('a slow reader slows the command and loses nothing', async () => {
    let most = 0;
    let size = 0;
    const slow = new Writable({
      highWaterMark: 1024,
      write(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        most = Math.max(most, this.writableLength);
        setTimeout(done, 5);
      },
    });
    const ran = await run(folder, bash('head -c 3000000 /dev/zero >&2; echo; exit 3'), { stderr: slow });
    await until(() => slow.writableLength === 0);
    expect(ran.exit_code).toBe(3);
    expect(size).toBe(3_000_000);
    expect(most).toBeLessThan(200_000);
  });

  onUnix('a reader that went away does not hold up the command', async () => {
    const gone = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })),
    });
    const ran = await run(
      folder,
      bash('for i in 1 2 3; do head -c 100000 /dev/zero >&2; echo >&2; echo $i >&2; done; exit 4'),
      {
        stderr: gone,
      },
    );
    expect(ran.exit_code).toBe(4);
    expect(ran.stderr_tail.at(-1)).toBe('3');
  });

  test('standard input is closed unless it is handed on', async () => {
    const ran = await run(folder, [
      NODE,
      '-e',
      'process.stdin.on("data", () => {}).on("end", () => process.exit(5))',
    ]);
    expect(ran.exit_code).toBe(5);
  });

  onUnix('a process left running does not hold us up, also when it goes on talking', async () => {
    for (const daemon of ['sleep 300', 'while :; do echo noise >&2; sleep 0.01; done']) {
      const ran = await run(folder, bash(`(${daemon}) & echo $! > pid; echo last words >&2; exit 3`));
      expect(ran.exit_code).toBe(3);
      expect(ran.stderr).toContain('last words\n');
      process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL');
    }
  });

  onUnix('what is written just before the end is not lost', async () => {
    for (let round = 0; round < 10; round += 1) {
      const ran = await run(folder, bash('head -c 60000 /dev/zero >&2; echo end >&2'), { drainMs: 2000 });
      expect(ran.stderr).toHaveLength(60_004);
    }
  });

  test('no listeners are left on the streams and signals that were handed in', async () => {
    const stderr = new PassThrough();
    const signals = new ManualSignals();
    await run(folder, [NODE, '-e', 'console.error(1)'], { stderr, signals });
    expect([stderr.listenerCount('error'), stderr.listenerCount('drain'), signals.listeners]).toEqual([
      0, 0, 0,
    ]);
  });
});

describe('a command that can not be started', () => {
  const fault = async (argv: string[], options: { cwd?: string; env?: Record<string, string> } = {}) => {
    const signals = new ManualSignals();
    const error = await run(folder, argv, { ...options, signals }).catch((reason: unknown) => reason);
    if (!(error instanceof UserError)) throw error;
    expect(signals.listeners).toBe(0);
    expect(error.faults).toHaveLength(1);
    expect(error.has('E_COMMAND_START')).toBe(true);
    return error.message;
  };

  test('because there is no such program', async () => {
    expect(await fault(['no-such-program', 'x'])).toMatch(/no such program on the PATH.*\(no-such-program\)/);
    expect(await fault([join(folder, 'no such'), 'x'])).toContain('no such program');
    if (process.platform !== 'win32') await fault(['ls'], { env: { PATH: folder } });
  });

  test('because words in quotes were taken for one', async () => {
    expect(await fault(['python train.py'])).toMatch(/\(python train\.py\).*quotes.*`sh -c '…'`/);
  });

  onUnix('because it is not executable', async () => {
    writeFileSync(join(folder, 'train.sh'), 'true');
    expect(await fault([join(folder, 'train.sh')])).toContain('chmod +x');
    expect(await fault([folder])).toContain('is a folder');
  });

  onUnix('because its interpreter is missing', async () => {
    writeFileSync(join(folder, 'train'), '#!/no/such/interpreter\n', { mode: 0o755 });
    expect(await fault([join(folder, 'train')])).toContain('interpreter');
  });

  test('because the working directory is missing or a file', async () => {
    const cwd = join(folder, 'missing');
    expect(await fault([NODE, '-v'], { cwd })).toContain(`working directory ${cwd} is no folder`);
    writeFileSync(cwd, '');
    expect(await fault([NODE, '-v'], { cwd })).toContain('(working-directory)');
  });

  test('because an argument is none', async () => {
    expect(await fault([NODE, 'a\0b'])).toContain('null bytes');
    expect(await fault([''])).toContain('E_COMMAND_START');
    expect(await fault([])).toContain('E_COMMAND_START');
  });

  onUnix('because its arguments are too long', async () => {
    expect(await fault(['true', ...Array(100).fill('x'.repeat(100_000))])).toContain(
      'larger than the system',
    );
  });
});

describe('signals', () => {
  /** Sends the signal once the script has made the file `ready`. */
  const interrupted = async (
    argv: string[],
    options: {
      signal?: ForwardedSignal[];
      patience?: [number, number, number] | null;
      ownGroup?: boolean;
    } = {},
  ) => {
    const signals = new ManualSignals();
    const [interruptMs, terminateMs, stopMs] = options.patience ?? [4000, 2000, 4000];
    const patience = options.patience === null ? null : { interruptMs, terminateMs, stopMs };
    rmSync(join(folder, 'ready'), { force: true });
    const ended = run(folder, argv, { signals, patience, ownGroup: options.ownGroup ?? true });
    await until(() => existsSync(join(folder, 'ready')));
    const start = Date.now();
    for (const signal of options.signal ?? ['SIGINT']) signals.send(signal as ForwardedSignal);
    const ran = await ended;
    return { ...ran, took: Date.now() - start };
  };

  onUnix('one that comes while the command starts reaches it', async () => {
    const signals = new ManualSignals();
    const ended = run(folder, ['sleep', '600'], { signals });
    signals.send('SIGTERM');
    expect(await ended).toMatchObject({ signal: 'SIGTERM', killed_by_us: true });
    expect(signals.listeners).toBe(0);
  });

  onUnix.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s reaches a trap, whose exit code is kept',
    async (signal) => {
      const script = `trap 'echo saved > saved; exit 9' ${signal.slice(3)}; touch ready; for i in 1 2 3 4 5 6 7 8; do sleep 0.5; done`;
      const ran = await interrupted(bash(script), { signal: [signal] });
      expect(ran).toMatchObject({ exit_code: 9, signal: null, killed_by_us: true });
      expect(existsSync(join(folder, 'saved'))).toBe(true);
    },
  );

  onUnix('a command without a trap ends by the signal', async () => {
    const ran = await interrupted(bash('touch ready; sleep 20; true'));
    expect(ran).toMatchObject({ exit_code: 130, signal: 'SIGINT', killed_by_us: true });
  });

  onUnix('the whole tree gets it, and we wait for a child that is still saving', async () => {
    const child = `process.on('SIGINT', () => setTimeout(() => { require('fs').writeFileSync('saved', ''); process.exit(0); }, 500));
      require('fs').writeFileSync('ready', ''); setTimeout(() => {}, 20000)`;
    writeFileSync(join(folder, 'child.cjs'), child);
    const parent = `require('child_process').spawn(process.execPath, ['child.cjs'], { stdio: 'inherit' }); setTimeout(() => {}, 20000)`;
    const ran = await interrupted([NODE, '-e', parent]);
    expect(ran.signal).toBe('SIGINT');
    expect(existsSync(join(folder, 'saved'))).toBe(true);
    expect(ran.took).toBeGreaterThan(450);
    expect(ran.ended.at_ms - ran.began.at_ms).toBeGreaterThan(450);
  });

  onUnix('SIGINT, then SIGTERM, then SIGKILL, as long as a process of the tree holds out', async () => {
    const stubborn = `for (const s of ['SIGINT', 'SIGTERM']) process.on(s, () => console.error(process.argv[1], s));
      setTimeout(() => {}, 20000);
      require('fs').writeFileSync(process.argv[1], String(process.pid))`;
    writeFileSync(join(folder, 'stubborn.cjs'), stubborn);
    const script = `trap '' INT TERM; "${NODE}" -e "$(cat stubborn.cjs)" one & "${NODE}" -e "$(cat stubborn.cjs)" two &
      until [ -s one ] && [ -s two ]; do sleep 0.05; done; touch ready; while :; do sleep 0.2; done`;
    const ran = await interrupted(bash(script), { patience: [400, 300, 400] });
    expect(ran).toMatchObject({ exit_code: 137, signal: 'SIGKILL', killed_by_us: true });
    expect([...ran.stderr_tail].sort()).toEqual(['one SIGINT', 'one SIGTERM', 'two SIGINT', 'two SIGTERM']);
    expect(ran.took).toBeGreaterThan(690);
    for (const name of ['one', 'two']) {
      const pid = Number(readFileSync(join(folder, name), 'utf8'));
      await until(() => !isRunning(pid));
    }
  });

  onUnix(
    'by default a command that ignores everything is gone before the runner would kill us',
    async () => {
      const ran = await interrupted(bash("trap '' INT TERM; touch ready; while :; do sleep 0.2; done"));
      expect(ran.signal).toBe('SIGKILL');
      expect(ran.took).toBeGreaterThan(5900);
      expect(RUNNER_PATIENCE.interruptMs + RUNNER_PATIENCE.terminateMs).toBeLessThan(7000);
      expect(RUNNER_PATIENCE.stopMs).toBeLessThan(7000);
    },
    15_000,
  );

  onUnix('SIGTERM ends in SIGKILL', async () => {
    const script = "trap '' TERM; touch ready; while :; do sleep 0.2; done";
    const ran = await interrupted(bash(script), { signal: ['SIGTERM'], patience: [600_000, 600_000, 300] });
    expect(ran.signal).toBe('SIGKILL');
  });

  onUnix('a later SIGTERM does not put off the end that SIGINT set', async () => {
    const script = "trap '' INT TERM; touch ready; while :; do sleep 0.2; done";
    const ran = await interrupted(bash(script), {
      signal: ['SIGINT', 'SIGTERM'],
      patience: [300, 300, 600_000],
    });
    expect(ran.signal).toBe('SIGKILL');
  });

  onUnix('without patience set, a command may take its time', async () => {
    const script = "trap '' INT; touch ready; sleep 1; echo done; exit 3";
    const ran = await interrupted(bash(script), { patience: null });
    expect(ran).toMatchObject({ exit_code: 3, stdout: 'done\n', killed_by_us: true });
  });

  onUnix('in the terminal’s group SIGINT is not sent a second time, SIGTERM is sent on', async () => {
    const script =
      "trap 'echo INT; exit 1' INT; trap 'echo TERM; exit 2' TERM; touch ready; for i in 1 2 3 4 5; do sleep 0.2; done; exit 3";
    const interrupt = await interrupted(bash(script), { ownGroup: false, patience: null });
    expect(interrupt).toMatchObject({ exit_code: 3, stdout: '', killed_by_us: true });
    const terminate = await interrupted(bash(script), {
      ownGroup: false,
      signal: ['SIGTERM'],
      patience: null,
    });
    expect(terminate).toMatchObject({ exit_code: 2, stdout: 'TERM\n', killed_by_us: true });
  });
});
