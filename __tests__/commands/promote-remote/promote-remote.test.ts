import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LOCAL_PEOPLE } from '../../../src/commands/promote/people.js';
import { promote } from '../../../src/commands/promote/promote.js';
import { promoteRequestOf } from '../../../src/commands/promote/request.js';
import { aliasesRemote } from '../../../src/commands/promote-remote/aliases.js';
import { promoteRemote } from '../../../src/commands/promote-remote/promote-remote.js';
import type { RemoteDeps, RemotePromotion } from '../../../src/commands/promote-remote/request.js';
import type { AliasRequest } from '../../../src/commands/registry/alias-request.js';
import { changeAliases } from '../../../src/commands/registry/aliases.js';
import type { Waiver } from '../../../src/core/generated/types.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { parseAliases } from '../../../src/core/registry/alias-names.js';
import { registerVersion } from '../../../src/core/registry/registration.js';
import type { GitHubOptions } from '../../../src/github/client.js';
import { eventPath, recallPath, versionPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { faultOf, Setup } from '../../github/setup.js';
import {
  adding,
  DAY,
  Folders,
  idAt,
  localLedger,
  modelVersion,
  RecordingLog,
  runFile,
  runRecord,
} from '../../ledger/fixtures.js';
import type { Run, WorkflowJob } from '../../support/github/state.js';
import { initRepository } from '../../support/repository.js';
import type { Permissions } from '../../support/tokens.js';
import { recalledEvent } from '../recalled/events.js';

const PATH = '.github/workflows/promote.yml';
/** The workflow that people are told to copy. */
const EXAMPLE = readFileSync(resolve('examples/workflows/promote.yml'), 'utf8');
const ALL: Permissions = { actions: 'write', checks: 'read', contents: 'read' };

const folders = new Folders();
afterAll(() => folders.remove());
let setup: Setup;
let ledger: Ledger;
let log: RecordingLog;
/** Milliseconds that were slept. */
let slept: number[];
/** What happens in the world while nobody looks, one after the other. */
let meanwhile: (() => void | Promise<void>)[];

beforeEach(async () => {
  setup = await Setup.start();
  setup.contents.set('o/r', 'main', { [PATH]: EXAMPLE });
  setup.github.state.addWorkflow({ repository: 'o/r', path: PATH });
  [log, slept, meanwhile] = [new RecordingLog(), [], []];
});
afterEach(() => setup.close());

let ids = 1;
const newId = () => idAt(DAY + 1, ids++);
const facts = { at: '2026-11-22T00:00:00Z', actor: 'octo', ci_run_url: null, newId };

/** A ledger with version 1 of a model. */
async function registered(model: string): Promise<void> {
  const folder = await folders.make();
  await initRepository(folder);
  ledger = localLedger(folder);
  const base = modelVersion(model, 1);
  const { outputs } = runRecord(base.run_id);
  const models = [{ path: base.run_path, manifest: base.manifest }];
  const { version, events } = registerVersion(base, { versions: [], events: [] }, { aliases: [], facts });
  const files = [
    await runFile(base.run_id, { outputs: { ...outputs, models } }),
    { path: versionPath(model, 1), bytes: await encodeRecord('modelVersion', version) },
  ];
  for (const event of events)
    files.push({ path: eventPath(model, event.event_id), bytes: await encodeRecord('modelEvent', event) });
  await ledger.write(adding(...files));
}

const USUAL = { archiveExisting: null, rollback: false, override: false, dryRun: false };

/** What the promote action does in the run, as far as the ledger shows it. */
async function move(
  run: Run,
  inputs: Record<string, string>,
  {
    repository = 'o/r',
    approvals = 0,
    waivers = [],
  }: { repository?: string; approvals?: number; waivers?: readonly Waiver[] } = {},
): Promise<void> {
  const { model = '', version = '', stage = '', reason = '' } = inputs;
  const request = promoteRequestOf({ model, version, stage, reason, ...USUAL });
  const by = {
    ...{ actor_id: '1', triggering_actor: run.actor, event: run.event, repository, ref: 'refs/heads/main' },
    ...{ commit: null, workflow_ref: null, ci_run_id: String(run.id), ci_run_attempt: 1 },
  };
  const stages = approvals === 0 ? {} : { [stage]: { approvals } };
  const rules = policy({ required_tags: [], stages, waivers: [...waivers] });
  const about = { facts: { ...facts, actor: run.actor, by }, triggering_actor: run.actor, job: null };
  await promote(request, { ledger, policy: rules, log, people: LOCAL_PEOPLE, ...about });
}

function ends(run: Run, conclusion: Run['conclusion']): void {
  Object.assign(run, { status: 'completed', conclusion });
}

type Ask = Partial<Parameters<typeof promoteRequestOf>[0]>;

interface More extends Partial<RemotePromotion> {
  client?: Partial<GitHubOptions> | undefined;
  permissions?: Permissions | undefined;
  deps?: Partial<RemoteDeps> | undefined;
}

function ask(asked: Ask, { client, permissions, deps, ...request }: More = {}) {
  const texts = {
    model: 'clf',
    version: '1',
    stage: 'Staging',
    reason: '',
    ...USUAL,
  };
  const promotion = promoteRequestOf({ ...texts, ...asked });
  return promoteRemote({ ...WHERE, promotion, ...request }, depsOf({ client, permissions, deps }));
}

const WHERE = { owner: 'o', repo: 'r', workflow: null, ref: null, wait: true };

function depsOf({
  client,
  permissions = ALL,
  deps,
}: Pick<More, 'client' | 'permissions' | 'deps'>): RemoteDeps {
  return {
    client: setup.client(permissions, { tokenFrom: 'GH_TOKEN', ...client }),
    log,
    view: () => ledger.view(),
    serverUrl: 'https://github.com',
    elapsed: () => slept.reduce((sum, one) => sum + one, 0),
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      await meanwhile.shift()?.();
    },
    starting: () => undefined,
    left: () => false,
    ...deps,
  };
}

