import { UserError } from '../../core/errors.js';
import { quoted } from '../../core/printable.js';
import { readWorkflowRun, type WorkflowRun, type WorkflowRunId } from '../../github/workflow-runs.js';
import type { RemoteDeps } from './request.js';

const FIRST_MS = 1_000;
const LONGEST_MS = 10_000;
/** Requests in a row that may fail, each with the tries of its own. */
const FAILURES = 5;
/** Requests in a row that may not see the run: it takes a moment to be shown. */
const UNSEEN = 10;

const WORDS: Readonly<Record<string, string>> = {
  queued: 'waits for a runner',
  in_progress: 'runs',
  waiting: 'waits for an approval',
  pending: 'waits for another run',
};

/**
 * The run once it has ended, however long that takes.
 * @returns null when the user has gone meanwhile
 * @throws UserError E_GITHUB_API when GitHub does not answer any more, E_WORKFLOW_RUN when the run is gone
 */
export async function waitForRun(
  run: WorkflowRunId & { url: string },
  { client, log, sleep, left }: RemoteDeps,
): Promise<WorkflowRun | null> {
  let told = '';
  let [failed, unseen] = [0, 0];
  for (let pause = FIRST_MS; !left(); pause = Math.min(pause * 1.5, LONGEST_MS)) {
    const now = await readWorkflowRun(client, run).catch((error: unknown) => {
      failed += 1;
      if (!(error instanceof UserError) || failed > FAILURES) throw error;
      log.warning(`${error.message} Asking again; the run goes on.`);
      return undefined;
    });
    if (now?.status === 'completed') return now;
    if (now !== undefined) failed = 0;
    unseen = now === null ? unseen + 1 : 0;
    if (unseen > UNSEEN) throw gone(run.url);
    const status = now?.status ?? told;
    if (status !== told) log.info(`The run ${WORDS[status] ?? `is ${quoted(status)}`}: ${run.url}`);
    told = status;
    await sleep(pause);
  }
  return null;
}

function gone(url: string): UserError {
  return new UserError({
    code: 'E_WORKFLOW_RUN',
    what: 'GitHub does not know the workflow run any more',
    where: url,
    mend: 'Somebody may have deleted it: see with `lineage-gate models history MODEL --remote` what it came to',
  });
}
