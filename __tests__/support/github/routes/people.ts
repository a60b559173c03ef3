import { accountShape } from '../conversation-shapes.js';
import type { Account, Team } from '../people.js';
import { permissionShape, teamShape } from '../people-shapes.js';
import { type AccountRequest, type AccountRoute, type Answer, json, notFound, type Route } from '../route.js';

export const peopleRoutes: AccountRoute[] = [
  {
    method: 'GET',
    path: '/users/{username}',
    handle: (request) => shown(request, request.state.people.find(request.params.username ?? '')),
  },
  {
    method: 'GET',
    path: '/user/{account_id}',
    handle: (request) => shown(request, request.state.people.byId(Number(request.params.account_id))),
  },
];

export const collaboratorRoutes: Route[] = [
  {
    method: 'GET',
    path: '/repos/{owner}/{repo}/collaborators/{username}/permission',
    needs: { permission: 'metadata', access: 'read' },
    handle: (request) => {
      const { people } = request.state;
      const { fullName, private: isPrivate } = request.repository;
      const account = people.find(request.params.username ?? '');
      if (account === undefined) return notFound();
      const collaborator = people.collaborator(fullName, account.login);
      return json(permissionShape(request, account.login, { collaborator, isPublic: !isPrivate }));
    },
  },
];

/** GitHub says the same of a team that is not there, of one that the token does not see, and of who is not in it. */
export const teamRoutes: AccountRoute[] = [
  {
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}',
    handle: (request) => {
      const team = find(request);
      return team === undefined ? notFound() : json(teamShape(request, team));
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}/memberships/{username}',
    handle: (request) => {
      const login = request.params.username ?? '';
      const team = find(request);
      const state = team?.members.get(login.toLowerCase());
      if (team === undefined || state === undefined) return { status: 404 };
      const url = `${request.apiUrl}/orgs/${team.org}/teams/${team.slug}/memberships/${login}`;
      return json({ url, role: 'member', state });
    },
  },
];

function shown(request: AccountRequest, account: Account | undefined): Answer {
  return account === undefined ? notFound() : json(accountShape(request, account.login));
}

function find(request: AccountRequest): Team | undefined {
  const { org = '', team_slug: slug } = request.params;
  if (!request.seesTeams(org)) return undefined;
  return request.state.people.teams.find((one) => one.org === org && one.slug === slug);
}
