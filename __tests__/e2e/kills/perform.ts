import { resolve } from 'node:path';
import { sha256 } from '../../../src/core/digest.js';
import { canonicalJson } from '../../../src/core/json.js';
import { idAt, modelVersion, runRecord } from '../../ledger/fixtures.js';
import type { GitHubWorld, Trigger, WorldJobOptions } from '../../support/github-world.js';
import type { Job, StepReport } from '../../support/runner.js';
import { READ_WRITE } from '../../support/tokens.js';
import { makeZip } from '../../support/zip-writer.js';
import { record } from '../gate-support.js';
import { REGISTER, TRACK, TRAINING } from '../support.js';
import { type Aim, type Hooks, Killer, wasKilled } from './killer.js';
import { isPublish, type Scenario } from './scenario.js';

export const PUBLISH = resolve('publish');
export const MODEL = 'clf';
export const PUBLISHER = {
  actions: 'read',
  contents: 'write',
  pull_requests: 'write',
  statuses: 'write',
} as const;

const { run: _, model: __, ...JOB_WITHOUT_MODEL } = TRAINING;
const SEVERAL = 3;

/** What a seed has made happen. */
export interface Happened {
  trigger: Trigger;
  jobs: readonly Job[];
  /** The stage that was to be killed; undefined where a later step of the job was. */
  target: StepReport | undefined;
  /** What the post steps said; none where the runner was lost. */
  posts: readonly StepReport[];
  killed: boolean;
  /** Where it was killed, or how many steps it has made. */
  said: string;
  /** Ids of runs that must be on the ledger or handed over in the end, since their job went on to its end. */
  mustBeThere: readonly string[];
  /** How many jobs may have made a run. */
  attempts: number;
}

interface Deps {
  world: GitHubWorld;
  hooks: Hooks;
  aim: Aim;
}

export async function perform(scenario: Scenario, deps: Deps): Promise<Happened> {
  await prepare(scenario, deps.world);
  if (isPublish(scenario)) return publishTwice(scenario, deps);
  if (scenario.kind === 'register of a recorded run') return registerTwice(deps);
  return train(scenario, deps);
}

/** What is on the server before anything of the seed's begins. */
async function prepare({ ledger, seed }: Scenario, world: GitHubWorld): Promise<void> {
  if (ledger === 'none') return;
  await record(world, [{ commit: '0'.repeat(40), experiment: 'other' }]);
  if (ledger !== 'parked') return;
  const id = idAt(Date.now() - 86_400_000, seed + 1);
  const files = { [`${id}.json`]: canonicalJson(runRecord(id, { experiment: 'other' })) };
  await world.repo.commit(files, { branch: `refs/lineage/inbox/${id}` });
}

async function train(scenario: Scenario, { world, hooks, aim }: Deps): Promise<Happened> {
  const { kind, seed, hasModel, losesRunner } = scenario;
  const trigger = await world.pullRequest();
  const inputs = {
    ...JOB_WITHOUT_MODEL,
    ...(hasModel || kind.startsWith('register') ? { model: TRAINING.model } : {}),
    ...(kind.endsWith('evidence') ? { record: 'evidence' } : {}),
  };
  const job = await world.job(trigger);
  const stage = kind.includes('post step') ? 'post' : 'main';
  const killer = new Killer(aim, { job, stage, repository: world.repository, hooks });
  const { options } = killer;
  let begun: StepReport;
  let target: StepReport | undefined;
  let posts: StepReport[] = [];
  if (kind.startsWith('track with a command')) {
    begun = await killer.watch(() => job.uses(TRACK, { ...inputs, run: TRAINING.run }, options));
    target = begun;
  } else if (kind === 'track of a job, main step') {
    begun = await killer.watch(() => job.uses(TRACK, inputs, options));
    target = begun;
    await job.run(TRAINING.run);
  } else if (kind === 'track of a job, later step') {
    begun = await job.uses(TRACK, inputs);
    await job.run(`${seed % 2 === 0 ? '' : TRAINING.run}\nkill -KILL $$`);
  } else if (kind === 'register that ends a run') {
    begun = await job.uses(TRACK, inputs);
    await job.run(TRAINING.run);
    target = await killer.watch(() => job.uses(REGISTER, { model: MODEL }, options));
  } else {
    begun = await job.uses(TRACK, inputs, options);
    await job.run(TRAINING.run);
    posts = await killer.watch(() => job.finish());
    target = posts[0];
  }
  const killed = target === undefined || wasKilled(target);
  const isLost = killed && (losesRunner || kind.includes('post step'));
  if (!isLost && posts.length === 0) posts = await job.finish();
  const jobs = [job];
  const { 'run-id': own } = begun.state;
  const mustBeThere = isLost || own === undefined ? [] : [own];
  if (kind === 'register that ends a run' && killed) {
    const again = await anew(world, trigger);
    jobs.push(again);
    const tracked = await again.uses(TRACK, inputs);
    await again.run(TRAINING.run);
    const registered = await again.uses(REGISTER, { model: MODEL });
    if (registered.exitCode !== 0) throw new Error(`the second attempt failed: ${registered.log}`);
    await again.finish();
    mustBeThere.push(tracked.state['run-id'] ?? '');
  }
  await killer.isOver();
  const { said } = killer;
  return { trigger, jobs, target, posts, killed, said, mustBeThere, attempts: jobs.length };
}

