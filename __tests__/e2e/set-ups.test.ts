import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { jest } from '@jest/globals';
import { parse } from 'yaml';
import { CLI } from '../cli/user-repo.js';
import { appPermissions } from '../support/app-token.js';
import { exec, execOk, gitEnvironment } from '../support/exec.js';
import { GitHubWorld, type Trigger, type WorldJobOptions } from '../support/github-world.js';
import { exampleRuleset, type Ruleset } from '../support/rulesets.js';
import type { StepReport } from '../support/runner.js';
import type { Permissions } from '../support/tokens.js';
import { finished } from './finished.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, TRAINING } from './support.js';

jest.setTimeout(240_000);

const PUBLISH = resolve('publish');
const PROMOTE = resolve('promote');
const APP = 'lineage-writer[bot]';
const APP_ID = 4711;
const LOCKED_POLICY = 'version: 1\nledger: { parking: false }\nmetrics: { val_auc: { min: 0.5 } }\n';
/** What a job gets with `permissions: write-all`: more does not help. */
const ALL: Permissions = {
  ...{ actions: 'write', checks: 'write', contents: 'write', deployments: 'write' },
  ...{ issues: 'write', pull_requests: 'write', statuses: 'write' },
};

let world: GitHubWorld;

beforeEach(async () => {
  world = await GitHubWorld.start();
  await world.artifacts();
}, 60_000);

afterEach(async () => {
  expect(world.github.violations).toEqual([]);
  await world.close();
});

/** The rulesets that docs/set-ups.md has people apply, with the id of their App. */
async function apply(...names: string[]): Promise<void> {
  const rulesets = names.map(exampleRuleset).map(
    (ruleset): Ruleset => ({
      ...ruleset,
      bypass_actors: ruleset.bypass_actors.map((actor) => ({ ...actor, actor_id: APP_ID })),
    }),
  );
  await world.repo.enforce(rulesets, { [APP_ID]: APP });
}

/** A token of the App with the permissions that an example workflow asks for, and no others. */
function appToken(workflow: string): string {
  const { jobs } = parse(readFileSync(resolve('examples/workflows', workflow), 'utf8')) as {
    jobs: Record<string, { steps: { uses?: string; with?: Record<string, string> }[] }>;
  };
  const permissions = appPermissions(only(Object.values(jobs)).steps) ?? {};
  const token = world.tokens.make({});
  world.tokens.set(token, { login: APP, permissions });
  return token;
}

async function uses(
  action: string,
  { trigger, inputs, ...options }: WorldJobOptions & { trigger: Trigger; inputs: Record<string, string> },
): Promise<StepReport> {
  const job = await world.job(trigger, { checkout: 'none', permissions: {}, ...options });
  return job.uses(action, inputs, { continueOnError: true });
}

async function train(trigger: Trigger, inputs: Record<string, string>, permissions: Permissions) {
  const job = await world.job(trigger, { permissions });
  return job.uses(TRACK, { ...TRAINING, ...inputs }, { continueOnError: true });
}

const inbox = async () =>
  Object.keys(await world.repo.refs()).filter((ref) => ref.startsWith('refs/lineage/'));

/** A clone of somebody who may push. */
async function clone(): Promise<{ git: (...args: string[]) => ReturnType<typeof exec>; folder: string }> {
  const token = world.tokens.make({});
  world.tokens.set(token, { login: 'mallory', permissions: { contents: 'write' } });
  const folder = join(world.root, `clone-${token}`);
  const url = world.git.url(world.repository).replace('://', `://x-access-token:${token}@`);
  await execOk('git', ['clone', '-q', '--no-checkout', url, folder], { env: gitEnvironment() });
  const person = ['-c', 'user.name=mallory', '-c', 'user.email=m@example.org'];
  const git = (...args: string[]) =>
    exec('git', ['-C', folder, ...person, ...args], { env: gitEnvironment() });
  return { git, folder };
}

async function expectValid(): Promise<void> {
  const { folder, git } = await clone();
  expect((await git('branch', 'lineage', 'origin/lineage')).code).toBe(0);
  const env = { ...gitEnvironment(), HOME: world.root };
  const verified = await exec(process.execPath, [CLI, 'verify', '--strict'], { cwd: folder, env });
  expect(verified.stdout.toString()).toMatch(/, valid\.\n$/);
  expect(verified.code).toBe(0);
}

test('locked: a model goes the whole way with the token of the App, and with no other', async () => {
  await apply('open.json', 'locked.json');
  const push = await world.push({ files: { '.github/lineage.yml': LOCKED_POLICY } });
  const tracked = await train(push, { record: 'evidence' }, { contents: 'read' });
  expect(errorsOf(tracked)).toEqual([]);
  const runId = tracked.outputs['run-id'] ?? '';
  expect(await ledgerTip(world)).toBeUndefined();

  const after = await finished(world, push);
  const refusedPublish = await uses(PUBLISH, { trigger: after, inputs: {}, permissions: ALL });
  expectRuleNamed(refusedPublish, 'creations being restricted');
  const token = appToken('locked-publish.yml');
  const published = await uses(PUBLISH, { trigger: after, inputs: { token } });
  expect(errorsOf(published)).toEqual([]);
  expect(published.outputs).toMatchObject({ verdict: 'pass', 'run-ids': JSON.stringify([runId]) });
  expect(only((await readLedger(world)).runs)).toMatchObject({ context: { trust: 'trusted' } });

  const model = { model: 'clf', 'run-id': runId };
  const refusedRegister = await uses(REGISTER, { trigger: after, inputs: model, permissions: ALL });
  expectRuleNamed(refusedRegister, 'Cannot update this protected ref');
  const registered = await uses(REGISTER, { trigger: after, inputs: { ...model, token } });
  expect(errorsOf(registered)).toEqual([]);
  expect(registered.outputs).toMatchObject({ version: '1', verdict: 'pass' });

  const move = { model: 'clf', version: '1', stage: 'Production', reason: 'passed the shadow test' };
  const byHand = await world.dispatch();
  const refusedPromote = await uses(PROMOTE, { trigger: byHand, inputs: move, permissions: ALL });
  expectRuleNamed(refusedPromote, 'Cannot update this protected ref');
  const promoting = { ...move, token: appToken('locked-promote.yml') };
  const promoted = await uses(PROMOTE, { trigger: byHand, inputs: promoting });
  expect(errorsOf(promoted)).toEqual([]);
  expect(promoted.displayLog).not.toContain('##[warning]');
  expect(promoted.outputs).toMatchObject({ state: 'done', 'to-stage': 'Production' });
  expect(only(world.github.state.dispatches)).toBeDefined();

  expect(await inbox()).toEqual([]);
  await expectValid();
});

function expectRuleNamed(report: StepReport, rule: string): void {
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
  const message = errorsOf(report).join('\n');
  expect(message).toMatch(/E_LEDGER_PROTECTED: .*GH013/);
  expect(message).toContain(rule);
}
