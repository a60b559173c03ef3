// What MLflow clients wrote, as the command line shows it.
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { call, ServeSetup } from '../commands/serve/setup.js';
import { bareEnvironment, exec } from '../support/exec.js';

jest.setTimeout(180_000);

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

async function cli(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const cwd = join(setup.fetch.root, 'repo');
  const { code, stdout, stderr } = await exec(
    process.execPath,
    [join(process.cwd(), 'dist/cli/index.js'), ...args],
    { cwd, env: bareEnvironment(setup.fetch.root) },
  );
  return { code, stdout: String(stdout), stderr: String(stderr) };
}

test('runs that were amended after their end are marked, and versions that nobody judged have their numbers', async () => {
  const served = setup.open(setup.folder);
  const sent = { experiment_id: '0', run_name: 'first', start_time: setup.now };
  const { run_id } = (await call(served, 'POST runs/create', sent)).run.info;
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
  await served.close();
  setup.now += 60_000;
  const again = setup.open(setup.folder);
  const dataset = { name: 'late_ds', digest: 'abc', source_type: 'local', source: '{}' };
  await call(again, 'POST runs/log-inputs', { run_id, datasets: [{ tags: [], dataset }] });
  await call(again, 'POST registered-models/create', { name: 'clf' });
  for (const _ of [1, 2])
    await call(again, 'POST model-versions/create', { name: 'clf', source: 's3://b/clf', run_id });
  await again.close();

  const runs = await cli('runs', 'ls');
  expect(runs.stdout).toMatch(/ FINISHED\+ [\s\S]*\n\+ amended after the end by an MLflow client: /);
  const models = await cli('models', 'ls');
  expect(models.stdout).toMatch(/^clf +2\* +\d{4}-[\s\S]*\n\* unjudged: /m);
  const shown = await cli('models', 'show', 'clf');
  expect(shown.stdout).toMatch(new RegExp(`^1\\* +None .* ${run_id.slice(0, 8)}`, 'm'));
  expect(shown.stdout).not.toContain(' unjudged ');
  const impact = await cli('impact', 'dataset:late_ds');
  expect([impact.code, impact.stderr]).toEqual([
    3,
    expect.stringContaining(`records alone are read: ${run_id}`),
  ]);
  const traced = await cli('trace', `runs:/${run_id}`);
  expect([traced.code, traced.stderr]).toEqual([0, expect.stringContaining(`Run ${run_id} was amended`)]);
});
