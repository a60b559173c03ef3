import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sha256 } from '../../src/core/digest.js';
import type { EventOrigin, StageChangedEvent } from '../../src/core/generated/types.js';
import { newId } from '../../src/core/ids.js';
import { canonicalJson } from '../../src/core/json.js';
import { bareEnvironment, exec, execOk } from '../support/exec.js';
import { userId } from '../support/github/shapes.js';
import type { DispatchOptions, GitHubWorld, Trigger } from '../support/github-world.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, useWorld } from './support.js';

const FETCH = resolve('fetch');
const PROMOTE = resolve('promote');
const PRODUCTION = { 'model-uri': 'models:/clf/Production' };
const TITLE = 'promote clf 2 → Production';
const HOUR = 3_600_000;

let world: GitHubWorld;
let honest: string;
let made = 0;
useWorld((made) => {
  world = made;
});

beforeAll(async () => {
  for (const weights of ['one', 'two']) {
    const job = await world.job(await world.push());
    const run = `printf %s ${weights} > model.bin`;
    await job.uses(TRACK, { run, datasets: 'orders=v2.1', model: 'model.bin' });
    expect(errorsOf(await job.uses(REGISTER, { model: 'clf' }))).toEqual([]);
  }
  const trigger = await world.dispatch({ title: 'promote clf 1 → Production' });
  const job = await world.job(trigger, { checkout: 'none' });
  const inputs = { model: 'clf', version: '1', stage: 'Production', reason: 'passed' };
  expect(errorsOf(await job.uses(PROMOTE, inputs))).toEqual([]);
  honest = (await ledgerTip(world)) ?? '';
}, 120_000);

afterEach(() => world.repo.updateRef('refs/heads/lineage', honest));

type Origin = { [K in keyof EventOrigin]?: EventOrigin[K] };

/** What the event of an honest promotion would say of its run. */
function originOf({ runId, ref, sha, actor, workflowPath }: Trigger): EventOrigin {
  return {
    ...{ actor_id: String(userId(actor)), triggering_actor: actor, event: 'workflow_dispatch' },
    ...{ repository: world.repository, ref, commit: sha, ci_run_id: String(runId), ci_run_attempt: 1 },
    workflow_ref: `${world.repository}/${workflowPath}@${ref}`,
  };
}

/** Pushes an event that moves version 2 to Production, well chained. @returns its path */
async function forge(by: EventOrigin | undefined, changes: Partial<StageChangedEvent> = {}): Promise<string> {
  const { events } = await readLedger(world);
  const last = only(events.slice(-1));
  made += 1;
  const event: StageChangedEvent = {
    schema: 'lineage-gate/model-event/v1',
    event_id: newId(Date.now(), Buffer.from(String(made).padStart(16, '0'))),
    ...{ model: 'clf', version: 2, at: new Date().toISOString(), actor: 'octocat', ci_run_url: null },
    ...(by === undefined ? {} : { by }),
    previous: sha256(canonicalJson(last)),
    ...{ type: 'stage-changed', from_stage: 'None', to_stage: 'Production', reason: 'urgent', archived: [1] },
    ...changes,
  };
  const path = `models/clf/events/${event.event_id}.json`;
  await world.repo.commit({ [path]: canonicalJson(event) }, { branch: 'lineage', message: 'promote clf' });
  return path;
}

async function fetched(inputs: Record<string, string> = {}, permissions: object = {}) {
  const may = { contents: 'read', actions: 'read', ...permissions } as const;
  const job = await world.job(await world.push(), { checkout: 'none', permissions: may });
  const report = await job.uses(FETCH, { ...PRODUCTION, ...inputs }, { continueOnError: true });
  const weights = await readFile(join(job.workspace, 'model', 'model.bin'), 'utf8').catch(() => null);
  return { report, weights };
}

interface Forgery {
  run?: DispatchOptions;
  by?: Origin;
  changes?: Partial<StageChangedEvent>;
  /** What else happens. */
  after?(trigger: Trigger): void;
}

const FORGERIES: [string, Forgery, RegExp][] = [
  [
    'claims another account',
    { run: { actor: 'mallory' }, by: { actor_id: String(userId('octocat')) } },
    /account/,
  ],
  ['is back-dated', { changes: { at: new Date(Date.now() - 48 * HOUR).toISOString() } }, /began at/],
  [
    'comes from another workflow file',
    { run: { workflowPath: '.github/workflows/other.yml' }, by: { workflow_ref: null } },
    /does not say its workflow_ref/,
  ],
  [
    'claims another workflow file',
    { run: { workflowPath: '.github/workflows/other.yml' } },
    /names the workflow file .*promote.yml.*other.yml/,
  ],
  [
    'was started by a push',
    { after: ({ runId }) => Object.assign(world.github.state.runs.get(runId) ?? {}, { event: 'push' }) },
    /names the event `workflow_dispatch`, and it was `push`/,
  ],
  [
    'has a run that was deleted',
    { after: ({ runId }) => world.github.state.runs.delete(runId) },
    /was deleted since/,
  ],
  [
    'is of an attempt that somebody else started',
    {
      by: { ci_run_attempt: 2 },
      after: ({ runId }) =>
        Object.assign(world.github.state.runs.get(runId) ?? {}, { attempt: 2, triggeringActor: 'mallory' }),
    },
    /`octocat` as who started this attempt, and that was `mallory`/,
  ],
  [
    'has a run for something else',
    { run: { title: 'promote clf 2 → Staging' } },
    /title of its workflow run/,
  ],
  ['comes from a branch', { run: { branch: 'evil' } }, /which is not on `main`/],
  ['names another repository', { by: { repository: 'evil/models' } }, /neither this repository nor/],
];

