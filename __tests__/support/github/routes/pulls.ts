import { json, notFound, type Route } from '../route.js';
import { pullShape } from '../shapes.js';

export const pullRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/pulls/{pull_number}',
    needs: { permission: 'pull_requests', access: 'read' },
    handle: (request) => {
      const pull = request.state.pulls.find(
        (one) =>
          one.repository === request.repository.fullName && one.number === Number(request.params.pull_number),
      );
      return pull ? json(pullShape(request, pull)) : notFound();
    },
  },
];
