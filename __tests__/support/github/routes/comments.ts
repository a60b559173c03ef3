import type { Access } from '../../tokens.js';
import { commentShape } from '../conversation-shapes.js';
import {
  type Answer,
  forbidden,
  gone,
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

/**
 * Comments of pull requests, which either permission opens, and of issues, which `issues` alone does. GitHub lets whoever may
 * write change anybody's comment.
 */
const MAY_READ = { permission: 'issues', or: 'pull_requests', access: 'read' } as const;
const MAY_WRITE = { permission: 'issues', or: 'pull_requests', access: 'write' } as const;

export const commentRoutes: Route[] = [
  {
    method: 'GET',
    path: LIST,
    needs: MAY_READ,
    handle: (request) => {
      const { fullName } = request.repository;
      const number = Number(request.params.issue_number);
      const no = closed(request, number, 'read');
      if (no !== undefined) return no;
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
      const number = Number(request.params.issue_number);
      const no = closed(request, number, 'write');
      if (no !== undefined) return no;
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
    method: 'GET',
    path: ONE,
    needs: MAY_READ,
    handle: (request) => {
      const comment = find(request);
      if (comment === undefined) return notFound();
      const no = closed(request, comment.number, 'read');
      // Of one comment GitHub does not say that issues are off.
      if (no !== undefined) return no.status === 410 ? notFound() : no;
      return json(commentShape(request, comment));
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
      const no = closed(request, comment.number, 'write') ?? refusal(body);
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
      const no = closed(request, comment.number, 'write');
      if (no !== undefined) return no;
      request.state.comments.splice(request.state.comments.indexOf(comment), 1);
      return { status: 204 };
    },
  },
];

/** What keeps the token from what is under an issue or a pull request; undefined when nothing does. */
function closed(request: RouteRequest, number: number, access: Access): Answer | undefined {
  const { state, repository } = request;
  const { fullName, hasIssues } = repository;
  if (state.pulls.some((one) => one.repository === fullName && one.number === number)) return undefined;
  if (state.issues.find(fullName, number) === undefined) return notFound();
  if (!request.may('issues', access)) return forbidden();
  return hasIssues === false ? gone('Issues are disabled for this repo') : undefined;
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
