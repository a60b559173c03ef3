import { devNull } from 'node:os';
import { type GitConfig, gitEnvironment } from '../../core/git-environment.js';

export type { GitConfig };
export type Environment = Readonly<Record<string, string | undefined>>;

/** Wins over all that the user has configured, which stays in force otherwise: it knows proxies, certificates and who is trusted. */
const OVERRIDES: GitConfig = [
  ['core.hooksPath', devNull],
  ['core.askPass', ''],
  ['core.fsmonitor', 'false'],
  ['protocol.version', '2'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  // Where path order is not pack order, reading thrashes the default cache: 21 s against 3 s for 100,000 records.
  ['core.deltaBaseCacheLimit', '1g'],
  ['i18n.commitEncoding', 'UTF-8'],
  ['push.gpgSign', 'false'],
  ['push.followTags', 'false'],
  ['color.ui', 'false'],
  ['advice.pushUpdateRejected', 'false'],
];

/** Else a helper of the user's would be asked for credentials, and told that ours are wrong. */
const NO_HELPERS: GitConfig = [['credential.helper', '']];

/** How a git command of the ledger differs from what is usual. */
export interface Surroundings {
  config?: GitConfig;
  /** Whether the user's own credentials are used, as in a fetch from a remote of his; never by asking a person. */
  asUser?: boolean;
}

/** The environment of a git command of the ledger: C locale, no prompts, no hooks, no helpers. */
export function ledgerEnvironment(
  env: Environment,
  { config = [], asUser = false }: Surroundings = {},
): Record<string, string> {
  return {
    ...gitEnvironment(env, [...OVERRIDES, ...(asUser ? [] : NO_HELPERS), ...config]),
    GIT_ADVICE: '0',
    // Replaced objects and grafted parents are a local view of a history; what counts is what the commits themselves say.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '',
    // Ask nobody: ssh and the credential managers of Windows and macOS would open a window.
    SSH_ASKPASS_REQUIRE: 'never',
    GCM_INTERACTIVE: 'never',
  };
}

/** How to reach a server and whom to trust on the way; not that anybody is to be trusted. */
const KEPT_OF_GIT = /^GIT_(?:SSL_(?!NO_VERIFY$)\w+|PROXY_SSL_\w+|HTTP_PROXY_AUTHMETHOD)$/;
/** With it curl writes down what opens its connections. */
const KEY_LOG = 'SSLKEYLOGFILE';

/**
 * What git sees of an environment in which no configuration counts but this one, wherever it may lie.
 * @param config of the user's, to be passed on
 */
export function sealedEnvironment(env: Environment, config: GitConfig): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => {
    const upper = name.toUpperCase();
    return upper.startsWith('GIT_') ? KEPT_OF_GIT.test(upper) : upper !== KEY_LOG;
  });
  return {
    ...gitEnvironment(Object.fromEntries(kept), config),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
  };
}

/**
 * Configuration that sends a token with each request to one address. Any header that the user's configuration adds is
 * dropped first: two of them make GitHub refuse the request. The key is the whole address, because git takes only the
 * best-matching key and a user may have one for `https://server/owner/`.
 */
export function tokenConfig(url: string, token: string): GitConfig {
  const key = `http.${url}.extraHeader`;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  return [
    [key, ''],
    [key, `AUTHORIZATION: basic ${basic}`],
  ];
}

/**
 * A remote's address that no `url.*.insteadOf` or `pushInsteadOf` of the user's rewrites: they turn https into ssh, for which a job has
 * no key, or into a mirror, which is no place to write to. Git rewrites an address once, so ours is written as a word that only our own
 * rule knows.
 */
export function remoteConfig(name: string, url: string): GitConfig {
  const word = `${name}:`;
  return [
    [`remote.${name}.url`, word],
    [`url.${url}.insteadOf`, word],
  ];
}
