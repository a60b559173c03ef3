import { commentShape } from '../conversation-shapes.js';
import {
  type Answer,
  json,
  notFound,
  paginate,
  type Route,
  type RouteRequest,
  unprocessable,
} from '../route.js';
import type { Comment } from '../state.js';

const LONGEST = 65_536;
const LIST = '/repos/{owner}/{repo}/issues/{issue_number}/comments';
const ONE = '/repos/{owner}/{repo}/issues/comments/{comment_id}';

/** Comments of pull requests, which either permission opens. GitHub lets whoever may write change anybody's comment. */
const MAY_READ = { permission: 'issues', or: 'pull_requests', access: 'read' } as const;
const MAY_WRITE = { permission: 'issues', or: 'pull_requests', access: 'write' } as const;

export const commentRoutes: Route[] = [
  {
    method: 'GET',
    path: LIST,
    needs: MAY_READ,
    handle: (request) => {
      const { fullName } = request.repository;
      const number = pullNumber(request);
      if (number === undefined) return notFound();
      const found = request.state.comments.filter(
        (one) => one.repository === fullName && one.number === number,
      );
      found.sort((a, b) => a.id - b.id);
      const path = `/repos/${fullName}/issues/${number}/comments`;
      const { page, headers } = paginate(request, found, path);
      return { ...json(page.map((one) => commentShape(request, one))), headers };
    },
  },
  {
    method: 'POST',
    path: LIST,
    needs: MAY_WRITE,
    handle: (request) => {
      const number = pullNumber(request);
      if (number === undefined) return notFound();
      const body = bodyOf(request);
      const repository = request.repository.fullName;
      return (
        refusal(body) ??
        json(
          commentShape(
            request,
            request.state.addComment({ repository, number, author: request.login, body }),
          ),
          201,
        )
      );
    },
  },
  {
    method: 'PATCH',
    path: ONE,
    needs: MAY_WRITE,
    handle: (request) => {
      const comment = find(request);
      if (comment === undefined) return notFound();
      const body = bodyOf(request);
      const no = refusal(body);
      if (no !== undefined) return no;
      comment.body = body;
      comment.updatedAt = new Date().toISOString();
      return json(commentShape(request, comment));
    },
  },
  {
    method: 'DELETE',
    path: ONE,
    needs: MAY_WRITE,
    handle: (request) => {
      const comment = find(request);
      if (comment === undefined) return notFound();
      request.state.comments.splice(request.state.comments.indexOf(comment), 1);
      return { status: 204 };
    },
  },
];

function pullNumber(request: RouteRequest): number | undefined {
  const number = Number(request.params.issue_number);
  const { fullName } = request.repository;
  return request.state.pulls.some((one) => one.repository === fullName && one.number === number)
    ? number
    : undefined;
}

function find(request: RouteRequest): Comment | undefined {
  const id = Number(request.params.comment_id);
  return request.state.comments.find(
    (one) => one.id === id && one.repository === request.repository.fullName,
  );
}

function bodyOf(request: RouteRequest): string {
  return String((request.body as { body: unknown }).body);
}

function refusal(body: string): Answer | undefined {
  if ([...body].length <= LONGEST && body.trim() !== '') return undefined;
  const message =
    body.trim() === '' ? "body can't be blank" : `body is too long (maximum is ${LONGEST} characters)`;
  return unprocessable('Validation Failed', [
    { resource: 'IssueComment', field: 'data', code: 'unprocessable', message },
  ]);
}
