import type { Access, Permission } from '../tokens.js';
import type { CommitSource, ContentsSource, GitHubState, Repository } from './state.js';

export interface AccountRequest {
  state: GitHubState;
  contents: ContentsSource;
  commits: CommitSource;
  /** Base of the URLs in answers. */
  apiUrl: string;
  siteUrl?: string;
  /** Who the token acts as. */
  login: string;
  /** Whether the token sees the teams of an organisation. */
  seesTeams(org: string): boolean;
  /** A URL on another host from which an artifact's bytes can be had for a while. */
  signedUrl(artifactId: number): string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** Parsed JSON, already checked against the description; `undefined` without one. */
  body: unknown;
  accept: string;
}

export interface RouteRequest extends AccountRequest {
  repository: Repository;
  /** Whether the token has a permission for it. */
  may(permission: Permission, access: Access): boolean;
}

export interface Answer {
  status: number;
  /** Sent as JSON unless it is bytes. Leave out for an empty answer. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Default `application/json`. */
  contentType?: string;
}

interface Operation {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** The template as GitHub's description spells it. */
  path: string;
}

/** One operation on a repository; `path` begins with /repos/{owner}/{repo}. */
export interface Route extends Operation {
  /** `or`: another permission that does as well. */
  needs: { permission: Permission; access: Access; or?: Permission };
  handle(request: RouteRequest): Answer | Promise<Answer>;
}

/** One operation that is about the token's owner, so that no repository's permission is needed. */
export interface AccountRoute extends Operation {
  needs?: undefined;
  handle(request: AccountRequest): Answer | Promise<Answer>;
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

export function forbidden(): Answer {
  return json(
    {
      message: 'Resource not accessible by integration',
      documentation_url: 'https://docs.github.com/rest',
      status: '403',
    },
    403,
  );
}

/** What is not there any more, or was turned off. */
export function gone(message: string): Answer {
  return json({ message, documentation_url: 'https://docs.github.com/rest', status: '410' }, 410);
}

/** What GitHub says to a request that is well-formed and still not possible. */
export function unprocessable(
  message: string,
  errors: { resource: string; field: string; code: string; message?: string }[] = [],
): Answer {
  return json({ message, errors, documentation_url: 'https://docs.github.com/rest', status: '422' }, 422);
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
