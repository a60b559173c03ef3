import { UserError } from '../../core/errors.js';
import type { GitHubClient } from '../../github/client.js';
import { readCollaborator, readPerson } from '../../github/people.js';
import { isTeamMember, readTeam, type Team } from '../../github/teams.js';
import type { People } from './people.js';

/**
 * The accounts of a repository as GitHub knows them.
 * @param teams reads the organisation's members; null where no `team-token` was given
 */
export function githubPeople(
  github: () => Promise<GitHubClient>,
  { repository, teams }: { repository: string; teams: (() => Promise<GitHubClient>) | null },
): People {
  const [owner = '', repo = ''] = repository.split('/');
  const known = new Map<string, Promise<Team>>();
  return {
    person: async (login) => {
      const found = await readPerson(await github(), { login });
      return found === null ? null : { login: found.login, id: found.id, type: found.type };
    },
    level: async (login) => (await readCollaborator(await github(), { owner, repo, login }))?.level ?? 'none',
    isIn: async (team, login) => {
      if (teams === null) throw noTeamToken(team);
      const client = await teams();
      const [org = '', slug = ''] = team.slice(1).split('/');
      // A team that cannot be seen answers as one that somebody is not in.
      const readable = known.get(team) ?? readTeam(client, { org, slug });
      known.set(team, readable);
      return isTeamMember(client, await readable, login);
    },
  };
}

function noTeamToken(team: string): UserError {
  return new UserError({
    code: 'E_INPUT_MISSING',
    what: `The policy names the team ${team}, and \`team-token\` is empty`,
    where: 'input team-token',
    mend: "Give a token that may read the organisation's members: that of the job never may",
  });
}
