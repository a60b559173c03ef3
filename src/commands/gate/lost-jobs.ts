import { orRefused } from '../../github/refused.js';
import { listWorkflowJobs } from '../../github/workflow-runs.js';
import type { GateDeps } from './gate.js';
import type { GateTarget } from './target.js';

const ENDED_WELL: readonly (string | null)[] = ['success', 'skipped', 'neutral', null];

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
