export type Access = 'read' | 'write';

/** The keys of a workflow's `permissions:`, spelled as GitHub's API spells them. */
export type Permission =
  | 'actions'
  | 'attestations'
  | 'checks'
  | 'contents'
  | 'deployments'
  | 'issues'
  | 'metadata'
  | 'packages'
  | 'pull_requests'
  | 'statuses';

export type Permissions = Partial<Record<Permission, Access>>;

export interface Grant {
  /** Who the token acts as, for messages. Default `github-actions[bot]`. */
  login?: string;
  permissions: Permissions;
  /** When given, the token sees these repositories only (`owner/name`), each with its own permissions. */
  repositories?: Record<string, Permissions>;
  /** Organisations whose teams it sees. A job's own token sees none. */
  organizations?: readonly string[];
}

export const READ_ONLY: Permissions = {
  actions: 'read',
  contents: 'read',
  issues: 'read',
  pull_requests: 'read',
  statuses: 'read',
};

export const READ_WRITE: Permissions = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  pull_requests: 'write',
  statuses: 'write',
};

/** Which token may do what: one table for git and the REST API, as on GitHub. */
export class TokenTable {
  private readonly grants = new Map<string, Grant>();
  private made = 0;

  set(token: string, grant: Grant): void {
    this.grants.set(token, grant);
  }

  /** Makes a token shaped like a job's `GITHUB_TOKEN`. */
  make(permissions: Permissions, repositories?: Record<string, Permissions>): string {
    this.made += 1;
    const token = `ghs_${String(this.made).padStart(4, '0')}${'LineageGateTestToken'.repeat(2).slice(0, 32)}`;
    this.set(token, { permissions, repositories });
    return token;
  }

  /** Makes a token of somebody who sees the teams of organisations. */
  makeForTeams(...organizations: string[]): string {
    const token = this.make({});
    this.set(token, { login: 'team-reader', permissions: {}, organizations });
    return token;
  }

  revoke(token: string): void {
    this.grants.delete(token);
  }

  get(token: string): Grant | undefined {
    return this.grants.get(token);
  }

  /** False also for a repository the token does not see. */
  sees(token: string, repository: string): boolean {
    const grant = this.grants.get(token);
    return (
      grant !== undefined &&
      (grant.repositories === undefined || Object.hasOwn(grant.repositories, repository))
    );
  }

  allows(token: string, repository: string, need: { permission: Permission; access: Access }): boolean {
    const grant = this.grants.get(token);
    if (grant === undefined || !this.sees(token, repository)) return false;
    // Every token may read a repository's metadata.
    if (need.permission === 'metadata' && need.access === 'read') return true;
    const permissions = grant.repositories?.[repository] ?? grant.permissions;
    const held = permissions[need.permission];
    return held === 'write' || (held === 'read' && need.access === 'read');
  }
}
