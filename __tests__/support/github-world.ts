import { join, resolve } from 'node:path';
import { ArtifactServer } from './artifact-server.js';
import type { BareRepo, Files } from './bare-repo.js';
import { checkOut } from './checkout.js';
import { FakeGitHub } from './fake-github.js';
import { GitCommits } from './git-commits.js';
import { GitContents } from './git-contents.js';
import { GitServer } from './git-server.js';
import { issueCommentEvent, pullRequestEvent, pushEvent } from './github/events.js';
import type { Issue } from './github/issues.js';
import { repositoryShape, userId, userShape } from './github/shapes.js';
import type { Comment, PullRequest } from './github/state.js';
import { Job, type JobOptions } from './runner.js';
import { makeTempDir, removeDir } from './temp.js';
import { type Permissions, READ_ONLY, READ_WRITE, TokenTable } from './tokens.js';
import { TRAINING_REPO } from './training-repo.js';

export interface WorldOptions {
  /** Default: a small training repository. */
  files?: Files;
  protectedBranches?: string[];
  /** Milliseconds added to each request, git and API. */
  delayMs?: number;
}

/** Something that started a workflow run. */
export interface Trigger {
  eventName: string;
  event: Record<string, unknown>;
  repository: string;
  /** What GITHUB_SHA says: the pushed commit, or a pull request's merge commit. */
  sha: string;
  ref: string;
  headRef: string;
  baseRef: string;
  /** The pull request's head commit, or the pushed commit. */
  headSha: string;
  /** The pull request's base commit, or the commit before the push (zeros for a new branch). */
  baseSha: string;
  actor: string;
  runId: number;
  runNumber: number;
  /** What GITHUB_TOKEN may do unless the job says otherwise. */
  permissions: Permissions;
  pull?: PullRequest;
  /** Default: that of the training. */
  workflowPath?: string;
}

export interface DispatchOptions {
  branch?: string;
  actor?: string;
  /** Default: that of promote.yml. */
  workflowPath?: string;
  /** What `run-name` makes. Default: the workflow's name. */
  title?: string;
}

export interface PushOptions {
  files?: Files;
  branch?: string;
  message?: string;
  actor?: string;
  /** Where the branch was, of commits that are on it already. */
  before?: string;
}

/** How a pull request comes onto its base branch. */
export type MergeMethod = 'merge' | 'squash' | 'rebase';

export interface PullRequestOptions {
  files?: Files;
  /** Branch that it goes into. Default `main`. */
  base?: string;
  branch?: string;
  title?: string;
  actor?: string;
  /** The head is in another repository, and the token may only read. */
  fork?: boolean;
  /** Commits on the base branch after the head branched off. */
  baseFiles?: Files;
}

export interface WorldJobOptions extends Partial<Omit<JobOptions, 'root' | 'workspace' | 'runtime'>> {
  /** Name of the workspace folder; may hold spaces and any letters. Default: the repository's name. */
  workspaceName?: string;
  /** Default `detached`; `branch` as actions/checkout on a push, `none` for a job without a checkout step. */
  checkout?: 'detached' | 'branch' | 'none';
  /** Start the artifact service and tell the job about it. Default true. */
  artifacts?: boolean;
  /** What GITHUB_TOKEN may do. */
  permissions?: Permissions;
  /** `id-token: write`: the job may ask for OIDC tokens. Default: it may not. */
  idToken?: boolean;
}

/** For programs that are to ask the fake server for more than git. */
export const NODE_FINDS_LOCALHOST = {
  NODE_OPTIONS: `--require ${JSON.stringify(resolve('__tests__/support/localhost.cjs'))}`,
};

/** A GitHub in a box: git, REST API, artifact service on demand, and one repository with a training in it. */
export class GitHubWorld {
  readonly tokens = new TokenTable();
  private artifactServer: Promise<ArtifactServer> | undefined;
  private jobCount = 0;

