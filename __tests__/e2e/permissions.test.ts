import type { GitHubWorld } from '../support/github-world.js';
import type { StepReport } from '../support/runner.js';
import { READ_ONLY, READ_WRITE } from '../support/tokens.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, TRAINING, useWorld } from './support.js';

let world: GitHubWorld;
useWorld(
  (made) => {
    world = made;
  },
  { protectedBranches: ['guarded'] },
);

/** A refusal before the training: it has not cost anybody an hour. */
function expectNotStarted(report: StepReport): void {
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
  expect(report.stdout).not.toContain('trained');
  expect(report.summary).toContain('Nothing was recorded');
}

test('a token that may only read: said before the command starts, with the permission to give', async () => {
  const job = await world.job(await world.push(), { permissions: READ_ONLY });
  const report = await job.uses(TRACK, TRAINING);
  expectNotStarted(report);
  expect(only(errorsOf(report))).toMatch(/E_LEDGER_PERMISSION: .*contents: write/);
  expect(report.summary).toContain('contents: write');
  expect(only(await job.finish())).toMatchObject({ outcome: 'success', summary: '' });
  const whole = await world.job(await world.push(), { permissions: READ_ONLY });
  const { run: _, ...inputs } = TRAINING;
  expectNotStarted(await whole.uses(TRACK, inputs));
  expect(await whole.finish()).toMatchObject([{ outcome: 'success', summary: '' }]);
  expect(await readLedger(world)).toMatchObject({ commit: undefined });
}, 60_000);

test('a token that is not one, and one without a repository', async () => {
  const wrong = await world.job(await world.push(), { token: 'ghs_notAToken0123456789012345678901234567' });
  const report = await wrong.uses(TRACK, TRAINING);
  expectNotStarted(report);
  expect(only(errorsOf(report))).toMatch(/E_LEDGER_AUTH: .*token/);
  expect(report.log).not.toContain('ghs_notAToken');

  const elsewhere = world.tokens.make(READ_WRITE, { 'octo/other': READ_WRITE });
  const job = await world.job(await world.push(), { token: elsewhere });
  const hidden = await job.uses(TRACK, TRAINING);
  expectNotStarted(hidden);
  expect(only(errorsOf(hidden))).toContain('E_LEDGER_NOT_FOUND');

  const none = await world.job(await world.push());
  const empty = await none.uses(TRACK, { ...TRAINING, token: '' });
  expectNotStarted(empty);
  expect(errorsOf(empty).join('\n')).toMatch(/E_INPUT_MISSING: `token` is empty/);
}, 60_000);

test('a ledger repository: another one is written to, and one that is not there is named', async () => {
  await world.git.createRepo('octo/ledger', { files: { 'README.md': 'x' } });
  world.github.state.addRepository('octo/ledger');
  const token = world.tokens.make(READ_WRITE);
  const job = await world.job(await world.push());
  const inputs = { ...TRAINING, token, 'ledger-repository': 'octo/ledger', 'ledger-branch': 'ml/runs' };
  const report = await job.uses(TRACK, inputs);
  expect(errorsOf(report)).toEqual([]);
  const there = await readLedger(world, { repository: 'octo/ledger', branch: 'ml/runs' });
  expect(only(there.runs).run_id).toBe(report.outputs['run-id']);
  expect(report.outputs['record-url']).toContain('/octo/ledger/blob/');
  expect((await readLedger(world)).commit).toBeUndefined();

  for (const [repository, code] of [
    ['octo/nowhere', 'E_LEDGER_NOT_FOUND'],
    ['https://github.com/octo/ledger', 'E_INPUT_INVALID'],
    ['../octo/ledger', 'E_INPUT_INVALID'],
  ] as const) {
    const bad = await world.job(await world.push(), { artifacts: false });
    const refused = await bad.uses(TRACK, { ...inputs, 'ledger-repository': repository });
    expectNotStarted(refused);
    expect(only(errorsOf(refused))).toContain(code);
  }
}, 60_000);

test('a protected ledger branch: the rule is named, exit 1, and that the command itself went well', async () => {
  const job = await world.job(await world.push());
  const report = await job.uses(TRACK, { ...TRAINING, 'ledger-branch': 'guarded' });
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
  expect(report.stdout).toContain('trained on 4 lines');
  const message = only(errorsOf(report));
  expect(message).toMatch(/E_LEDGER_PROTECTED: .*GH006/);
  expect(report.displayLog).toMatch(/The command itself ended well/);
  expect(report.summary).toMatch(/The command itself ended well/);
  const [post] = await job.finish();
  expect(post).toMatchObject({ outcome: 'success', summary: '' });
  expect((await readLedger(world, { branch: 'guarded' })).commit).toBeUndefined();

  const failing = await world.job(await world.push());
  const failed = await failing.uses(TRACK, { ...TRAINING, 'ledger-branch': 'guarded', run: 'exit 9' });
  expect(failed).toMatchObject({ outcome: 'failure', exitCode: 9 });
  expect(only(errorsOf(failed))).toContain('E_LEDGER_PROTECTED');
  expect(failed.displayLog).not.toContain('ended well');
}, 60_000);

test('`record: none`: nothing is written, and a token that may not write is no fault', async () => {
  const commit = await ledgerTip(world);
  const job = await world.job(await world.push(), { permissions: READ_ONLY });
  const report = await job.uses(TRACK, { ...TRAINING, record: 'none' });
  expect(report).toMatchObject({ outcome: 'success', outputs: { 'record-path': '', status: 'FINISHED' } });
  expect(report.summary).toContain('**Not recorded:** `record` is `none`');
  const bad = await job.uses(TRACK, { ...TRAINING, record: 'somewhere' });
  expect(errorsOf(bad).join('\n')).toContain('E_INPUT_INVALID');
  expect(await ledgerTip(world)).toBe(commit);
}, 60_000);

test('registering with a token that may only read', async () => {
  const trigger = await world.push();
  const job = await world.job(trigger);
  const tracked = await job.uses(TRACK, TRAINING);
  const commit = await ledgerTip(world);
  const other = await world.job(trigger, { permissions: READ_ONLY });
  const refused = await other.uses(REGISTER, { model: 'clf', 'run-id': tracked.outputs['run-id'] ?? '' });
  expect(refused).toMatchObject({ outcome: 'failure', exitCode: 1 });
  expect(only(errorsOf(refused))).toMatch(/E_LEDGER_PERMISSION: .*contents: write/);
  expect(await ledgerTip(world)).toBe(commit);
}, 60_000);