/** @param work what the run does while it goes on */
function onDispatch(work: (run: Run, inputs: Record<string, string>) => void | Promise<void>): void {
  setup.github.state.dispatching.work = (run, inputs) => {
    meanwhile.push(
      () => void Object.assign(run, { status: 'in_progress' }),
      () => work(run, inputs),
    );
  };
}

/** Bodies of what was dispatched. */
const dispatched = () =>
  setup.github.requests
    .filter(({ path }) => path.endsWith('/dispatches'))
    .map(({ body }) => (body as { inputs: object }).inputs);

test.each(['clf', 'my model: v2 "x" (a|b)', 'модель'])(
  'the run promotes %s, and what it wrote is the answer',
  async (model) => {
    await registered(model);
    onDispatch(async (run, inputs) => {
      await move(run, inputs);
      ends(run, 'success');
    });
    const outcome = await ask({ model, version: 'latest', reason: 'reads well' });
    const [run] = setup.github.state.runs.values();
    expect(outcome).toMatchObject({
      ...{ state: 'ended', conclusion: 'success', is_there: true, annotations: [] },
      run: { id: run?.id, url: `https://github.com/o/r/actions/runs/${run?.id}` },
      event: { model, version: 1, from_stage: 'None', to_stage: 'Staging', reason: 'reads well' },
    });
    expect(dispatched()).toEqual([
      { model, version: 'latest', stage: 'Staging', reason: 'reads well', 'dry-run': 'false' },
    ]);
    expect(log.lines.filter((line) => line.startsWith('The run'))).toEqual([
      `The run waits for a runner: ${outcome.run.url}`,
      `The run runs: ${outcome.run.url}`,
    ]);
  },
);

