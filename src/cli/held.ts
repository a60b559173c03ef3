import type { HeldOutcome } from '../commands/register/held.js';
import type { FinishedRun } from '../commands/track/finish.js';
import { describeFault, type UserError } from '../core/errors.js';
import { printable } from '../core/printable.js';
import type { CliHost } from './host.js';
import { refusal } from './refusal.js';

/** Registers what the command has registered with MLflow, now that its runs are recorded. @returns 1 when something was refused */
export async function registerHeldVersions(host: CliHost, finished: FinishedRun): Promise<number> {
  if (finished.held.length === 0) return 0;
  const { heldBack, registerHeld } = await import('../commands/register/held.js');
  const why = heldBack(finished, host.log);
  if (why === 'said') return 0;
  if (why !== null) return tell(host, [why]);
  const { context } = await host.ci();
  const { actor, ci_run_url } = context;
  const facts = { at: new Date(host.now()).toISOString(), actor, ci_run_url, newId: host.newId };
  const outcomes = await registerHeld(finished.held, { ...host, policy: await host.policy(), facts });
  return tell(
    host,
    outcomes.flatMap((outcome) => errorOf(outcome, host)),
  );
}

function errorOf(outcome: HeldOutcome, { log }: CliHost): UserError[] {
  if ('error' in outcome) return [outcome.error];
  const { request, result } = outcome;
  return result.verdict === 'pass' ? [] : [refusal(result.findings, `run ${request.run_id}`, log)];
}

function tell({ redactor }: CliHost, errors: readonly UserError[]): number {
  for (const fault of errors.flatMap(({ faults }) => faults))
    process.stderr.write(`${printable(redactor.text(describeFault(fault)))}\n`);
  return errors.length === 0 ? 0 : 1;
}
