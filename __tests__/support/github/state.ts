import { createHash } from 'node:crypto';
import { Issues } from './issues.js';
import { People } from './people.js';

/** A repository, as far as the fake knows it. */
export interface Repository {
  id: number;
  /** `owner/name`. */
  fullName: string;
  private: boolean;
  defaultBranch: string;
  /** Default true. */
  hasIssues?: boolean;
  /** Full name of the repository this one was forked from. */
  forkOf?: string;
}

export interface Run {
  id: number;
  repository: string;
  headRepository: string;
  headBranch: string;
  headSha: string;
  event: string;
  name: string;
  /** What `run-name` made. Default: the workflow's name. */
  displayTitle?: string;
  /** Path of the workflow file. */
  path: string;
  runNumber: number;
  attempt: number;
  status: 'queued' | 'in_progress' | 'waiting' | 'completed';
  conclusion: 'success' | 'failure' | 'cancelled' | 'timed_out' | null;
  actor: string;
  /** Who started it again. Default: the actor. */
  triggeringActor?: string;
  createdAt: string;
  /** When its newest attempt began. Default: `createdAt`. */
  startedAt?: string;
  /** When it last changed. Default: `createdAt`. */
  updatedAt?: string;
  /** What was otherwise in the attempts before the newest, the first one first. */
  earlier?: readonly Partial<
    Pick<Run, 'startedAt' | 'updatedAt' | 'triggeringActor' | 'displayTitle' | 'status' | 'conclusion'>
  >[];
}

/** A workflow by its file, which has to be among the repository's contents for it to be started by hand. */
export interface Workflow {
  id: number;
  repository: string;
  path: string;
  name: string;
  state: 'active' | 'deleted' | 'disabled_manually';
}

/** How the fake starts workflows by hand. */
export interface Dispatching {
  /** Whether the answer says which run it is, as on github.com; `refused`: the word for it is not known and named. */
  details: boolean | 'refused';
  /** What the run does. The run may be changed; it is answered for before this has ended. */
  work?: (run: Run, inputs: Record<string, string>) => void | Promise<void>;
}

/** A job of one attempt of a workflow run. */
export interface WorkflowJob {
  id: number;
  runId: number;
  attempt: number;
  name: string;
  status: 'queued' | 'in_progress' | 'completed' | 'waiting';
  conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | 'timed_out' | null;
  /** Default: none has taken it. */
  runner?: string;
  /** In their order; their numbers count from 1. Default: GitHub says none. */
  steps?: readonly WorkflowStep[];
  /** Of its check run. */
  annotations?: readonly Annotation[];
}

/** What a reviewer of environments said about a run, whichever attempt it was. */
export interface RunApproval {
  runId: number;
  /** Names. */
  environments: readonly string[];
  state: 'approved' | 'rejected' | 'pending';
  /** Login. */
  user: string;
  comment: string;
}

export interface WorkflowStep {
  name: string;
  /** null: it has not ended. */
  conclusion: 'success' | 'failure' | 'cancelled' | 'skipped' | null;
}

export interface Annotation {
  /** Default `failure`. */
  level?: 'failure' | 'warning' | 'notice';
  title?: string;
  message: string;
}

export interface Artifact {
  id: number;
  repository: string;
  runId: number;
  name: string;
  sizeBytes: number;
  /** `sha256:<hex>` of the stored bytes, so of the zip. */
  digest: string;
  createdAt: string;
  expiresAt: string;
  expired: boolean;
}

export interface PullRequest {
  number: number;
  repository: string;
  headRepository: string;
  title: string;
  author: string;
  state: 'open' | 'closed';
  base: { ref: string; sha: string };
  head: { ref: string; sha: string };
  mergeCommitSha: string | null;
  createdAt: string;
  draft?: boolean;
  mergedAt?: string;
  /** Commits of the base branch that the merge made. */
  mergedCommits?: readonly string[];
  /** Default `clean`. */
  mergeState?: string;
  files?: PullFile[];
}

export interface PullFile {
  path: string;
  /** Default `modified`. */
  status?: 'added' | 'removed' | 'modified' | 'renamed';
  /** Where it was before it was renamed. */
  previousPath?: string;
}

/** A comment under a pull request or an issue. */
export interface Comment {
  id: number;
  repository: string;
  number: number;
  /** Login. */
  author: string;
  body: string;
  createdAt: string;
  updatedAt: string;
}