test('what it says though it refuses nothing is said here as well: as it wrote it, and of a try as its steps said it', async () => {
  await registered('clf');
  const recall = recalledEvent({ what: { kind: 'run', run_id: modelVersion('clf', 1).run_id ?? '' } });
  const bytes = await encodeRecord('recallEvent', recall);
  await ledger.write(adding({ path: recallPath(recall.event_id), bytes }));
  const waiver = { reason: 'known', by: 'me', expires: '2999-01-01' };
  const waivers = [{ rule: 'recalled', recall: recall.event_id, ...waiver }];
  onDispatch(async (run, inputs) => {
    await move(run, inputs, { waivers });
    ends(run, 'success');
  });
  const said = /^Waived by me until 2999-01-01 \(known\): It comes from what is recalled/;
  expect(await ask({})).toMatchObject({ event: { version: 1 }, warnings: [expect.stringMatching(said)] });
  expect(log.lines.filter((line) => said.test(line))).toHaveLength(1);
  onDispatch((run) => {
    const annotations = [
      {
        level: 'warning' as const,
        title: 'E_POLICY_NOT_MET recalled',
        message: 'It may come\u001b[2J from it.',
      },
      {
        level: 'notice' as const,
        title: 'E_POLICY_NOT_MET aliases.archived',
        message: 'An alias stays.',
      },
      { level: 'warning' as const, title: 'other', message: 'by the way' },
    ];
    setup.github.state.addJob({ runId: run.id, name: 'promote', conclusion: 'success', annotations });
    ends(run, 'success');
  });
  expect((await ask({ dryRun: true, stage: 'Production', reason: 'x' })).warnings).toEqual([
    'It may come\\u001b[2J from it.',
    'An alias stays.',
  ]);
});

test('it is asked less and less often, and not given up while it waits for an approval', async () => {
  await registered('clf');
  setup.github.state.dispatching.work = (run) => {
    run.status = 'waiting';
    meanwhile = Array.from({ length: 40 }, () => () => undefined);
    meanwhile.push(() => ends(run, 'success'));
  };
  await ask({ dryRun: true });
  expect(slept.slice(0, 3)).toEqual([1000, 1500, 2250]);
  expect(Math.max(...slept)).toBe(10_000);
  expect(log.lines.join('\n')).toContain('The run waits for an approval');
});

test('where the stage needs approvals the answer is the request that waits for them', async () => {
  setup.github.state.dispatching.work = async (run, inputs) => {
    await move(run, inputs, { approvals: 1 });
    ends(run, 'success');
  };
  expect(await ask({})).toMatchObject({
    ...{ state: 'ended', event: null, is_there: false },
    request: { type: 'approval-requested', version: 1, approvals: 1 },
  });
});

test('a run that has promoted nothing is none that promoted', async () => {
  await registered('clf');
  onDispatch((run) => ends(run, 'success'));
  expect(await ask({})).toMatchObject({ conclusion: 'success', event: null, is_there: false });
  expect(await ask({ dryRun: true })).toMatchObject({ event: null, is_there: false });
  expect(await ask({ version: 'Production' })).toMatchObject({ event: null, is_there: false });
  onDispatch(async (run, inputs) => {
    // Whoever may push can write what it likes, and other repositories count their runs too.
    await move({ ...run, id: run.id + 1 }, inputs);
    ends(run, 'success');
  });
  expect(await ask({})).toMatchObject({ event: null, is_there: true });
  onDispatch(async (run, inputs) => {
    await move(run, inputs, { repository: 'o/other' });
    ends(run, 'success');
  });
  expect(await ask({ stage: 'Archived' })).toMatchObject({ event: null, is_there: true });
});

describe('a run that does not succeed', () => {
  const job = (run: Run, more: Partial<WorkflowJob>) =>
    setup.github.state.addJob({ runId: run.id, name: 'promote', ...more });

  test('says why, as its steps have said it', async () => {
    await registered('clf');
    onDispatch((run) => {
      job(run, { name: 'lint', annotations: [{ message: 'all is well' }] });
      const annotations = [
        { title: 'E_POLICY_NOT_MET stages.Staging.from', message: 'Only from None.\n\u001b[2JAsk first.' },
        { level: 'warning' as const, message: 'by the way' },
        { message: 'Process completed with exit code 1.' },
      ];
      job(run, { conclusion: 'failure', annotations });
      ends(run, 'failure');
    });
    expect(await ask({})).toMatchObject({
      ...{ conclusion: 'failure', event: null, is_there: false },
      annotations: ['E_POLICY_NOT_MET stages.Staging.from: Only from None.\\n\\u001b[2JAsk first.'],
    });
  });

  test.each(['cancelled', 'timed_out'] as const)('it was %s', async (conclusion) => {
    await registered('clf');
    onDispatch(async (run, inputs) => {
      await move(run, inputs);
      ends(run, conclusion);
    });
    // It may have promoted before.
    expect(await ask({})).toMatchObject({ conclusion, event: { version: 1 }, annotations: [] });
  });

  test('without a permission to read what it said there is a warning, and the conclusion', async () => {
    await registered('clf');
    onDispatch((run) => {
      job(run, { conclusion: 'failure', annotations: [{ message: 'no' }] });
      ends(run, 'failure');
    });
    const outcome = await ask({}, { permissions: { actions: 'write', contents: 'read' } });
    expect(outcome).toMatchObject({ conclusion: 'failure', annotations: [] });
    expect(log.lines.join('\n')).toMatch(/What the run said cannot be read: .*`checks: read`/);
  });
});

