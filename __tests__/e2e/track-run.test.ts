import { createHash } from 'node:crypto';
import type { RunRecord } from '../../src/core/generated/types.js';
import type { GitHubWorld } from '../support/github-world.js';
import { node24 } from '../support/node24.js';
import {
  checkoutState,
  errorsOf,
  only,
  REGISTER,
  readLedger,
  runOf,
  TRACK,
  TRAINING,
  useWorld,
} from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

/** The bytes that a record says were stored, checked against what the service has. */
async function storedFiles(stored: RunRecord['outputs']['artifacts'][number]['stored']) {
  const place = only(stored);
  const service = await world.artifacts();
  const bytes = await service.download(Number(place.id));
  expect(place.digest).toBe(`sha256:${createHash('sha256').update(bytes).digest('hex')}`);
  expect(place.size_bytes).toBe(bytes.length);
  return service.files(Number(place.id));
}

test('a wrapped training becomes a record, two uploads, outputs, a summary and progress in the log', async () => {
  const trigger = await world.push({ files: { 'src/loss.py': 'x = 1\n' } });
  const job = await world.job(trigger);
  const before = await checkoutState(job.workspace);
  const report = await job.uses(TRACK, {
    ...TRAINING,
    run: 'sh train.sh; printf "report\\n" > out/report.html',
    experiment: 'orders',
    'run-name': 'first try',
    tags: 'team=pricing\nticket=ML-7',
    artifacts: 'out/*.html\nout/metrics.json',
    'model-name': 'clf_orders',
  });
  expect(errorsOf(report)).toEqual([]);
  expect(report).toMatchObject({ outcome: 'success', exitCode: 0 });
  const [post] = await job.finish();
  expect(post).toMatchObject({ outcome: 'success', outputs: {}, summary: '' });
  expect(await checkoutState(job.workspace)).toEqual(before);

  const ledger = await readLedger(world);
  const run = only(ledger.runs);
  const path = `runs/${new Date(Number.parseInt(run.run_id.slice(0, 12), 16)).toISOString().slice(0, 10).replaceAll('-', '/')}/${run.run_id}.json`;
  const own = [...ledger.files.keys()].filter((file) => !file.startsWith('index/'));
  expect(own).toEqual(['README.md', 'ledger.json', path]);
  expect(ledger.files.get('ledger.json')?.toString()).toBe('{\n  "format": 1\n}\n');
  const commit = only(ledger.log);
  expect(commit.parents).toEqual([]);
  expect(commit.author).toMatch(/^github-actions\[bot\] </);
  expect(commit.message.trim()).toBe(
    `run first try FINISHED loss=0.21 val_auc=0.93\n\nLineage-Run: ${run.run_id}`,
  );

  expect(run).toMatchObject({
    schema: 'lineage-gate/run/v1',
    experiment: 'orders',
    run_name: 'first try',
    parent_run_id: null,
    status: 'FINISHED',
    command: { shell: 'bash', exit_code: 0, stderr_tail: [] },
    inputs: {
      code: {
        repository: 'octo/models',
        commit: trigger.sha,
        ref: 'refs/heads/main',
        merge_commit: null,
        base_commit: null,
        dirty: false,
        diff_digest: null,
        untracked_files: 0,
      },
      params: { learning_rate: 0.1, epochs: 3, seed: 7 },
      seeds: { seed: 7 },
    },
    context: {
      actor: 'octocat',
      event: 'push',
      workflow: 'train',
      job: 'train',
      ci_run_id: String(trigger.runId),
      ci_run_attempt: 1,
      pull_request: null,
      trust: 'trusted',
      matrix: null,
      runner: { name: 'GitHub Actions 1', environment: 'github-hosted' },
    },
  });
  expect(run.tags).toEqual({
    dataset_version: 'orders_v2.1',
    git_commit: trigger.sha,
    triggered_by: 'ci/github-actions',
    team: 'pricing',
    ticket: 'ML-7',
  });
  expect(run.duration_s).toBeGreaterThan(0);
  // The wall clock is read a moment apart from the one that durations are of, on a busy machine a long one: never less.
  const wall = Date.parse(run.ended_at) - Date.parse(run.started_at);
  expect(wall).toBeGreaterThanOrEqual(Math.round(run.duration_s * 1000));
  expect(run.outputs.system.peak_memory_bytes).toBeGreaterThan(0);
  expect(run.outputs.system.cpu_s).toBeGreaterThanOrEqual(0);
  const csv = Buffer.from('id,label\n1,0\n2,1\n3,1\n');
  expect(run.inputs.datasets).toEqual([
    {
      name: 'orders',
      version: 'v2.1',
      path: 'data/orders.csv',
      size_bytes: csv.length,
      digest: `sha256:${createHash('sha256').update(csv).digest('hex')}`,
      scheme: 'file',
      source: null,
    },
  ]);
  expect(run.outputs.metrics).toEqual({
    val_auc: { value: 0.93, step: null, at: null, source: 'out/metrics.json' },
    loss: { value: 0.21, step: null, at: null, source: 'out/metrics.json' },
  });

  const byPath = new Map(run.outputs.artifacts.map((artifact) => [artifact.path, artifact]));
  expect([...byPath].map(([name, { kind }]) => [name, kind])).toEqual([
    ['out/model', 'model'],
    ['out/metrics.json', 'metrics'],
    ['out/report.html', 'report'],
    ['params.yaml', 'params'],
  ]);
  const uploads = (await world.artifacts()).list(trigger.runId);
  expect(uploads.map(({ name }) => name).sort()).toEqual([
    `artifacts-orders-${run.run_id}`,
    `model-clf_orders-${run.run_id}`,
  ]);
  const model = await storedFiles(byPath.get('out/model')?.stored ?? []);
  expect([...model].map(([name, bytes]) => [name, bytes.toString()])).toEqual([['weights.txt', '4\n']]);
  const others = await storedFiles(byPath.get('out/report.html')?.stored ?? []);
  expect(Object.fromEntries([...others].map(([name, bytes]) => [name, bytes.toString()]))).toEqual({
    'out/metrics.json': '{"val_auc": 0.93, "loss": 0.21}\n',
    'out/report.html': 'report\n',
    'params.yaml': 'learning_rate: 0.1\nepochs: 3\nseed: 7\n',
  });
  for (const [name, bytes] of others) {
    expect(byPath.get(name)).toMatchObject({
      size_bytes: bytes.length,
      digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    });
  }
  const manifest = only(run.outputs.models).manifest;
  expect(manifest.files).toEqual([
    {
      path: 'weights.txt',
      size_bytes: 2,
      digest: `sha256:${createHash('sha256').update('4\n').digest('hex')}`,
    },
  ]);
  for (const artifact of run.outputs.artifacts) {
    const place = only(artifact.stored);
    expect(place).toMatchObject({ type: 'github-artifact' });
    expect(place.url).toBe(
      `${world.git.serverUrl}/octo/models/actions/runs/${trigger.runId}/artifacts/${place.id}`,
    );
    const days = (Date.parse(place.expires_at ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
  }

  const place = only(byPath.get('params.yaml')?.stored ?? []);
  expect(report.outputs).toEqual({
    'run-id': run.run_id,
    status: 'FINISHED',
    metrics: '{"loss":0.21,"val_auc":0.93}',
    tags: expect.any(String),
    'record-path': path,
    'record-url': `${world.git.serverUrl}/octo/models/blob/${ledger.commit}/${path}`,
    'ledger-commit': ledger.commit,
    'artifact-id': place.id,
    'artifact-url': place.url,
    'model-digest': manifest.digest,
    'missing-tags': '[]',
  });
  expect(JSON.parse(report.outputs['tags'] ?? '')).toEqual(run.tags);
  expect(Object.keys(report.env).sort()).toEqual(['LINEAGE_DIR', 'LINEAGE_RUN_ID']);
  expect(report.summary).toContain('| val\\_auc | 0.93 |');
  expect(report.summary).toContain(`(${report.outputs['record-url']})`);
  expect(report.summary).toContain(`(${place.url})`);
  expect(report.summary).toContain('`data/orders.csv`');
  expect(report.summary).toContain('`out/model`');
  expect(report.summary).toMatch(/\| learning\\_rate \| `0.1` \|/);
  expect(report.displayLog).toContain('trained on 4 lines');
  expect(report.displayLog).toMatch(/Collected 3 params, 2 metrics, 1 dataset, 1 model, 3 artifacts/);
  expect(report.displayLog).toMatch(/Stored 1 file\(s\) of clf_orders as model-clf_orders-/);
  expect(report.displayLog).toContain(`Recorded run ${run.run_id} as ${path}`);
  expect(report.annotations).toEqual([]);
}, 60_000);

test("the command has a run step's environment, and a shell script can hand over everything in LINEAGE_DIR", async () => {
  const script = [
    'env | sort > env.txt',
    'echo \'{"depth": 4, "rate": 0.5}\' > "$LINEAGE_DIR/params/tree.json"',
    'printf "step,loss\\n1,0.9\\n2,0.4\\n" > "$LINEAGE_DIR/metrics/loss.csv"',
    'echo \'{"auc": 0.8}\' > "$LINEAGE_DIR/metrics/final.json"',
    'echo picture > "$LINEAGE_DIR/artifacts/roc.png"',
    'mkdir "$LINEAGE_DIR/models/tree" && echo leaf > "$LINEAGE_DIR/models/tree/model.bin"',
    'echo \'{"dataset_version": "users_v3", "run": "\'$LINEAGE_RUN_ID\'"}\' > "$LINEAGE_DIR/tags.json"',
    'cp env.txt "$LINEAGE_DIR/artifacts/env.txt"',
  ].join('\n');
  const trigger = await world.push();
  const job = await world.job(trigger, { env: { TEAM: 'pricing', MY_VALUE: 'a b' } });
  const report = await job.uses(TRACK, { run: script, tags: 'team=pricing' });
  expect(report).toMatchObject({ outcome: 'success', annotations: [] });
  const run = await runOf(world, report.outputs['run-id']);
  // The second one is of all tests.
  const variables = ['MY_VALUE', 'OPENBLAS_NUM_THREADS', 'TEAM'];
  expect(run.command).toMatchObject({ working_directory: '.', variables });
  expect(JSON.stringify(run)).not.toContain('a b');
  expect(run.inputs.params).toEqual({ depth: 4, rate: 0.5 });
  expect(run.outputs.metrics).toEqual({
    auc: { value: 0.8, step: null, at: null, source: 'LINEAGE_DIR/metrics/final.json' },
    loss: { value: 0.4, step: 2, at: null, source: 'LINEAGE_DIR/metrics/loss.csv' },
  });
  expect(run.tags).toMatchObject({ dataset_version: 'users_v3', run: run.run_id, team: 'pricing' });
  expect(only(run.outputs.models)).toMatchObject({ path: 'models/tree' });
  const series = (await readLedger(world)).files.get(
    `${report.outputs['record-path']?.replace(/\.json$/, '')}.series.ndjson`,
  );
  expect(
    series
      ?.toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { key: 'loss', value: 0.9, step: 1, at: null },
    { key: 'loss', value: 0.4, step: 2, at: null },
  ]);
  const roc = run.outputs.artifacts.find(({ path }) => path === 'artifacts/roc.png');
  const files = await storedFiles(roc?.stored ?? []);
  expect(files.get('artifacts/roc.png')?.toString()).toBe('picture\n');

  const seen = new Map(
    (files.get('artifacts/env.txt')?.toString() ?? '').split('\n').map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)] as const;
    }),
  );
  const bare = await job.run('env');
  const expected = bare.stdout.split('\n').map((line) => line.slice(0, line.indexOf('=')));
  // What a `run:` step of this job sees, and nothing else but what bash makes itself and what leads MLflow's client to us.
  // GITHUB_STATE is kept from it: it would write the action's own state.
  const own = new Set(['', 'SHLVL', '_', 'OLDPWD', 'PWD', 'GITHUB_STATE']);
  const more = [...seen.keys()].filter((name) => !own.has(name) && !expected.includes(name));
  expect(more.filter((name) => !/^MLFLOW_|^no_proxy$/i.test(name))).toEqual([]);
  expect(expected.filter((name) => !own.has(name) && !seen.has(name))).toEqual([]);
  expect(seen.get('LINEAGE_RUN_ID')).toBe(run.run_id);
  expect(seen.get('LINEAGE_DIR')).toBe(report.env['LINEAGE_DIR']);
  expect(seen.get('MY_VALUE')).toBe('a b');
  const text = [...seen].join('\n');
  expect(text).not.toMatch(/INPUT_|STATE_|ACTIONS_RUNTIME|ACTIONS_RESULTS|ACTIONS_CACHE/);
  expect(text).not.toContain(job.options.token);
  expect(text).not.toContain(job.options.runtime?.token);
}, 60_000);