  private constructor(
    /** `owner/name`. */
    readonly repository: string,
    /** Everything on disk, the workspaces too, is in here. */
    readonly root: string,
    readonly git: GitServer,
    readonly github: FakeGitHub,
    private readonly options: WorldOptions,
  ) {
    this.tokens = git.tokens;
  }

  static async start(options: WorldOptions = {}): Promise<GitHubWorld> {
    const tokens = new TokenTable();
    const { delayMs } = options;
    const git = await GitServer.start({ tokens, delayMs });
    const find = (name: string) => (git.has(name) ? git.repo(name) : undefined);
    const [contents, commits] = [new GitContents(find), new GitCommits(find)];
    const zipOf = async (id: number) => (await world.artifacts()).download(id);
    const github = await FakeGitHub.start({
      tokens,
      contents,
      commits,
      zipOf,
      delayMs,
      siteUrl: git.serverUrl,
    });
    const world: GitHubWorld = new GitHubWorld('octo/models', await makeTempDir(), git, github, options);
    await world.addRepository();
    return world;
  }

  /** Another repository of the same GitHub, which goes when this one is closed. @param name `owner/name` */
  async another(name: string): Promise<GitHubWorld> {
    const other = new GitHubWorld(name, join(this.root, name), this.git, this.github, this.options);
    other.artifactServer = this.artifacts();
    await other.addRepository();
    return other;
  }

  get repo(): BareRepo {
    return this.git.repo(this.repository);
  }

  /** Started on first use (about a second). */
  artifacts(): Promise<ArtifactServer> {
    this.artifactServer ??= ArtifactServer.start({
      state: this.github.state,
      delayMs: this.options.delayMs,
    });
    return this.artifactServer;
  }

  /** A push to a branch; without `files` the branch's tip is taken as just pushed. */
  async push(options: PushOptions = {}): Promise<Trigger> {
    const { branch = 'main', actor = 'octocat', message, files } = options;
    const tip = (await this.repo.resolve(`refs/heads/${branch}`)) ?? '0'.repeat(40);
    const before = options.before ?? tip;
    const parents = /^0+$/.test(before) ? [await this.sha('refs/heads/main')] : undefined;
    if (files || parents)
      await this.repo.commit(files ?? {}, { branch, message: message ?? 'Change', parents });
    const sha = await this.sha(`refs/heads/${branch}`);
    const ref = `refs/heads/${branch}`;
    const facts = { repository: this.repository, ref, before, sha, actor, message: message ?? 'Change' };
    return {
      ...this.newRun({
        eventName: 'push',
        headRepository: this.repository,
        headBranch: branch,
        headSha: sha,
        actor,
      }),
      event: pushEvent({ state: this.github.state, apiUrl: this.github.url }, facts),
      sha,
      ref,
      headRef: '',
      baseRef: '',
      headSha: sha,
      baseSha: before,
      permissions: READ_WRITE,
    };
  }

  /** A workflow that somebody starts by hand, on a branch that is there. @param title of the run, as `run-name` makes it */
  async dispatch({ branch = 'main', ...more }: DispatchOptions = {}): Promise<Trigger> {
    return this.started('workflow_dispatch', { branch, ...more });
  }

  /** A comment under an issue starts a workflow, which runs from the default branch. */
  async commented(issue: Issue, comment: Comment, { action = 'created' } = {}): Promise<Trigger> {
    const context = { state: this.github.state, apiUrl: this.github.url };
    const started = await this.started('issue_comment', {
      ...{ branch: 'main', actor: comment.author, title: comment.body },
      workflowPath: '.github/workflows/approve.yml',
    });
    return { ...started, event: issueCommentEvent(context, { issue, comment, action }) };
  }

