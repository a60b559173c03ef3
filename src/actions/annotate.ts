import * as core from '@actions/core';
import type { Finding } from '../core/generated/types.js';
import type { WaivedFinding } from '../core/judgement.js';
import { waivedText } from '../core/policy/waivers.js';
import { RECALLED_RULE } from '../core/recall/findings.js';
import { findingText } from '../core/remarks.js';
import { findingCode } from '../report/findings.js';
import type { Host } from './host.js';

const ANNOTATE = { error: core.error, warning: core.warning, notice: core.notice } as const;

/** Tells findings in the runner's log and beside the workflow run, each under its code and rule. */
export function annotate(findings: readonly Finding[], { redactor }: Pick<Host, 'redactor'>): void {
  for (const finding of findings) {
    const title = redactor.text(`${findingCode(finding)} ${finding.rule}`);
    ANNOTATE[finding.severity](redactor.text(findingText(finding)), { title });
  }
}

/** Tells what was let pass though it comes from what is recalled: whoever only looks at the run has to see it. */
export function annotateWaived(waived: readonly WaivedFinding[], { redactor }: Pick<Host, 'redactor'>): void {
  for (const one of waived) {
    if (one.finding.rule !== RECALLED_RULE) continue;
    const title = `${findingCode(one.finding)} ${RECALLED_RULE}`;
    core.warning(redactor.text(`${waivedText(one)}.`), { title });
  }
}
