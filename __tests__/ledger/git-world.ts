import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { classify, type FailureKind } from '../../src/ledger/failures/classify.js';
import { type GitConfig, tokenConfig } from '../../src/ledger/git/environment.js';
import { Git, type GitResult } from '../../src/ledger/git/git.js';
import type { BareRepo } from '../support/bare-repo.js';
import { bareEnvironment } from '../support/exec.js';
import { GitServer } from '../support/git-server.js';
import type { Fault } from '../support/http.js';
import { READ_WRITE } from '../support/tokens.js';
import { Folders } from './fixtures.js';

export const BRANCH = 'refs/heads/lineage';
export const TIP = 'refs/lineage-ledger/tip';
export const PUSH = ['push', '--porcelain', '--no-verify'];
export const FETCH = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head'];

const REQUESTS = {
  'first of a push': { method: 'GET', service: 'git-receive-pack' },
  push: { method: 'POST', service: 'git-receive-pack' },
  'first of a fetch': { method: 'GET', service: 'git-upload-pack' },
  fetch: { method: 'POST', service: 'git-upload-pack' },
} as const;
type Request = keyof typeof REQUESTS;

/** A git server and the worlds around its repositories. */
export class Worlds {
  readonly #folders = new Folders();
  #made = 0;

  private constructor(readonly server: GitServer) {}

  static async start(): Promise<Worlds> {
    return new Worlds(await GitServer.start());
  }

  async make(): Promise<World> {
    this.#made += 1;
    const folder = await this.#folders.make();
    const git = new Git({ folder, gitDir: folder, env: bareEnvironment(folder) });
    await git.ok(['init', '--quiet', '--bare', '--template=', folder]);
    const token = this.server.tokens.make(READ_WRITE);
    const repo = await this.server.createRepo(`octo/repo-${this.#made}`);
    return new World({ repo, folder, git, token, server: this.server });
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.#folders.remove();
  }
}

interface Parts {
  repo: BareRepo;
  folder: string;
  git: Git;
  token: string;
  server: GitServer;
}

/** A repository on the server and a bare one of ours, which talks to it as a ledger does. */
export class World {
  readonly repo: BareRepo;
  readonly folder: string;
  readonly git: Git;
  readonly token: string;
  readonly url: string;
  readonly #server: GitServer;

  constructor({ repo, folder, git, token, server }: Parts) {
    this.repo = repo;
    this.folder = folder;
    this.git = git;
    this.token = token;
    this.url = server.url(repo.fullName);
    this.#server = server;
  }

  /** A commit without files. */
  async commit(message: string, parent?: string): Promise<string> {
    const tree = (await this.git.ok(['mktree'])).toString().trim();
    const args = ['commit-tree', tree, '-m', message, ...(parent === undefined ? [] : ['-p', parent])];
    const who = { NAME: 'octo', EMAIL: 'octo@users.noreply.github.com' };
    const env = Object.fromEntries(
      Object.entries(who).flatMap(([key, value]) =>
        [`GIT_AUTHOR_${key}`, `GIT_COMMITTER_${key}`].map((name) => [name, value]),
      ),
    );
    return (await this.git.ok(args, { env })).toString().trim();
  }

  /** Pushes to the branch, or fetches it. */
  ask(request: Request, next: string): Promise<GitResult> {
    return request.endsWith('push') ? this.push([`${next}:${BRANCH}`]) : this.fetch();
  }

  talk(
    args: readonly string[],
    changes: { url?: string; token?: string; config?: GitConfig } = {},
  ): Promise<GitResult> {
    const { url = this.url, config = [] } = changes;
    return this.git.run(args, {
      config: [['remote.ledger.url', url], ...tokenConfig(url, changes.token ?? this.token), ...config],
    });
  }

  push(refspecs: readonly string[], options: readonly string[] = []): Promise<GitResult> {
    return this.talk([...PUSH, ...options, 'ledger', ...refspecs]);
  }

  fetch(refspec = `+${BRANCH}:${TIP}`): Promise<GitResult> {
    return this.talk([...FETCH, 'ledger', refspec]);
  }

  /** Pushes a first commit to the branch. */
  async start(): Promise<string> {
    const first = await this.commit('first');
    expect((await this.push([`${first}:${BRANCH}`])).code).toBe(0);
    return first;
  }

  /** Spoils one kind of request to this repository from now on. */
  fail(request: Request, fault: Fault): void {
    const { method, service } = REQUESTS[request];
    const match = new RegExp(`^${method} /${this.repo.fullName}/.*${service}`);
    this.#server.failNext({ times: 100, ...fault, match });
  }

  async hook(name: string, script: string): Promise<void> {
    const path = join(this.repo.dir, 'hooks', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
  }
}

/** Says what git printed when the kind is another. */
export function expectKind(result: GitResult, kind: FailureKind): void {
  expect(result.code).not.toBe(0);
  const said = `${result.stdout}${result.stderr}`;
  expect({ kind: classify(result).kind, said }).toEqual({ kind, said });
}
