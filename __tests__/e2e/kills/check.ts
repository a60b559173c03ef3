import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyLedger } from '../../../src/ledger/verify/verify.js';
import { DAY, idAt, newRun, remoteLedger } from '../../ledger/fixtures.js';
import { bareEnvironment } from '../../support/exec.js';
import type { GitHubWorld, Trigger } from '../../support/github-world.js';
import type { Job } from '../../support/runner.js';
import { gateFor } from '../gate-support.js';
import { type LedgerState, readLedger } from '../support.js';
import { type Happened, PUBLISH, PUBLISHER } from './perform.js';
import { isPublish, type Scenario } from './scenario.js';

const EVIDENCE = 'lineage-evidence-';
const INBOX = 'refs/lineage/inbox/';
/** Milliseconds that whoever writes next may have to wait for what a killed one has left. */
const PATIENCE = 5_000;

/** @returns what must not be after a kill and what a runner does then; nothing when all is well */
export async function check(
  scenario: Pick<Scenario, 'kind'>,
  happened: Happened,
  world: GitHubWorld,
): Promise<string[]> {
  const problems: string[] = [];
  const waited = await writeNext(world, happened);
  if (waited > PATIENCE) problems.push(`the next writer waited for ${waited} ms`);
  let ledger = await readLedger(world);
  const recorded = runsOf(ledger, happened.trigger);
  const handedOver = isPublish(scenario) ? [] : evidenceOf(world, happened.trigger);
  const twice = handedOver.filter((id) => recorded.includes(id));
  if (twice.length > 0) problems.push(`on the ledger and handed over: ${twice.join(', ')}`);
  if (handedOver.length > 0) {
    problems.push(...(await publishOnce(world, happened)));
    ledger = await readLedger(world);
  }
  const all = runsOf(ledger, happened.trigger);
  const lost = happened.mustBeThere.filter((id) => !all.includes(id));
  if (lost.length > 0) problems.push(`neither on the ledger nor handed over: ${lost.join(', ')}`);
  if (all.length > Math.max(happened.attempts, happened.mustBeThere.length)) {
    problems.push(`more runs than were made: ${all.join(', ')}`);
  }
  if (all.length === 0) problems.push(...(await notGreen(world, happened)));
  problems.push(...storedProblems(ledger, happened.trigger, world));
  problems.push(...versionProblems(ledger));
  problems.push(...(await ledgerProblems(world)));
  for (const job of happened.jobs) problems.push(...(await secretsIn(job)));
  return problems;
}

/** Ids of the runs that a workflow run has made, as it made them: `publish` gives those of forks others. */
function runsOf(ledger: LedgerState, { runId }: Trigger): string[] {
  return ledger.runs
    .filter(({ context }) => context.ci_run_id === String(runId))
    .map(({ run_id, evidence_id }) => evidence_id ?? run_id);
}

function evidenceOf(world: GitHubWorld, { runId }: Trigger): string[] {
  const own = [...world.github.state.artifacts.values()].filter((artifact) => artifact.runId === runId);
  // An upload that was begun and not finished leaves its name taken: then there is a number behind the id.
  const ids = own.flatMap(({ name }) =>
    name.startsWith(EVIDENCE) ? name.slice(EVIDENCE.length).slice(0, 32) : [],
  );
  return [...new Set(ids)];
}

/** Somebody else's run, by a clock that runs only while its writer waits. @returns how long that was, in milliseconds */
async function writeNext(world: GitHubWorld, { jobs }: Happened): Promise<number> {
  await world.git.idle(world.repository);
  const token = world.tokens.make({ contents: 'write' });
  let waited = 0;
  const ledger = remoteLedger({
    url: world.git.url(world.repository),
    token,
    folder: join(jobs[0]?.temp ?? '', '..', 'next-writer'),
    elapsed: () => waited,
    sleep: async (milliseconds) => {
      waited += milliseconds;
    },
  });
  await ledger.append([await newRun(idAt(DAY, 9_999))]);
  return waited;
}

