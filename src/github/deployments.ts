import type { GitHubClient, Purpose } from './client.js';
import { orRefused, type Refused } from './refused.js';
import { shortened } from './statuses.js';

interface Repository {
  owner: string;
  repo: string;
}

export interface NewDeployment extends Repository {
  /** Commits or branches; the first that GitHub knows is what was deployed. */
  refs: readonly string[];
  environment: string;
  /** Shortened to what GitHub takes. */
  description: string;
  payload: Readonly<Record<string, unknown>>;
  /** Where what was deployed is described. */
  environmentUrl?: string | undefined;
  logUrl?: string | undefined;
}

const LONGEST_DESCRIPTION = 140;
/** As many as one request gives; the newest come first. */
const LOOKED_AT = 100;

/** A deployment that has succeeded. The one before it in its environment becomes inactive. */
export function makeDeployment(
  client: GitHubClient,
  deployment: NewDeployment,
): Promise<{ done: 'made'; id: number } | Refused> {
  const { owner, repo, environment, environmentUrl, logUrl } = deployment;
  const description = shortened(deployment.description, LONGEST_DESCRIPTION);
  const purpose = {
    what: `make a deployment in the environment ${environment} of ${owner}/${repo}`,
    permission: 'deployments: write',
  };
  return orRefused(purpose, async () => {
    const id = await firstMade(client, purpose, { ...deployment, description });
    if (id === null) return conflict(purpose);
    await client.call(purpose, ({ rest }) =>
      rest.repos.createDeploymentStatus({
        owner,
        repo,
        deployment_id: id,
        state: 'success',
        description,
        auto_inactive: true,
        ...(environmentUrl === undefined ? {} : { environment_url: environmentUrl }),
        ...(logUrl === undefined ? {} : { log_url: logUrl }),
      }),
    );
    return { done: 'made', id };
  });
}

/** @returns null where GitHub would merge or wait first, which it is asked not to */
async function firstMade(
  client: GitHubClient,
  purpose: Purpose,
  { owner, repo, refs, environment, description, payload }: NewDeployment,
): Promise<number | null> {
  for (const [index, ref] of refs.entries()) {
    // GitHub says 422 to a commit that it does not have; of the last one that is what the user hears.
    const nullOn = index === refs.length - 1 ? [409] : [409, 422];
    const answer = await client.call({ ...purpose, nullOn }, ({ rest }) =>
      rest.repos.createDeployment({
        owner,
        repo,
        ref,
        environment,
        description,
        payload: { ...payload },
        // By default GitHub merges the default branch into the ref, and waits for every check of it.
        auto_merge: false,
        required_contexts: [],
        // It makes earlier deployments inactive only where they are neither of these.
        transient_environment: false,
        production_environment: false,
      }),
    );
    if (answer !== null && 'id' in answer.data) return answer.data.id;
  }
  return null;
}

function conflict({ what }: Purpose): Refused {
  return {
    done: 'refused',
    permission: null,
    fault: {
      code: 'E_GITHUB_API',
      what: `The GitHub API did not let us ${what}: it is in conflict with the branch (409)`,
      mend: 'Read the summary of the job instead, which says the same',
    },
  };
}

/** The newest deployment of an environment whose payload has an event's id; null where there is none. */
export function findDeployment(
  client: GitHubClient,
  { owner, repo, environment, event_id }: Repository & { environment: string; event_id: string },
): Promise<{ done: 'looked'; id: number | null } | Refused> {
  const purpose = {
    what: `look for deployments in the environment ${environment} of ${owner}/${repo}`,
    permission: 'deployments: write',
  };
  return orRefused(purpose, async () => {
    const answer = await client.call(purpose, ({ rest }) =>
      rest.repos.listDeployments({ owner, repo, environment, per_page: LOOKED_AT }),
    );
    const found = answer?.data.find(({ payload }) => eventIn(payload) === event_id);
    return { done: 'looked', id: found?.id ?? null };
  });
}

/** Payloads come back as they were sent, or as text. */
function eventIn(payload: unknown): unknown {
  if (typeof payload === 'object' && payload !== null)
    return 'event_id' in payload ? payload.event_id : undefined;
  if (typeof payload !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(payload);
    return typeof value === 'string' ? undefined : eventIn(value);
  } catch {
    return undefined;
  }
}

/** Starts the workflows of the default branch that wait for an event of this type. @param payload at most 10 properties */
export function dispatchEvent(
  client: GitHubClient,
  { owner, repo, type, payload }: Repository & { type: string; payload: Readonly<Record<string, unknown>> },
): Promise<{ done: 'sent' } | Refused> {
  const purpose = { what: `send ${type} to ${owner}/${repo}`, permission: 'contents: write' };
  return orRefused(purpose, async () => {
    await client.call(purpose, ({ rest }) =>
      rest.repos.createDispatchEvent({ owner, repo, event_type: type, client_payload: { ...payload } }),
    );
    return { done: 'sent' };
  });
}
