import { writeFile } from 'node:fs/promises';
import path, { resolve } from 'node:path';
import { sha256 } from '../../src/core/digest.js';
import type { GitHubWorld, Trigger } from '../support/github-world.js';
import type { Job, StepReport } from '../support/runner.js';
import { errorsOf, only, readLedger, runOf, TRACK, TRAINING, useWorld } from './support.js';

const onUnix = process.platform === 'win32' ? test.skip : test;
const PUBLISH = resolve('publish');
/** Several steps, each with servers to start and wait for. */
const TIMEOUT_MS = 120_000;
const FILES = { artifacts: 'out/*.txt' };
/** Writes two files more than the training does. */
const TRAIN = 'sh train.sh; echo kept > out/kept.txt; echo own > out/swapped.txt';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

/**
 * Loaded into the main step, and into no other process: `at` is called with each text that it writes to its log, and `opens` with each
 * path that it opens, before it is opened.
 */
async function preload(job: Job, { at = '', opens = '' }): Promise<Record<string, string>> {
  const file = path.join(job.workspace, '..', 'preload.cjs');
  const script = `
    if (/main\\.js$/.test(process.argv[1] ?? '')) {
      const fs = require('node:fs');
      const seen = (text) => { ${at} };
      const write = process.stdout.write.bind(process.stdout);
      process.stdout.write = (text, ...rest) => { const done = write(text, ...rest); seen(String(text)); return done; };
      const opened = (path) => { ${opens} };
      const { open } = fs.promises, { openSync } = fs;
      fs.promises.open = (path, ...rest) => { opened(String(path)); return open(path, ...rest); };
      fs.openSync = (path, ...rest) => { opened(String(path)); return openSync(path, ...rest); };
      require('node:module').syncBuiltinESMExports();
    }`;
  await writeFile(file, script);
  return { NODE_OPTIONS: `--require=${file}` };
}

/** Kills the step as the kernel would, once its log has a text so often. */
const killedAt = (text: string, times = 1) =>
  `if (text.includes(${JSON.stringify(text)}) && (globalThis.times = (globalThis.times ?? 0) + 1) === ${times}) process.kill(process.pid, 'SIGKILL');`;

interface Killed {
  trigger: Trigger;
  job: Job;
  main: StepReport;
  post: StepReport;
}

async function killed(at: string, inputs = {}): Promise<Killed> {
  const trigger = await world.push();
  const job = await world.job(trigger);
  const env = await preload(job, { at });
  const main = await job.uses(TRACK, { ...TRAINING, ...FILES, run: TRAIN, ...inputs }, { env });
  expect(main.outcome).toBe('failure');
  return { trigger, job, main, post: only(await job.finish()) };
}

async function artifactsOf(job: Job): Promise<string[]> {
  return (await world.artifacts()).list(job.options.runId).map(({ name }) => name);
}

describe.each([
  ['is stored', killedAt('Stored ', 2), ''],
  // What was begun holds its name for good.
  ['is sent but not finished', killedAt('Finalizing artifact upload'), '-2'],
])('a main step that is killed when an upload %s', (_, at, end) => {
  onUnix(
    'is ended by post, with every file stored once',
    async () => {
      const { job, post } = await killed(at);
      expect(errorsOf(post)).toEqual([]);
      const run = await runOf(world, post.outputs['run-id']);
      expect((await readLedger(world)).runs.filter(({ run_id }) => run_id === run.run_id)).toHaveLength(1);
      const model = only(run.outputs.artifacts.filter(({ kind }) => kind === 'model'));
      expect(only(model.stored).name).toBe(`model-${run.experiment}-${run.run_id}${end}`);
      const service = await world.artifacts();
      for (const { stored } of run.outputs.artifacts) {
        const place = only(stored);
        expect(sha256(await service.download(Number(place.id)))).toBe(place.digest);
      }
      const files = await service.files(Number(only(model.stored).id));
      expect(sha256(files.get('weights.txt') ?? '')).toBe(run.outputs.models[0]?.manifest.files[0]?.digest);
      expect(new Set(await artifactsOf(job)).size).toBe(2);
      expect(await artifactsOf(job)).toHaveLength(2);
    },
    TIMEOUT_MS,
  );
});

