import { commitShape, comparisonShape, diffShape, gitCommitShape, refShape } from '../conversation-shapes.js';
import { json, notFound, type Route } from '../route.js';

export const compareRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}',
    needs: { permission: 'contents', access: 'read' },
    handle: async (request) => {
      const { fullName } = request.repository;
      const ref = request.params.ref ?? '';
      const [found] = await request.commits.list(fullName, ref, { limit: 1 });
      if (found === undefined) {
        const message = `No commit found for SHA: ${ref}`;
        return json({ message, documentation_url: 'https://docs.github.com/rest', status: '422' }, 422);
      }
      const { sha } = found;
      const files = await request.commits.files(fullName, found.parents[0], sha);
      const shapes = files
        .slice(0, 300)
        .map((file) => diffShape(request, { repository: fullName, sha, file }));
      return json({ ...commitShape(request, fullName, found), files: shapes });
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/ref/{ref}',
    needs: { permission: 'contents', access: 'read' },
    handle: async (request) => {
      const { fullName } = request.repository;
      const ref = `refs/${request.params.ref ?? ''}`;
      const [found] = await request.commits.list(fullName, ref, { limit: 1 });
      return found === undefined ? notFound() : json(refShape(request, fullName, { ref, sha: found.sha }));
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/git/commits/{commit_sha}',
    needs: { permission: 'contents', access: 'read' },
    handle: async (request) => {
      const { fullName } = request.repository;
      const [found] = await request.commits.list(fullName, request.params.commit_sha ?? '', { limit: 1 });
      return found === undefined ? notFound() : json(gitCommitShape(request, fullName, found));
    },
  },
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
      if (mergeBase !== null) {
        const files = await request.commits.files(fullName, mergeBase.sha, pair.head.sha);
        return json(comparisonShape(request, fullName, { ...pair, mergeBase, files: files.slice(0, 300) }));
      }
      const message = `No common ancestor between ${base} and ${head}.`;
      return json({ message, documentation_url: 'https://docs.github.com/rest', status: '404' }, 404);
    },
  },
];
