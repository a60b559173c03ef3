import { type Fault, UserError } from '../../core/errors.js';
import type { Finding } from '../../core/generated/types.js';
import { recallPath } from '../../ledger/layout.js';

/** What is refused where there is no verdict to say it in. @param what a version or a file, for people @param findings of the rule `recalled` */
export function recalledError(what: string, findings: readonly Finding[]): UserError {
  return new UserError(
    findings.map(
      ({ subject, message, mend }): Fault => ({
        code: 'E_RECALLED',
        what: `${what}: ${message}`,
        where: recallPath(subject),
        mend,
      }),
    ),
  );
}
