import { emptyContext } from '../../core/nothing-known.js';
import type { Environment } from '../program.js';
import { asCommit, asCount, asText, type Ci, type CiCode, type Context } from './ci.js';

/** What the library `ci-info` found out; it reads the environment when it is imported, so the edge imports it. */
export interface CiInfo {
  /** e.g. `AZURE_PIPELINES`; null for a CI system that it does not know. */
  id: string | null;
  isCI: boolean;
}

/** Names of the environment variables in which a CI system says things. */
interface Variables {
  actor?: string;
  actor_id?: string;
  event?: string;
  workflow?: string;
  job?: string;
  ci_run_id?: string;
  ci_run_url?: string;
  runner?: string;
  commit?: string;
  ref?: string;
  isFork?: (env: Environment) => boolean;
}

/** CI systems that tell more than their name. A further one is one entry. */
const KNOWN: Readonly<Record<string, Variables>> = {
  gitlab: {
    actor: 'GITLAB_USER_LOGIN',
    actor_id: 'GITLAB_USER_ID',
    event: 'CI_PIPELINE_SOURCE',
    workflow: 'CI_PIPELINE_NAME',
    job: 'CI_JOB_NAME',
    ci_run_id: 'CI_PIPELINE_ID',
    ci_run_url: 'CI_PIPELINE_URL',
    runner: 'CI_RUNNER_DESCRIPTION',
    commit: 'CI_COMMIT_SHA',
    ref: 'CI_COMMIT_REF_NAME',
    isFork: (env) => env['CI_MERGE_REQUEST_SOURCE_PROJECT_ID'] !== env['CI_MERGE_REQUEST_PROJECT_ID'],
  },
  jenkins: {
    job: 'JOB_NAME',
    ci_run_id: 'BUILD_NUMBER',
    ci_run_url: 'BUILD_URL',
    runner: 'NODE_NAME',
    commit: 'GIT_COMMIT',
    ref: 'GIT_BRANCH',
    isFork: (env) => env['CHANGE_FORK'] !== undefined,
  },
  circle: {
    actor: 'CIRCLE_USERNAME',
    job: 'CIRCLE_JOB',
    ci_run_id: 'CIRCLE_BUILD_NUM',
    ci_run_url: 'CIRCLE_BUILD_URL',
    commit: 'CIRCLE_SHA1',
    ref: 'CIRCLE_BRANCH',
    isFork: (env) => Boolean(env['CIRCLE_PR_NUMBER']),
  },
  buildkite: {
    event: 'BUILDKITE_SOURCE',
    workflow: 'BUILDKITE_PIPELINE_SLUG',
    job: 'BUILDKITE_LABEL',
    ci_run_id: 'BUILDKITE_BUILD_NUMBER',
    ci_run_url: 'BUILDKITE_BUILD_URL',
    runner: 'BUILDKITE_AGENT_NAME',
    commit: 'BUILDKITE_COMMIT',
    ref: 'BUILDKITE_BRANCH',
    isFork: (env) =>
      Boolean(env['BUILDKITE_PULL_REQUEST_REPO']) &&
      env['BUILDKITE_PULL_REQUEST_REPO'] !== env['BUILDKITE_REPO'],
  },
  'azure-pipelines': {
    event: 'BUILD_REASON',
    workflow: 'BUILD_DEFINITIONNAME',
    job: 'SYSTEM_JOBNAME',
    ci_run_id: 'BUILD_BUILDID',
    runner: 'AGENT_NAME',
    commit: 'BUILD_SOURCEVERSION',
    ref: 'BUILD_SOURCEBRANCH',
    isFork: (env) => env['SYSTEM_PULLREQUEST_ISFORK']?.toLowerCase() === 'true',
  },
};

/** Lower-case kebab name of a CI system, `unknown` for one without a name, null outside CI. */
export function ciName(info: CiInfo): string | null {
  if (info.id !== null) return info.id.toLowerCase().replaceAll('_', '-');
  return info.isCI ? 'unknown' : null;
}

/** The facts of a run that is not a GitHub Actions job: another CI system's, or a laptop's (all null). */
export function otherCi(info: CiInfo, env: Environment, toolVersion: string): Ci {
  const name = ciName(info);
  const context = emptyContext(toolVersion);
  const known = name === null || !Object.hasOwn(KNOWN, name) ? undefined : KNOWN[name];
  if (known === undefined) return { name, context, code: null };
  return { name, context: { ...context, ...told(known, env) }, code: codeOf(known, env) };
}

function told(known: Variables, env: Environment): Partial<Context> {
  const value = (variable: string | undefined, max?: number) =>
    variable === undefined ? null : asText(env[variable], max);
  const runner = value(known.runner, 300);
  return {
    actor: value(known.actor),
    actor_id: value(known.actor_id),
    event: value(known.event),
    workflow: value(known.workflow),
    job: value(known.job),
    ci_run_id: value(known.ci_run_id),
    ci_run_url: value(known.ci_run_url, 2048),
    runner: runner === null ? null : { name: runner, os: null, arch: null, environment: null },
    pull_request: mergeRequest(env),
    trust: known.isFork?.(env) === true ? 'fork' : 'trusted',
  };
}

function mergeRequest(env: Environment): Context['pull_request'] {
  const number = asCount(env['CI_MERGE_REQUEST_IID']);
  if (number === null) return null;
  return {
    number,
    head_ref: asText(env['CI_MERGE_REQUEST_SOURCE_BRANCH_NAME']),
    base_ref: asText(env['CI_MERGE_REQUEST_TARGET_BRANCH_NAME']),
    head_repository: asText(env['CI_MERGE_REQUEST_SOURCE_PROJECT_PATH'], 300),
  };
}

/** The repository is left to the work tree's remote, which says the server as well. */
function codeOf(known: Variables, env: Environment): CiCode {
  const commit = known.commit === undefined ? null : asCommit(env[known.commit]);
  // GitLab sets this only where the pipeline runs on a merge commit that it made.
  const head = asCommit(env['CI_MERGE_REQUEST_SOURCE_BRANCH_SHA']);
  return {
    repository: null,
    server_url: null,
    ref: known.ref === undefined ? null : asText(env[known.ref]),
    commit: head ?? commit,
    merge_commit: head === null || head === commit ? null : commit,
    base_commit: asCommit(env['CI_MERGE_REQUEST_TARGET_BRANCH_SHA']),
    also: [],
  };
}
