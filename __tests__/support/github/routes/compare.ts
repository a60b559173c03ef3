import { comparisonShape } from '../conversation-shapes.js';
import { json, notFound, type Route } from '../route.js';

export const compareRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/compare/{basehead}',
    needs: { permission: 'contents', access: 'read' },
    handle: async (request) => {
      const { fullName } = request.repository;
      const [base = '', head = ''] = (request.params.basehead ?? '').split('...');
      const pair = await request.commits.compare(fullName, base, head);
      if (pair === undefined) return notFound();
      const { mergeBase } = pair;
      if (mergeBase !== null) return json(comparisonShape(request, fullName, { ...pair, mergeBase }));
      const message = `No common ancestor between ${base} and ${head}.`;
      return json({ message, documentation_url: 'https://docs.github.com/rest', status: '404' }, 404);
    },
  },
];
