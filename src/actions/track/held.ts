import * as core from '@actions/core';
import type { AskRecall } from '../../commands/recalled/open-recalls.js';
import type { HeldOutcome } from '../../commands/register/held.js';
import type { FinishedRun } from '../../commands/track/finish.js';
import type { Policy } from '../../core/policy/policy.js';
import { refusalSummary, registrationSummary } from '../../report/register/summary.js';
import { annotate } from '../annotate.js';
import { baseBranch } from '../base-branch.js';
import { eventFacts } from '../event-facts.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { addSummary, reportError } from '../report-error.js';

/**
 * Registers what the script has registered, now that its runs are recorded.
 * @param policy that judges in this job, asked only where there is something to judge
 * @returns 1 when something was refused, which is told
 */
export async function registerHeldVersions(
  host: Host & { askRecall: AskRecall },
  finished: FinishedRun | undefined,
  policy: () => Promise<Policy>,
): Promise<number> {
  if (finished === undefined || finished.held.length === 0) return 0;
  // Most runs register nothing, and this takes time to load.
  const [{ heldBack, numberGiven, registerHeld }, { amendNumbers }] = await Promise.all([
    import('../../commands/register/held.js'),
    import('../../commands/track/amendment/numbers.js'),
  ]);
  const why = heldBack(finished, host.log);
  if (why === 'said') return 0;
  try {
    if (why !== null) throw why;
    const deps = { ...host, policy: await policy(), branch: baseBranch(host.ci), facts: eventFacts(host) };
    const outcomes = await registerHeld(finished.held, deps);
    for (const outcome of outcomes) await report(host, outcome);
    const settled = outcomes.map((outcome) => ({ version: outcome.version, number: numberGiven(outcome) }));
    await amendNumbers(settled, deps);
    core.setOutput('registered', JSON.stringify(outcomes.flatMap(registeredAs)));
    return outcomes.every(isRegistered) ? 0 : 1;
  } catch (error) {
    const title = 'What the script registered is not registered';
    await reportError(error, { redactor: host.redactor, title });
    return 1;
  }
}

function isRegistered(outcome: HeldOutcome): boolean {
  return 'result' in outcome && outcome.result.verdict === 'pass';
}

function registeredAs(outcome: HeldOutcome): { model: string; held: number; version: number }[] {
  if (!('result' in outcome) || outcome.result.verdict === 'fail') return [];
  const { model, version } = outcome.result.registration.version;
  return [{ model, held: outcome.version.number, version }];
}

async function report(host: Host, outcome: HeldOutcome): Promise<void> {
  const { redactor } = host;
  if ('error' in outcome) {
    const title = redactor.text(`${outcome.version.model} was not registered`);
    await reportError(outcome.error, { redactor, title });
    return;
  }
  const { request, result } = outcome;
  if (result.verdict === 'fail') {
    const { aboutHeld } = await import('../../commands/register/held.js');
    annotate(aboutHeld(result.findings, outcome.version), host);
    await addSummary(refusalSummary(request.model, request.run_id, result));
    core.error(redactor.text(`${request.model} was not registered: ${result.findings.length} finding(s).`));
    return;
  }
  const { registration, waived, run, commit, path } = result;
  const { version, isNew } = registration;
  const said = registrationSummary({
    ...registration,
    aliases: request.aliases,
    recordUrl: ledgerUrl(host, path, commit),
    record: run,
    run: null,
    waived,
    findings: isNew ? version.policy.findings : [],
  });
  await addSummary(said);
}
