import { repositoryShape, runShape, userShape } from '../support/github/shapes.js';
import type { GitHubWorld, Trigger } from '../support/github-world.js';
import { READ_WRITE } from '../support/tokens.js';

/** The event by which GitHub starts a workflow on the default branch once another one has finished. */
export async function finished(world: GitHubWorld, trigger: Trigger): Promise<Trigger> {
  const { state, url: apiUrl } = world.github;
  const run = state.runs.get(trigger.runId);
  if (run === undefined) throw new Error('no such run');
  Object.assign(run, { status: 'completed', conclusion: 'success' });
  const sha = (await world.repo.resolve('refs/heads/main')) ?? '';
  const { repository } = world;
  const about = { headSha: sha, name: 'publish', path: '.github/workflows/publish.yml' };
  const own = state.addRun({ repository, event: 'workflow_run', actor: trigger.actor, ...about });
  const context = { state, apiUrl };
  return {
    ...{ eventName: 'workflow_run', repository, sha, ref: 'refs/heads/main', headRef: '', baseRef: '' },
    ...{ headSha: sha, baseSha: sha, actor: trigger.actor, runId: own.id, runNumber: own.runNumber },
    event: {
      action: 'completed',
      workflow_run: runShape(context, run),
      repository: repositoryShape(context, state.repository(repository)),
      sender: userShape(context, trigger.actor),
    },
    permissions: READ_WRITE,
  };
}
