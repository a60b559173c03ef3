import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Abilities } from './abilities.js';
import { BareRepo, type Files } from './bare-repo.js';
import { cgiHeader, forwardCgi, sendBody } from './cgi.js';
import { bareEnvironment, execOk, gitEnvironment } from './exec.js';
import { basicToken, parseTarget, type Target } from './git-target.js';
import { answerFault, delay, type Fault, FaultQueue, LocalServer } from './http.js';
import { makeTempDir, removeDir } from './temp.js';
import { TokenService } from './token-service.js';
import { TokenTable } from './tokens.js';

/** Milliseconds that git has to read the part of a request that it is sent. */
const TIME_TO_READ = 20;

export interface GitServerOptions {
  tokens?: TokenTable;
  /** Milliseconds added before each request is looked at. */
  delayMs?: number;
}

export interface GitRequest {
  method: string;
  /** With the query. */
  path: string;
  /** Content-Encoding of the request. */
  encoding: string | undefined;
  /** Of the answer; 0 when the connection was cut. */
  status: number;
  /** Bytes of the answer's body. */
  bytes: number;
}

export interface CreateRepoOptions {
  files?: Files;
  protectedBranches?: string[];
}

/** Asked of git once, however many servers there are. */
let backendOf: Promise<string> | undefined;

async function findBackend(): Promise<string> {
  const execPath = (await execOk('git', ['--exec-path'], { env: gitEnvironment() })).toString().trim();
  return join(execPath, process.platform === 'win32' ? 'git-http-backend.exe' : 'git-http-backend');
}

interface BackendJob {
  request: IncomingMessage;
  target: Target;
  response: ServerResponse;
  fault: Fault | undefined;
  record: GitRequest;
}

/**
 * Git over smart HTTP as GitHub serves it: `git http-backend` behind a check of the token's rights.
 * git's curl resolves every `*.localhost` name to the loopback address itself, so `serverUrl` works as GITHUB_SERVER_URL
 * for git; Node does not resolve it on every system, so Node clients must not be given it.
 */
export class GitServer {
  readonly requests: GitRequest[] = [];
  readonly tokens: TokenTable;
  delayMs: number;
  /** What else happens in the world before a request is looked at. */
  before: ((request: GitRequest) => Promise<void>) | undefined;
  /** Signs OIDC tokens for jobs, below the same address. */
  readonly jobTokens = new TokenService(() => this.serverUrl);
  /** Repositories whose fetches are answered from another one, such as a replica that is behind. */
  readonly fetchesFrom = new Map<string, string>();
  /** Requests that are worked on, with their paths. */
  private readonly active = new Map<Promise<void>, string>();
  private readonly repos = new Map<string, BareRepo>();
  private readonly faults = new FaultQueue();
  private readonly abilities = new Abilities();
  private server: LocalServer | undefined;

  private constructor(
    private readonly root: string,
    private readonly backend: string,
    options: GitServerOptions,
  ) {
    this.tokens = options.tokens ?? new TokenTable();
    this.delayMs = options.delayMs ?? 0;
  }

  static async start(options: GitServerOptions = {}): Promise<GitServer> {
    backendOf ??= findBackend();
    const git = new GitServer(await makeTempDir('lineage-gate-git-'), await backendOf, options);
    git.server = await LocalServer.listen((request, response) => {
      const done = git.answerAny(request, response);
      git.active.set(done, request.url ?? '');
      const forget = () => git.active.delete(done);
      done.then(forget, forget);
      return done;
    });
    return git;
  }

  get port(): number {
    if (this.server === undefined) throw new Error('The git server is closed');
    return this.server.port;
  }

  /** For GITHUB_SERVER_URL. The artifact client accepts github.com, *.ghe.com and *.localhost only. */
  get serverUrl(): string {
    return `http://github.localhost:${this.port}`;
  }

  /** The address git clones from. */
  url(repository: string): string {
    return `${this.serverUrl}/${repository}`;
  }

  async createRepo(fullName: string, options: CreateRepoOptions = {}): Promise<BareRepo> {
    const repo = await BareRepo.create(join(this.root, `${fullName}.git`), fullName);
    if (options.files) await repo.commit(options.files, { message: 'Start' });
    await repo.protect(options.protectedBranches ?? []);
    this.repos.set(fullName, repo);
    return repo;
  }

  /** Throws when there is no such repository. */
  repo(fullName: string): BareRepo {
    const repo = this.repos.get(fullName);
    if (repo === undefined) throw new Error(`The git server has no repository ${fullName}`);
    return repo;
  }

  has(fullName: string): boolean {
    return this.repos.has(fullName);
  }

  /** Spoils coming answers; `applied` runs git first, so that a push has landed and its answer is lost. */
  failNext(fault: Fault): void {
    this.faults.add(fault);
  }

  forgetFaults(which: (fault: Fault) => boolean): void {
    this.faults.forget(which);
  }

  /** Waits until no request for a repository is worked on, those of clients that have gone included. */
  async idle(repository: string): Promise<void> {
    const path = `/${repository}/`;
    const active = [...this.active].filter(([, url]) => url.startsWith(path)).map(([done]) => done);
    await Promise.allSettled(active);
  }

  async close(): Promise<void> {
    await this.server?.close();
    this.server = undefined;
    await removeDir(this.root);
  }

