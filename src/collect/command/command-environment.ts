import type { Environment } from '../program.js';

/**
 * What the runner gives to an action but not to a `run:` step. ACTIONS_ID_TOKEN_REQUEST_* is not among them:
 * a `run:` step has it too when the job has `id-token: write`.
 */
const PREFIXES = ['INPUT_', 'STATE_', 'ACTIONS_RUNTIME_', 'ACTIONS_CACHE_'];
const NAMES: ReadonlySet<string> = new Set([
  'ACTIONS_RESULTS_URL',
  'GITHUB_STATE',
  'GITHUB_ACTION_PATH',
  'GITHUB_ACTION_REPOSITORY',
  'GITHUB_ACTION_REF',
]);

export interface CommandEnvironmentOptions {
  /** 32 hex digits. */
  runId: string;
  /** Absolute folder whose contents are collected. */
  dir: string;
  /** Whether `env` is an action's own; a CLI's is already that of a `run:` step or a terminal. */
  inAction: boolean;
  platform?: NodeJS.Platform;
}

/** The environment of the wrapped command: a `run:` step's, with LINEAGE_RUN_ID and LINEAGE_DIR. */
export function commandEnvironment(
  env: Environment,
  options: CommandEnvironmentOptions,
): Record<string, string> {
  const { runId, dir, inAction, platform = process.platform } = options;
  const added = { LINEAGE_RUN_ID: runId, LINEAGE_DIR: dir };
  const canonical = (name: string) => (platform === 'win32' ? name.toUpperCase() : name);
  const result: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(env)) {
    const key = canonical(name);
    if (value === undefined || Object.hasOwn(added, key) || (inAction && isOfActions(key))) continue;
    result[name] = value;
  }
  return Object.assign(result, added);
}

function isOfActions(name: string): boolean {
  return NAMES.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix));
}
