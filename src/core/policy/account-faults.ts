import { nearest } from '../nearest.js';
import { LEVELS } from './accounts.js';

const ROLES = LEVELS.filter((level) => level !== 'none');
/** Who somebody is to git, where the command line knows no more. */
const GIT_IDENTITY = /^.+ <[^<>]*>$/;

/** Why an entry of a list of accounts can mean nobody; undefined when it can mean somebody. */
export function accountFault(entry: string): { what: string; mend: string } | undefined {
  if (entry.startsWith('role:')) return roleFault(entry.slice('role:'.length));
  if (GIT_IDENTITY.test(entry) || /^@[^/@]+\/[^/@]+$/.test(entry)) return undefined;
  if (/^[^@/]+\/[^@/]+$/.test(entry))
    return { what: `\`${entry}\` is no login, and a team begins with @`, mend: `Write \`@${entry}\`` };
  if (!/[@/]/.test(entry)) return undefined;
  const mend = 'Name a login (`octocat`), a team (`@org/team`) or a role (`role:maintain`)';
  return { what: `\`${entry}\` can be no login, team or role`, mend };
}

function roleFault(role: string): { what: string; mend: string } | undefined {
  if (ROLES.some((known) => known === role)) return undefined;
  const meant = nearest(role, ROLES);
  const mend =
    meant === undefined
      ? `Use one of ${ROLES.map((known) => `\`role:${known}\``).join(', ')}`
      : `Did you mean \`role:${meant}\`?`;
  return { what: `\`role:${role}\` is no role that GitHub tells of an account`, mend };
}
