export type GitConfig = readonly (readonly [key: string, value: string])[];
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What stays of the caller's GIT_* variables: where git and its configuration lie, what that configuration says, and how servers
 * are reached. All others (GIT_DIR, GIT_INDEX_FILE, GIT_ASKPASS, GIT_TRACE, …) would point git at another repository, ask a
 * person, or print the token.
 */
const KEPT =
  /^GIT_(?:SSL_\w+|PROXY_SSL_\w+|HTTP_PROXY_AUTHMETHOD|SSH|SSH_COMMAND|SSH_VARIANT|EXEC_PATH|DISCOVERY_ACROSS_FILESYSTEM|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+|PARAMETERS))$/;

/**
 * What the runner hands an action beside its own variables: inputs and state, with a token among them, and the addresses and tokens of
 * its services. Git needs none of it, and what git starts (a filter, ssh, a credential helper) has no right to it.
 */
const OF_THE_ACTION = /^(?:INPUT|STATE|ACTIONS)_/;

/** Wins over `trace2.*` of the configuration, which can write the environment to a file. */
const NO_TRACE = { GIT_TRACE2: '0', GIT_TRACE2_EVENT: '0', GIT_TRACE2_PERF: '0' };

/**
 * The environment of a git command that belongs to this tool: the user's configuration from wherever git takes it, then ours.
 * C locale, no prompts, no locks that are not needed, and nothing that is the action's own.
 *
 * Ours is appended to GIT_CONFIG_PARAMETERS, the list behind `git -c`, since git reads that after all else: behind GIT_CONFIG_COUNT a
 * caller's own `-c` would win over it. The caller's part stays as it is, in git's own quoting, which a newer git may change.
 */
export function gitEnvironment(env: Environment, config: GitConfig): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    const upper = name.toUpperCase();
    if (value === undefined || (upper.startsWith('GIT_') && !KEPT.test(upper))) continue;
    if (OF_THE_ACTION.test(upper)) continue;
    if (upper === 'LANGUAGE' || upper === 'LC_ALL') continue;
    result[name] = value;
  }
  const theirs = result.GIT_CONFIG_PARAMETERS ?? '';
  const ours = config.map(([key, value]) => `${quoted(key)}=${quoted(value)}`);
  return {
    ...result,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    ...NO_TRACE,
    GIT_CONFIG_PARAMETERS: [theirs, ...ours].filter((part) => part.trim() !== '').join(' '),
  };
}

/** As git's `sq_quote` does, which is what it reads back. */
function quoted(text: string): string {
  return `'${text.replace(/['!]/g, (sign) => `'\\${sign}'`)}'`;
}
