import type { Person } from '../generated/types.js';

/** What somebody may do in a repository, the least first. */
export const LEVELS = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Level = (typeof LEVELS)[number];

/** Somebody who asks or approves, with what the entries of a policy that name accounts are held against. */
export interface Account {
  person: Person;
  /** Null where no GitHub can be asked, as on a laptop. */
  level: Level | null;
  /** Those of the policy's teams that they are in: `@org/team`, in lower case. */
  teams: ReadonlySet<string>;
}

const ROLE = /^role:(.+)$/;
const TEAM = /^@[^/]+\/.+$/;

/** Whether one of the entries means the account: its login, a team that it is in, or a role that it has at least. */
export function isListed({ person, level, teams }: Account, entries: readonly string[]): boolean {
  return entries.some((entry) => {
    const [, role] = ROLE.exec(entry) ?? [];
    if (role !== undefined) return level !== null && rank(role) >= 0 && rank(level) >= rank(role);
    return TEAM.test(entry)
      ? teams.has(entry.toLowerCase())
      : person.login.toLowerCase() === entry.toLowerCase();
  });
}

/** `@org/team` entries, in lower case. */
export function teamsIn(entries: readonly string[]): string[] {
  return [...new Set(entries.filter((entry) => TEAM.test(entry)).map((entry) => entry.toLowerCase()))];
}

function rank(level: string): number {
  return LEVELS.indexOf(level as Level);
}

export function mayWrite({ level }: Account): boolean {
  return level === null || rank(level) >= rank('write');
}