test('300 artifacts in one run', async () => {
  const job = await world.job(await world.push());
  const report = await job.uses(TRACK, {
    run: 'mkdir -p out; for i in $(seq 300); do echo "$i" > "out/part $i.txt"; done',
    artifacts: 'out/**',
  });
  expect(errorsOf(report)).toEqual([]);
  const run = await runOf(world, report.outputs['run-id']);
  expect(run.outputs.artifacts).toHaveLength(300);
  const files = await storedFiles(run.outputs.artifacts[0]?.stored ?? []);
  expect(files.size).toBe(300);
  expect(files.get('out/part 217.txt')?.toString()).toBe('217\n');
  expect(report.summary).toContain('… and 100 more, in the record.');
}, 60_000);

test('Node 20 and Node 24: success, a missing tag and a failing command', async () => {
  const newest = await node24();
  for (const node of [process.execPath, ...(newest === undefined ? [] : [newest])]) {
    const job = await world.job(await world.push(), { node });
    const good = await job.uses(TRACK, TRAINING);
    expect(errorsOf(good)).toEqual([]);
    expect(await runOf(world, good.outputs['run-id'])).toMatchObject({ status: 'FINISHED' });
    const without = await job.uses(TRACK, { ...TRAINING, datasets: '' });
    const refusal = await job.uses(REGISTER, { model: 'clf' });
    expect(without.outputs['missing-tags']).toBe('["dataset_version"]');
    expect(refusal).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
    const bad = await job.uses(TRACK, { run: 'echo oh no >&2; exit 3' }, { if: 'always()' });
    expect(bad).toMatchObject({ exitCode: 3, outputs: { status: 'FAILED' } });
    expect((await runOf(world, bad.outputs['run-id'])).command).toMatchObject({
      exit_code: 3,
      stderr_tail: ['oh no'],
    });
  }
}, 120_000);
