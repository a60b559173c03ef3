import { nodeId, type ShapeContext, userShape } from './shapes.js';
import type { Deployment, DeploymentStatus } from './state.js';

export function deploymentShape(context: ShapeContext, deployment: Deployment): Record<string, unknown> {
  const repository_url = `${context.apiUrl}/repos/${deployment.repository}`;
  const url = `${repository_url}/deployments/${deployment.id}`;
  return {
    ...{ url, id: deployment.id, node_id: nodeId('Deployment', deployment.id), repository_url },
    sha: deployment.sha,
    ref: deployment.ref,
    task: 'deploy',
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: userShape(context, deployment.creator),
    created_at: deployment.createdAt,
    updated_at: deployment.createdAt,
    statuses_url: `${url}/statuses`,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
  };
}

export function deploymentStatusShape(
  context: ShapeContext,
  { deployment, status }: { deployment: Deployment; status: DeploymentStatus },
): Record<string, unknown> {
  const repository_url = `${context.apiUrl}/repos/${deployment.repository}`;
  const deployment_url = `${repository_url}/deployments/${deployment.id}`;
  return {
    ...{ id: status.id, node_id: nodeId('DeploymentStatus', status.id), deployment_url, repository_url },
    url: `${deployment_url}/statuses/${status.id}`,
    state: status.state,
    creator: userShape(context, deployment.creator),
    description: status.description,
    environment: deployment.environment,
    // GitHub gives empty texts where there is no address, which its own description does not allow.
    target_url: status.logUrl ?? deployment_url,
    ...(status.environmentUrl === undefined ? {} : { environment_url: status.environmentUrl }),
    ...(status.logUrl === undefined ? {} : { log_url: status.logUrl }),
    created_at: deployment.createdAt,
    updated_at: deployment.createdAt,
  };
}
