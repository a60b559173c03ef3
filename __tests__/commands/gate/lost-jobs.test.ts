import type { GateResult } from '../../../src/commands/gate/gate.js';
import { pushPolicy, record } from '../../e2e/gate-support.js';
import type { Run, WorkflowJob } from '../../support/github/state.js';
import type { Trigger } from '../../support/github-world.js';
import type { Permissions } from '../../support/tokens.js';
import { GateSetup } from './setup.js';

const OURS = 'Run octo/lineage-gate@v1';
const BARE: Permissions = { contents: 'read', pull_requests: 'read' };

let setup: GateSetup;
let made = 0;

beforeAll(async () => {
  setup = await GateSetup.start();
  await pushPolicy(setup.world);
}, 60_000);

afterAll(() => setup.close());

/** A pull request of its own, whose workflow is this text. */
function pullRequest(workflow = 'jobs: { lint: { steps: [{ run: lint }] } }'): Promise<Trigger> {
  made += 1;
  return setup.world.pullRequest({
    branch: `topic-${made}`,
    files: { '.github/workflows/ci.yml': workflow },
  });
}

function addJob(trigger: Trigger, job: Partial<WorkflowJob> & { name: string }): WorkflowJob {
  return setup.world.github.state.addJob({ runId: trigger.runId, ...job });
}

async function search(trigger: Trigger, permissions?: Permissions): Promise<GateResult['search']> {
  const variables = {
    GITHUB_JOB: 'gate',
    RUNNER_NAME: 'Runner 9',
    GITHUB_WORKFLOW_REF: `octo/models/.github/workflows/ci.yml@${trigger.ref}`,
  };
  const result = await setup.gate(trigger, { variables, ...(permissions && { permissions }) });
  expect(result).toMatchObject({ case: 'no-runs', verdict: 'fail' });
  return result.search;
}

test('the job that was to record, its step and what it says; other jobs are no cause', async () => {
  const trigger = await pullRequest();
  addJob(trigger, { name: 'lint', conclusion: 'failure' });
  addJob(trigger, { name: 'Judge it', status: 'in_progress', conclusion: null, runner: 'Runner 9' });
  const job = addJob(trigger, {
    name: 'train',
    conclusion: 'failure',
    steps: [
      { name: 'Set up job', conclusion: 'success' },
      { name: OURS, conclusion: 'failure' },
      { name: 'Complete job', conclusion: 'success' },
    ],
    annotations: [
      { title: 'E_INPUT_INVALID', message: 'E_INPUT_INVALID: `metric` is no input.' },
      { message: 'Process completed with exit code 1.' },
    ],
  });
  const url = `${setup.world.git.serverUrl}/octo/models/actions/runs/${trigger.runId}/job/${job.id}#step:2:1`;
  const told = { name: 'train', ending: 'failed', step: OURS, url };
  const found = { more: 0, recorder: 'there' };
  expect(await search(trigger)).toEqual({
    ...found,
    jobs: [{ ...told, reasons: ['E_INPUT_INVALID: `metric` is no input'] }],
    lacking: [],
  });
  expect(await search(trigger, { ...BARE, actions: 'read' })).toEqual({
    ...found,
    jobs: [{ ...told, reasons: [] }],
    lacking: ['checks: read'],
  });
}, 60_000);

test('endings are told apart, the gravest first', async () => {
  const trigger = await pullRequest();
  const running = { status: 'in_progress', conclusion: null } as const;
  addJob(trigger, { name: 'gate', ...running });
  addJob(trigger, { name: 'a', conclusion: 'skipped' });
  addJob(trigger, { name: 'b', status: 'waiting', conclusion: null });
  addJob(trigger, { name: 'c', ...running });
  addJob(trigger, { name: 'd', conclusion: 'cancelled', steps: [{ name: 'x', conclusion: 'cancelled' }] });
  addJob(trigger, { name: 'e', conclusion: 'timed_out', annotations: [{ message: 'exceeded 360 minutes' }] });
  addJob(trigger, {
    name: 'f',
    conclusion: 'failure',
    annotations: [{ message: 'Process completed with exit code 2.' }],
  });
  addJob(trigger, { name: 'g', conclusion: 'success' });
  const { jobs = [] } = (await search(trigger)) ?? {};
  expect(jobs.map(({ name, ending, step, reasons }) => [name, ending, step, ...reasons])).toEqual([
    ['f', 'failed', null, 'Process completed with exit code 2'],
    ['e', 'timed out', null, 'exceeded 360 minutes'],
    ['d', 'cancelled', 'x'],
    ['c', 'in progress', null],
    ['b', 'waiting', null],
    ['a', 'skipped', null],
  ]);
}, 60_000);

test('a gate that is a step of the job that was to record tells of the step before it', async () => {
  const trigger = await pullRequest();
  addJob(trigger, {
    ...{ name: 'gate', status: 'in_progress', conclusion: null },
    steps: [
      { name: OURS, conclusion: 'failure' },
      { name: 'Run octo/lineage-gate/gate@v1', conclusion: null },
    ],
  });
  expect(await search(trigger)).toMatchObject({ jobs: [{ name: 'gate', ending: 'failed', step: OURS }] });
}, 60_000);

