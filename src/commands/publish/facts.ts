import { UserError } from '../../core/errors.js';
import type { RunArtifact } from '../../github/artifact-download.js';
import type { GitHubClient } from '../../github/client.js';
import { listPullsOfBranch, type PullSummary } from '../../github/pulls.js';
import { readWorkflowRun, type WorkflowRun } from '../../github/workflow-runs.js';
import type { Repository } from '../gate/target.js';

/** What GitHub itself says of a workflow run: of all this nothing is taken from evidence. */
export interface RunFacts {
  repository: Repository;
  /** `https://github.com`, without a slash at the end. */
  serverUrl: string;
  /** As the attempt was that handed the evidence over. */
  run: WorkflowRun;
  /** Pull requests from the branch that the run was started for, those with its very commit first; none for other events. */
  pulls: readonly PullSummary[];
  /** All artifacts of the workflow run, by id. */
  artifacts: ReadonlyMap<string, RunArtifact>;
}

/** @throws UserError E_GITHUB_API, E_GATE_NO_COMMIT when there is no such run */
export async function requireWorkflowRun(
  client: GitHubClient,
  repository: Repository,
  id: number,
): Promise<WorkflowRun> {
  const run = await readWorkflowRun(client, { ...repository, id });
  if (run !== null) return run;
  throw new UserError({
    code: 'E_GATE_NO_COMMIT',
    what: `${repository.owner}/${repository.repo} has no workflow run ${id}`,
    where: 'event',
    mend: 'Publish in a job of the workflow that trains, or in a workflow on `workflow_run`',
  });
}

/**
 * Pull requests that a run can have been started for, whatever it or its evidence claims: their head is the run's branch in the
 * run's repository. The branch may have moved on while the run trained.
 * @throws UserError E_GITHUB_API
 */
export async function pullsOfRun(
  client: GitHubClient,
  repository: Repository,
  { event, headRepository, headBranch, headSha }: WorkflowRun,
): Promise<PullSummary[]> {
  if (!event.startsWith('pull_request') || headRepository === null || headBranch === null) return [];
  const [headOwner = ''] = headRepository.split('/');
  const pulls = await listPullsOfBranch(client, { ...repository, headOwner, headBranch });
  const isElsewhere = ({ head }: PullSummary) => (head.sha === headSha ? 0 : 1);
  return pulls
    .filter(({ head }) => head.repository === headRepository && head.ref === headBranch)
    .sort((a, b) => isElsewhere(a) - isElsewhere(b) || a.number - b.number);
}

/**
 * The attempts that made some artifacts, newest first: a run that is started again keeps the artifacts of its earlier attempts.
 * @throws UserError E_GITHUB_API
 */
export async function attemptsOf(
  client: GitHubClient,
  repository: Repository,
  about: { run: WorkflowRun; artifacts: readonly RunArtifact[] },
): Promise<WorkflowRun[]> {
  const { run, artifacts } = about;
  const attempts = [run];
  const isMissing = (before: WorkflowRun) =>
    before.attempt > 1 && artifacts.some((artifact) => !isOf(artifact, before));
  for (let last: WorkflowRun | undefined = run; last !== undefined && isMissing(last); ) {
    const before = await readWorkflowRun(client, { ...repository, id: run.id, attempt: last.attempt - 1 });
    if (before !== null) attempts.push(before);
    last = before ?? undefined;
  }
  return attempts;
}

/** The attempt that was going on when an artifact was made; the oldest known one for one that is older still. */
export function attemptOf(artifact: RunArtifact, attempts: readonly WorkflowRun[]): WorkflowRun {
  const found = attempts.find((attempt) => isOf(artifact, attempt)) ?? attempts.at(-1);
  if (found === undefined) throw new Error('no attempts');
  return found;
}

function isOf({ createdAt }: RunArtifact, { startedAt }: WorkflowRun): boolean {
  return createdAt === null || Date.parse(createdAt) >= Date.parse(startedAt);
}
