import * as core from '@actions/core';
import type { Finding } from '../core/generated/types.js';
import { findingCode } from '../report/findings.js';
import type { Host } from './host.js';

const ANNOTATE = { error: core.error, warning: core.warning, notice: core.notice } as const;

/** Tells findings in the runner's log and beside the workflow run, each under its code and rule. */
export function annotate(findings: readonly Finding[], { redactor }: Pick<Host, 'redactor'>): void {
  for (const finding of findings) {
    const title = redactor.text(`${findingCode(finding)} ${finding.rule}`);
    ANNOTATE[finding.severity](redactor.text(`${finding.message}. ${finding.mend}.`), { title });
  }
}
