import type { Collaborator, Role, Team } from './people.js';
import { nodeId, type ShapeContext, SITE, userShape } from './shapes.js';

const ROLES: readonly Role[] = ['read', 'triage', 'write', 'maintain', 'admin'];
const SINCE = '2026-01-01T00:00:00Z';

/** @param collaborator undefined: somebody who was given nothing */
export function permissionShape(
  context: ShapeContext,
  login: string,
  { collaborator, isPublic }: { collaborator: Collaborator | undefined; isPublic: boolean },
): Record<string, unknown> {
  const role = collaborator?.role ?? (isPublic ? 'read' : undefined);
  const roleName = collaborator?.roleName ?? role ?? '';
  const may = (least: Role) => role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(least);
  const permissions = {
    pull: may('read'),
    triage: may('triage'),
    push: may('write'),
    maintain: may('maintain'),
    admin: may('admin'),
  };
  const { admin, push, pull } = permissions;
  return {
    permission: admin ? 'admin' : push ? 'write' : pull ? 'read' : 'none',
    role_name: roleName,
    user: { ...userShape(context, login), permissions, role_name: roleName },
  };
}

export function teamShape(context: ShapeContext, team: Team): Record<string, unknown> {
  const url = `${context.apiUrl}/orgs/${team.org}/teams/${team.slug}`;
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    url,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    html_url: `${SITE}/orgs/${team.org}/teams/${team.slug}`,
    name: team.slug,
    slug: team.slug,
    description: null,
    permission: 'pull',
    type: 'organization',
    created_at: SINCE,
    updated_at: SINCE,
    members_count: team.members.size,
    repos_count: 0,
    organization: organizationShape(context, team.org),
  };
}

function organizationShape(context: ShapeContext, org: string): Record<string, unknown> {
  const url = `${context.apiUrl}/orgs/${org}`;
  const { id, node_id, avatar_url, html_url } = userShape(context, org);
  const parts = 'repos events hooks issues members public_members'.split(' ');
  return {
    login: org,
    id,
    node_id,
    avatar_url,
    html_url,
    url,
    ...Object.fromEntries(parts.map((name) => [`${name}_url`, `${url}/${name}`])),
    description: null,
    has_organization_projects: false,
    has_repository_projects: false,
    ...Object.fromEntries(
      'public_repos public_gists followers following'.split(' ').map((name) => [name, 0]),
    ),
    type: 'Organization',
    created_at: SINCE,
    updated_at: SINCE,
    archived_at: null,
  };
}