describe('where the server does not say which run it started', () => {
  beforeEach(async () => {
    await registered('clf');
    setup.github.state.dispatching.details = false;
  });
  const old = (more: Partial<Run>) =>
    setup.github.state.addRun({
      ...{ repository: 'o/r', headSha: 'a'.repeat(40), path: PATH, event: 'workflow_dispatch' },
      ...{ actor: 'github-actions[bot]', displayTitle: 'promote clf 1 → Staging', ...more },
    });

  test('it is the one that is new, on the same branch and by the same person', async () => {
    old({});
    let own = 0;
    setup.github.state.dispatching.work = (run) => {
      own = run.id;
      old({ actor: 'mallory' });
      old({ headBranch: 'other' });
      ends(run, 'success');
    };
    expect((await ask({ dryRun: true })).run.id).toBe(own);
  });

  test('of several it is the one whose title says what it promotes', async () => {
    let own = 0;
    setup.github.state.dispatching.work = (run) => {
      own = run.id;
      old({ displayTitle: 'promote clf 11 → Staging' });
      ends(run, 'success');
    };
    expect((await ask({ dryRun: true })).run.id).toBe(own);
  });

  test('one that shows up late, and has no title of its own, is waited for', async () => {
    setup.contents.set('o/r', 'main', { [PATH]: EXAMPLE.replace(/^run-name:.*$/m, '') });
    let own = 0;
    setup.github.state.dispatching.work = (run) => {
      own = run.id;
      setup.github.state.runs.delete(run.id);
      meanwhile.push(() => void setup.github.state.runs.set(run.id, run));
      ends(run, 'success');
    };
    expect((await ask({ dryRun: true })).run.id).toBe(own);
  });

  test('between two that look the same nobody guesses, and one that never shows up is said to be none', async () => {
    setup.github.state.dispatching.work = () => void old({});
    const fault = await faultOf(ask({}));
    expect(fault).toMatchObject({
      ...{ code: 'E_WORKFLOW_RUN', where: 'https://github.com/o/r/actions/workflows/promote.yml' },
      what: expect.stringContaining('2 have begun meanwhile'),
    });
    setup.github.state.dispatching.work = (run) => void setup.github.state.runs.delete(run.id);
    expect(await faultOf(ask({}))).toMatchObject({
      ...{ code: 'E_WORKFLOW_RUN', what: expect.stringContaining('no run of it can be seen') },
    });
  });
});

