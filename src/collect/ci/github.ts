import { readFile, stat } from 'node:fs/promises';
import { UserError } from '../../core/errors.js';
import { emptyContext } from '../../core/nothing-known.js';
import type { Environment } from '../program.js';
import { asCommit, asCount, asText, type Ci, type CiCode, type Context, type Trigger } from './ci.js';
import { eventFacts } from './events.js';

export interface GitHubFacts {
  env: Environment;
  /** The event's payload as {@link readEvent} gives it. */
  event: unknown;
  matrix: Context['matrix'];
  toolVersion: string;
}

/** GitHub sends no payload above 25 MB. */
const MAX_EVENT_BYTES = 32 * 1024 * 1024;
const DEPENDABOT = 'dependabot[bot]';

/** Whether the environment is that of a GitHub Actions job (or of a runner that speaks its language). */
export function isGitHubActions(env: Environment): boolean {
  return env['GITHUB_ACTIONS'] === 'true';
}

/**
 * Reads the payload of the event that started the workflow.
 * @param path value of GITHUB_EVENT_PATH; without one there is no payload and the answer is null
 * @throws UserError when the file cannot be read, is larger than 32 MiB or is no JSON object
 */
export async function readEvent(path: string | undefined): Promise<unknown> {
  if (path === undefined || path === '') return null;
  const where = 'GITHUB_EVENT_PATH';
  const mend = 'Leave GITHUB_EVENT_PATH as the runner sets it, or point it at the JSON payload of the event';
  let text: string;
  try {
    const file = await stat(path);
    if (file.size > MAX_EVENT_BYTES || !file.isFile()) {
      const what = 'The event payload is no regular file of at most 32 MiB';
      throw new UserError({ code: 'E_FILE_TOO_LARGE', what, where, mend });
    }
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof UserError) throw error;
    const what = `The event payload cannot be read: ${(error as Error).message}`;
    throw new UserError({ code: 'E_FILE_UNREADABLE', what, where, mend }, { cause: error });
  }
  let event: unknown;
  try {
    event = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const what = 'The event payload is not JSON';
    throw new UserError({ code: 'E_FILE_FORMAT', what, where, mend }, { cause: error });
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw new UserError({ code: 'E_FILE_FORMAT', what: 'The event payload is no JSON object', where, mend });
  }
  return event;
}

/** Reads the facts of a GitHub Actions job. What a runner does not say (act leaves much out) is null. */
export function githubCi({ env, event, matrix, toolVersion }: GitHubFacts): Ci {
  const isGitea = env['GITEA_ACTIONS'] === 'true';
  const step = stepOf(env);
  const context: Context = {
    ...emptyContext(toolVersion),
    actor: asText(env['GITHUB_ACTOR']),
    actor_id: asText(env['GITHUB_ACTOR_ID']),
    triggering_actor: asText(env['GITHUB_TRIGGERING_ACTOR']),
    event: asText(env['GITHUB_EVENT_NAME']),
    workflow: asText(env['GITHUB_WORKFLOW']),
    workflow_ref: asText(env['GITHUB_WORKFLOW_REF']),
    job: asText(env['GITHUB_JOB']),
    ...(step === null ? {} : { step }),
    ci_run_id: asText(env['GITHUB_RUN_ID']),
    ci_run_attempt: asCount(env['GITHUB_RUN_ATTEMPT']),
    ci_run_url: runUrl(env, isGitea),
    matrix,
    runner: {
      name: asText(env['RUNNER_NAME'], 300),
      os: asText(env['RUNNER_OS'], 300),
      arch: asText(env['RUNNER_ARCH'], 300),
      environment: asText(env['RUNNER_ENVIRONMENT'], 300),
    },
    pull_request: pullRequest(event),
    trust: isUntrusted(env, event) ? 'fork' : 'trusted',
  };
  const name = isGitea ? 'gitea-actions' : 'github-actions';
  return { name, context, code: codeOf(env, event), trigger: triggerOf(event) };
}