export interface Status {
  id: number;
  repository: string;
  sha: string;
  state: string;
  context: string;
  description: string | null;
  targetUrl: string | null;
  creator: string;
  createdAt: string;
}

export interface DeploymentStatus {
  id: number;
  state: string;
  description: string;
  environmentUrl?: string;
  logUrl?: string;
}

export interface Deployment {
  id: number;
  repository: string;
  /** As it was asked for, and the commit that it was. */
  ref: string;
  sha: string;
  environment: string;
  description: string | null;
  payload: Record<string, unknown> | string;
  transient: boolean;
  production: boolean;
  /** Login. */
  creator: string;
  createdAt: string;
  /** The newest last. */
  statuses: DeploymentStatus[];
}

/** What `repository_dispatch` was asked to start. */
export interface Dispatch {
  repository: string;
  eventType: string;
  payload: unknown;
}

export interface CommitFacts {
  sha: string;
  tree: string;
  parents: string[];
  message: string;
  /** Of the committer; RFC 3339, UTC. */
  date: string;
}

/** How two commits lie to each other; `mergeBase` is null where they share no history. */
export interface CommitPair {
  base: CommitFacts;
  head: CommitFacts;
  mergeBase: CommitFacts | null;
  aheadBy: number;
  behindBy: number;
}

export interface ListOptions {
  limit?: number;
  /** Without this commit and all before it. */
  without?: string;
}

/** Where the fake knows commits from. */
export interface CommitSource {
  /** A commit and those before it, in the order of `git log`; none where there is no such commit. */
  list(repository: string, revision: string, options?: ListOptions): Promise<CommitFacts[]>;
  /** What differs between two commits; against nothing where there is no first one. */
  files(repository: string, from: string | undefined, to: string): Promise<PullFile[]>;
  has(repository: string, sha: string): Promise<boolean>;
  /** Branches of the repository itself whose tip a commit is. */
  branchesAt(repository: string, sha: string): Promise<string[]>;
  /** `undefined` when one of the two is not there. */
  compare(repository: string, base: string, head: string): Promise<CommitPair | undefined>;
}

export type Content =
  | {
      kind: 'file';
      bytes: Buffer;
      sha: string;
      /** Whether it is a link, whose bytes are the path that it leads to: only GraphQL shows it as such. */
      isLink?: boolean;
    }
  | { kind: 'folder'; entries: { name: string; kind: 'file' | 'folder'; size: number; sha: string }[] };

/** Where the fake reads file contents from. `ref` is a branch, tag, full ref or sha. */
export interface ContentsSource {
  read(repository: string, ref: string, path: string): Promise<Content | undefined>;
}

/** Contents kept in memory, for tests that need no git. */
export class MemoryContents implements ContentsSource {
  private readonly files = new Map<string, Map<string, Buffer>>();

  set(repository: string, ref: string, files: Record<string, string | Uint8Array>): void {
    const key = `${repository}@${ref}`;
    const folder = this.files.get(key) ?? new Map<string, Buffer>();
    for (const [path, content] of Object.entries(files)) folder.set(path, Buffer.from(content));
    this.files.set(key, folder);
  }

  async read(repository: string, ref: string, path: string): Promise<Content | undefined> {
    const files = this.files.get(`${repository}@${ref}`);
    if (files === undefined) return undefined;
    const bytes = files.get(path);
    if (bytes !== undefined) return { kind: 'file', bytes, sha: blobSha(bytes) };
    const prefix = path === '' ? '' : `${path}/`;
    const entries = new Map<string, { name: string; kind: 'file' | 'folder'; size: number; sha: string }>();
    for (const [file, content] of files) {
      if (!file.startsWith(prefix)) continue;
      const [name = '', ...below] = file.slice(prefix.length).split('/');
      const kind = below.length > 0 ? 'folder' : 'file';
      const size = kind === 'file' ? content.length : 0;
      entries.set(name, {
        name,
        kind,
        size,
        sha: blobSha(kind === 'file' ? content : Buffer.from(prefix + name)),
      });
    }
    return entries.size > 0 ? { kind: 'folder', entries: [...entries.values()] } : undefined;
  }
}