test.each(FORGERIES)(
  'an event that %s changes no answer, and is named',
  async (_, one, said) => {
    const { run = {}, by = {}, changes = {}, after = () => undefined } = one;
    if (run.branch !== undefined) await world.push({ branch: run.branch, files: { 'x.txt': 'x' } });
    const trigger = await world.dispatch({ title: TITLE, ...run });
    const claimed = { ...trigger, workflowPath: '.github/workflows/promote.yml' };
    const path = await forge({ ...originOf(claimed), ...by }, changes);
    after(trigger);
    const { report, weights } = await fetched();
    expect(report).toMatchObject({ outcome: 'success', outputs: { version: '1' } });
    expect(weights).toBe('one');
    const warnings = report.annotations.filter(({ level }) => level === 'warning');
    expect(only(warnings).message).toContain(path);
    expect(only(warnings).message).toMatch(said);
  },
  60_000,
);

test('an event that is true counts, also of a laptop where nobody asks GitHub', async () => {
  const trigger = await world.dispatch({ title: TITLE });
  await forge(originOf(trigger));
  world.github.requests.length = 0;
  const { report, weights } = await fetched();
  expect(report).toMatchObject({ outcome: 'success', annotations: [], outputs: { version: '2' } });
  expect(weights).toBe('two');
  const asked = world.github.requests.filter(({ path }) => path.includes('/attempts/'));
  expect(asked).toHaveLength(1);

  await world.repo.updateRef('refs/heads/lineage', honest);
  const path = await forge(undefined);
  expect((await fetched()).weights).toBe('one');
  const unasked = await fetched({ 'verify-events': 'false' });
  expect(unasked).toMatchObject({ weights: 'two', report: { annotations: [] } });
  expect(unasked.report.displayLog).toContain('as the ledger says; not confirmed with GitHub');
  expect(unasked.report.displayLog).not.toContain(path);
}, 60_000);

test('the policy of the default branch names the workflows that may decide', async () => {
  const workflowPath = '.github/workflows/other.yml';
  const policy = (file: string) => `version: 1\nregistry_workflows: [${file}]\n`;
  await world.push({ files: { '.github/lineage.yml': policy('.github/workflows/promote.yml') } });
  const trigger = await world.dispatch({ title: TITLE, workflowPath });
  const path = await forge(originOf(trigger));
  const { report } = await fetched();
  expect(report.outputs['version']).toBe('1');
  expect(report.annotations[0]?.message).toMatch(/`registry_workflows` of the policy does not name/);
  await world.push({
    files: { '.github/lineage.yml': policy(`.github/workflows/promote.yml, ${workflowPath}`) },
  });
  const allowed = await fetched();
  expect(allowed.report.outputs['version']).toBe('2');
  expect(allowed.report.displayLog).not.toContain(path);
}, 60_000);

test('the run of whom the tool refused vouches for nobody else, and an attempt after it for nobody', async () => {
  const file = '.github/lineage.yml';
  await world.push({
    files: { [file]: 'version: 1\nstages: { Production: { allowed_actors: [octocat] } }\n' },
  });
  const trigger = await world.dispatch({ actor: 'mallory', title: TITLE });
  const job = await world.job(trigger, { checkout: 'none' });
  const inputs = { model: 'clf', version: '2', stage: 'Production', reason: 'mine' };
  const refused = await job.uses(PROMOTE, inputs, { continueOnError: true });
  expect(refused.outputs).toMatchObject({ state: 'refused' });
  await forge({ ...originOf(trigger), triggering_actor: 'octocat' });
  const { report } = await fetched();
  expect(report.outputs['version']).toBe('1');
  expect(report.annotations[0]?.message).toMatch(/was asked for by `mallory`, and the policy lets octocat/);
  const again = await world.dispatch({ title: TITLE });
  const run = world.github.state.runs.get(again.runId);
  Object.assign(run ?? {}, { attempt: 2, triggeringActor: 'mallory' });
  await world.repo.updateRef('refs/heads/lineage', honest);
  await forge({ ...originOf(again), ci_run_attempt: 2, triggering_actor: 'mallory' });
  const after = await fetched();
  expect(after.report.outputs['version']).toBe('1');
  expect(after.report.annotations[0]?.message).toMatch(/attempt 2 of its run, and only the first one/);
  await world.push({ files: { [file]: 'version: 1\n' } });
}, 60_000);

