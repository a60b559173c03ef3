import type { RunRecord } from '../../core/generated/types.js';
import type { Judgement } from '../../core/judgement.js';
import { judge } from '../../core/policy/judge.js';
import { quoted } from '../../core/printable.js';
import { orRefused } from '../../github/refused.js';
import { listWorkflowJobs } from '../../github/workflow-runs.js';

import type { GateDeps, GateRequest } from './request.js';
import type { GateTarget } from './target.js';

const ENDED_WELL: readonly (string | null)[] = ['success', 'skipped', 'neutral', null];
/** Jobs that a finding names. */
const LISTED = 10;

/**
 * Names of jobs that ended without success in the workflow run that was to make the runs. It takes `actions: read`, which a job
 * seldom has: without it none are named.
 */
export async function lostJobs(
  { workflow_run }: GateTarget,
  { github, repository, log }: GateDeps,
): Promise<string[]> {
  if (workflow_run === null) return [];
  const client = await github();
  const purpose = { what: `list the jobs of workflow run ${workflow_run.id}`, permission: 'actions: read' };
  const jobs = await orRefused(purpose, () => listWorkflowJobs(client, { ...repository, ...workflow_run }));
  if ('done' in jobs) {
    log.debug(`which jobs were lost is not known: ${jobs.fault.what}`);
    return [];
  }
  return jobs.filter(({ conclusion }) => !ENDED_WELL.includes(conclusion)).map(({ name }) => name);
}

/** Legs of a job that were lost beside others which have left a record: what the lost one would have shown is not known. */
export function lostLegs(
  lost: readonly string[],
  runs: readonly RunRecord[],
  { workflow_run }: GateTarget,
): { run: RunRecord; legs: string[] }[] {
  const own = runs.filter(({ context }) => context.ci_run_id === String(workflow_run?.id));
  const recorded = new Set(own.map(legOf));
  const newest = new Map(own.toReversed().map((run) => [run.context.job ?? '', run]));
  return [...newest].flatMap(([job, run]) => {
    const legs = lost.filter((name) => name.startsWith(`${job} (`) && !recorded.has(sorted(name)));
    return job === '' || legs.length === 0 ? [] : [{ run, legs }];
  });
}

/** A failure for legs without a record. */
export function judgeLost(
  { run, legs }: { run: RunRecord; legs: readonly string[] },
  { model }: GateRequest,
  deps: GateDeps,
): Judgement {
  const names = legs.slice(0, LISTED).map(quoted);
  const rest = legs.length > names.length ? [`${legs.length - names.length} more`] : [];
  const judgement = judge(deps.policy, {
    purpose: 'gate',
    subject: model ?? run.experiment,
    experiment: run.experiment,
    runs: [],
    no_run: `${[...names, ...rest].join(', ')} ended without success and left none`,
    baseline: null,
    no_baseline: 'what left no record is compared with nothing',
    record_problems: null,
    matches: () => null,
    now: new Date(deps.now()).toISOString(),
  });
  // Metrics that the policy asks for are not missing in a run; there is none.
  return { ...judgement, metrics: [] };
}

/** As GitHub shows a job that the workflow gives no name of its own, `job (1, two)`, but for the order of the matrix's values. */
function legOf({ context: { job, matrix } }: RunRecord): string {
  return sorted(`${job} (${Object.values(matrix ?? {}).join(', ')})`);
}

/** A record does not keep the order that the workflow has the keys of its matrix in. */
function sorted(name: string): string {
  return name
    .split(/ \(|, |\)$/)
    .sort()
    .join();
}
