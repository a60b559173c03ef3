import { UserError } from '../../core/errors.js';
import { defaultBranch } from '../../github/commits.js';
import { readFileAtRef } from '../../github/contents.js';
import { dispatchWorkflow } from '../../github/dispatch.js';
import { ownLogin } from '../../github/own-login.js';
import { listDispatchedRuns } from '../../github/workflow-runs.js';
import { listWorkflows, type Workflow } from '../../github/workflows.js';
import { remarksSaid, whatItSaid, written, writtenIfAny } from './answer.js';
import { findStarted } from './find-run.js';
import { type Dispatchable, inputsFor, readDispatchable, refusedStart } from './inputs.js';
import type { RemoteDeps, RemoteRequest, RemoteRun, RemoteTask, StartedRun } from './request.js';
import { waitForRun } from './wait.js';
import { chooseWorkflow } from './workflow.js';

/**
 * Has a workflow of the repository do something, and says what came of it. What is allowed is decided there, by the policy of the
 * default branch.
 * @throws UserError E_WORKFLOW_NOT_FOUND, E_WORKFLOW_REFUSED before anything was started; E_WORKFLOW_RUN, E_GITHUB_API, E_LEDGER_*
 */
export async function runWorkflow<W>(
  request: RemoteRequest,
  task: RemoteTask<W>,
  deps: RemoteDeps,
): Promise<RemoteRun & W> {
  const run = await start(request, task, deps);
  const { id, url } = run;
  const begun = { run: { id, url }, conclusion: null, annotations: [], warnings: [], ...task.unseen };
  if (!request.wait) return { ...begun, state: 'started' };
  deps.log.info(`Started ${url}`);
  const { owner, repo } = request;
  const ended = await waitForRun({ owner, repo, ...run }, deps);
  if (ended === null) return { ...begun, state: 'left' };
  const { conclusion } = ended;
  const outcome = { ...begun, state: 'ended' as const, conclusion };
  if (conclusion === 'success') {
    const found = await written(ended, task, deps);
    const verdict = task.verdictOf(found);
    const warnings = await remarksSaid({ owner, repo }, { run: ended, verdict }, deps);
    for (const line of warnings) deps.log.warning(line);
    return { ...outcome, warnings, ...found };
  }
  const annotations = await whatItSaid({ owner, repo }, ended, deps);
  return { ...outcome, annotations, ...(await writtenIfAny(ended, task, deps)) };
}

async function start<W>(request: RemoteRequest, task: RemoteTask<W>, deps: RemoteDeps): Promise<StartedRun> {
  const { client } = deps;
  const { owner, repo } = request;
  const repository = `${owner}/${repo}`;
  const chosen = chooseWorkflow(await listWorkflows(client, { owner, repo }), request.workflow, repository);
  const ref = request.ref ?? (await defaultBranch(client, { owner, repo }));
  const where = `${chosen.path} of ${repository} at ${ref}`;
  const inputs = inputsFor(task.inputs, await declaredBy(chosen, { owner, repo, ref }, deps), where);
  const workflow = chosen.path.slice(chosen.path.lastIndexOf('/') + 1);
  const branch = ref.replace(/^refs\/(?:heads|tags)\//, '');
  const about = { owner, repo, workflow, branch, actor: await ownLogin(client) };
  const list = () => listDispatchedRuns(client, about);
  // Numbers grow, and unlike times they are nobody's clock.
  const newest = Math.max(0, ...(await list()).map(({ id }) => id));
  deps.starting();
  const started = await dispatchWorkflow(client, { owner, repo, workflow, ref, inputs });
  if (started.state === 'started') return started;
  if (started.state === 'refused') throw refusedStart(started.why, where);
  const page = `${deps.serverUrl}/${repository}/actions/workflows/${encodeURIComponent(workflow)}`;
  return findStarted(list, { newest, isTitle: task.isTitle, page }, deps);
}

/** What the workflow's file says; null where the token may not read it, or it is none that we can read. */
async function declaredBy(
  { path }: Workflow,
  at: { owner: string; repo: string; ref: string },
  { client, log }: RemoteDeps,
): Promise<Dispatchable | null> {
  let text: string | null;
  try {
    text = await readFileAtRef(client, { ...at, path });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.debug(`which inputs ${path} declares is not known: ${error.message}`);
    return null;
  }
  if (text !== null) return readDispatchable(text);
  throw new UserError({
    code: 'E_WORKFLOW_NOT_FOUND',
    what: `There is no ${path} at ${at.ref}`,
    where: `${at.owner}/${at.repo}`,
    mend: 'Name a branch that has it (`--ref`), or another workflow (`--workflow`)',
  });
}
