import { type AskDeps, type AskEvent, eventAsker } from '../commands/confirm/ask.js';
import { cachedKeys, type KeysOf } from '../commands/confirm/witness.js';
import { UserError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { issuerOf } from '../core/registry/confirm/token.js';
import { keptKeys } from './keys-option.js';
import { placeOf } from './place.js';
import { openGitHub } from './sources.js';
import { requireToken } from './token.js';

interface Host {
  env: NodeJS.ProcessEnv;
  log: Log;
  /** Absolute root of the repository that the user stands in; null where there is none. */
  root: string | null;
}

interface Options {
  repository?: string;
  policy: string;
  /** File with keys of tokens that were published earlier. */
  keys?: string;
}

interface When {
  /** The option that tells it to. */
  option: string;
  isGiven: boolean;
  /** Workflow runs that are asked about at most. */
  most?: number;
}

/**
 * How the command line asks GitHub about events, in the repository that is named or in that of the remote `origin`; null where it is
 * not told to.
 * @throws UserError E_INPUT_INVALID, E_INPUT_MISSING
 */
export async function askIf(host: Host, options: Options, when: When): Promise<AskEvent | null> {
  return (await askerIf(host, options, when))?.() ?? null;
}

/** The same for a command that stays: each time a way to ask that knows nothing of what was asked before. @throws as {@link askIf} */
export async function askerIf(host: Host, options: Options, when: When): Promise<(() => AskEvent) | null> {
  const deps = await askDepsIf(host, options, when);
  return deps === null ? null : () => eventAsker(deps());
}

/** What events are asked about with, new each time. @throws as {@link askIf} */
export async function askDepsIf(
  { env, log, root }: Host,
  { repository, policy, keys }: Options,
  { option, isGiven, most }: When,
): Promise<(() => AskDeps) | null> {
  if (!isGiven) {
    if (repository !== undefined) throw nobodyAsked('--repository', option);
    if (keys !== undefined) throw nobodyAsked('--keys', option);
    return null;
  }
  const kept = await keptKeys(keys);
  const place = await placeOf({ env, root, repository });
  const token = await requireToken(place, 'Asking GitHub about events', { env, root });
  const client = await openGitHub(place, token, log);
  const limit = most === undefined ? {} : { most };
  const repositories = [`${place.owner}/${place.repo}`];
  const issuer = issuerOf(place.serverUrl);
  return () => {
    const tokens = { issuer, keysOf: cachedKeys(publishedNow), kept };
    return { github: async () => client, repositories, policy, tokens, now: Date.now, ...limit };
  };
}

const publishedNow: KeysOf = async (issuer) =>
  (await import('../github/tokens.js')).publishedKeys(issuer, fetch);

function nobodyAsked(where: string, option: string): UserError {
  return new UserError({
    code: 'E_INPUT_INVALID',
    what: `\`${where}\` is for asking about events, and nobody is asked`,
    where,
    mend: `Add \`${option}\`, or leave it away`,
  });
}
