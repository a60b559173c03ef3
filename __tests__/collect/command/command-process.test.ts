import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Compiled, compileSource } from '../../support/compiled.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

/* What depends on standard streams and signals of the very process that wraps the command: the code is compiled and run by Node alone. */

const onUnix = process.platform === 'win32' ? test.skip : test;
const DRIVER = `
import { runCommand } from './collect/command/command.js';
const signals = { on(listener) {
  const forward = (signal) => listener(signal);
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, forward);
  return () => { for (const name of ['SIGINT', 'SIGTERM']) process.off(name, forward); };
} };
const outcome = await runCommand({
  argv: process.argv.slice(2), cwd: process.cwd(), env: process.env, stdout: process.stdout, stderr: process.stderr,
  ownGroup: true, now: Date.now, elapsed: () => performance.now(), signals, gpus: false,
});
process.stdout.write('outcome ' + JSON.stringify(outcome) + '\\n');
process.exitCode = outcome.exit_code;
`;
let compiled: Compiled;
let folder: string;

beforeAll(async () => {
  compiled = await compileSource();
  writeFileSync(join(compiled.folder, 'driver.js'), DRIVER);
});
afterAll(() => compiled.remove());
beforeEach(async () => {
  folder = await makeTempDir();
});
afterEach(() => removeDir(folder));

const drive = (argv: string[]) =>
  spawn(process.execPath, [join(compiled.folder, 'driver.js'), ...argv], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

test('50 MB of standard output pass through a pipe untouched', async () => {
  const script = `const piece = Buffer.alloc(1000003, 'piece \\u00fc\\n'); let left = 50;
    const more = () => { while (left-- > 0) if (!process.stdout.write(piece)) return process.stdout.once('drain', more); };
    more();`;
  writeFileSync(join(folder, 'talk.cjs'), script);
  const expected = execFileSync(process.execPath, ['talk.cjs'], { cwd: folder, maxBuffer: 100_000_000 });
  const child = drive([process.execPath, 'talk.cjs']);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const [code] = await once(child, 'close');
  const got = Buffer.concat(chunks);
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(code).toBe(0);
  expect(expected.length).toBe(50 * 1_000_003);
  expect(hash(got.subarray(0, expected.length))).toBe(hash(expected));
  expect(got.subarray(expected.length).toString()).toMatch(/^outcome \{.*\}\n$/);
}, 30_000);

onUnix('a signal to the wrapping process ends the command, which has its say first', async () => {
  const child = drive([
    'bash',
    '-c',
    'trap "echo bye; exit 7" INT; touch ready; while :; do sleep 0.1; done',
  ]);
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  while (!existsSync(join(folder, 'ready'))) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  expect(code).toBe(7);
  expect(text).toMatch(/^bye\noutcome .*"killed_by_us":true/);
});

onUnix('a server that a step leaves running can go on writing to standard error', async () => {
  const server =
    'for i in 1 2 3 4 5; do sleep 0.2; echo "request $i" >&2 || echo broken >> broken; done; touch over';
  const child = drive(['bash', '-c', `trap "" PIPE; (${server}) & echo started >&2`]);
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(existsSync(join(folder, 'over'))).toBe(false);
  await once(child, 'close');
  expect(existsSync(join(folder, 'broken'))).toBe(false);
  expect(text).toBe('started\nrequest 1\nrequest 2\nrequest 3\nrequest 4\nrequest 5\n');
});
