import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bareEnvironment } from '../support/exec.js';
import { CACHED, node24 } from '../support/node24.js';
import { StepProcess } from '../support/runner/process.js';
import { WarmRunner } from '../support/runner/warm.js';
import { makeTempDir, removeDir } from '../support/temp.js';

const FETCH = path.resolve(import.meta.dirname, '../../dist/fetch/main.js');

let node: string | undefined;
let root: string;
const warm = new WarmRunner();

beforeAll(async () => {
  node = await node24();
  root = await makeTempDir();
});

afterAll(async () => {
  await warm.close();
  await removeDir(root);
});

/** How a program ended and what it said, with a summary of its own. */
async function ran(how: 'cold' | 'warm', main: string, inputs: Record<string, string> = {}) {
  const summary = path.join(root, `summary ${Object.values(inputs).join()}`.replaceAll(/[/:]/g, ''));
  await writeFile(summary, '');
  const env = { ...bareEnvironment(root), ...inputs, GITHUB_STEP_SUMMARY: summary };
  const start = { command: node ?? '', args: [...CACHED, main], cwd: root, env };
  const said = { stdout: '', stderr: '' };
  const onOutput = (stream: 'stdout' | 'stderr', chunk: Buffer) => {
    said[stream] += chunk;
  };
  const options = { timeoutMs: 20_000, onOutput, signalAfter: undefined, onStart: undefined };
  const end = how === 'warm' ? warm.run(start, options) : new StepProcess(start, options).wait();
  const { exitCode, signal, timedOut } = await end;
  // A stack names the module as it was loaded.
  const stdout = said.stdout.replaceAll(/^::debug::.*$/gm, '');
  return { exitCode, signal, timedOut, ...said, stdout, summary: await readFile(summary, 'utf8') };
}

/** An action that cannot do what it is asked for, since this is no job. */
const failed = (how: 'cold' | 'warm', uri: string) => ran(how, FETCH, { 'INPUT_MODEL-URI': uri });

test('an action in a process that stays ends as in one of its own, and leaves nothing to the next', async () => {
  if (node === undefined) return;
  for (const uri of ['models:/', 'runs:/one two', 'models:/']) {
    const own = await failed('cold', uri);
    expect(own).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('::error'), timedOut: false });
    expect(own.summary).toContain('Nothing was fetched');
    expect(await failed('warm', uri)).toEqual(own);
  }
});

test('what ends the process is the end of its action, and the next one runs all the same', async () => {
  if (node === undefined) return;
  const own = await failed('warm', 'models:/');
  const fatal = path.join(root, 'fatal.mjs');
  // A part of what would say that the action is over.
  await writeFile(fatal, "process.stdout.write('said\\0'); process.kill(process.pid, 'SIGKILL');");
  const end = { exitCode: null, signal: 'SIGKILL', timedOut: false, stdout: 'said\0' };
  expect(await ran('warm', fatal)).toMatchObject(end);
  expect(await failed('warm', 'models:/')).toEqual(own);
});

test('the first start of an action is one, and so is each that tells the process what only a new one hears', () => {
  const env = bareEnvironment(root);
  let fresh = new WarmRunner();
  const asked = (changes: Record<string, string>, main = FETCH) =>
    ['first', 'second'].map(() => fresh.takes({ args: [main], env: { ...env, ...changes } }));
  expect(asked({ 'INPUT_MODEL-URI': 'models:/clf/1' })).toEqual([false, process.platform !== 'win32']);
  for (const changes of Array.of<Record<string, string>>(
    { NODE_OPTIONS: '--require x' },
    { TZ: 'Asia/Kathmandu' },
    { LC_ALL: 'C' },
  )) {
    fresh = new WarmRunner();
    expect(asked(changes)).toEqual([false, false]);
  }
  expect(asked({}, path.join(root, 'main.js'))).toEqual([false, false]);
});
