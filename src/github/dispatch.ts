import type { GitHubClient } from './client.js';
import { isApiAnswer } from './faults.js';

export interface Dispatch {
  owner: string;
  repo: string;
  /** Name of the workflow's file, without its folder. */
  workflow: string;
  /** Branch or tag whose workflow file is run. */
  ref: string;
  inputs: Readonly<Record<string, string>>;
}

export type Dispatched =
  | { state: 'started'; id: number; url: string }
  /** It was started, or may have been: the server does not say which run that is. */
  | { state: 'unsaid' }
  /** Nothing was started. `why` is GitHub's own text. */
  | { state: 'refused'; why: string };

/**
 * Starts a workflow. It is sent once only: after an answer that was lost nobody knows whether a second one would start another run.
 * @throws UserError E_GITHUB_API when the token may not, or nothing can have arrived
 */
export async function dispatchWorkflow(client: GitHubClient, dispatch: Dispatch): Promise<Dispatched> {
  const first = await send(client, dispatch, { return_run_details: true });
  // Servers of an earlier release know no such word, and some of them say so.
  const isUnknown = first.state === 'refused' && first.why.includes('return_run_details');
  return isUnknown ? send(client, dispatch, {}) : first;
}

async function send(
  client: GitHubClient,
  { owner, repo, workflow, ref, inputs }: Dispatch,
  more: { return_run_details?: boolean },
): Promise<Dispatched> {
  const purpose = { what: `start a workflow of ${owner}/${repo}`, permission: 'actions: write' };
  const body = { owner, repo, workflow_id: workflow, ref, inputs: { ...inputs }, ...more };
  try {
    const answer = await client.call(purpose, ({ rest }) =>
      rest.actions.createWorkflowDispatch({ ...body, request: { retries: 0 } }),
    );
    // Without details the answer is empty.
    const data: unknown = answer?.data;
    return startedIn(data) ?? { state: 'unsaid' };
  } catch (error) {
    const cause = error instanceof Error && isApiAnswer(error.cause) ? error.cause : error;
    if (!isApiAnswer(cause)) throw error;
    if (cause.status === 422) return { state: 'refused', why: cause.message };
    if (cause.status >= 500) return { state: 'unsaid' };
    throw error;
  }
}

function startedIn(data: unknown): Dispatched | null {
  if (typeof data !== 'object' || data === null) return null;
  const { workflow_run_id: id, html_url: url } = data as Record<string, unknown>;
  return Number.isSafeInteger(id) && typeof url === 'string'
    ? { state: 'started', id: id as number, url }
    : null;
}
