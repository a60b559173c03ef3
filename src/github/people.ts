import type { RestEndpointMethodTypes } from '@octokit/rest';
import { type Account, numberOf, toAccount } from './accounts.js';
import type { GitHubClient } from './client.js';
import { assertVisible } from './visible.js';

/** What somebody may do in a repository, the least first. */
export type Level = 'none' | 'read' | 'triage' | 'write' | 'maintain' | 'admin';

export interface Collaborator {
  /** Whose login it is now; null where GitHub does not say. */
  account: Account | null;
  /** `admin`, `write`, `read` or `none`: GitHub calls maintain write here, and triage read. */
  permission: string;
  /** Name of the role, which may be one of the organisation's own making. */
  roleName: string;
  /** What the role allows, also one of the organisation's own. */
  level: Level;
}

/**
 * An account by its login, or by its number; null when there is none.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function readPerson(
  client: GitHubClient,
  who: { login: string } | { id: string },
): Promise<Account | null> {
  const id = 'id' in who ? numberOf(who.id) : null;
  if ('id' in who && id === null) return null;
  const purpose = {
    what: 'id' in who ? `read account ${who.id}` : `read the account ${who.login}`,
    permission: 'metadata: read',
    nullOn: [404],
  };
  const answer = await client.call(purpose, ({ rest }) =>
    'login' in who
      ? rest.users.getByUsername({ username: who.login })
      : rest.users.getById({ account_id: id ?? 0 }),
  );
  return toAccount(answer?.data);
}

/**
 * What the account that now has a login may do in a repository; null when no account has it. Of a public repository everybody
 * may read.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function readCollaborator(
  client: GitHubClient,
  { owner, repo, login }: { owner: string; repo: string; login: string },
): Promise<Collaborator | null> {
  const purpose = {
    what: `read what ${login} may do in ${owner}/${repo}`,
    permission: 'metadata: read',
    mend: 'Pass the token of the job (github.token), or one of somebody who may push to the repository',
  };
  const answer = await client.call({ ...purpose, nullOn: [404] }, ({ rest }) =>
    rest.repos.getCollaboratorPermissionLevel({ owner, repo, username: login }),
  );
  if (answer === null) {
    await assertVisible(client, purpose, { owner, repo });
    return null;
  }
  const { permission, role_name: roleName, user } = answer.data;
  return { account: toAccount(user), permission, roleName, level: levelOf(answer.data) };
}

type Answer = RestEndpointMethodTypes['repos']['getCollaboratorPermissionLevel']['response']['data'];

function levelOf({ permission, role_name: role, user }: Answer): Level {
  const may: { maintain?: boolean; triage?: boolean } = user?.permissions ?? {};
  const has = (level: 'maintain' | 'triage') => may[level] ?? role === level;
  if (permission === 'admin') return 'admin';
  if (permission === 'write') return has('maintain') ? 'maintain' : 'write';
  if (permission === 'read') return has('triage') ? 'triage' : 'read';
  return 'none';
}
