import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { GitHubWorld } from '../support/github-world.js';
import type { StepReport } from '../support/runner.js';
import { errorsOf, only, REGISTER, readLedger, shownBy, TRACK, useWorld } from './support.js';

const FETCH = resolve('fetch');
const MAY_READ = { contents: 'read', actions: 'read' } as const;

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

/** Trains and registers a model of one folder in a job of its own. */
async function registered(model: string, weights: string, aliases = ''): Promise<StepReport> {
  const job = await world.job(await world.push());
  const run = `mkdir -p out/m/conf; printf '%s' '${weights}' > out/m/weights.bin; printf '{}' > out/m/conf/a.json; mkdir -p out/x; echo '${weights}' | tee out/x/b.txt > out/x/c.txt`;
  await job.uses(TRACK, { run, datasets: 'orders=v2.1', model: 'out/m', artifacts: 'out/x/*' });
  const report = await job.uses(REGISTER, { model, aliases });
  expect(errorsOf(report)).toEqual([]);
  return report;
}

/** A step of a job on a runner that has nothing of the training: no checkout, and a token that may only read. */
async function fetched(inputs: Record<string, string>, permissions: object = MAY_READ) {
  const job = await world.job(await world.push(), { checkout: 'none', permissions });
  const report = await job.uses(FETCH, inputs, { continueOnError: true });
  const folder = join(job.workspace, inputs['path'] ?? 'model');
  return { job, report, folder };
}

test('another runner gets the same bytes; what is printed of a version says how', async () => {
  const register = await registered('clf', 'one', 'champion');
  expect(register.summary).toContain('lineage-gate fetch models:/clf/1');
  expect(register.log).toContain('Get its files with: lineage-gate fetch models:/clf/1');
  const { report, folder, job } = await fetched({ 'model-uri': register.outputs['model-uri'] ?? '' });
  expect(report).toMatchObject({ outcome: 'success', annotations: [] });
  const version = only((await readLedger(world)).versions.filter(({ model }) => model === 'clf'));
  expect(report.outputs).toEqual({
    path: folder,
    version: '1',
    'run-id': version.run_id,
    digest: version.manifest.digest,
  });
  expect(await readFile(join(folder, 'weights.bin'), 'utf8')).toBe('one');
  expect(await readFile(join(folder, 'conf', 'a.json'), 'utf8')).toBe('{}');
  expect(await readdir(job.workspace)).toEqual(['model']);
  expect(report.summary).toContain('Fetched clf version 1');

  const downloads = world.github.blobs.requests.length;
  const again = await job.uses(FETCH, { 'model-uri': 'models:/clf@champion' });
  expect(again.outputs).toEqual(report.outputs);
  expect(again.displayLog).toContain('nothing was downloaded');
  expect(again.displayLog).toContain(
    '@champion of clf is version 1, and GitHub confirms the events that say so',
  );
  expect(world.github.blobs.requests.length).toBe(downloads);

  // Only what is asked for is taken out of an upload.
  const inputs = { 'model-uri': `runs:/${version.run_id}/out/m/conf/a.json`, path: 'deep/conf' };
  expect((await job.uses(FETCH, inputs)).outputs).toMatchObject({ version: '', 'run-id': version.run_id });
  expect(await readdir(join(job.workspace, 'deep', 'conf'))).toEqual(['a.json']);
  await job.uses(FETCH, { 'model-uri': `runs:/${version.run_id}/out/x/b.txt`, path: 'x' });
  expect(await readdir(join(job.workspace, 'x'))).toEqual(['b.txt']);

  await writeFile(join(folder, 'weights.bin'), 'own');
  const refused = await job.uses(FETCH, { 'model-uri': 'models:/clf/1' }, { continueOnError: true });
  expect(only(errorsOf(refused))).toMatch(/E_FETCH_PATH: The folder `model` has another `weights.bin`/);
  expect(await readFile(join(folder, 'weights.bin'), 'utf8')).toBe('own');
  expect(refused.summary).toContain('Nothing was fetched');
}, 120_000);

test('bad input, all of it at once, before anything is asked', async () => {
  const { report } = await fetched({
    'model-uri': 'models:/clf/1.0',
    'allow-archived': 'maybe',
    'model-url': 'x',
  });
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
  const said = errorsOf(report).join('\n');
  for (const one of ['`model-uri`', 'E_INPUT_UNKNOWN', 'no version number', '`allow-archived` is `maybe`'])
    expect(said).toContain(one);
}, 60_000);

test('a token without a permission: it is named, and nothing is left', async () => {
  await registered('perms', 'one');
  for (const [permissions, said] of [
    [{ contents: 'read' }, /E_GITHUB_API: .*Give the job the permission `actions: read`/],
    [{ actions: 'read' }, /E_LEDGER_(?:PERMISSION|NOT_FOUND|AUTH): /],
  ] as const) {
    const { report, job } = await fetched({ 'model-uri': 'models:/perms/1' }, permissions);
    expect(only(errorsOf(report))).toMatch(said);
    expect(await readdir(job.workspace)).toEqual([]);
  }
}, 120_000);

test('an artifact that has expired: since when, and what is still there; bytes that were changed', async () => {
  await registered('life', 'one');
  await registered('life', 'two');
  const { versions } = await readLedger(world);
  const [first, second] = versions
    .filter(({ model }) => model === 'life')
    .map(({ stored }) => world.github.state.artifacts.get(Number(stored[0]?.id)));
  if (first === undefined || second === undefined) throw new Error('There are no artifacts');
  Object.assign(second, { expired: true, expiresAt: '2026-10-01T02:03:04Z' });
  const { report } = await fetched({ 'model-uri': 'models:/life/latest' });
  expect(only(errorsOf(report))).toMatch(
    /E_STORE_GONE: .* expired on 2026-10-01T02:03:04Z, and GitHub has deleted it .*version 1 are still there: `models:\/life\/1`/,
  );
  // GitHub vouches for the upload of another version: the record's digests decide.
  const other = await (await world.artifacts()).download(second.id);
  world.github.state.zips.set(first.id, other);
  Object.assign(first, { digest: second.digest, sizeBytes: other.length });
  const swapped = await fetched({ 'model-uri': 'models:/life/1' });
  expect(only(errorsOf(swapped.report))).toMatch(/E_STORE_DAMAGED: .*`weights.bin`/);
  expect(await readdir(swapped.job.workspace)).toEqual([]);
  expect(shownBy(report, swapped.report)).not.toContain('defect');
}, 120_000);
