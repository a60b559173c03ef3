import type { GitHubClient } from './client.js';

/** A team that the token sees. */
export interface Team {
  org: string;
  slug: string;
}

/** The token of a job reads no team, whatever it is given. */
const MEND =
  'Check the name of the team, and pass in `team-token` a valid token that may read the members of the organisation: that of the job never may';
const PERMISSION = 'members: read';

/**
 * A team. GitHub says of a team that the token must not see what it says of somebody who is not in it, so who wants to know
 * who is in a team has to read the team first; see `isTeamMember`.
 * @param client with a token that may read the members of the organisation
 * @throws UserError E_GITHUB_API when there is no such team, or the token does not see it
 */
export async function readTeam(client: GitHubClient, { org, slug }: Team): Promise<Team> {
  const purpose = { what: `read the team @${org}/${slug}`, permission: PERMISSION, mend: MEND };
  await client.call(purpose, ({ rest }) => rest.teams.getByName({ org, team_slug: slug }));
  return { org, slug };
}

/**
 * Whether somebody is in a team, or in one below it. Who was asked to join and has not answered is not.
 * @param team one that this client could read
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function isTeamMember(
  client: GitHubClient,
  { org, slug }: Team,
  login: string,
): Promise<boolean> {
  const purpose = {
    what: `read whether ${login} is in the team @${org}/${slug}`,
    permission: PERMISSION,
    mend: MEND,
    nullOn: [404],
  };
  const answer = await client.call(purpose, ({ rest }) =>
    rest.teams.getMembershipForUserInOrg({ org, team_slug: slug, username: login }),
  );
  return answer?.data.state === 'active';
}
