import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Job, type JobOptions } from '../support/runner.js';
import { makeTempDir, removeDir } from '../support/temp.js';

/** An action that tells what it was given and does what its `do` input says. */
const PROGRAM = `
import { appendFileSync } from 'node:fs';
const { env } = process;
const file = (name, text) => appendFileSync(env['GITHUB_' + name], text);
const stage = env.STATE_main === 'done' ? 'post' : 'main';
console.log('ENV ' + JSON.stringify({ ...env, cwd: process.cwd() }));
if (stage === 'main') {
  file('STATE', 'main=done\\n');
  file('OUTPUT', 'one=1\\nmany<<END\\nline 1\\n\\nline=3\\nEND\\n');
  file('ENV', 'FROM_ACTION=a b\\nNODE_OPTIONS=--inspect\\n');
  file('PATH', env.RUNNER_TEMP + '/bin\\n');
  file('STEP_SUMMARY', '# Summary\\n');
  console.log('::add-mask::hunter2%0Asecond');
  console.log('the password is hunter2, not second');
  console.log('  ::error title=T%2C1,file=a.py::bad%0Athing');
  console.error('see ##[warning]old form');
  console.log('::stop-commands::tok\\n::error::quoted\\n::tok::');
  console.log('::group::G\\n::endgroup::');
}
const act = env['INPUT_DO-IT'];
if (stage === 'main' && act === 'fail') process.exit(3);
if (stage === 'main' && act === 'bad file') file('OUTPUT', 'nonsense\\n');
if (stage === 'main' && act === 'wait') {
  process.on('SIGINT', () => { console.log('got SIGINT'); process.exit(0); });
  setTimeout(() => {}, 60_000);
  console.log('READY');
}
`;

const YAML = (name: string) => `
name: ${name}
inputs:
  do-it: { default: nothing }
  Two Words: { default: '' }
  token: { default: '\${{ github.token }}' }
  status: { default: '\${{ job.status }}' }
  matrix: { default: '\${{ toJSON(matrix) }}' }
  check: { default: 'id \${{ job.check_run_id }} in \${{ github.workspace }}' }
runs: { using: node24, main: index.mjs, post: index.mjs, post-if: ${name === 'second' ? 'failure()' : 'always()'} }
`;

let root: string;
let first: string;
let second: string;

beforeAll(async () => {
  root = await makeTempDir();
  [first, second] = [join(root, 'first'), join(root, 'second')];
  for (const dir of [first, second]) {
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, 'index.mjs'), PROGRAM);
    await writeFile(join(dir, 'action.yml'), YAML(dir === first ? 'first' : 'second'));
  }
});

afterAll(() => removeDir(root));

function job(options: Partial<JobOptions> = {}): Promise<Job> {
  return Job.create({
    root: join(root, `job ${Math.random()}`),
    workspace: join(root, 'Ärbeit platz'),
    repository: 'octo/models',
    sha: 'a'.repeat(40),
    ref: 'refs/pull/7/merge',
    eventName: 'pull_request',
    event: { number: 7 },
    serverUrl: 'http://github.localhost:1',
    apiUrl: 'http://127.0.0.1:1',
    token: 'ghs_secret',
    ...options,
  });
}

function seen(report: { log: string }): Record<string, string> {
  return JSON.parse(/^ENV (.*)$/m.exec(report.log)?.[1] ?? '{}');
}