/** Publishes what was handed over; a second time nothing more comes of it. */
async function publishOnce(world: GitHubWorld, { trigger }: Happened): Promise<string[]> {
  const job = await world.job(trigger, { checkout: 'none', permissions: PUBLISHER, jobName: 'publish' });
  const report = await job.uses(PUBLISH, {}, { continueOnError: true });
  const isRecorded = report.outputs['run-ids'] !== undefined && report.outputs['run-ids'] !== '[]';
  return isRecorded ? [] : [`the evidence was not published: ${report.log}`];
}

/** Where nothing was recorded, the gate says so, and names the job. */
async function notGreen(world: GitHubWorld, { trigger }: Happened): Promise<string[]> {
  world.github.state.addJob({
    runId: trigger.runId,
    name: 'train',
    conclusion: 'failure',
    steps: [{ name: 'Run octo/lineage-gate@v1', conclusion: 'failure' }],
  });
  const report = await gateFor(world, trigger);
  // Commits of two repositories that were made alike within a second have one name.
  const { statuses } = world.github.state;
  const status = statuses.findLast(({ repository }) => repository === world.repository)?.state;
  const isSaid = report.outputs['verdict'] === 'fail' && status !== 'success' && report.exitCode === 1;
  const isNamed = report.summary.includes('`train` failed at the step');
  return isSaid && isNamed ? [] : [`no run, and the gate said ${status}: ${report.summary}${report.log}`];
}

/** What the record says is stored is there, whole, and a model that was found is stored. */
function storedProblems(ledger: LedgerState, { runId }: Trigger, world: GitHubWorld): string[] {
  const { artifacts } = world.github.state;
  const own = ledger.runs.filter(({ context }) => context.ci_run_id === String(runId));
  return own.flatMap(({ run_id, outputs }) =>
    outputs.artifacts.flatMap((artifact) => {
      if (artifact.kind === 'model' && artifact.stored.length === 0)
        return [`the bytes of ${artifact.path} of run ${run_id} are not stored`];
      const untrue = artifact.stored.filter(({ id, digest }) => artifacts.get(Number(id))?.digest !== digest);
      return untrue.map(({ name }) => `run ${run_id} names the upload ${name}, which is not there like this`);
    }),
  );
}

function versionProblems({ versions, events }: LedgerState): string[] {
  const numbers = versions.map(({ version }) => version).sort((one, other) => one - other);
  const runs = versions.map(({ run_id }) => run_id);
  const registered = events.flatMap((event) => (event.type === 'registered' ? event.version : []));
  return [
    ...(numbers.every((version, index) => version === index + 1) ? [] : [`versions ${numbers.join(', ')}`]),
    ...(new Set(runs).size === runs.length ? [] : ['a run is registered twice']),
    ...(registered.join() === numbers.join() ? [] : [`versions ${numbers}, registered ${registered}`]),
  ];
}

async function ledgerProblems({ repo }: GitHubWorld): Promise<string[]> {
  const left = Object.keys(await repo.refs()).filter((ref) => ref.startsWith(INBOX));
  const env = bareEnvironment(repo.dir);
  const { findings } = await verifyLedger({ folder: repo.dir, branch: 'lineage', env });
  return [
    ...left.map((ref) => `still parked: ${ref}`),
    ...findings.filter(({ severity }) => severity === 'error').map(({ rule, what }) => `${rule}: ${what}`),
  ];
}

/** What the action leaves on the runner holds no token, neither as it is nor as git sends it. */
async function secretsIn(job: Job): Promise<string[]> {
  const { token, runtime } = job.options;
  const secrets = [token, runtime?.token ?? token].flatMap((secret) => [
    secret,
    Buffer.from(`x-access-token:${secret}`).toString('base64'),
  ]);
  const entries = await readdir(job.temp, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const text = await readFile(file, 'latin1');
    if (secrets.some((secret) => text.includes(secret))) found.push(`a secret is left in ${file}`);
  }
  return found;
}
