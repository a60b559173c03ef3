import { issueShape, labelShape, pullAsIssueShape } from '../issue-shapes.js';
import type { Issue } from '../issues.js';
import {
  type Answer,
  gone,
  json,
  notFound,
  paginate,
  type Route,
  type RouteRequest,
  unprocessable,
} from '../route.js';

const MAY_READ = { permission: 'issues', access: 'read' } as const;
const MAY_WRITE = { permission: 'issues', access: 'write' } as const;
const LIST = '/repos/{owner}/{repo}/issues';
const ONE = `${LIST}/{issue_number}`;
const LONGEST = { title: 256, body: 65_536 };
const MOST_ASSIGNEES = 10;

export const issueRoutes: Route[] = [
  {
    method: 'GET',
    path: LIST,
    needs: MAY_READ,
    handle: (request) => {
      const { page, headers } = paginate(
        request,
        listed(request),
        `/repos/${request.repository.fullName}/issues`,
      );
      return { ...json(page.map((one) => issueShape(request, one))), headers };
    },
  },
  {
    method: 'POST',
    path: LIST,
    needs: MAY_WRITE,
    handle: (request) => {
      if (!hasIssues(request)) return gone('Issues are disabled for this repo');
      const wanted = request.body as {
        title: string;
        body?: string;
        labels?: string[];
        assignees?: string[];
      };
      const { title, body = '', labels = [], assignees = [] } = wanted;
      const repository = request.repository.fullName;
      const { issues } = request.state;
      const isBad = assignees.some((login) => !issues.assignable(repository, login));
      if (isBad) return invalid('assignees');
      const no = refusal({ title, body });
      if (no !== undefined) return no;
      const opened = issues.open({ repository, author: request.login, title, body, labels, assignees });
      return json(issueShape(request, opened), 201);
    },
  },
  {
    method: 'GET',
    path: ONE,
    needs: MAY_READ,
    handle: (request) => {
      const { fullName } = request.repository;
      const number = Number(request.params.issue_number);
      const pull = request.state.pulls.find((one) => one.repository === fullName && one.number === number);
      if (pull !== undefined) return json(pullAsIssueShape(request, pull));
      return one(request, (issue) => json(issueShape(request, issue)));
    },
  },
  {
    method: 'PATCH',
    path: ONE,
    needs: MAY_WRITE,
    handle: (request) =>
      one(request, (issue) => {
        const wanted = request.body as {
          body?: string;
          state?: Issue['state'];
          state_reason?: Issue['stateReason'];
        };
        const { body = issue.body, state = issue.state } = wanted;
        const no = refusal({ title: issue.title, body });
        if (no !== undefined) return no;
        const stateReason =
          state === 'open' ? null : (wanted.state_reason ?? issue.stateReason ?? 'completed');
        Object.assign(issue, { body, state, stateReason, updatedAt: new Date().toISOString() });
        return json(issueShape(request, issue));
      }),
  },
  {
    method: 'PUT',
    path: `${ONE}/lock`,
    needs: MAY_WRITE,
    handle: (request) =>
      one(request, (issue) => {
        issue.locked = true;
        return { status: 204 };
      }),
  },
  {
    method: 'POST',
    path: `${ONE}/assignees`,
    needs: MAY_WRITE,
    handle: (request) =>
      one(request, (issue) => {
        const { assignees = [] } = request.body as { assignees?: string[] };
        const { issues } = request.state;
        // GitHub passes over those that it cannot assign, and over those that are too many.
        const good = assignees.filter((login) => issues.assignable(issue.repository, login));
        issue.assignees = [...new Set([...issue.assignees, ...good])].slice(0, MOST_ASSIGNEES);
        return json(issueShape(request, issue), 201);
      }),
  },
];

export const labelRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/labels/{name}',
    needs: MAY_READ,
    handle: (request) => {
      const label = request.state.issues.label(request.repository.fullName, request.params.name ?? '');
      return label === undefined ? notFound() : json(labelShape(request, label));
    },
  },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/labels',
    needs: MAY_WRITE,
    handle: (request) => {
      const { name, color = 'ededed' } = request.body as { name: string; color?: string };
      const repository = request.repository.fullName;
      const { issues } = request.state;
      if (issues.label(repository, name) !== undefined) {
        return unprocessable('Validation Failed', [
          { resource: 'Label', field: 'name', code: 'already_exists' },
        ]);
      }
      return json(labelShape(request, issues.ensureLabel({ repository, name, color })), 201);
    },
  },
];

/** Issues as the query asks for them; GitHub lists the newest first unless told otherwise. */
function listed(request: RouteRequest): Issue[] {
  const { query, repository, state } = request;
  if (!hasIssues(request)) return [];
  const wanted = query.get('state') ?? 'open';
  const creator = query.get('creator')?.toLowerCase();
  const labels = (query.get('labels') ?? '').split(',').filter(Boolean);
  const found = state.issues.all.filter(
    (issue) =>
      issue.repository === repository.fullName &&
      (wanted === 'all' || issue.state === wanted) &&
      (creator === undefined || issue.author.toLowerCase() === creator) &&
      labels.every((label) => issue.labels.includes(label)),
  );
  const direction = query.get('direction') === 'asc' ? 1 : -1;
  return found.sort((a, b) => direction * (a.number - b.number));
}

function one(request: RouteRequest, then: (issue: Issue) => Answer): Answer {
  if (!hasIssues(request)) return gone('Issues are disabled for this repo');
  const number = Number(request.params.issue_number);
  const issue = request.state.issues.find(request.repository.fullName, number);
  return issue === undefined ? notFound() : then(issue);
}

function hasIssues({ repository }: RouteRequest): boolean {
  return repository.hasIssues !== false;
}

function refusal(text: { title: string; body: string }): Answer | undefined {
  if (text.title.trim() === '' || [...text.title].length > LONGEST.title) return invalid('title');
  return [...text.body].length > LONGEST.body ? invalid('body') : undefined;
}

function invalid(field: string): Answer {
  return unprocessable('Validation Failed', [{ resource: 'Issue', field, code: 'invalid' }]);
}
