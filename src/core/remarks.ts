import type { Finding } from './generated/types.js';
import type { Log } from './log.js';

/** Of findings those that keep nobody from anything. */
export function remarksAmong(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity !== 'error');
}

/** Tells what keeps nobody from anything. */
export function tellRemarks(findings: readonly Finding[], log: Log): void {
  for (const finding of remarksAmong(findings))
    log[finding.severity === 'warning' ? 'warning' : 'info'](findingText(finding));
}

/** What is wrong and how to mend it, two sentences. */
export function findingText({ message, mend }: Finding): string {
  return `${message}. ${mend}.`;
}