describe('nothing is started', () => {
  beforeEach(() => registered('clf'));
  afterEach(() => expect(setup.github.state.runs.size).toBe(0));

  test('where there is no such workflow, or it is switched off', async () => {
    const { workflows } = setup.github.state;
    const named = await faultOf(ask({}, { workflow: 'release.yml' }));
    expect(named).toMatchObject({
      code: 'E_WORKFLOW_NOT_FOUND',
      mend: expect.stringContaining('there are `promote.yml`'),
    });
    Object.assign(workflows[0] ?? {}, { state: 'disabled_manually' });
    expect(await faultOf(ask({}))).toMatchObject({
      code: 'E_WORKFLOW_NOT_FOUND',
      what: expect.stringContaining('disabled_manually'),
    });
    workflows.length = 0;
    setup.github.state.addWorkflow({ repository: 'o/r', path: '.github/workflows/train.yml' });
    expect(await faultOf(ask({}))).toMatchObject({
      ...{ what: 'The default branch has no workflow `.github/workflows/promote.yml`', where: 'o/r' },
      mend: 'Name the one that promotes with `--workflow`: there are `train.yml`',
    });
  });

  test('where the branch does not have it, or it cannot be started by hand', async () => {
    setup.contents.set('o/r', 'other', { 'README.md': 'x' });
    expect(await faultOf(ask({}, { ref: 'other' }))).toMatchObject({
      code: 'E_WORKFLOW_NOT_FOUND',
      mend: expect.stringContaining('--ref'),
    });
    for (const file of ['on: push\n', 'on: [push]\n', 'on: { push: {} }\n']) {
      setup.contents.set('o/r', 'main', { [PATH]: file });
      expect(await faultOf(ask({}))).toMatchObject({
        code: 'E_WORKFLOW_REFUSED',
        what: expect.stringContaining('workflow_dispatch'),
      });
    }
  });

  test('where what is asked would be lost, all of it told at once', async () => {
    const narrow = 'on: { workflow_dispatch: { inputs: { model: {}, version: {}, stage: {} } } }\n';
    setup.contents.set('o/r', 'main', { [PATH]: narrow });
    const error = await ask({ reason: 'why', dryRun: true, archiveExisting: false }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      faults: ['reason', 'dry-run', 'archive-existing'].map((name) => ({
        ...{ code: 'E_WORKFLOW_REFUSED', what: expect.stringContaining(`no input \`${name}\``) },
        where: `${PATH} of o/r at main`,
      })),
    });
  });

  test('where the file cannot be read and GitHub does not know an input', async () => {
    setup.contents.set('o/r', 'main', {
      [PATH]: 'on: { workflow_dispatch: { inputs: { model: {}, version: {} } } }\n',
    });
    const fault = await faultOf(ask({}, { permissions: { actions: 'write' } }));
    expect(fault).toMatchObject({
      ...{
        code: 'E_WORKFLOW_REFUSED',
        what: expect.stringContaining('Unexpected inputs provided: ["stage"'),
      },
      mend: expect.stringContaining('examples/workflows/promote.yml'),
    });
  });

  test('where the token may not start it', async () => {
    const fault = await faultOf(ask({}, { permissions: { actions: 'read', contents: 'read' } }));
    expect(fault).toMatchObject({ code: 'E_GITHUB_API', mend: expect.stringContaining('`actions: write`') });
  });
});

test('inputs that the workflow does not have and that say nothing are left away', async () => {
  await registered('clf');
  const narrow = 'on: { workflow_dispatch: { inputs: { model: {}, version: {}, stage: {} } } }\n';
  setup.contents.set('o/r', 'main', { [PATH]: narrow });
  await ask({}, { wait: false });
  expect(dispatched()).toEqual([{ model: 'clf', version: '1', stage: 'Staging' }]);
  // Not even read, all are sent, and GitHub says what it thinks of them.
  setup.contents.set('o/r', 'main', { [PATH]: EXAMPLE });
  const outcome = await ask({}, { wait: false, permissions: { actions: 'write' } });
  expect(outcome).toMatchObject({ state: 'started', conclusion: null, event: null });
  expect(dispatched().at(-1)).toEqual({ model: 'clf', version: '1', stage: 'Staging', 'dry-run': 'false' });
});

test('GitHub may fail for a while; whoever leaves is told where the run goes on', async () => {
  await registered('clf');
  let left = false;
  onDispatch(() => undefined);
  meanwhile.push(() => setup.github.failNext({ status: 500, times: 4 }));
  for (let at = 0; at < 6; at += 1) meanwhile.push(() => undefined);
  meanwhile.push(() => {
    left = true;
  });
  expect(await ask({}, { deps: { left: () => left } })).toMatchObject({ state: 'left', conclusion: null });
  expect(log.lines.join('\n')).toMatch(/E_GITHUB_API: .*Asking again; the run goes on\./);
});

test('a run that is deleted meanwhile is not waited for', async () => {
  await registered('clf');
  onDispatch((run) => void setup.github.state.runs.delete(run.id));
  expect(await faultOf(ask({}))).toMatchObject({
    code: 'E_WORKFLOW_RUN',
    mend: expect.stringContaining('models history'),
  });
});

