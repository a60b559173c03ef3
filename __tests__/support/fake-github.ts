import type { IncomingMessage, ServerResponse } from 'node:http';
import { BlobHost } from './github/blob-host.js';
import { OpenApi, templatePattern } from './github/openapi.js';
import {
  type AccountRequest,
  type AccountRoute,
  type Answer,
  forbidden,
  json,
  notFound,
  type Route,
} from './github/route.js';
import { accountRoutes } from './github/routes/account.js';
import { artifactZipRoutes } from './github/routes/artifact-zips.js';
import { artifactRoutes } from './github/routes/artifacts.js';
import { commentRoutes } from './github/routes/comments.js';
import { compareRoutes } from './github/routes/compare.js';
import { contentsRoutes } from './github/routes/contents.js';
import { answerGraphQl } from './github/routes/graphql.js';
import { issueRoutes, labelRoutes } from './github/routes/issues.js';
import { collaboratorRoutes, peopleRoutes, teamRoutes } from './github/routes/people.js';
import { pullRoutes } from './github/routes/pulls.js';
import { repositoryRoutes } from './github/routes/repositories.js';
import { runRoutes } from './github/routes/runs.js';
import { statusRoutes } from './github/routes/statuses.js';
import { type CommitSource, type ContentsSource, GitHubState, MemoryContents } from './github/state.js';
import { answerFault, delay, type Fault, FaultQueue, LocalServer, readBody } from './http.js';
import { type Access, type Permission, TokenTable } from './tokens.js';

type AnyRoute = Route | AccountRoute;

/** A new group of endpoints is a file beside these and one line here. */
const ROUTES: AnyRoute[] = [
  ...repositoryRoutes,
  ...contentsRoutes,
  ...artifactRoutes,
  ...runRoutes,
  ...pullRoutes,
  ...commentRoutes,
  ...issueRoutes,
  ...labelRoutes,
  ...statusRoutes,
  ...compareRoutes,
  ...artifactZipRoutes,
  ...accountRoutes,
  ...peopleRoutes,
  ...collaboratorRoutes,
  ...teamRoutes,
];

const NO_COMMITS: CommitSource = {
  list: async () => [],
  files: async () => [],
  has: async () => false,
  branchesAt: async () => [],
  compare: async () => undefined,
};

export interface FakeGitHubOptions {
  tokens?: TokenTable;
  contents?: ContentsSource;
  /** Default: there are none. The head of a pull request can carry a status all the same. */
  commits?: CommitSource;
  /** The zip of an artifact that a test uploaded. Default: what `state.zips` has. */
  zipOf?: (artifactId: number) => Promise<Uint8Array>;
  delayMs?: number;
  /** Where the jobs' pages are; default: GitHub's own site. */
  siteUrl?: string;
}

export interface ApiRequest {
  method: string;
  /** With the query. */
  path: string;
  body: unknown;
  status: number;
}

interface Exchange {
  record: ApiRequest;
  url: URL;
  authorization: string | undefined;
  accept: string;
}

/**
 * GitHub's REST API over a state that tests can set and read. Every exchange is held against GitHub's own description;
 * one that does not fit is listed in `violations` and answered 500. Base for GITHUB_API_URL: `url`.
 */
export class FakeGitHub {
  readonly state = new GitHubState();
  readonly violations: string[] = [];
  readonly requests: ApiRequest[] = [];
  readonly tokens: TokenTable;
  readonly contents: ContentsSource;
  delayMs: number;
  /** What else happens in the world before a request is looked at. */
  before: ((request: ApiRequest) => void | Promise<void>) | undefined;
  private readonly faults = new FaultQueue();
  private server: LocalServer | undefined;

  private constructor(
    private readonly api: OpenApi,
    /** Where downloads of artifacts are sent to. */
    readonly blobs: BlobHost,
    private readonly options: FakeGitHubOptions,
  ) {
    this.tokens = options.tokens ?? new TokenTable();
    this.contents = options.contents ?? new MemoryContents();
    this.delayMs = options.delayMs ?? 0;
  }

  static async start(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
    const github = new FakeGitHub(await OpenApi.load(), await BlobHost.start(), options);
    github.server = await LocalServer.listen((request, response) => github.handle(request, response));
    return github;
  }

  get url(): string {
    if (this.server === undefined) throw new Error('The fake GitHub is closed');
    return this.server.url;
  }

  /** Spoils coming answers: `{status: 502, times: 2}`, `{status: 429, headers: {'retry-after': '1'}}`, `{cut: true}`. */
  failNext(fault: Fault): void {
    this.faults.add(fault);
  }

