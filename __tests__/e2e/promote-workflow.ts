import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Run } from '../support/github/state.js';
import type { GitHubWorld } from '../support/github-world.js';

const PROMOTE = resolve('promote');
const EXAMPLE = readFileSync(resolve('examples/workflows/promote.yml'), 'utf8');
export const PROMOTE_PATH = '.github/workflows/promote.yml';

/** Puts the workflow of the examples on the default branch. */
export async function addPromoteWorkflow(world: GitHubWorld): Promise<void> {
  await world.push({ files: { [PROMOTE_PATH]: EXAMPLE } });
  world.github.state.addWorkflow({ repository: world.repository, path: PROMOTE_PATH });
}

/** The workflow of the examples, as a runner does it: the built action in a job of this run. */
export function promoteWork(world: GitHubWorld) {
  return async (run: Run, inputs: Record<string, string>): Promise<void> => {
    run.status = 'in_progress';
    const push = await world.push({ actor: run.actor });
    const event = { repository: push.event['repository'] };
    run.headSha = push.sha;
    const own = { eventName: run.event, runId: run.id, runNumber: run.runNumber, workflowPath: run.path };
    const trigger = { ...push, ...own, event };
    const job = await world.job(trigger, {
      checkout: 'none',
      permissions: { actions: 'read', contents: 'write' },
    });
    const report = await job.uses(PROMOTE, inputs, { continueOnError: true });
    const conclusion = report.outcome === 'success' ? 'success' : 'failure';
    const annotations = report.annotations.map(({ level, properties: { title = '' }, message }) => ({
      title,
      level: level === 'error' ? ('failure' as const) : ('notice' as const),
      message,
    }));
    world.github.state.addJob({ runId: run.id, name: 'promote', conclusion, annotations });
    Object.assign(run, { status: 'completed', conclusion });
  };
}
