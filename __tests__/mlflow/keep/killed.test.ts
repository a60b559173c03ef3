// Servers in processes of their own: killed at any moment, or where their file cannot grow.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { readSpool } from '../../../src/mlflow/keep/spool.js';
import { applyEntry } from '../../../src/mlflow/state/apply.js';
import { emptyState, type State } from '../../../src/mlflow/state/state.js';
import { type Compiled, compileSource } from '../../support/compiled.js';
import { bareEnvironment, exec } from '../../support/exec.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url));
const KILLED = 20;
/** Points of each call's metric. */
const POINTS = 200;
const onPosix = process.platform === 'win32' ? test.skip : test;

let folder: string;
let path: string;
let compiled: Compiled;
beforeAll(async () => {
  compiled = await compileSource();
  folder = await makeTempDir('killed-');
  path = join(folder, 'spool.ndjson');
});
afterAll(async () => {
  await compiled.remove();
  await removeDir(folder);
});

const job = (what: object) => JSON.stringify({ source: compiled.folder, path, ...what });

async function stateOf(file: string): Promise<State> {
  const state = emptyState();
  for (const entry of (await readSpool(file)).entries) applyEntry(state, entry);
  return state;
}

/** Starts a server that logs, and kills it once it has answered so many calls. @returns the numbers that it answered */
async function killAfter(answers: number, first: number): Promise<number[]> {
  const child: ChildProcessByStdio<null, Readable, null> = spawn(
    process.execPath,
    [WORKER, job({ job: 'busy', first })],
    { env: bareEnvironment(folder), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const closed = once(child, 'close');
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > answers) child.kill('SIGKILL');
  });
  const [code] = await closed;
  expect(code).toBeNull();
  return said.split('\n').slice(0, -1).map(Number);
}

test('whatever moment a server is killed at, what it has answered is there, and nothing is half there', async () => {
  const answered: number[] = [];
  for (let round = 0; round < KILLED; round++) {
    answered.push(...(await killAfter(1 + Math.floor(Math.random() * 60), 1_000 * (round + 1))));
    const state = await stateOf(path);
    expect(state.runs.size).toBe(1);
    const [run] = state.runs.values();
    const there = [...(run?.params.keys() ?? [])].map((key) => Number(key.slice(1)));
    expect(answered.filter((number) => !there.includes(number))).toEqual([]);
    // A call logs a metric's points, a param and a tag: all of them or none.
    const halves = there.filter(
      (number) =>
        run?.tags.get(`t${number}`) !== 'x' || run.curves.get(`m${number}`)?.points.length !== POINTS,
    );
    expect(halves).toEqual([]);
    expect(run?.curves.size).toBe(there.length);
    // As a kill in the middle of a write leaves it, which comes seldom by itself.
    if (round % 4 === 0) {
      const bytes = await readFile(path);
      const last = bytes.lastIndexOf('\n', -2) + 1;
      await appendFile(path, bytes.subarray(last, last + 1 + round * 7));
    }
  }
  expect(answered.length).toBeGreaterThanOrEqual(KILLED);
}, 240_000);

/** Runs a job whose files can have 16 KiB each. @returns the lines that it says */
async function runLimited<T>(name: string, file: string): Promise<T[]> {
  const args = JSON.stringify({ source: compiled.folder, path: file, job: name });
  const limited = ['-c', 'ulimit -f 16; exec "$@"', 'bash', process.execPath, WORKER, args];
  const { stdout, stderr, code } = await exec('bash', limited, { env: bareEnvironment(folder) });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.toString().trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

onPosix(
  'a write that fails leaves the file as it was, and all fail until somebody has heard of it',
  async () => {
    const said = await runLimited<{ size: number }>('spool', join(folder, 'alone'));
    expect(said).toMatchObject([
      {},
      { fits: 'ok' },
      { large: 'EFBIG' },
      { 'behind it': 'EFBIG' },
      { 'after idle': 'ok' },
    ]);
    const [head = 0, ...sizes] = said.map(({ size }) => size);
    const line = (sizes[0] ?? 0) - head;
    expect(sizes.map((size) => size - head)).toEqual([line, line, line, 2 * line]);
  },
);

interface Refusal {
  code: string;
  status: number;
  message: string;
}
type Said = Record<string, string | string[] | Refusal> & { params: string[] };

onPosix(
  'a file that cannot grow: the call is refused and leaves nothing, and the next one works',
  async () => {
    const full = join(folder, 'full.ndjson');
    const said = await runLimited<Said>('full', full);
    const all: Record<string, unknown> = Object.assign({}, ...said);
    const refused = { code: 'DATA_LOSS', status: 507, message: expect.stringContaining('could not be kept') };
    expect(all).toMatchObject({
      fits: 'ok',
      large: refused,
      next: 'ok',
      'large again': refused,
      'with it': refused,
      'large, and the ledger is away': refused,
      'while it is away': { message: 'The ledger is not there' },
      back: 'ok',
    });
    // After each refusal the server knew what it had known before.
    const known = (name: string) => said.find((one) => name in one)?.params;
    expect(known('large')).toEqual(['p1']);
    expect(known('with it')).toEqual(['p1', 'p3']);
    expect(known('back')).toEqual(['p1', 'p3', 'p8']);
    const [run] = (await stateOf(full)).runs.values();
    expect([...(run?.params.keys() ?? [])]).toEqual(['p1', 'p3', 'p8']);
    expect((await readSpool(full)).length).toBe((await readFile(full)).length);
  },
);
