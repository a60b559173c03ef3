import * as core from '@actions/core';
import { githubSource } from '../../commands/fetch/github-source.js';
import { promote } from '../../commands/promote/promote.js';
import { redactReason } from '../../commands/promote/redact-reason.js';
import { promoteRequestOf } from '../../commands/promote/request.js';
import { Faults } from '../../core/errors.js';
import { eventFacts } from '../event-facts.js';
import { openHost, proxiedFetch } from '../host.js';
import { flag, type Inputs, readInputs } from '../inputs.js';
import { defaultBranchPolicy } from '../policy.js';
import { reportPromotion } from './report.js';

/**
 * The `promote` action: moves a version to a stage.
 * @returns the exit code of the step
 */
export async function promoteAction(env: NodeJS.ProcessEnv): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('promote', env, faults);
  const asked = await faults.catch(() => requestOf(inputs, faults));
  const host = await faults.catch(() => openHost(env, inputs));
  const reviewed = host && (await faults.catch(() => defaultBranchPolicy(host, inputs.policy)));
  faults.throwIfAny();
  if (asked === undefined || host === undefined || reviewed === undefined)
    throw new Error('no request and no fault');
  const request = redactReason(asked, host);
  const { serverUrl, github } = host;
  const sources = [githubSource({ serverUrl, github, fetch: proxiedFetch })];
  const { policy, default_branch } = reviewed;
  const { code, context } = host.ci;
  const job = { ref: code?.ref ?? null, default_branch };
  const { triggering_actor } = context;
  const deps = { ...host, policy, facts: eventFacts(host), triggering_actor, job, sources };
  const result = await promote(request, deps);
  await reportPromotion(host, request, result);
  if (result.state === 'done') return 0;
  const { length } = result.judgement.findings.filter(({ severity }) => severity === 'error');
  core.setFailed(`${request.model} was not promoted: ${length} finding(s), nothing was written.`);
  return 1;
}

function requestOf(inputs: Inputs<'promote'>, faults: Faults) {
  const archive = inputs['archive-existing'];
  return promoteRequestOf({
    model: inputs.model,
    version: inputs.version,
    stage: inputs.stage,
    reason: inputs.reason,
    archiveExisting: archive === '' ? null : flag({ name: 'archive-existing', value: archive }, faults),
    dryRun: flag({ name: 'dry-run', value: inputs['dry-run'] || 'false' }, faults),
  });
}
