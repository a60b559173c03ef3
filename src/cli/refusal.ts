import { UserError } from '../core/errors.js';
import type { Finding } from '../core/generated/types.js';
import type { Log } from '../core/log.js';
import { tellRemarks } from '../core/remarks.js';
import { findingCode } from '../report/findings.js';

/** The errors of a refusal; what is no reason to refuse is only said. @param subject what was refused, e.g. `run 019…` */
export function refusal(findings: readonly Finding[], subject: string, log: Log): UserError {
  tellRemarks(findings, log);
  return new UserError(
    findings
      .filter(({ severity }) => severity === 'error')
      .map((finding) => ({
        code: findingCode(finding),
        what: finding.message,
        where: `${finding.rule}, ${subject}`,
        mend: finding.mend,
      })),
  );
}
