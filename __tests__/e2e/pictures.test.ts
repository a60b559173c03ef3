import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runFolder } from '../../src/ledger/layout.js';
import { UserRepo } from '../cli/user-repo.js';
import type { GitHubWorld, Trigger, WorldJobOptions } from '../support/github-world.js';
import { pngOf, SVG } from '../support/pictures.js';
import type { StepReport } from '../support/runner.js';
import { READ_ONLY } from '../support/tokens.js';
import { commentsOf, GATE_PERMISSIONS, gateFor } from './gate-support.js';
import { errorsOf, ledgerTip, only, readLedger, TRACK, useFreshWorld } from './support.js';

let world: GitHubWorld;
useFreshWorld((made) => {
  world = made;
});

const [LOSS, ROC] = [pngOf(1), pngOf(2)];

/** Trains with one picture that the input names, one that is dropped and one that is none. */
async function train(trigger: Trigger, inputs = {}, options: WorldJobOptions = {}): Promise<StepReport> {
  const job = await world.job(trigger, options);
  await mkdir(join(job.workspace, 'plots'));
  const files = { 'plots/loss curve.png': LOSS, 'plots/logo.png': SVG, 'roc.png': ROC };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(job.workspace, name), bytes);
  return job.uses(TRACK, {
    run: 'cp -r plots out; cp roc.png "$LINEAGE_DIR/pictures/"',
    experiment: 'clf',
    tags: 'dataset_version=v1',
    metrics: 'auc=0.93',
    pictures: 'out/*.png',
    ...inputs,
  });
}

/** The pictures that a text shows, by their alternative text, as the ledger has them at the address. */
async function picturesIn(text: string): Promise<Record<string, Buffer | undefined>> {
  const found: Record<string, Buffer | undefined> = {};
  for (const [, name = '', url = ''] of text.matchAll(/!\[([^\]]*)\]\(([^)]*)\)/g)) {
    const prefix = `${world.git.serverUrl}/octo/models/raw/`;
    expect(url.startsWith(prefix)).toBe(true);
    const [commit = '', ...path] = url.slice(prefix.length).split('/').map(decodeURIComponent);
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    found[name] = await world.repo.readFile(commit, path.join('/'));
  }
  return found;
}

const SHOWN = { 'loss curve': LOSS, roc: ROC };

test('pictures lie beside the record by one commit, and track and the gate show them', async () => {
  const trigger = await world.pullRequest();
  const permissions = { contents: 'write', pull_requests: 'write' } as const;
  const report = await train(trigger, { comment: 'true' }, { permissions });
  expect(errorsOf(report)).toEqual([]);
  expect(report.exitCode).toBe(0);
  const warnings = report.annotations.filter(({ level }) => level === 'warning');
  expect(warnings.map(({ message }) => message)).toEqual([
    'The picture "out/logo.png" is left out: it is no PNG, JPEG, GIF or WebP by its content. Save it as one of these.',
  ]);
  const { files, log } = await readLedger(world);
  expect(log).toHaveLength(1);
  const folder = runFolder(report.outputs['run-id'] ?? '');
  expect([...files.keys()].filter((path) => path.startsWith(`${folder}/`))).toEqual([
    `${folder}/loss%20curve.png`,
    `${folder}/roc.png`,
  ]);
  expect(await picturesIn(only(commentsOf(world)).body)).toEqual(SHOWN);

  const gate = await gateFor(world, trigger);
  expect(errorsOf(gate)).toEqual([]);
  const [, comment] = commentsOf(world);
  expect(await picturesIn(comment?.body ?? '')).toEqual(SHOWN);
  expect(await picturesIn(gate.summary)).toEqual(SHOWN);
  expect(comment?.body).toContain('<details><summary>2 pictures (loss curve, roc)</summary>');
}, 120_000);

test('a pull request shows metrics and pictures beside those of the commit that it is built on', async () => {
  await train(await world.push(), { metrics: 'auc=0.9' });
  const trigger = await world.pullRequest();
  const { summary } = await train(trigger);
  expect(summary).toContain('| auc | 0.93 | 0.90 | +0.03 (+3.3\u00a0%) |');
  expect(summary).toContain(`Compared with the run of \`main\` ([\`${trigger.baseSha.slice(0, 7)}\`](`);
  await gateFor(world, trigger);
  const { body } = only(commentsOf(world));
  const beside =
    /`loss curve`\n\n\| baseline \| current \|\n\|---\|---\|\n\| !\[loss curve\]\((\S+)\) \| !\[loss curve\]\((\S+)\) \|/;
  const [, baseline, current] = beside.exec(body) ?? [];
  expect(baseline).toContain('loss%2520curve.png');
  expect(current).not.toBe(baseline);
  expect(body).toContain(`/compare/${trigger.baseSha}...${trigger.headSha})`);
}, 120_000);

test('pictures are handed over with evidence, and published by the same commit', async () => {
  await world.artifacts();
  const trigger = await world.pullRequest({ fork: true });
  const report = await train(trigger, {}, { permissions: READ_ONLY });
  expect(errorsOf(report)).toEqual([]);
  expect(await ledgerTip(world)).toBeUndefined();
  const job = await world.job(trigger, {
    checkout: 'none',
    permissions: { ...GATE_PERMISSIONS, actions: 'read', contents: 'write' },
    jobName: 'publish',
  });
  const published = await job.uses(resolve('publish'), {}, { continueOnError: true });
  expect(errorsOf(published)).toEqual([]);
  const { log } = await readLedger(world);
  expect(log).toHaveLength(1);
  expect(published.outputs['ledger-commit']).toBe(log[0]?.sha);
  expect(await picturesIn(only(commentsOf(world)).body)).toEqual(SHOWN);
}, 120_000);

test('a laptop has them too, and a broken one fails no training', async () => {
  const repo = await UserRepo.create();
  await repo.write({ 'made/roc.png': ROC, 'made/big.png': Buffer.concat([ROC, Buffer.alloc(1 << 20)]) });
  const draw = "require('fs').cpSync('made', 'plots', { recursive: true })";
  const options = ['--picture', 'plots/*.png', '--picture', 'none/*.gif'];
  const { code, stderr } = await repo.cli(['track', ...options, '--', process.execPath, '-e', draw]);
  expect(code).toBe(0);
  expect(stderr).toMatch(
    /"plots\/big\.png" is left out: it has \d+ bytes, and 1048576 \(1 MiB\) are the most/,
  );
  expect(stderr).toMatch(/No picture matches "none\/\*\.gif" \(pictures, line 2\)/);
  const run = only(await repo.runs());
  const files = await repo.git('ls-tree', '-r', '--name-only', 'lineage', runFolder(run.run_id));
  expect(files.trim().split('\n')).toContain(`${runFolder(run.run_id)}/roc.png`);
  expect(files).not.toContain('big');
  await repo.close();
}, 60_000);
