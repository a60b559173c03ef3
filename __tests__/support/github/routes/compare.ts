import { comparisonShape } from '../conversation-shapes.js';
import { json, notFound, type Route } from '../route.js';

export const compareRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{commit_sha}/branches-where-head',
    needs: { permission: 'contents', access: 'read' },
    handle: async (request) => {
      const { fullName } = request.repository;
      const sha = request.params.commit_sha ?? '';
      if (!(await request.commits.has(fullName, sha))) {
        const message = `No commit found for SHA: ${sha}`;
        return json({ message, documentation_url: 'https://docs.github.com/rest', status: '422' }, 422);
      }
      const names = await request.commits.branchesAt(fullName, sha);
      const url = `${request.apiUrl}/repos/${fullName}/commits/${sha}`;
      return json(names.map((name) => ({ name, commit: { sha, url }, protected: false })));
    },
  },
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