/** Everything the fake remembers. Tests may read and change it at any time. */
export class GitHubState {
  readonly people = new People();
  readonly issues = new Issues(this);
  readonly repositories = new Map<string, Repository>();
  readonly runs = new Map<number, Run>();
  readonly artifacts = new Map<number, Artifact>();
  readonly pulls: PullRequest[] = [];
  readonly jobs: WorkflowJob[] = [];
  readonly runApprovals: RunApproval[] = [];
  readonly workflows: Workflow[] = [];
  readonly dispatching: Dispatching = { details: true };
  readonly comments: Comment[] = [];
  readonly statuses: Status[] = [];
  readonly deployments: Deployment[] = [];
  readonly dispatches: Dispatch[] = [];
  /** The zip of an artifact, for tests that upload none. */
  readonly zips = new Map<number, Uint8Array>();
  private lastId = 1000;

  nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }

  addRepository(fullName: string, options: Partial<Omit<Repository, 'fullName'>> = {}): Repository {
    const repository: Repository = {
      id: this.nextId(),
      private: true,
      defaultBranch: 'main',
      ...options,
      fullName,
    };
    this.repositories.set(fullName, repository);
    return repository;
  }

  repository(fullName: string): Repository {
    const repository = this.repositories.get(fullName);
    if (repository === undefined) throw new Error(`The fake has no repository ${fullName}`);
    return repository;
  }

  addRun(run: Pick<Run, 'repository' | 'headSha'> & Partial<Run>): Run {
    const full: Run = {
      id: this.nextId(),
      headRepository: run.repository,
      headBranch: 'main',
      event: 'push',
      name: 'train',
      path: '.github/workflows/train.yml',
      runNumber: this.runs.size + 1,
      attempt: 1,
      status: 'in_progress',
      conclusion: null,
      actor: 'octocat',
      createdAt: new Date().toISOString(),
      ...run,
    };
    this.people.known(
      full.actor,
      full.triggeringActor,
      ...(full.earlier ?? []).map((one) => one.triggeringActor),
    );
    this.runs.set(full.id, full);
    return full;
  }

  addArtifact(artifact: Pick<Artifact, 'repository' | 'runId' | 'name'> & Partial<Artifact>): Artifact {
    const full: Artifact = {
      id: this.nextId(),
      sizeBytes: 0,
      digest: `sha256:${createHash('sha256').digest('hex')}`,
      createdAt: new Date().toISOString(),
      expiresAt: new Date(Date.now() + 90 * 86_400_000).toISOString(),
      expired: false,
      ...artifact,
    };
    this.artifacts.set(full.id, full);
    return full;
  }

  addJob(job: Pick<WorkflowJob, 'runId' | 'name'> & Partial<WorkflowJob>): WorkflowJob {
    const full: WorkflowJob = {
      id: this.nextId(),
      attempt: 1,
      status: 'completed',
      conclusion: 'success',
      ...job,
    };
    this.jobs.push(full);
    return full;
  }

  addRunApproval(
    approval: Pick<RunApproval, 'runId' | 'environments' | 'user'> & Partial<RunApproval>,
  ): RunApproval {
    const full: RunApproval = { state: 'approved', comment: '', ...approval };
    this.people.known(full.user);
    this.runApprovals.push(full);
    return full;
  }

  addWorkflow(workflow: Pick<Workflow, 'repository' | 'path'> & Partial<Workflow>): Workflow {
    const full: Workflow = { id: this.nextId(), name: 'promote', state: 'active', ...workflow };
    this.workflows.push(full);
    return full;
  }

  addComment(comment: Pick<Comment, 'repository' | 'number' | 'author' | 'body'>): Comment {
    const now = new Date().toISOString();
    const full: Comment = { id: this.nextId(), createdAt: now, updatedAt: now, ...comment };
    this.people.known(full.author);
    this.comments.push(full);
    return full;
  }

  addPull(
    pull: Pick<PullRequest, 'number' | 'repository' | 'base' | 'head'> & Partial<PullRequest>,
  ): PullRequest {
    const full: PullRequest = {
      headRepository: pull.repository,
      title: 'A change',
      author: 'octocat',
      state: 'open',
      mergeCommitSha: null,
      createdAt: new Date().toISOString(),
      ...pull,
    };
    this.people.known(full.author);
    this.pulls.push(full);
    return full;
  }
}

function blobSha(bytes: Uint8Array): string {
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