test('jobs of other workflows of the commit, in their newest runs', async () => {
  const trigger = await pullRequest();
  addJob(trigger, { name: 'gate', status: 'in_progress', conclusion: null });
  const { state } = setup.world.github;
  const other = (run: Partial<Run>) =>
    state.addRun({
      repository: setup.world.repository,
      headSha: trigger.headSha,
      path: '.github/workflows/train.yml',
      ...run,
    });
  const [old, newest] = [other({}), other({})];
  state.addJob({ runId: old.id, name: 'old', conclusion: 'failure' });
  state.addJob({ runId: newest.id, name: 'train', steps: [{ name: OURS, conclusion: 'success' }] });
  expect(await search(trigger)).toMatchObject({
    jobs: [{ name: 'train', ending: 'left none', reasons: [] }],
    recorder: 'there',
  });
}, 60_000);

test.each([
  [
    'has none',
    'jobs:\n  a:\n    steps:\n      # - uses: octo/lineage-gate@v1\n      - uses: octo/lineage-gate/gate@v1\n',
    'missing',
  ],
  [
    'has one with a name',
    'jobs:\n  a:\n    steps:\n      - name: Train\n        uses: octo/lineage-gate@v1\n',
    'there',
  ],
  [
    'has one that publishes',
    'jobs:\n  a:\n    steps:\n      - uses: "octo/lineage-gate/publish@v1"\n',
    'there',
  ],
  [
    'records on the command line',
    'jobs:\n  a:\n    steps:\n      - run: npx lineage-gate track -- make\n',
    'there',
  ],
  [
    'calls another workflow',
    'jobs:\n  a:\n    uses: octo/shared/.github/workflows/train.yml@v1\n',
    'unknown',
  ],
  [
    'uses an action of the repository',
    'jobs:\n  a:\n    steps:\n      - uses: ./.github/actions/train\n',
    'unknown',
  ],
] as const)(
  'whether there is a step that records, where the workflow %s',
  async (_, workflow, recorder) => {
    const trigger = await pullRequest(workflow);
    expect(await search(trigger)).toMatchObject({ jobs: [], recorder, lacking: [] });
    // Other workflows may have it.
    const hidden = recorder === 'missing' ? 'unknown' : recorder;
    expect(await search(trigger, BARE)).toMatchObject({ recorder: hidden, lacking: ['actions: read'] });
  },
  60_000,
);

test('a failed run is linked to the step of its job', async () => {
  const trigger = await pullRequest();
  const common = { commit: trigger.headSha, ciRunId: trigger.runId, status: 'FAILED' as const };
  await record(setup.world, [
    { ...common, matrix: { depth: 4 } },
    { ...common, name: 'second', params: { x: 1 } },
  ]);
  const steps = [{ name: 'python train.py', conclusion: 'failure' as const }];
  const leg = addJob(trigger, { name: 'train (4)', conclusion: 'failure', steps });
  const url = `${setup.world.git.serverUrl}/octo/models/actions/runs/${trigger.runId}/job/`;
  const { judgements } = await setup.gate(trigger);
  const findings = judgements.flatMap((one) => one.findings).filter(({ rule }) => rule === 'run.status');
  expect(findings.map(({ message, log_url }) => [message.replace(/^Run \w+/, ''), log_url])).toEqual(
    expect.arrayContaining([
      [
        ' has the status FAILED (exit code 0): it ended at the step `python train.py`',
        `${url}${leg.id}#step:1:1`,
      ],
      [' has the status FAILED (exit code 0)', undefined],
    ]),
  );
  const { judgements: blind, notes } = await setup.gate(trigger, { permissions: BARE });
  expect(blind.flatMap((one) => one.findings).some(({ log_url }) => log_url !== undefined)).toBe(false);
  expect(notes).toHaveLength(1);
}, 60_000);

test('a failed run without a job that is known is linked to the workflow run that its record names, if it is one of the repository', async () => {
  const trigger = await pullRequest();
  const repository = `${setup.world.git.serverUrl}/octo/models`;
  const urls = [
    `${repository}/actions/runs/1/attempts/1`,
    `${repository}/blob/evil/fake.md`,
    'https://evil.test/octo/models/actions/runs/1',
  ];
  await record(
    setup.world,
    urls.map((ci_run_url, x) => ({
      ...{ commit: trigger.headSha, status: 'FAILED' as const, params: { x } },
      context: { ci_run_url, ci_run_id: null },
    })),
  );
  const { judgements } = await setup.gate(trigger);
  const findings = judgements.flatMap((one) => one.findings).filter(({ rule }) => rule === 'run.status');
  expect(findings).toHaveLength(3);
  expect(findings.flatMap(({ log_url }) => log_url ?? [])).toEqual([urls[0]]);
  expect(JSON.stringify(findings)).not.toMatch(/evil/);
}, 60_000);

test('records that name many workflow runs make the gate ask for the jobs of a few', async () => {
  const trigger = await pullRequest();
  const failed = { commit: trigger.headSha, status: 'FAILED' as const };
  await record(
    setup.world,
    Array.from({ length: 12 }, (_, index) => ({ ...failed, ciRunId: 90_000 + index, params: { index } })),
  );
  const { requests } = setup.world.github;
  const before = requests.length;
  expect((await setup.gate(trigger)).judgements).toHaveLength(12);
  const asked = requests.slice(before).filter(({ path }) => path.includes('/jobs'));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.length).toBeLessThanOrEqual(8);
}, 60_000);
