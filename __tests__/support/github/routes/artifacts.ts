import { json, notFound, paginate, type Route } from '../route.js';
import { artifactShape } from '../shapes.js';

export const artifactRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/artifacts/{artifact_id}',
    needs: { permission: 'actions', access: 'read' },
    handle: (request) => {
      const artifact = request.state.artifacts.get(Number(request.params.artifact_id));
      const known = artifact?.repository === request.repository.fullName;
      return known ? json(artifactShape(request, artifact)) : notFound();
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts',
    needs: { permission: 'actions', access: 'read' },
    handle: (request) => {
      const { fullName } = request.repository;
      const runId = Number(request.params.run_id);
      if (request.state.runs.get(runId)?.repository !== fullName) return notFound();
      const name = request.query.get('name');
      const found = [...request.state.artifacts.values()].filter(
        (one) => one.repository === fullName && one.runId === runId && (name === null || one.name === name),
      );
      // Newest first unless asked otherwise, as on GitHub.
      found.sort((a, b) => (request.query.get('direction') === 'asc' ? a.id - b.id : b.id - a.id));
      const { page, headers } = paginate(
        request,
        found,
        `/repos/${fullName}/actions/runs/${runId}/artifacts`,
      );
      const body = { total_count: found.length, artifacts: page.map((one) => artifactShape(request, one)) };
      return { ...json(body), headers };
    },
  },
];
