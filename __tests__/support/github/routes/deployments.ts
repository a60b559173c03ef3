import { deploymentShape, deploymentStatusShape } from '../deployment-shapes.js';
import {
  type Answer,
  json,
  notFound,
  paginate,
  type Route,
  type RouteRequest,
  unprocessable,
} from '../route.js';
import type { Deployment, DeploymentStatus } from '../state.js';

const LONGEST_DESCRIPTION = 140;

type Body = Partial<{
  ref: string;
  environment: string;
  description: string;
  payload: unknown;
  auto_merge: boolean;
  required_contexts: string[];
  transient_environment: boolean;
  production_environment: boolean;
}>;

export const deploymentRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/deployments',
    needs: { permission: 'deployments', access: 'read' },
    handle: (request) => {
      const { fullName } = request.repository;
      const environment = request.query.get('environment');
      const found = request.state.deployments
        .filter((one) => one.repository === fullName)
        .filter((one) => environment === null || one.environment === environment)
        .reverse();
      const { page, headers } = paginate(request, found, `/repos/${fullName}/deployments`);
      return { ...json(page.map((one) => deploymentShape(request, one))), headers };
    },
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/deployments',
    needs: { permission: 'deployments', access: 'write' },
    handle: create,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    needs: { permission: 'deployments', access: 'write' },
    handle: setStatus,
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/dispatches',
    needs: { permission: 'contents', access: 'write' },
    handle: (request) => {
      const { event_type, client_payload } = request.body as { event_type: string; client_payload: unknown };
      request.state.dispatches.push({
        repository: request.repository.fullName,
        eventType: event_type,
        payload: client_payload,
      });
      return { status: 204 };
    },
  },
];

async function create(request: RouteRequest): Promise<Answer> {
  const { state, repository, login } = request;
  const body = request.body as Body;
  const ref = body.ref ?? '';
  const isCommit = /^[0-9a-f]{40}$/.test(ref);
  const [tip] = await request.commits.list(repository.fullName, isCommit ? ref : `refs/heads/${ref}`, {
    limit: 1,
  });
  if (tip === undefined) return unprocessable(`No ref found for: ${ref}`);
  // The default merges first, or waits for every check.
  if (body.auto_merge !== false) return json({ message: `Auto-merged main into ${ref}` }, 202);
  if (body.required_contexts === undefined) return { status: 409 };
  const environment = body.environment ?? 'production';
  const deployment: Deployment = {
    id: state.nextId(),
    repository: repository.fullName,
    ...{ ref, sha: tip.sha, environment },
    description: body.description ?? null,
    payload: (body.payload ?? {}) as Deployment['payload'],
    transient: body.transient_environment ?? false,
    production: body.production_environment ?? environment === 'production',
    creator: login,
    createdAt: new Date().toISOString(),
    statuses: [],
  };
  state.deployments.push(deployment);
  return json(deploymentShape(request, deployment), 201);
}

function setStatus(request: RouteRequest): Answer {
  const { state, repository, params } = request;
  const deployment = state.deployments.find(
    ({ id, repository: name }) => id === Number(params.deployment_id) && name === repository.fullName,
  );
  if (deployment === undefined) return notFound();
  const body = request.body as Partial<Record<string, string>> & { auto_inactive?: boolean };
  const description = body.description ?? '';
  if ([...description].length > LONGEST_DESCRIPTION)
    return unprocessable('Validation Failed', [
      { resource: 'DeploymentStatus', field: 'description', code: 'custom', message: 'is too long' },
    ]);
  const status: DeploymentStatus = {
    id: state.nextId(),
    state: String(body.state),
    description,
    environmentUrl: body.environment_url,
    logUrl: body.log_url,
  };
  if (status.state === 'success' && body.auto_inactive !== false) retireOthers(request, deployment);
  deployment.statuses.push(status);
  return json(deploymentStatusShape(request, { deployment, status }), 201);
}

function retireOthers({ state }: RouteRequest, { id, repository, environment }: Deployment): void {
  for (const other of state.deployments) {
    const isPrior = other.id < id && other.repository === repository && other.environment === environment;
    if (!isPrior || other.transient || other.production) continue;
    if (other.statuses.at(-1)?.state !== 'success') continue;
    other.statuses.push({ id: state.nextId(), state: 'inactive', description: '' });
  }
}
