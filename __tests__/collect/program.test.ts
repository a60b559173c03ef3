import { findOnPath, type ProgramOptions, runProgram } from '../../src/collect/program.js';

const node = process.execPath;

function options(more: Partial<ProgramOptions> = {}): ProgramOptions {
  return { cwd: process.cwd(), env: process.env, timeoutMs: 20_000, maxBytes: 1_000_000, ...more };
}

function run(code: string, more: Partial<ProgramOptions> = {}) {
  return runProgram([node, '-e', code], options(more));
}

test('gives the exit code, the bytes of stdout and stderr as text', async () => {
  const result = await run(
    "process.stdout.write(Buffer.from([0, 255])); console.error('é'); process.exitCode = 3",
  );
  expect(result).toEqual({ code: 3, stdout: Buffer.from([0, 255]), stderr: 'é\n', trouble: null });
});

test('writes the input and closes it', async () => {
  const result = await run('process.stdin.pipe(process.stdout)', { input: 'a\nb' });
  expect(result.stdout.toString()).toBe('a\nb');
});

test('survives a program that does not read its input', async () => {
  const result = await run('process.exit(0)', { input: 'x'.repeat(5_000_000) });
  expect(result.code).toBe(0);
});

test('passes arguments without a shell', async () => {
  const odd = '$(echo x) "`; rm -rf \n é';
  const result = await runProgram([node, '-e', 'process.stdout.write(process.argv[1])', odd], options());
  expect(result.stdout.toString()).toBe(odd);
});

test('sees the given environment only', async () => {
  const result = await run('process.stdout.write(String(process.env.GIT_DIR))', {
    env: { PATH: process.env.PATH },
  });
  expect(result.stdout.toString()).toBe('undefined');
});

test('a missing program is a value', async () => {
  const result = await runProgram(['no-such-program-here'], options());
  expect(result).toMatchObject({ code: null, trouble: 'not-started' });
  expect(result.stderr).toContain('ENOENT');
});

test('a folder that does not exist is a value', async () => {
  expect(await run('', { cwd: '/no/such/folder' })).toMatchObject({ code: null, trouble: 'not-started' });
});

test('kills what takes too long, even when a grandchild holds the output open', async () => {
  const grandchild =
    "require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => 0, 8000)'], {stdio: 'inherit'})";
  const result = await run(`${grandchild}; setTimeout(() => 0, 8000)`, { timeoutMs: 500 });
  expect(result).toMatchObject({ code: null, trouble: 'timeout' });
}, 5_000);

test('kills what writes too much', async () => {
  const result = await run("setInterval(() => process.stdout.write('x'.repeat(65536)), 1)", {
    maxBytes: 100_000,
  });
  expect(result).toMatchObject({ code: null, trouble: 'too-much-output' });
  expect(result.stdout.length).toBeLessThanOrEqual(100_000);
});

test('hands output over piece by piece, beyond the limit', async () => {
  let size = 0;
  const result = await run("process.stdout.write('x'.repeat(3_000_000))", {
    maxBytes: 10,
    onStdout: (chunk) => {
      size += chunk.length;
    },
  });
  expect([result.code, result.stdout.length, size]).toEqual([0, 0, 3_000_000]);
});

test('keeps the beginning of a flood on stderr', async () => {
  const result = await run("process.stderr.write('a' + 'b'.repeat(1_000_000))");
  expect(result.code).toBe(0);
  expect(result.stderr).toHaveLength(16 * 1024);
});

describe('findOnPath', () => {
  const files = (...names: string[]) => ({ isFile: (file: string) => names.includes(file) });

  test('gives all files of the name in the order of PATH', () => {
    const env = { PATH: '/a:/b::relative:/c' };
    const found = findOnPath('py', { env, platform: 'linux', ...files('/c/py', '/a/py', 'relative/py') });
    expect(found).toEqual(['/a/py', '/c/py']);
    const search = {
      env,
      platform: 'linux' as const,
      from: '/w',
      ...files('/c/py', '/w/relative/py', '/w/py'),
    };
    expect(findOnPath('py', search)).toEqual(['/w/relative/py', '/c/py']);
  });

  test('on Windows adds the extensions, whatever the case of the variables', () => {
    const env = { Path: 'C:\\one;"D:\\two words"', PathExt: '.COM;.EXE' };
    const search = { env, platform: 'win32' as const, ...files('D:\\two words\\py.exe', 'C:\\one\\py') };
    expect(findOnPath('py', search)).toEqual(['D:\\two words\\py.exe']);
    expect(findOnPath('py.exe', search)).toEqual(['D:\\two words\\py.exe']);
  });
});
