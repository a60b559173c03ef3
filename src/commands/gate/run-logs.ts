import { errorLine } from '../../core/error-line.js';
import type { Finding, RunRecord } from '../../core/generated/types.js';
import type { Judgement } from '../../core/judgement.js';
import { quoted } from '../../core/printable.js';
import { isRunPage } from '../../core/run-page.js';
import type { WorkflowJob } from '../../github/workflow-runs.js';
import { brokenStep, logUrl, madeBy } from './job-facts.js';
import type { Jobs } from './jobs.js';
import type { GateDeps } from './request.js';

/** The judgement, with links to the very steps that made its failed runs fail, or else to their workflow runs. */
export async function withLogs(
  judgement: Judgement,
  jobs: Jobs,
  deps: Pick<GateDeps, 'serverUrl' | 'repository'>,
): Promise<Judgement> {
  const findings: Finding[] = [];
  for (const finding of judgement.findings) {
    const run = judgement.runs.find(({ run_id }) => run_id === finding.subject);
    if (finding.rule !== 'run.status' || run === undefined) {
      findings.push(finding);
      continue;
    }
    const linked = { ...finding, ...linkOf(run, deps) };
    const job = await jobOf(run, jobs);
    const isSilent = errorLine(run.command.stderr_tail) === null;
    findings.push(job === null ? linked : { ...linked, ...toldBy(job, { finding: linked, isSilent }) });
  }
  return { ...judgement, findings };
}

/** What a record says of its workflow run is followed where it is one of this repository. */
function linkOf(
  { context: { ci_run_url: url } }: RunRecord,
  { serverUrl, repository: { owner, repo } }: Pick<GateDeps, 'serverUrl' | 'repository'>,
): Pick<Finding, 'log_url'> {
  return url !== null && isRunPage(url, `${serverUrl}/${owner}/${repo}`) ? { log_url: url } : {};
}

async function jobOf(run: RunRecord, jobs: Jobs): Promise<WorkflowJob | null> {
  const { ci_run_id, ci_run_attempt } = run.context;
  const id = Number(ci_run_id ?? Number.NaN);
  if (!Number.isSafeInteger(id) || id < 1) return null;
  return madeBy(run, (await jobs.ofRun({ id, attempt: ci_run_attempt ?? 1 })) ?? []);
}

/** The step is told where the run kept no words of its own, as one that is several steps does not. */
function toldBy(
  job: WorkflowJob,
  { finding, isSilent }: { finding: Finding; isSilent: boolean },
): Pick<Finding, 'message' | 'log_url'> {
  const { message, log_url } = finding;
  const [step, url] = [brokenStep(job), logUrl(job) ?? log_url];
  return {
    message: step !== null && isSilent ? `${message}: it ended at the step ${quoted(step.name)}` : message,
    ...(url === undefined ? {} : { log_url: url }),
  };
}
