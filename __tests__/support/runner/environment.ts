import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a job is told about its workflow run. Everything has a default that a test can do without changing. */
export interface JobFacts {
  /** Folder for RUNNER_TEMP, the tool cache and the home; made when missing. */
  root: string;
  workspace: string;
  /** `owner/name`. */
  repository: string;
  sha: string;
  ref: string;
  eventName: string;
  /** The payload behind GITHUB_EVENT_PATH. */
  event: Record<string, unknown>;
  serverUrl: string;
  apiUrl: string;
  token: string;
  repositoryId?: number;
  ownerId?: number;
  actor?: string;
  actorId?: number;
  triggeringActor?: string;
  headRef?: string;
  baseRef?: string;
  runId?: number;
  runNumber?: number;
  runAttempt?: number;
  workflow?: string;
  /** Path of the workflow file. */
  workflowPath?: string;
  /** The job's key in the workflow file. */
  jobName?: string;
  checkRunId?: number;
  matrix?: Record<string, unknown>;
  jobIndex?: number;
  jobTotal?: number;
  /** ACTIONS_RUNTIME_TOKEN and ACTIONS_RESULTS_URL, for JavaScript actions only. */
  runtime?: { token: string; resultsUrl: string };
}

export interface JobFolders {
  temp: string;
  home: string;
  eventPath: string;
}

export async function makeJobFolders(facts: JobFacts): Promise<JobFolders> {
  const temp = join(facts.root, '_temp');
  const home = join(facts.root, 'home');
  const eventFolder = join(temp, '_github_workflow');
  await Promise.all([eventFolder, home, join(facts.root, '_tool'), facts.workspace].map(makeFolder));
  const eventPath = join(eventFolder, 'event.json');
  await writeFile(eventPath, JSON.stringify(facts.event, null, 2));
  return { temp, home, eventPath };
}

/** The runner's own variables; they are set last, so that nothing a step sets can replace them. */
export function runnerVariables(facts: JobFacts, folders: JobFolders): Record<string, string> {
  const [owner = ''] = facts.repository.split('/');
  const actor = facts.actor ?? 'octocat';
  const isTag = facts.ref.startsWith('refs/tags/');
  const workflowPath = facts.workflowPath ?? '.github/workflows/train.yml';
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: actor,
    GITHUB_ACTOR_ID: String(facts.actorId ?? 583231),
    GITHUB_API_URL: facts.apiUrl,
    GITHUB_BASE_REF: facts.baseRef ?? '',
    GITHUB_EVENT_NAME: facts.eventName,
    GITHUB_EVENT_PATH: folders.eventPath,
    GITHUB_GRAPHQL_URL: `${facts.apiUrl}/graphql`,
    GITHUB_HEAD_REF: facts.headRef ?? '',
    GITHUB_JOB: facts.jobName ?? 'train',
    GITHUB_REF: facts.ref,
    GITHUB_REF_NAME: facts.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    GITHUB_REF_PROTECTED: 'false',
    GITHUB_REF_TYPE: isTag ? 'tag' : 'branch',
    GITHUB_REPOSITORY: facts.repository,
    GITHUB_REPOSITORY_ID: String(facts.repositoryId ?? 1),
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: String(facts.ownerId ?? 2),
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: String(facts.runAttempt ?? 1),
    GITHUB_RUN_ID: String(facts.runId ?? 1),
    GITHUB_RUN_NUMBER: String(facts.runNumber ?? 1),
    GITHUB_SERVER_URL: facts.serverUrl,
    GITHUB_SHA: facts.sha,
    GITHUB_TRIGGERING_ACTOR: facts.triggeringActor ?? actor,
    GITHUB_WORKFLOW: facts.workflow ?? 'train',
    GITHUB_WORKFLOW_REF: `${facts.repository}/${workflowPath}@${facts.ref}`,
    GITHUB_WORKFLOW_SHA: facts.sha,
    GITHUB_WORKSPACE: facts.workspace,
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: { darwin: 'macOS', win32: 'Windows' }[process.platform as string] ?? 'Linux',
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: join(facts.root, '_tool'),
  };
}

/** The contexts that input defaults may use, from the same values as the variables. */
export function expressionContexts(
  facts: JobFacts,
  variables: Record<string, string>,
  status: string,
): Record<string, unknown> {
  const pick = (prefix: string) =>
    Object.fromEntries(
      Object.entries(variables)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length).toLowerCase(), value]),
    );
  return {
    github: { ...pick('GITHUB_'), token: facts.token, event: facts.event },
    runner: pick('RUNNER_'),
    job: { status, check_run_id: facts.checkRunId },
    matrix: facts.matrix ?? null,
    strategy: { 'job-index': facts.jobIndex ?? 0, 'job-total': facts.jobTotal ?? 1, 'fail-fast': true },
  };
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true });
}