  async close(): Promise<void> {
    await Promise.all([this.server?.close(), this.blobs.close()]);
    this.server = undefined;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await readBody(request)).toString('utf8');
    const record: ApiRequest = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      body: text === '' ? undefined : text,
      status: 0,
    };
    this.requests.push(record);
    response.on('finish', () => {
      record.status = response.statusCode;
    });
    await delay(this.delayMs);
    await this.before?.(record);
    const fault = this.faults.take(`${record.method} ${record.path}`);
    if (fault && !fault.applied) return answerFault(fault, response);
    const exchange: Exchange = {
      record,
      url: new URL(record.path, this.url),
      authorization: request.headers.authorization,
      accept: request.headers.accept ?? '',
    };
    // An error inside the fake must fail the test too, not pass for an outage of GitHub.
    const answer = await this.answer(exchange).catch((error: unknown) => this.violate([String(error)]));
    if (fault) return answerFault(fault, response);
    send(answer, response);
  }

  private async answer(exchange: Exchange): Promise<Answer> {
    const { record, url } = exchange;
    if (typeof record.body === 'string') {
      const parsed = parseJson(record.body);
      if (parsed === undefined)
        return this.violate([`${record.method} ${url.pathname}: the body is not JSON`]);
      record.body = parsed.value;
    }
    if (`${record.method} ${url.pathname}` === 'POST /graphql') return this.graphQl(exchange);
    const found = findRoute(record.method, url.pathname);
    if (found === undefined) {
      const template = this.api.findTemplate(record.method, url.pathname);
      const why = template ? `the fake does not serve ${template} yet` : "no operation of GitHub's API";
      return this.violate([`${record.method} ${url.pathname}: ${why}`]);
    }
    const { route, params } = found;
    const wrong = this.api.checkRequest(route.method, route.path, {
      params,
      query: url.searchParams,
      body: record.body,
    });
    if (wrong.length > 0) return this.violate(wrong);
    const answer = await this.authorized(exchange, { route, params });
    const isBytes = answer.body instanceof Uint8Array;
    const bad = isBytes
      ? []
      : this.api.checkResponse(route.method, route.path, {
          status: answer.status,
          contentType: answer.contentType ?? 'application/json',
          body: answer.body,
        });
    return bad.length > 0 ? this.violate(bad) : answer;
  }

  private async authorized(
    exchange: Exchange,
    { route, params }: { route: AnyRoute; params: Record<string, string> },
  ): Promise<Answer> {
    const token = this.tokenOf(exchange);
    if (token === undefined) return badCredentials();
    const request = this.request(exchange, { token, params });
    if (route.needs === undefined) return route.handle(request);
    const name = `${params.owner}/${params.repo}`;
    const repository = this.state.repositories.get(name);
    if (repository === undefined || !this.tokens.sees(token, name)) return notFound();
    const { permission, or, access } = route.needs;
    const may = (one: Permission, level: Access) =>
      this.tokens.allows(token, name, { permission: one, access: level });
    const enough = or === undefined ? [permission] : [permission, or];
    if (!enough.some((one) => may(one, access))) {
      const needs = enough.map((one) => `${one}=${access}`).join('; ');
      return { ...forbidden(), headers: { 'x-accepted-github-permissions': needs } };
    }
    return route.handle({ ...request, repository, may });
  }

  private async graphQl(exchange: Exchange): Promise<Answer> {
    const token = this.tokenOf(exchange);
    if (token === undefined) return badCredentials();
    const { tokens } = this;
    const world = {
      ...this.request(exchange, { token, params: {} }),
      sees: (name: string) => tokens.sees(token, name),
      reads: (name: string, permission: Permission) =>
        tokens.allows(token, name, { permission, access: 'read' }),
    };
    return answerGraphQl(world, exchange.record.body);
  }

  private tokenOf(exchange: Exchange): string | undefined {
    const token = /^(?:token|bearer) (\S+)$/i.exec(exchange.authorization ?? '')?.[1];
    return token !== undefined && this.tokens.get(token) !== undefined ? token : undefined;
  }

  private request(
    exchange: Exchange,
    { token, params }: { token: string; params: Record<string, string> },
  ): AccountRequest {
    const { zipOf, siteUrl } = this.options;
    return {
      state: this.state,
      contents: this.contents,
      commits: this.options.commits ?? NO_COMMITS,
      apiUrl: this.url,
      siteUrl,
      login: this.tokens.get(token)?.login ?? 'github-actions[bot]',
      seesTeams: (org) => this.tokens.get(token)?.organizations?.includes(org) === true,
      signedUrl: (id) => this.blobs.sign(async () => this.state.zips.get(id) ?? (await zipOf?.(id))),
      params,
      query: exchange.url.searchParams,
      body: exchange.record.body,
      accept: exchange.accept,
    };
  }

  private violate(faults: string[]): Answer {
    this.violations.push(...faults);
    return json({ message: `Violates GitHub's API description: ${faults.join('; ')}` }, 500);
  }
}

function badCredentials(): Answer {
  return json(
    { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
    401,
  );
}

function findRoute(
  method: string,
  path: string,
): { route: AnyRoute; params: Record<string, string> } | undefined {
  for (const route of ROUTES) {
    if (route.method !== method) continue;
    const match = templatePattern(route.path).exec(path);
    if (match === null) continue;
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((one) => one[1] ?? '');
    const params = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')]));
    return { route, params };
  }
  return undefined;
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function send(answer: Answer, response: ServerResponse): void {
  const headers = {
    'x-github-request-id': '0000:0000:0000000:0000000:00000000',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
    ...answer.headers,
  };
  if (answer.body === undefined) {
    response.writeHead(answer.status, headers).end();
    return;
  }
  const isBytes = answer.body instanceof Uint8Array;
  response.writeHead(answer.status, {
    'content-type': `${answer.contentType ?? 'application/json'}; charset=utf-8`,
    ...headers,
  });
  response.end(isBytes ? answer.body : JSON.stringify(answer.body));
}
