import { UserError } from '../../core/errors.js';
import { cleanText } from './text.js';

/** The full ref of a branch. @throws UserError E_INPUT_INVALID when git would refuse the name */
export function branchRef(branch: string): string {
  const isBad =
    branch === '' ||
    branch === '@' ||
    branch.startsWith('-') ||
    // A full ref, meant for the branch at its end.
    branch.startsWith('refs/') ||
    branch.length > 200 ||
    /[\p{Cc}\p{Cs} ~^:?*[\\]|\.\.|@\{|\/\/|^\/|\/$|\.$/u.test(branch) ||
    branch.split('/').some((part) => part.startsWith('.') || part.endsWith('.lock'));
  if (!isBad) return `refs/heads/${branch}`;
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: `${JSON.stringify(branch.slice(0, 80))} is no name for a branch`,
    where: 'ledger-branch',
    mend: 'Name a branch as git allows it, for example lineage',
  });
}

/** A branch of a server, for messages. */
export function branchAt({ branch, url }: { branch: string; url: string }): string {
  return `${branch} of ${cleanText(url)}`;
}
