import * as core from '@actions/core';
import type { RegisterRequest, RegisterResult } from '../commands/register.js';
import { missingTags } from '../core/policy/evaluate.js';
import { refusalSummary, registrationSummary } from '../report/register-summary.js';
import type { Host } from './host.js';
import { addSummary } from './report-error.js';
import { ledgerUrl } from './track-report.js';

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
      core.error(host.redactor.text(`${finding.message}. ${finding.mend}.`), {
        title: `E_LINEAGE_MISSING ${finding.rule}`,
      });
    }
    await addSummary(refusalSummary(request.model, request.run_id, findings));
    return;
  }
  const { version, isNew } = result.registration;
  core.setOutput('version', version.version);
  core.setOutput('model-uri', `models:/${version.model}/${version.version}`);
  core.setOutput('ledger-commit', result.commit ?? '');
  const recordUrl = ledgerUrl(host, result.path, result.commit);
  await addSummary(registrationSummary({ version, isNew, aliases: request.aliases, recordUrl }));
}
