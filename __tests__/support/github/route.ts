import type { Access, Permission } from '../tokens.js';
import type { ContentsSource, GitHubState, Repository } from './state.js';

export interface RouteRequest {
  state: GitHubState;
  contents: ContentsSource;
  /** Base of the URLs in answers. */
  apiUrl: string;
  repository: Repository;
  params: Record<string, string>;
  query: URLSearchParams;
  /** Parsed JSON, already checked against the description; `undefined` without one. */
  body: unknown;
  accept: string;
}

export interface Answer {
  status: number;
  /** Sent as JSON unless it is bytes. Leave out for an empty answer. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Default `application/json`. */
  contentType?: string;
}

/** One operation. `path` is the template as GitHub's description spells it; all begin with /repos/{owner}/{repo}. */
export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  path: string;
  needs: { permission: Permission; access: Access };
  handle(request: RouteRequest): Answer | Promise<Answer>;
}

export function json(body: unknown, status = 200): Answer {
  return { status, body };
}

export function notFound(): Answer {
  return json(
    { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' },
    404,
  );
}

/** One page of a list by `per_page` and `page`, with GitHub's Link header. */
export function paginate<T>(
  request: RouteRequest,
  items: T[],
  path: string,
): { page: T[]; headers: Record<string, string> } {
  const size = Math.min(Number(request.query.get('per_page') ?? 30), 100);
  const number = Number(request.query.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (page: number, rel: string) => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(page));
    return `<${request.apiUrl}${path}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ];
  return {
    page: items.slice((number - 1) * size, number * size),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