test('inputs, variables, command files, state, post', async () => {
  process.env.LEAK = 'from the test';
  const one = await job({
    matrix: { seed: 3 },
    checkRunId: 42,
    runtime: { token: 'jwt', resultsUrl: 'http://127.0.0.1:2/' },
    env: { JOB_ENV: 'j' },
    variables: { GITHUB_ACTOR: 'somebody', GITHUB_TRIGGERING_ACTOR: undefined },
  });
  const main = await one.uses(first, { 'Two Words': ' x\ny', extra: 'e' }, { env: { STEP_ENV: 's' } });
  const env = seen(main);
  expect(env).toMatchObject({
    'INPUT_DO-IT': 'nothing',
    INPUT_TWO_WORDS: ' x\ny',
    INPUT_EXTRA: 'e',
    INPUT_TOKEN: 'ghs_secret',
    INPUT_STATUS: 'success',
    INPUT_MATRIX: '{\n  "seed": 3\n}',
    INPUT_CHECK: `id 42 in ${one.workspace}`,
    GITHUB_REF_NAME: '7/merge',
    GITHUB_ACTOR: 'somebody',
    ACTIONS_RUNTIME_TOKEN: 'jwt',
    JOB_ENV: 'j',
    STEP_ENV: 's',
    cwd: one.workspace,
  });
  expect(env.LEAK).toBeUndefined();
  expect(env.GITHUB_TRIGGERING_ACTOR).toBeUndefined();
  expect(main).toMatchObject({
    outcome: 'success',
    exitCode: 0,
    outputs: { one: '1', many: 'line 1\n\nline=3' },
    state: { main: 'done' },
    summary: '# Summary\n',
  });
  expect(main.annotations).toMatchObject([
    { level: 'warning', message: expect.stringContaining("Unexpected input(s) 'extra'") },
    { level: 'error', message: 'bad\nthing', properties: { title: 'T,1', file: 'a.py' } },
    { level: 'warning', message: 'old form' },
    { level: 'error', message: expect.stringContaining('NODE_OPTIONS') },
  ]);
  expect(main.log).toContain('hunter2');
  expect(main.displayLog).toContain('the password is ***, not ***');
  expect(main.displayLog).not.toContain('ghs_secret');
  expect(main.firstLineMs).toBeLessThan(main.durationMs + 1);

  const run = await one.run(
    'echo "$FROM_ACTION|$JOB_ENV"; echo "$PATH"; env | grep -E "^(INPUT|ACTIONS)_" || true',
  );
  const [vars, path, ...private_] = run.stdout.trim().split('\n');
  expect({ vars, private_ }).toEqual({ vars: 'a b|j', private_: [] });
  expect(path?.startsWith(`${one.temp}/bin`)).toBe(true);
  const [post] = await one.finish();
  expect(seen(post ?? main)).toMatchObject({
    STATE_main: 'done',
    INPUT_TWO_WORDS: ' x\ny',
    INPUT_STATUS: 'success',
  });
});

test('a failure skips later steps, post steps run last in first out by post-if', async () => {
  const one = await job();
  await one.uses(first);
  expect(await one.uses(second, { 'do-it': 'fail' })).toMatchObject({ outcome: 'failure', exitCode: 3 });
  expect(await one.run('echo no')).toMatchObject({ outcome: 'skipped' });
  expect(await one.run('exit 1', { if: 'failure()', continueOnError: true })).toMatchObject({
    outcome: 'failure',
  });
  const posts = await one.finish();
  expect(posts.map((post) => [post.name, post.outcome])).toEqual([
    ['second', 'success'],
    ['first', 'success'],
  ]);
  expect(posts.map((post) => seen(post).INPUT_STATUS)).toEqual(['failure', 'failure']);

  const good = await job();
  await good.uses(second);
  expect(await good.finish()).toMatchObject([{ name: 'second', outcome: 'skipped' }]);
});

test('a bad command file fails the step', async () => {
  const one = await job();
  expect(await one.uses(first, { 'do-it': 'bad file' })).toMatchObject({ outcome: 'failure', exitCode: 0 });
  expect(one.status).toBe('failure');
});

test.each([{ line: 'READY' }, { line: /^READ/ }, { ms: 700 }])(
  'SIGINT after %p cancels the job',
  async (signalAfter) => {
    const one = await job();
    const main = await one.uses(first, { 'do-it': 'wait' }, { signalAfter });
    expect(main).toMatchObject({ outcome: 'cancelled', exitCode: 0 });
    expect(main.log).toContain('got SIGINT');
    expect(one.status).toBe('cancelled');
    const [post] = await one.finish();
    expect(seen(post ?? main).INPUT_STATUS).toBe('cancelled');
  },
);

test('a step that hangs is killed with everything it started', async () => {
  const one = await job();
  const report = await one.run('(sleep 1; echo alive > "$RUNNER_TEMP/late") & echo started; wait', {
    timeoutMs: 400,
  });
  expect(report).toMatchObject({ outcome: 'failure', signal: 'SIGKILL', stdout: 'started\n' });
  await sleep(1000);
  expect(existsSync(join(one.temp, 'late'))).toBe(false);
});