/** Steps of a composite action without an id are named anew each time, by a GUID. */
function stepOf(env: Environment): string | null {
  const step = asText(env['GITHUB_ACTION']);
  return step === null || /^__[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(step) ? null : step;
}

function triggerOf(event: unknown): Trigger {
  const queueBase = asText(at(event, 'merge_group', 'base_ref'));
  return {
    base_ref:
      asText(at(event, 'pull_request', 'base', 'ref')) ?? queueBase?.replace(/^refs\/heads\//, '') ?? null,
    before: asCommit(at(event, 'before')),
    queue_ref: asText(at(event, 'merge_group', 'head_ref')),
    workflow_run_id: asCount(at(event, 'workflow_run', 'id')),
    // An issue is a pull request where it says where that one is.
    commented_pull:
      (at(event, 'issue', 'pull_request') ?? null) === null ? null : asCount(at(event, 'issue', 'number')),
    default_branch: asText(at(event, 'repository', 'default_branch')),
  };
}

function runUrl(env: Environment, isGitea: boolean): string | null {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (!server || !repository || !run) return null;
  const attempt = asCount(env['GITHUB_RUN_ATTEMPT']);
  // Without the attempt the link would show the newest one once the run is started again.
  const suffix = attempt === null || isGitea ? '' : `/attempts/${attempt}`;
  return asText(`${server}/${repository}/actions/runs/${run}${suffix}`, 2048);
}

function pullRequest(event: unknown): Context['pull_request'] {
  const number = asCount(at(event, 'pull_request', 'number'));
  if (number === null) return null;
  return {
    number,
    head_ref: asText(at(event, 'pull_request', 'head', 'ref')),
    base_ref: asText(at(event, 'pull_request', 'base', 'ref')),
    head_repository: asText(at(event, 'pull_request', 'head', 'repo', 'full_name'), 300),
  };
}

function codeOf(env: Environment, event: unknown): CiCode {
  const sha = asCommit(env['GITHUB_SHA']);
  const ref = asText(env['GITHUB_REF']);
  const head = asCommit(at(event, 'pull_request', 'head', 'sha'));
  const { own, judges } = eventFacts(env['GITHUB_EVENT_NAME'] ?? null);
  // The runner keeps the event's name, and any step can write to its file: a push has no base, whatever stands there.
  const hasBase = own === 'head' || judges === 'head' || judges === 'queue';
  const base =
    asCommit(at(event, 'pull_request', 'base', 'sha')) ?? asCommit(at(event, 'merge_group', 'base_sha'));
  const common = {
    repository: asText(env['GITHUB_REPOSITORY']),
    server_url: asText(env['GITHUB_SERVER_URL'], 2048),
    ref,
    base_commit: hasBase ? base : null,
  };
  // A pull request that was closed by merging runs on its base branch: there GITHUB_SHA is a lasting commit.
  const isMergeRef =
    ref === null || ref.startsWith('refs/pull/') || at(event, 'pull_request', 'merged') !== true;
  if (head !== null && isMergeRef && own === 'head') {
    return { ...common, commit: head, merge_commit: sha === head ? null : sha, also: [] };
  }
  const also = [
    head,
    asCommit(at(event, 'workflow_run', 'head_sha')),
    // The commit of an annotated tag, should the event be about the tag object.
    asCommit(at(event, 'head_commit', 'id')),
  ].filter((commit) => commit !== null);
  return { ...common, commit: sha, merge_commit: null, also };
}

/** Code of a fork or of Dependabot: such jobs get no write token, and their results need a second look. */
function isUntrusted(env: Environment, event: unknown): boolean {
  const name = env['GITHUB_EVENT_NAME'] ?? '';
  const { own: ownCommit, dependabot } = eventFacts(name);
  const own = at(event, 'pull_request', 'base', 'repo') ??
    at(event, 'repository') ?? { full_name: env['GITHUB_REPOSITORY'] };
  if (at(event, 'pull_request') !== undefined && name.startsWith('pull_request')) {
    if (!isSameRepository(at(event, 'pull_request', 'head', 'repo'), own)) return true;
    if (ownCommit === 'head' && at(event, 'pull_request', 'user', 'login') === DEPENDABOT) return true;
  }
  if (name === 'workflow_run' && !isSameRepository(at(event, 'workflow_run', 'head_repository'), own))
    return true;
  return dependabot && env['GITHUB_ACTOR'] === DEPENDABOT;
}

/** A repository that is not known (GitHub sends null for a deleted fork) is not the same. */
function isSameRepository(left: unknown, right: unknown): boolean {
  const [leftId, rightId] = [at(left, 'id'), at(right, 'id')];
  if (typeof leftId === 'number' && typeof rightId === 'number') return leftId === rightId;
  const [leftName, rightName] = [asText(at(left, 'full_name')), asText(at(right, 'full_name'))];
  return leftName !== null && rightName !== null && leftName.toLowerCase() === rightName.toLowerCase();
}

/** The value at a path of own keys; undefined where the path leaves the data. */
function at(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}
