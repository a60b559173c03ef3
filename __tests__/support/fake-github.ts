import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenApi, templatePattern } from './github/openapi.js';
import { type Answer, json, notFound, type Route } from './github/route.js';
import { artifactRoutes } from './github/routes/artifacts.js';
import { contentsRoutes } from './github/routes/contents.js';
import { pullRoutes } from './github/routes/pulls.js';
import { repositoryRoutes } from './github/routes/repositories.js';
import { runRoutes } from './github/routes/runs.js';
import { type ContentsSource, GitHubState, MemoryContents } from './github/state.js';
import { answerFault, delay, type Fault, FaultQueue, LocalServer, readBody } from './http.js';
import { TokenTable } from './tokens.js';

/** A new group of endpoints is a file beside these and one line here. */
const ROUTES: Route[] = [
  ...repositoryRoutes,
  ...contentsRoutes,
  ...artifactRoutes,
  ...runRoutes,
  ...pullRoutes,
];

export interface FakeGitHubOptions {
  tokens?: TokenTable;
  contents?: ContentsSource;
  delayMs?: number;
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
  private readonly faults = new FaultQueue();
  private server: LocalServer | undefined;

  private constructor(
    private readonly api: OpenApi,
    options: FakeGitHubOptions,
  ) {
    this.tokens = options.tokens ?? new TokenTable();
    this.contents = options.contents ?? new MemoryContents();
    this.delayMs = options.delayMs ?? 0;
  }

  static async start(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
    const github = new FakeGitHub(await OpenApi.load(), options);
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
    await this.server?.close();
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
    { route, params }: { route: Route; params: Record<string, string> },
  ): Promise<Answer> {
    const token = /^(?:token|bearer) (\S+)$/i.exec(exchange.authorization ?? '')?.[1];
    if (token === undefined || this.tokens.get(token) === undefined) {
      return json(
        { message: 'Bad credentials', documentation_url: 'https://docs.github.com/rest', status: '401' },
        401,
      );
    }
    const name = `${params.owner}/${params.repo}`;
    const repository = this.state.repositories.get(name);
    if (repository === undefined || !this.tokens.sees(token, name)) return notFound();
    if (!this.tokens.allows(token, name, route.needs)) {
      const body = {
        message: 'Resource not accessible by integration',
        documentation_url: 'https://docs.github.com/rest',
        status: '403',
      };
      const needs = `${route.needs.permission}=${route.needs.access}`;
      return { ...json(body, 403), headers: { 'x-accepted-github-permissions': needs } };
    }
    return route.handle({
      state: this.state,
      contents: this.contents,
      apiUrl: this.url,
      repository,
      params,
      query: exchange.url.searchParams,
      body: exchange.record.body,
      accept: exchange.accept,
    });
  }

  private violate(faults: string[]): Answer {
    this.violations.push(...faults);
    return json({ message: `Violates GitHub's API description: ${faults.join('; ')}` }, 500);
  }
}

function findRoute(
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
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
