import * as core from '@actions/core';
import type { RegisterRequest, RegisterResult } from '../../commands/register/register.js';
import type { RunRecord } from '../../core/generated/types.js';
import { missingTags } from '../../core/policy/evaluate.js';
import type { Policy } from '../../core/policy/policy.js';
import { type RegistrationView, refusalSummary, registrationSummary } from '../../report/register/summary.js';
import { annotate } from '../annotate.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { addSummary } from '../report-error.js';
import { builtOn, metricsOf } from '../track/summary.js';

export interface Reported {
  request: RegisterRequest;
  result: RegisterResult;
  policy: Policy;
  /** What the job summary says of the run, where this step has ended it; null where an earlier step or job has said it. */
  below: string | null;
}

/** Outputs, annotations and job summary of a registration or a refusal. */
export async function reportRegistration(
  host: Host,
  { request, result, policy, below }: Reported,
): Promise<void> {
  const findings = result.verdict === 'fail' ? result.findings : result.registration.version.policy.findings;
  core.setOutput('verdict', result.verdict);
  core.setOutput('findings', JSON.stringify(findings));
  core.setOutput('missing-tags', JSON.stringify(missingTags(findings)));
  if (result.verdict === 'fail') {
    annotate(findings, host);
    const { waived } = result;
    const refusal = refusalSummary(request.model, request.run_id, { findings, waived });
    await addSummary([refusal, ...(below === null ? [] : [below])].join('\n'));
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
  const run = below === null ? await shownRun(host, result.run, policy) : null;
  const said = registrationSummary({
    version,
    isNew,
    same_content_as,
    aliases,
    recordUrl,
    record: result.run,
    run,
    ...now,
  });
  await addSummary([said, ...(below === null ? [] : [below])].join('\n'));
}

/** The run as far as a registration tells of it. */
async function shownRun(host: Host, record: RunRecord, policy: Policy): Promise<RegistrationView['run']> {
  const { baseline } = await builtOn(host, record);
  const urls = { server: host.serverUrl, repository: host.repository };
  return { metrics: metricsOf(record, { policy, baseline }), baseline, urls };
}
