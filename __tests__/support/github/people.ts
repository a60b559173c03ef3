import { userId } from './shapes.js';

export interface Account {
  login: string;
  id: number;
  type: 'User' | 'Bot' | 'Organization';
}

/** Roles of a repository; an organisation may have others, which stand on one of these. */
export type Role = 'read' | 'triage' | 'write' | 'maintain' | 'admin';

export interface Collaborator {
  role: Role;
  /** Name of an organisation's own role. Default: that of the role. */
  roleName?: string;
}

export interface Team {
  id: number;
  org: string;
  slug: string;
  /** Logins; one that was asked and has not answered is `pending`. */
  members: Map<string, 'active' | 'pending'>;
}

/** Accounts, who may do what in which repository, and who is in which team. Logins are compared as GitHub does it: without case. */
export class People {
  private readonly accounts = new Map<string, Account>();
  private readonly collaborators = new Map<string, Collaborator>();
  readonly teams: Team[] = [];

  /** An account; one that has a login of another one takes the other's place, as after a renaming. */
  add(login: string, options: Partial<Omit<Account, 'login'>> = {}): Account {
    const account: Account = { ...usual(login), ...options };
    this.accounts.set(login.toLowerCase(), account);
    return account;
  }

  /** Whoever does something exists. */
  known(...logins: readonly (string | undefined)[]): void {
    for (const login of logins) {
      if (login !== undefined && this.find(login) === undefined) this.add(login);
    }
  }

  remove(login: string): void {
    this.accounts.delete(login.toLowerCase());
  }

  find(login: string): Account | undefined {
    return this.accounts.get(login.toLowerCase());
  }

  byId(id: number): Account | undefined {
    return [...this.accounts.values()].find((one) => one.id === id);
  }

  /** Also of one that is not there any more. */
  account(login: string): Account {
    return this.find(login) ?? usual(login);
  }

  /** @param repository `owner/name` */
  addCollaborator(repository: string, login: string, role: Role, roleName?: string): void {
    this.known(login);
    this.collaborators.set(`${repository} ${login.toLowerCase()}`, { role, roleName });
  }

  collaborator(repository: string, login: string): Collaborator | undefined {
    return this.collaborators.get(`${repository} ${login.toLowerCase()}`);
  }

  /** @param team `org/slug` */
  addTeam(team: string, members: readonly string[] = [], pending: readonly string[] = []): Team {
    this.known(...members, ...pending);
    const [org = '', slug = ''] = team.split('/');
    const all = [
      ...members.map((login) => [login.toLowerCase(), 'active'] as const),
      ...pending.map((login) => [login.toLowerCase(), 'pending'] as const),
    ];
    const added: Team = { id: this.teams.length + 1, org, slug, members: new Map(all) };
    this.teams.push(added);
    return added;
  }
}

function usual(login: string): Account {
  return { login, id: userId(login), type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}
