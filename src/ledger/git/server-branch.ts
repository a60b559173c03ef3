import { UserError } from '../../core/errors.js';
import { fetchCommand } from '../../core/ledger-commands.js';
import type { Git, GitResult } from './git.js';
import { cleanText } from './text.js';

/** Milliseconds: to ask whether a branch is there, and to fetch it with all its records. */
const LONGEST_QUESTION = 15_000;
const LONGEST_FETCH = 300_000;

/** `none`: there is no such remote, or it has no such branch. */
export type ServerBranch = { state: 'none' } | { state: 'fetched' } | { state: 'unknown'; why: string };

/**
 * Asks a remote of the user's for a branch that was never fetched, as in a clone of a single branch, and fetches it. With the user's own
 * credentials, and without asking a person.
 * @param git in the folder that a relative address of the remote counts from
 * @throws UserError E_LEDGER_NETWORK when the branch is there and cannot be fetched
 */
export async function fetchBranch(
  git: Git,
  { remote, branch }: { remote: string; branch: string },
): Promise<ServerBranch> {
  const address = await git.run(['config', '--get', `remote.${remote}.url`]);
  if (address.code !== 0) return { state: 'none' };
  const asked = await git.run(['ls-remote', '--quiet', remote, `refs/heads/${branch}`], {
    asUser: true,
    timeout: LONGEST_QUESTION,
  });
  if (asked.code !== 0) return { state: 'unknown', why: wordsOf(asked) };
  // It lists tags whose names end so as well.
  const names = asked.stdout
    .toString('utf8')
    .split('\n')
    .map((line) => line.split('\t')[1]);
  if (!names.includes(`refs/heads/${branch}`)) return { state: 'none' };
  const target = `refs/remotes/${remote}/${branch}`;
  // A clone's own filter would leave all records on the server.
  const how = ['--quiet', '--no-tags', '--no-filter', '--no-write-fetch-head', '--recurse-submodules=no'];
  const fetched = await git.run(['fetch', ...how, remote, `+refs/heads/${branch}:${target}`], {
    asUser: true,
    timeout: LONGEST_FETCH,
  });
  if (fetched.code === 0) return { state: 'fetched' };
  throw new UserError({
    code: 'E_LEDGER_NETWORK',
    what: `The remote ${remote} has a ledger that is not in this clone, and it could not be fetched (${wordsOf(fetched)})`,
    where: `${branch} of ${remote}`,
    mend: `Run ${fetchCommand(branch, { remote, target })}; a second history beside it could not be brought together with it`,
  });
}

function wordsOf({ stderr, timedOut }: GitResult): string {
  if (timedOut) return 'no answer in time';
  const lines = cleanText(stderr).split('\n');
  return (lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines[0] ?? '').slice(0, 300);
}
