import type { Finding, RunRecord } from '../../core/generated/types.js';
import type { Detail } from '../detail.js';
import { problemLine, SEVERITY_MARKS } from '../findings.js';
import { code } from '../markdown.js';
import { count } from '../units.js';

/** Problems of one run that a report tells; its record has all of them. */
const SHOWN = 10;

/**
 * Lines of a list for a finding that a run is incomplete: what could not be collected, where, and how to mend it, each by itself.
 * Null for any other finding.
 */
export function incompleteLines(
  { rule, severity, subject }: Finding,
  runs: readonly RunRecord[],
  { rows, text }: Detail,
): string[] | null {
  const { problems = [] } = runs.find(({ run_id }) => run_id === subject) ?? {};
  if (rule !== 'run.complete' || problems.length === 0) return null;
  const shown = problems.slice(0, Math.min(SHOWN, rows));
  const more = problems.length - shown.length;
  return [
    `- ${SEVERITY_MARKS[severity]} Run ${code(subject, 40)} is incomplete. ${count(problems.length, 'problem')}:`,
    ...shown.map((problem) => `  - ${problemLine(problem, text)}`),
    ...(more > 0 ? [`  - … and ${more} more, in the record.`] : []),
  ];
}