/** Somebody runs the job again. */
function anew(world: GitHubWorld, trigger: Trigger, options: WorldJobOptions = {}): Promise<Job> {
  const run = world.github.state.runs.get(trigger.runId);
  if (run !== undefined) run.attempt = 2;
  return world.job(trigger, { ...options, runAttempt: 2 });
}

async function registerTwice({ world, hooks, aim }: Deps): Promise<Happened> {
  const trigger = await world.push();
  const { manifest } = modelVersion(MODEL, 1);
  const models = [{ path: 'model.bin', manifest }];
  const [id = ''] = await record(world, [
    { commit: trigger.sha, ref: trigger.ref, ciRunId: trigger.runId, models },
  ]);
  const options = { checkout: 'none' } as const;
  const job = await world.job(trigger, options);
  const killer = new Killer(aim, { job, stage: 'main', repository: world.repository, hooks });
  const inputs = { model: MODEL, 'run-id': id, aliases: 'champion' };
  const target = await killer.watch(() => job.uses(REGISTER, inputs, killer.options));
  const again = await anew(world, trigger, options);
  const second = await again.uses(REGISTER, inputs);
  if (second.exitCode !== 0) throw new Error(`the second attempt failed: ${second.log}`);
  await killer.isOver();
  const { said } = killer;
  return {
    ...{ trigger, jobs: [job, again], target, posts: [], killed: wasKilled(target), said, mustBeThere: [id] },
    attempts: 0,
  };
}

async function publishTwice({ kind }: Scenario, { world, hooks, aim }: Deps): Promise<Happened> {
  const fork = kind.includes('fork');
  const trigger = await world.pullRequest({ fork });
  const count = kind.includes('several') ? SEVERAL : 1;
  const ids = Array.from({ length: count }, (_, index) => handOver(world, trigger, index));
  const options = {
    checkout: 'none',
    permissions: fork ? { ...READ_WRITE, ...PUBLISHER } : PUBLISHER,
    jobName: 'publish',
  } as const;
  const job = await world.job(trigger, options);
  const killer = new Killer(aim, { job, stage: 'main', repository: world.repository, hooks });
  const target = await killer.watch(() => job.uses(PUBLISH, {}, killer.options));
  const again = await anew(world, trigger, options);
  const second = await again.uses(PUBLISH, {});
  if (second.exitCode !== 0) throw new Error(`the second attempt failed: ${second.log}`);
  await killer.isOver();
  const { said } = killer;
  return {
    ...{ trigger, jobs: [job, again], target, posts: [], killed: wasKilled(target), said, mustBeThere: ids },
    attempts: count,
  };
}

/** A run's evidence as a job of the workflow run has uploaded it. @returns its id */
function handOver(world: GitHubWorld, trigger: Trigger, index: number): string {
  const now = new Date().toISOString();
  const id = idAt(Date.now(), 1 + index);
  const run = runRecord(id, {
    started_at: now,
    ended_at: now,
    duration_s: 0,
    tags: { dataset_version: 'v1' },
  });
  const code = {
    ...{ repository: null, ref: null, merge_commit: null, base_commit: null, commit: trigger.headSha },
    ...{ dirty: false, diff_digest: null, untracked_files: 0 },
  };
  const context = {
    ...run.context,
    ci_run_id: String(trigger.runId),
    ci_run_attempt: 1,
    job: `train-${index}`,
  };
  const text = canonicalJson({ ...run, inputs: { ...run.inputs, code }, context });
  const zip = makeZip([{ name: `${id}.json`, bytes: text }]);
  const { state } = world.github;
  const about = { repository: world.repository, runId: trigger.runId, sizeBytes: zip.length };
  const artifact = state.addArtifact({ ...about, name: `lineage-evidence-${id}` });
  artifact.digest = sha256(zip);
  state.zips.set(artifact.id, zip);
  return id;
}
