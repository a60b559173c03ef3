import type { RunRecord } from './generated/types.js';

/** Of a run that nobody here saw: where it ran. */
export const UNKNOWN_ENVIRONMENT: RunRecord['environment'] = {
  os: 'unknown',
  arch: 'unknown',
  cpu: { model: null, cores: 0 },
  memory_bytes: 0,
  gpus: [],
  python: null,
  lockfiles: [],
};

/** A context in which nothing is known yet but the version of this tool. */
export function emptyContext(toolVersion: string): RunRecord['context'] {
  return {
    actor: null,
    actor_id: null,
    triggering_actor: null,
    event: null,
    workflow: null,
    workflow_ref: null,
    job: null,
    ci_run_id: null,
    ci_run_attempt: null,
    ci_run_url: null,
    matrix: null,
    runner: null,
    pull_request: null,
    trust: 'trusted',
    tool_version: toolVersion,
  };
}