test('without the permission to ask, nothing is answered and the way on is told', async () => {
  const { report, weights } = await fetched({}, { actions: 'none' });
  expect(weights).toBeNull();
  expect(only(errorsOf(report))).toMatch(
    /E_GITHUB_API: .*read attempt 1 of workflow run.*`actions: read`; or let the ledger alone answer.*`verify-events: false`/,
  );
}, 60_000);

test('nothing before it answers: the events are named, and how to go on', async () => {
  // As it was before anything was promoted.
  const [before] = await world.repo.log('refs/heads/lineage').then((log) => log.slice(1));
  await world.repo.updateRef('refs/heads/lineage', before?.sha ?? '');
  const path = await forge(undefined, { archived: [] });
  const { report } = await fetched();
  expect(only(errorsOf(report))).toMatch(
    /E_EVENT_UNCONFIRMED: .*written on a laptop.*promote the version again/,
  );
  expect(only(errorsOf(report))).toContain(path);
}, 60_000);

describe('the command line', () => {
  let clones = 0;

  /** The command of a laptop that has fetched the ledger. */
  const verify = (...options: string[]) => cli('verify', ...options);

  async function cli(...args: string[]) {
    clones += 1;
    const clone = join(world.root, `clone-${clones}`);
    const env = bareEnvironment(world.root);
    await execOk('git', ['clone', '-q', world.repo.dir, clone], { env });
    await execOk('git', ['fetch', '-q', 'origin', 'lineage:lineage'], { cwd: clone, env });
    const asking = {
      GITHUB_API_URL: world.github.url,
      GITHUB_SERVER_URL: world.git.serverUrl,
      GH_TOKEN: world.tokens.make({ actions: 'read', contents: 'read' }),
    };
    const command = [resolve('dist/cli/index.js'), ...args];
    const result = await exec(process.execPath, command, { cwd: clone, env: { ...env, ...asking } });
    return { ...result, clone };
  }
  const here = () => ['--online', '--repository', world.repository];

  test('verify --online confirms what the actions wrote, with one request a workflow run', async () => {
    world.github.requests.length = 0;
    const { code, stdout, stderr } = await verify(...here());
    expect(String(stderr)).toBe('');
    expect(code).toBe(0);
    expect(String(stdout)).toMatch(
      /GitHub confirms 3 of 3 events; 0 not as it says, 0 not checked. Their workflow runs: 3 running.\n.*valid\.\n$/,
    );
    expect(world.github.requests.filter(({ path }) => path.includes('/attempts/'))).toHaveLength(3);
  }, 60_000);

  test('verify --online names what is forged, and what nobody can tell', async () => {
    const trigger = await world.dispatch({ actor: 'mallory', title: TITLE });
    const forged = await forge({ ...originOf(trigger), actor_id: String(userId('octocat')) });
    const laptop = await forge(undefined, { from_stage: 'Production', to_stage: 'None', archived: [] });
    const { code, stdout } = await verify(...here(), '--json');
    expect(code).toBe(1);
    const { findings, online } = JSON.parse(String(stdout));
    expect(findings).toMatchObject([
      { rule: 'event-unconfirmed', severity: 'error', path: forged, what: expect.stringMatching(/account/) },
      { rule: 'event-unchecked', severity: 'warning', path: laptop, what: expect.stringMatching(/laptop/) },
    ]);
    expect(online).toMatchObject({ confirmed: 3, contradicted: 1, unchecked: 1 });
  }, 60_000);

  test('verify --online says whom it lacks to ask', async () => {
    const { code, stderr } = await verify('--online');
    expect(code).toBe(1);
    expect(String(stderr)).toMatch(
      /E_INPUT_MISSING: The address of the remote `origin` names no repository on a GitHub server/,
    );
    const alone = await verify('--repository', world.repository);
    expect(String(alone.stderr)).toMatch(/E_INPUT_INVALID: .*nobody is asked.*Add `--online`/);
  }, 60_000);

  test('fetch asks where it is told to', async () => {
    const path = await forge(undefined);
    const asked = await cli(
      'fetch',
      'models:/clf/Production',
      '--verify-events',
      '--repository',
      world.repository,
    );
    expect(String(asked.stderr)).toContain(`The record ${path} does not count: it was written on a laptop`);
    expect(String(asked.stderr)).toContain('is version 1, and GitHub confirms the events that say so');
    expect(await readFile(join(asked.clone, 'model', 'model.bin'), 'utf8')).toBe('one');
    const alone = await cli('fetch', 'models:/clf/Production');
    expect(String(alone.stderr)).toContain('is version 2, as the ledger says; not confirmed with GitHub');
  }, 60_000);
});
