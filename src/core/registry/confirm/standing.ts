import { isListed, type Level, mayWrite, teamsIn } from '../../policy/accounts.js';
import { quoted } from '../../printable.js';
import type { AttemptActor } from './attempt.js';

/** Somebody who decided, with what is known of the account. */
export interface Acting extends AttemptActor {
  /** What it may do in the repository; null where nobody has asked. */
  level: Level | null;
  /** Those of the policy's teams that it is in, in lower case; null where nobody can tell. */
  teams: ReadonlySet<string> | null;
  /** Whether its run says that it might write: nobody else starts a workflow by hand. */
  hasWritten: boolean;
}

/** Whether a list means an account; where that has to be asked, it is said, and the answer is yes. @param open is added to */
export function isListedThere(acting: Acting, entries: readonly string[], open: string[]): boolean {
  if (isListed(accountOf(acting), entries)) return true;
  const isRole = acting.level === null && entries.some((entry) => entry.startsWith('role:'));
  const isTeam = acting.teams === null && teamsIn(entries).length > 0;
  if (!isRole && !isTeam) return false;
  const { login } = acting;
  open.push(
    isRole
      ? `is of ${quoted(login)}, whose role here is not known`
      : `is of ${quoted(login)}, and whether that is in ${teamsIn(entries).join(', ')} takes a token that may read teams`,
  );
  return true;
}

/**
 * Why an account may not approve, ends of sentences about the event. Whom the policy names by login is not asked about: who has left
 * since may have approved before.
 * @param listed null: everybody who may write. @param open what has to be asked is added to it
 */
export function approverFaults(acting: Acting, listed: readonly string[] | null, open: string[]): string[] {
  const { login, type, level, hasWritten } = acting;
  if (type !== undefined && type !== 'User') return [`is of ${quoted(login)}, a ${type}, and people approve`];
  if (listed?.some((entry) => entry.toLowerCase() === login.toLowerCase()) === true) return [];
  if (listed !== null && !isListedThere(acting, listed, open))
    return [`is of ${quoted(login)}, and the policy lets ${listed.join(', ') || 'nobody'} approve`];
  if (hasWritten) return [];
  if (level === null) open.push(`is of ${quoted(login)}, and whether that may write here is not known`);
  else if (!mayWrite(accountOf(acting))) return [`is of ${quoted(login)}, who may not write here`];
  return [];
}

function accountOf({ login, id, level, teams }: Acting) {
  return { person: { login, id, type: null }, level, teams: teams ?? new Set<string>() };
}
