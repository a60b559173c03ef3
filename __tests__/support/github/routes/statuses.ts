import { statusShape } from '../conversation-shapes.js';
import { json, paginate, type Route, unprocessable } from '../route.js';
import type { Status } from '../state.js';

const LONGEST_DESCRIPTION = 140;
const MOST_OF_A_CONTEXT = 1000;

export const statusRoutes: Route[] = [
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/statuses/{sha}',
    needs: { permission: 'statuses', access: 'write' },
    handle: async (request) => {
      const { state, repository, login } = request;
      const sha = request.params.sha ?? '';
      const known = state.pulls.some(
        (pull) => pull.repository === repository.fullName && pull.head.sha === sha,
      );
      if (!known && !(await request.commits.has(repository.fullName, sha))) {
        return unprocessable(`No commit found for SHA: ${sha}`);
      }
      const body = request.body as Partial<Record<string, string>>;
      const status: Status = {
        id: state.nextId(),
        repository: repository.fullName,
        sha,
        state: String(body.state),
        context: body.context ?? 'default',
        description: body.description ?? null,
        targetUrl: body.target_url ?? null,
        creator: login,
        createdAt: new Date().toISOString(),
      };
      if ([...(status.description ?? '')].length > LONGEST_DESCRIPTION) {
        return unprocessable('Validation Failed', [
          {
            resource: 'Status',
            field: 'description',
            code: 'custom',
            message: `description is too long (maximum is ${LONGEST_DESCRIPTION} characters)`,
          },
        ]);
      }
      const same = state.statuses.filter((one) => one.sha === sha && one.context === status.context);
      if (same.length >= MOST_OF_A_CONTEXT) {
        return unprocessable('Validation Failed', [
          {
            resource: 'Status',
            field: 'context',
            code: 'custom',
            message: 'This SHA and context has reached the maximum number of statuses.',
          },
        ]);
      }
      state.statuses.push(status);
      return json(statusShape(request, status), 201);
    },
  },
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/commits/{ref}/statuses',
    needs: { permission: 'statuses', access: 'read' },
    handle: (request) => {
      const { fullName } = request.repository;
      const found = request.state.statuses
        .filter((one) => one.repository === fullName && one.sha === request.params.ref)
        .reverse();
      const path = `/repos/${fullName}/commits/${request.params.ref}/statuses`;
      const { page, headers } = paginate(request, found, path);
      return { ...json(page.map((one) => statusShape(request, one))), headers };
    },
  },
];
