import { json, notFound, type Route } from '../route.js';
import { runShape } from '../shapes.js';

export const runRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/actions/runs/{run_id}',
    needs: { permission: 'actions', access: 'read' },
    handle: (request) => {
      const run = request.state.runs.get(Number(request.params.run_id));
      return run?.repository === request.repository.fullName ? json(runShape(request, run)) : notFound();
    },
  },
];
