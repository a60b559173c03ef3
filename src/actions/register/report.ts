import * as core from '@actions/core';
import type { RegisterRequest, RegisterResult } from '../../commands/register/register.js';
import { missingTags } from '../../core/policy/evaluate.js';
import { findingCode } from '../../report/findings.js';
import { refusalSummary, registrationSummary } from '../../report/register/summary.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { addSummary } from '../report-error.js';

const ANNOTATE = { error: core.error, warning: core.warning, notice: core.notice } as const;

/** Outputs, annotations and job summary of a registration or a refusal. */
export async function reportRegistration(
  host: Host,
  request: RegisterRequest,
  result: RegisterResult,
): Promise<void> {
  const findings = result.verdict === 'fail' ? result.findings : result.registration.version.policy.findings;
  core.setOutput('verdict', result.verdict);
  core.setOutput('findings', JSON.stringify(findings));
  core.setOutput('missing-tags', JSON.stringify(missingTags(findings)));
  if (result.verdict === 'fail') {
    for (const finding of findings) {
      const title = host.redactor.text(`${findingCode(finding)} ${finding.rule}`);
      ANNOTATE[finding.severity](host.redactor.text(`${finding.message}. ${finding.mend}.`), { title });
    }
    const { waived } = result;
    await addSummary(refusalSummary(request.model, request.run_id, { findings, waived }));
    return;
  }
  const { waived, registration } = result;
  const { version, isNew, same_content_as } = registration;
  core.setOutput('version', version.version);
  core.setOutput('model-uri', `models:/${version.model}/${version.version}`);
  core.setOutput('ledger-commit', result.commit ?? '');
  const recordUrl = ledgerUrl(host, result.path, result.commit);
  const { aliases } = request;
  // Those of a version that was there are of the day it was registered.
  const now = { findings: isNew ? findings : [], waived };
  await addSummary(registrationSummary({ version, isNew, same_content_as, aliases, recordUrl, ...now }));
}