onUnix(
  'a main step that is killed when it has handed its run over has handed it over',
  async () => {
    const { trigger, job, main, post } = await killed(killedAt('Handed run'), { record: 'evidence' });
    expect(errorsOf(post)).toEqual([]);
    const id = main.outputs['run-id'];
    const evidence = (await artifactsOf(job)).filter((name) => name.startsWith('lineage-evidence'));
    expect(evidence).toEqual([`lineage-evidence-${id}`]);
    expect(errorsOf(await publishIn(trigger))).toEqual([]);
    expect((await runOf(world, id)).status).toBe('FINISHED');
  },
  TIMEOUT_MS,
);

onUnix(
  'evidence that is sent but not finished is handed over by post, and published',
  async () => {
    const at = killedAt('Finalizing artifact upload', 3);
    const { trigger, job, main, post } = await killed(at, { record: 'evidence' });
    expect(errorsOf(post)).toEqual([]);
    const id = main.outputs['run-id'];
    expect(await artifactsOf(job)).toContain(`lineage-evidence-${id}-2`);
    expect((await publishIn(trigger)).outputs['run-ids']).toBe(JSON.stringify([id]));
    // Nobody has seen how its command ended.
    expect((await runOf(world, id)).status).toBe('FAILED');
  },
  TIMEOUT_MS,
);

async function publishIn(trigger: Trigger): Promise<StepReport> {
  const permissions = { actions: 'read', contents: 'write' } as const;
  const job = await world.job(trigger, { checkout: 'none', permissions });
  return job.uses(PUBLISH, { comment: 'false', status: 'false' });
}

onUnix(
  'a file that becomes a link out of the workspace as it is opened is not recorded, nor stored',
  async () => {
    const job = await world.job(await world.push());
    const outside = path.join(job.workspace, '..', 'credentials');
    await writeFile(outside, 'token of somebody');
    const opens = `
    if (!path.endsWith('out/swapped.txt') || globalThis.done) return;
    globalThis.done = true;
    fs.rmSync(path);
    fs.symlinkSync(${JSON.stringify(outside)}, path);`;
    const report = await job.uses(
      TRACK,
      { ...TRAINING, ...FILES, run: TRAIN },
      { env: await preload(job, { opens }) },
    );
    expect(errorsOf(report).join('\n')).toMatch(/E_FILE_UNREADABLE.*leads out of the folder.*swapped\.txt/);
    const run = await runOf(world, report.outputs['run-id']);
    expect(run.outputs.artifacts.map((file) => file.path)).not.toContain('out/swapped.txt');
    expect(JSON.stringify(run)).not.toContain(sha256('token of somebody'));
    await expectNowhere(job, 'token of somebody');
  },
  TIMEOUT_MS,
);

onUnix(
  'a file that changes between its digest and its upload is a problem, and all others are stored',
  async () => {
    const job = await world.job(await world.push());
    const at = `if (text.includes('Collected ')) fs.writeFileSync('out/swapped.txt', 'not');`;
    const report = await job.uses(
      TRACK,
      { ...TRAINING, ...FILES, run: TRAIN },
      { env: await preload(job, { at }) },
    );
    expect(errorsOf(report).join('\n')).toMatch(/E_STORE_UPLOAD.*other bytes than when it was recorded/);
    const run = await runOf(world, report.outputs['run-id']);
    expect(run.problems).toMatchObject([{ code: 'E_STORE_UPLOAD', where: 'out/swapped.txt' }]);
    const [kept, swapped] = ['out/kept.txt', 'out/swapped.txt'].map((name) =>
      run.outputs.artifacts.find((file) => file.path === name),
    );
    expect(swapped).toMatchObject({ digest: sha256('own\n'), stored: [] });
    const files = await (await world.artifacts()).files(Number(only(kept?.stored ?? []).id));
    expect([...files.keys()].sort()).toEqual(['out/kept.txt', 'params.yaml']);
  },
  TIMEOUT_MS,
);

async function expectNowhere(job: Job, text: string): Promise<void> {
  const service = await world.artifacts();
  for (const { id } of service.list(job.options.runId)) {
    for (const bytes of (await service.files(id)).values()) expect(`${bytes}`).not.toContain(text);
  }
}