describe('aliases', () => {
  beforeEach(() => registered('clf'));

  const change = (asked: Partial<AliasRequest>, more: Pick<More, 'permissions'> = {}) =>
    aliasesRemote(
      { ...WHERE, aliases: { model: 'clf', version: '1', set: [], remove: [], ...asked } },
      depsOf(more),
    );
  /** What the promote action does in the run, as far as the ledger shows it. */
  const aliased = async (run: Run, { version = '', aliases = '' }: Record<string, string>) => {
    const by = {
      ...{ actor_id: '1', triggering_actor: run.actor, event: run.event, repository: 'o/r', ref: null },
      ...{ commit: null, workflow_ref: null, ci_run_id: String(run.id), ci_run_attempt: 1 },
    };
    const asked = { model: 'clf', version, set: parseAliases(aliases), remove: [] };
    await changeAliases(asked, { ledger, log, redactor: createRedactor([]), facts: { ...facts, by } });
  };

  test('the run sets them, and what it wrote is the answer, though somebody moves one on at once', async () => {
    onDispatch(async (run, inputs) => {
      await aliased(run, inputs);
      const gone = { model: 'clf', version: null, set: [], remove: ['stable'] };
      await changeAliases(gone, { ledger, log, redactor: createRedactor([]), facts });
      ends(run, 'success');
    });
    const outcome = await change({ version: 'latest', set: ['champion', 'stable'] });
    expect(outcome).toMatchObject({
      ...{ state: 'ended', conclusion: 'success', is_there: true },
      events: [{ alias: 'champion', version: 1 }, { alias: 'stable' }],
    });
    expect(dispatched()).toEqual([
      { model: 'clf', version: 'latest', aliases: 'champion, stable', 'dry-run': 'false' },
    ]);
    onDispatch((run) => ends(run, 'success'));
    expect(await change({ set: ['champion'] })).toMatchObject({ events: [], is_there: true });
    expect(await change({ version: null, remove: ['champion'] })).toMatchObject({ is_there: false });
    expect(dispatched().at(-1)).toEqual({ model: 'clf', 'remove-aliases': 'champion', 'dry-run': 'false' });
  });

  test('of several runs it is the one whose title says which', async () => {
    setup.github.state.dispatching.details = false;
    let own = 0;
    setup.github.state.dispatching.work = (run) => {
      own = run.id;
      const of = { repository: 'o/r', headSha: 'a'.repeat(40), path: PATH, event: 'workflow_dispatch' };
      const other = { ...of, actor: 'github-actions[bot]', displayTitle: 'alias clf 1 → champions' };
      setup.github.state.addRun(other);
      ends(run, 'success');
    };
    expect((await change({ set: ['champion'] })).run.id).toBe(own);
    expect((await change({ version: null, remove: ['champion'] })).run.id).toBe(own);
  });

  test('nothing is started where the workflow has no inputs for them, or a name would be read as another', async () => {
    const input =
      '{ model: {}, version: {}, stage: { required: true }, reason: { required: true, default: x }, rollback: { required: true, type: boolean } }';
    setup.contents.set('o/r', 'main', { [PATH]: `on: { workflow_dispatch: { inputs: ${input} } }\n` });
    const error = await change({ set: ['a'], remove: ['b'] }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      faults: [
        { what: expect.stringContaining('no input `aliases`'), where: `${PATH} of o/r at main` },
        { what: expect.stringContaining('no input `remove-aliases`') },
        {
          what: expect.stringContaining('requires the input `stage`'),
          mend: expect.stringContaining("`''`"),
        },
      ],
    });
    // Not even read, GitHub says it.
    expect(await faultOf(change({ set: ['a'] }, { permissions: { actions: 'write' } }))).toMatchObject({
      what: expect.stringContaining('Unexpected inputs provided: ["aliases"'),
      mend: expect.stringContaining('Let the workflow declare the inputs of examples/workflows/promote.yml'),
    });
    for (const name of ['a,b', '# a', ' a', 'a\nb'])
      expect(await faultOf(change({ remove: [name] }))).toMatchObject({ code: 'E_NAME_INVALID' });
    expect(setup.github.state.runs.size).toBe(0);
  });
});
