import { runProgram } from '../collect/program.js';
import { UserError } from '../core/errors.js';
import { gitEnvironment } from '../core/git-environment.js';
import { shown } from '../core/key-values.js';
import { namedRepository, type RemoteRepository, remoteRepositoryOf } from '../core/remote-repository.js';
import { withoutTrailing } from '../core/without-trailing.js';

/** A repository on GitHub, and the addresses of its server. */
export interface Place extends RemoteRepository {
  /** `https://github.com`, without a slash at the end. */
  serverUrl: string;
  apiUrl: string;
  /** Whether the user has named the server by GITHUB_SERVER_URL, or it is GitHub's own: then the variables' token is for it. */
  isNamed: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

export interface PlaceOptions {
  env: Environment;
  /** Absolute root of the user's repository; null where there is none. */
  root: string | null;
  /** `owner/name` or `HOST/owner/name`, as the user gave it. */
  repository?: string | undefined;
}

/**
 * The repository that is meant: the one that was named, or else that of the remote `origin`.
 * @throws UserError E_INPUT_INVALID, E_INPUT_MISSING
 */
export async function placeOf({ env, root, repository }: PlaceOptions): Promise<Place> {
  const address = root === null ? null : await originOf(root, env);
  const origin = address === null ? null : remoteRepositoryOf(address);
  if (repository === undefined) {
    if (origin !== null) return at(origin, env);
    const what =
      address === null
        ? 'There is no remote `origin` that says which repository is meant'
        : 'The address of the remote `origin` names no repository on a GitHub server';
    const mend = 'Name it with `--repository owner/name` (another server: `HOST/owner/name`)';
    throw new UserError({ code: 'E_INPUT_MISSING', what, where: '--repository', mend });
  }
  const named = namedRepository(repository);
  if (named === null) {
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what: `\`--repository\` is ${shown(repository)}`,
      where: '--repository',
      mend: 'Write `owner/name`, or `HOST/owner/name` for another server than github.com',
    });
  }
  return at({ ...named, host: named.host ?? origin?.host ?? 'github.com' }, env, named.host !== null);
}

/** The server alone, for what is no matter of one repository. It is GitHub's where nothing names another. */
export async function serverOf({ env, root }: PlaceOptions): Promise<Omit<Place, 'owner' | 'repo'>> {
  const address = root === null ? null : await originOf(root, env);
  const origin = address === null ? null : remoteRepositoryOf(address);
  return at(origin ?? { host: 'github.com', owner: '', repo: '' }, env);
}

/** @param isGiven whether the user has named the host itself, which then wins over the environment */
function at(repository: RemoteRepository, env: Environment, isGiven = false): Place {
  const url = withoutTrailing(env['GITHUB_SERVER_URL'] ?? '', '/');
  const server = isGiven || !URL.canParse(url) ? null : url;
  const host = server === null ? repository.host : new URL(server).host;
  const isNamed = server !== null || isGiven || isGitHubs(host);
  const apiUrl = (isGiven ? '' : env['GITHUB_API_URL']) || apiOf(host);
  return { ...repository, host, isNamed, serverUrl: server ?? `https://${host}`, apiUrl };
}

/** github.com, and GitHub Enterprise Cloud with data residency. */
function isGitHubs(host: string): boolean {
  return host === 'github.com' || host.endsWith('.ghe.com');
}

function apiOf(host: string): string {
  return isGitHubs(host) ? `https://api.${host}` : `https://${host}/api/v3`;
}

/** Whether `origin` is a repository on a server. */
export async function hasServer({ env, root }: Pick<PlaceOptions, 'env' | 'root'>): Promise<boolean> {
  const address = root === null ? null : await originOf(root, env);
  return address !== null && remoteRepositoryOf(address) !== null;
}

/** The address of `origin`, as git itself would use it. */
async function originOf(root: string, env: Environment): Promise<string | null> {
  const options = { cwd: root, env: gitEnvironment(env, []), timeoutMs: 10_000, maxBytes: 64 * 1024 };
  const { code, stdout } = await runProgram(['git', 'remote', 'get-url', 'origin'], options);
  return code === 0 ? stdout.toString('utf8').replace(/\n[\s\S]*$/, '') : null;
}
