import { json, type Route } from '../route.js';
import { fullRepositoryShape } from '../shapes.js';

export const repositoryRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}',
    needs: { permission: 'metadata', access: 'read' },
    handle: (request) => json(fullRepositoryShape(request, request.repository)),
  },
];