  private async started(
    eventName: string,
    {
      branch,
      actor = 'octocat',
      workflowPath = '.github/workflows/promote.yml',
      title = 'promote',
    }: DispatchOptions & { branch: string },
  ): Promise<Trigger> {
    const ref = `refs/heads/${branch}`;
    const sha = await this.sha(ref);
    const { state, url } = this.github;
    const added = state.addRun({
      ...{ repository: this.repository, headSha: sha, headBranch: branch, actor, event: eventName },
      ...{ name: 'promote', path: workflowPath, displayTitle: title },
    });
    const context = { state, apiUrl: url };
    const repository = repositoryShape(context, state.repository(this.repository));
    return {
      ...{ eventName, repository: this.repository, sha, ref, actor, workflowPath },
      ...{ headRef: '', baseRef: '', headSha: sha, baseSha: sha, permissions: READ_WRITE },
      event: { repository, sender: userShape(context, actor) },
      runId: added.id,
      runNumber: added.runNumber,
    };
  }

  /** A pull request, with GitHub's own refs for its head and its test merge. */
  async pullRequest(options: PullRequestOptions = {}): Promise<Trigger> {
    const {
      branch = 'better-model',
      base = 'main',
      actor = options.fork ? 'contributor' : 'octocat',
    } = options;
    const { state } = this.github;
    const number = state.pulls.length + 7;
    const files = options.files ?? { 'params.yaml': 'learning_rate: 0.2\nepochs: 3\nseed: 7\n' };
    const branchedAt = await this.sha(`refs/heads/${base}`);
    const head = options.fork ? await this.fork(`${actor}/${this.repository.split('/')[1]}`) : this.repo;
    const message = options.title ?? 'A better model';
    // Two with the same files, made within a second, would else be one commit.
    const body = `${message}\n\nPull request ${number}`;
    const headSha = await head.commit(files, { branch, message: body, parents: [branchedAt] });
    if (options.baseFiles)
      await this.repo.commit(options.baseFiles, { branch: base, message: `Meanwhile on ${base}` });
    const baseSha = await this.sha(`refs/heads/${base}`);
    if (options.fork) await this.repo.fetchFrom(head, `refs/heads/${branch}:refs/pull/${number}/head`);
    else await this.repo.updateRef(`refs/pull/${number}/head`, headSha);
    const ref = `refs/pull/${number}/merge`;
    const merge = { branch: ref, message: `Merge ${headSha} into ${baseSha}`, parents: [baseSha, headSha] };
    const sha = await this.repo.commit(files, merge);
    const pull = state.addPull({
      number,
      repository: this.repository,
      headRepository: head.fullName,
      title: message,
      author: actor,
      base: { ref: base, sha: baseSha },
      head: { ref: branch, sha: headSha },
      mergeCommitSha: sha,
      files: Object.keys(files).map((path) => ({ path, status: 'modified' })),
    });
    return {
      ...this.newRun({
        eventName: 'pull_request',
        headRepository: head.fullName,
        headBranch: branch,
        headSha,
        actor,
      }),
      event: pullRequestEvent({ state, apiUrl: this.github.url }, { pull, actor, action: 'opened' }),
      sha,
      ref,
      headRef: branch,
      baseRef: base,
      headSha,
      baseSha,
      permissions: options.fork ? READ_ONLY : READ_WRITE,
      pull,
    };
  }

  /**
   * Merges a pull request as GitHub does, by a button or by a queue. @returns the push to its base branch
   */
  async merge({ pull }: Trigger, method: MergeMethod = 'merge'): Promise<Trigger> {
    if (pull === undefined) throw new Error('no pull request');
    const { base, head, number } = pull;
    const before = await this.sha(`refs/heads/${base.ref}`);
    const title = `${pull.title} (#${number})`;
    const made: string[] = [];
    if (method === 'rebase') {
      const range = await this.repo.git(['rev-list', '--reverse', head.sha, `^${before}`]);
      for (const sha of range.toString().split('\n').filter(Boolean)) {
        const tip = made.at(-1) ?? before;
        made.push(await this.repo.picked(sha, tip));
      }
    } else {
      const parents = method === 'merge' ? [before, head.sha] : [before];
      made.push(await this.repo.merged([before, head.sha], { parents, message: title }));
    }
    const sha = made.at(-1) ?? before;
    await this.repo.updateRef(`refs/heads/${base.ref}`, sha);
    Object.assign(pull, {
      state: 'closed',
      mergedAt: new Date().toISOString(),
      mergeCommitSha: sha,
      mergedCommits: made,
    });
    return this.push({ branch: base.ref, before });
  }

