import type { JobPermission } from '../../core/lost-job.js';
import { type CheckAnnotation, listAnnotations } from '../../github/annotations.js';
import { orRefused } from '../../github/refused.js';
import {
  listRunsOfCommit,
  listWorkflowJobs,
  type WorkflowJob,
  type WorkflowRun,
} from '../../github/workflow-runs.js';
import { once } from './once.js';
import type { GateDeps } from './request.js';

/** What GitHub says of jobs. It changes no verdict, so what may not be read is null, and the permission is remembered. */
export interface Jobs {
  /** Of one attempt of a workflow run. */
  ofRun(run: { id: number; attempt: number }): Promise<readonly WorkflowJob[] | null>;
  /** Workflow runs of a commit, the newest first. */
  runsOf(sha: string): Promise<readonly WorkflowRun[] | null>;
  annotationsOf(job: WorkflowJob): Promise<readonly CheckAnnotation[] | null>;
  /** Permissions that something was refused for. */
  lacking(): JobPermission[];
}

/** Workflow runs whose jobs are listed; what names them may be a record, which anybody may have pushed. */
const MOST_RUNS = 8;

/** Asks each question once, and none of a kind that was refused. */
export function jobsOf({ github, repository, log }: GateDeps): Jobs {
  const lacking = new Set<JobPermission>();
  const ask = async <T>(
    permission: JobPermission,
    what: string,
    work: () => Promise<T>,
  ): Promise<T | null> => {
    if (lacking.has(permission)) return null;
    const answer = await orRefused({ what, permission }, async () => ({ value: await work() }));
    if ('value' in answer) return answer.value;
    log.debug(`${what}: ${answer.fault.what}`);
    if (answer.permission !== null) lacking.add(permission);
    return null;
  };
  let listed = 0;
  const ofRun = once(async (key) => {
    listed += 1;
    if (listed > MOST_RUNS) return null;
    const [id = 0, attempt = 1] = key.split('/').map(Number);
    return ask('actions: read', `list the jobs of workflow run ${id}`, async () =>
      listWorkflowJobs(await github(), { ...repository, id, attempt }),
    );
  });
  return {
    ofRun: ({ id, attempt }) => ofRun(`${id}/${attempt}`),
    runsOf: once((sha) =>
      ask('actions: read', `list the workflow runs of commit ${sha}`, async () =>
        listRunsOfCommit(await github(), { ...repository, sha }),
      ),
    ),
    annotationsOf: ({ id }) =>
      ask('checks: read', `read the annotations of job ${id}`, async () =>
        listAnnotations(await github(), { ...repository, id }),
      ),
    lacking: () => [...lacking],
  };
}
