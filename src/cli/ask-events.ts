import { repositoryOf } from '../collect/git/remote.js';
import { type AskEvent, eventAsker } from '../commands/confirm/ask.js';
import { UserError } from '../core/errors.js';
import { shown } from '../core/key-values.js';
import { Git } from '../ledger/git/git.js';
import { openGitHub, serverOf } from './github.js';
import type { CliHost } from './host.js';

type Host = Pick<CliHost, 'env' | 'log' | 'root' | 'now'>;
const NAME = /^[\w.-]+\/[\w.-]+$/;

/**
 * How the command line asks GitHub about events; null where it is not told to.
 * @param when the option that tells it to
 * @throws UserError E_INPUT_INVALID, E_INPUT_MISSING
 */
export async function askIf(
  host: Host,
  { repository, policy }: { repository?: string; policy: string },
  { option, isGiven, most }: { option: string; isGiven: boolean; most?: number },
): Promise<AskEvent | null> {
  if (isGiven)
    return askOf(host, {
      policy,
      ...(repository === undefined ? {} : { repository }),
      ...(most === undefined ? {} : { most }),
    });
  if (repository === undefined) return null;
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: '`--repository` says whom to ask about events, and nobody is asked',
    where: '--repository',
    mend: `Add \`${option}\`, or leave it away`,
  });
}

/**
 * How the command line asks GitHub about events: with the token of the environment, in the repository that is named and in that of
 * the remote `origin`.
 * @throws UserError E_INPUT_INVALID, E_INPUT_MISSING
 */
async function askOf(
  host: Host,
  options: { repository?: string; policy: string; most?: number },
): Promise<AskEvent> {
  const { repository, policy, most } = options;
  if (repository !== undefined && !NAME.test(repository)) {
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what: `\`--repository\` is ${shown(repository)}`,
      where: '--repository',
      mend: 'Write it as `owner/name`',
    });
  }
  const origin = await originOf(host);
  const repositories = [repository, origin].filter((one) => one !== undefined);
  if (repositories.length === 0) {
    throw new UserError({
      code: 'E_INPUT_MISSING',
      what: 'The remote `origin` is no repository of the server, so that nobody knows whom to ask about events',
      where: '--repository',
      mend: 'Name the repository whose workflows write to the ledger: `--repository owner/name`',
    });
  }
  const client = await openGitHub(host, {
    what: 'GitHub is to be asked about events, and there is no token to ask with',
    mend: 'Set GH_TOKEN to a token that may read Actions and contents of the repository, e.g. `GH_TOKEN=$(gh auth token)`',
  });
  const limit = most === undefined ? {} : { most };
  return eventAsker({ github: async () => client, repositories, policy, now: host.now, ...limit });
}

async function originOf({ root, env }: Pick<CliHost, 'root' | 'env'>): Promise<string | undefined> {
  const { code, stdout } = await new Git({ folder: root, env }).run(['config', '--get', 'remote.origin.url']);
  const name = code === 0 ? repositoryOf(stdout.toString('utf8').trim(), serverOf(env)) : null;
  return name !== null && NAME.test(name) ? name : undefined;
}