  /** A job of a workflow run, on a runner of its own. Call it once per matrix leg, or per attempt of a re-run. */
  async job(trigger: Trigger, options: WorldJobOptions = {}): Promise<Job> {
    const {
      workspaceName,
      checkout = 'detached',
      artifacts = true,
      permissions,
      idToken,
      ...overrides
    } = options;
    this.jobCount += 1;
    const root = join(this.root, `runner-${this.jobCount}`);
    const name = workspaceName ?? this.repository.slice(this.repository.indexOf('/') + 1);
    const workspace = join(root, 'work', name, name);
    const token = overrides.token ?? this.tokens.make(permissions ?? trigger.permissions);
    const checkRunId = overrides.checkRunId ?? this.github.state.nextId();
    const service = artifacts ? await this.artifacts() : undefined;
    if (checkout !== 'none') {
      // The checkout is not what is tested: it may always read.
      const reader = this.tokens.make({ contents: 'read' });
      const { sha, ref } = trigger;
      const url = this.git.url(this.repository);
      await checkOut(workspace, { url, sha, ref, token: reader, onBranch: checkout === 'branch' });
      this.tokens.revoke(reader);
    }
    const { repository, runId } = trigger;
    const repositoryId = this.github.state.repository(repository).id;
    const actorId = userId(trigger.actor);
    const { workflowPath = '.github/workflows/train.yml' } = trigger;
    const runAttempt = overrides.runAttempt ?? 1;
    const permitted = idToken
      ? this.git.jobTokens.permit({ ...trigger, workflowPath, repositoryId, actorId, runAttempt })
      : {};
    return Job.create({
      ...trigger,
      repositoryId,
      ownerId: userId(repository.split('/')[0] ?? ''),
      actorId,
      serverUrl: this.git.serverUrl,
      apiUrl: this.github.url,
      runtime: service && {
        token: service.runtimeToken({ repository, runId, jobId: checkRunId }),
        resultsUrl: service.url,
      },
      ...overrides,
      variables: { ...permitted, ...overrides.variables },
      ...(idToken ? { env: { ...NODE_FINDS_LOCALHOST, ...overrides.env } } : {}),
      token,
      checkRunId,
      root,
      workspace,
    });
  }

  async close(): Promise<void> {
    const artifacts = await this.artifactServer;
    await Promise.all([this.git.close(), this.github.close(), artifacts?.close()]);
    await removeDir(this.root);
  }

  private async addRepository(): Promise<void> {
    const { files = TRAINING_REPO, protectedBranches } = this.options;
    this.github.state.addRepository(this.repository);
    await this.git.createRepo(this.repository, { files, protectedBranches });
  }

  private async fork(fullName: string): Promise<BareRepo> {
    if (this.git.has(fullName)) return this.git.repo(fullName);
    const fork = await this.git.createRepo(fullName);
    await fork.fetchFrom(this.repo, 'refs/heads/main:refs/heads/main');
    this.github.state.addRepository(fullName, { forkOf: this.repository });
    return fork;
  }

  private async sha(ref: string): Promise<string> {
    const sha = await this.repo.resolve(ref);
    if (sha === undefined) throw new Error(`${this.repository} has no ${ref}`);
    return sha;
  }

  private newRun(run: {
    eventName: string;
    headRepository: string;
    headBranch: string;
    headSha: string;
    actor: string;
    displayTitle?: string;
  }): Pick<Trigger, 'eventName' | 'repository' | 'actor' | 'runId' | 'runNumber'> {
    const { eventName, ...rest } = run;
    const added = this.github.state.addRun({ ...rest, repository: this.repository, event: eventName });
    return {
      eventName,
      repository: this.repository,
      actor: run.actor,
      runId: added.id,
      runNumber: added.runNumber,
    };
  }
}