  private async answerAny(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!(await this.jobTokens.handle(request, response))) await this.handle(request, response);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const record: GitRequest = {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      encoding: request.headers['content-encoding'],
      status: 0,
      bytes: 0,
    };
    this.requests.push(record);
    response.on('finish', () => {
      record.status = response.statusCode;
    });
    await delay(this.delayMs);
    await this.before?.(record);
    const fault = this.faults.take(`${record.method} ${record.path}`);
    const isCutShort = fault?.cutAnswerAfter !== undefined || fault?.cutRequestAfter !== undefined;
    if (fault && !fault.applied && !isCutShort) {
      request.resume();
      return answerFault(fault, response);
    }
    const target = parseTarget(record.path);
    const refusal = this.refuse(request, target);
    if (refusal || target === undefined) {
      request.resume();
      const { status, text } = refusal ?? { status: 404, text: 'Not Found' };
      // git prints a text/plain body with `remote: ` before each line, which is how GitHub's words reach the user.
      response.writeHead(status, {
        'content-type': 'text/plain; charset=utf-8',
        ...(status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {}),
      });
      response.end(text);
      return;
    }
    await this.answer({ request, target, response, fault, record });
  }

  private refuse(
    request: IncomingMessage,
    target: Target | undefined,
  ): { status: number; text: string } | undefined {
    const token = basicToken(request.headers.authorization);
    const grant = token === undefined ? undefined : this.tokens.get(token);
    if (token === undefined || grant === undefined) {
      return {
        status: 401,
        text: 'Invalid username or token. Password authentication is not supported for Git operations.',
      };
    }
    const found = target && this.repos.has(target.repository);
    const may = (access: 'read' | 'write') =>
      target && this.tokens.allows(token, target.repository, { permission: 'contents', access });
    if (!target || !found || !may('read')) return { status: 404, text: 'Repository not found.' };
    if (target.write && !may('write')) {
      const login = this.loginOf(request);
      return { status: 403, text: `Permission to ${target.repository}.git denied to ${login}.` };
    }
    return undefined;
  }

  private loginOf(request: IncomingMessage): string {
    const token = basicToken(request.headers.authorization) ?? '';
    return this.tokens.get(token)?.login ?? 'github-actions[bot]';
  }

  private async answer(job: BackendJob): Promise<void> {
    const { request, target, response, fault, record } = job;
    const source = target.write ? undefined : this.fetchesFrom.get(target.repository);
    const repository = source ?? target.repository;
    const gitDir = join(this.root, `${repository}.git`);
    const protocol = request.headers['git-protocol'];
    const key = fault === undefined ? await Abilities.key({ ...target, gitDir, protocol }) : undefined;
    const known = key === undefined ? undefined : this.abilities.get(key);
    if (known === undefined) return this.runBackend({ ...job, repository, key });
    request.resume();
    record.bytes += known.length;
    const stdout = Readable.from([known]);
    stdout.on('end', () => response.end());
    forwardCgi(stdout, response);
  }

  /** @param job.repository whose files are taken @param job.key where the answer is kept, if it is */
  private runBackend(job: BackendJob & { repository: string; key: string | undefined }): Promise<void> {
    const { request, target, response, fault, record, repository, key } = job;
    const env = {
      ...bareEnvironment(this.root),
      // Whatever the tests speak, GitHub's servers speak English.
      LC_ALL: 'C',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_PROJECT_ROOT: this.root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${repository}.git${target.rest}`,
      QUERY_STRING: target.query,
      REQUEST_METHOD: request.method ?? 'GET',
      // Hooks see who pushes.
      REMOTE_USER: this.loginOf(request),
      REMOTE_ADDR: '127.0.0.1',
      ...cgiHeader(request, 'content-type', 'CONTENT_TYPE'),
      ...cgiHeader(request, 'content-length', 'CONTENT_LENGTH'),
      ...cgiHeader(request, 'content-encoding', 'HTTP_CONTENT_ENCODING'),
      ...cgiHeader(request, 'git-protocol', 'GIT_PROTOCOL'),
    };
    return new Promise((resolve, reject) => {
      const child = spawn(this.backend, [], { env, windowsHide: true });
      child.on('error', reject);
      child.stdin.on('error', () => {});
      child.stderr.resume();
      // Without its whole request `git http-backend` waits for the rest for ever, at full speed.
      const kill = () => child.kill('SIGKILL');
      const onCut = () => {
        response.destroy();
        setTimeout(kill, TIME_TO_READ);
      };
      sendBody(request, { stdin: child.stdin, limit: fault?.cutRequestAfter, onCut });
      // A client that hangs up early must not leave a git process waiting for the rest of the request.
      response.on('close', () => {
        child.stdin.destroy();
        child.stdout.destroy();
        if (!request.complete) kill();
      });
      if (fault && fault.cutAnswerAfter === undefined) {
        child.stdout.resume();
        child.on('close', () => resolve(answerFault(fault, response)));
        return;
      }
      child.stdout.on('data', (chunk: Buffer) => {
        record.bytes += chunk.length;
      });
      if (key !== undefined) this.abilities.learn(key, child.stdout);
      forwardCgi(child.stdout, response, fault?.cutAnswerAfter);
      child.on('close', () => {
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
        if (fault === undefined) response.end();
        else response.destroy();
        resolve();
      });
    });
  }
}
