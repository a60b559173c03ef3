import { rm } from 'node:fs/promises';
import type { HeldOutcome } from '../commands/register/held.js';
import type { FinishedRun } from '../commands/track/finish.js';
import type { KilledRun } from '../commands/track/killed.js';
import { describeFault, UserError } from '../core/errors.js';
import { printable } from '../core/printable.js';
import type { CliHost } from './host.js';
import { refusal } from './refusal.js';

/** Registers what the command has registered with MLflow, now that its runs are recorded. @returns 1 when something was refused */
export async function registerHeldVersions(host: CliHost, finished: FinishedRun): Promise<number> {
  if (finished.held.length === 0) return 0;
  const [{ heldBack, numberGiven, registerHeld }, { amendNumbers }] = await Promise.all([
    import('../commands/register/held.js'),
    import('../commands/track/amendment/numbers.js'),
  ]);
  const why = heldBack(finished, host.log);
  if (why === 'said') return 0;
  if (why !== null) return tell(host, [why]);
  const { context } = await host.ci();
  const { actor, ci_run_url } = context;
  const facts = { at: new Date(host.now()).toISOString(), actor, ci_run_url, newId: host.newId };
  const outcomes = await registerHeld(finished.held, { ...host, policy: await host.policy(), facts });
  const settled = outcomes.map((outcome) => ({ version: outcome.version, number: numberGiven(outcome) }));
  await amendNumbers(settled, { ...host, facts });
  const errors = await Promise.all(outcomes.map((outcome) => errorOf(outcome, host)));
  return tell(host, errors.flat());
}

/**
 * Registers what commands had registered with MLflow that were killed once their runs were recorded. What is refused is told; what cannot
 * be done now stays for the next command.
 */
export async function registerLeft(host: CliHost): Promise<void> {
  const { killedRuns } = await import('../commands/track/killed.js');
  try {
    for (const killed of await killedRuns(host.temp, host.root)) {
      await registerLeftOf(host, killed);
      await rm(killed.folder, { recursive: true, force: true });
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    host.log.warning(`What an earlier command registered is not registered yet: ${error.message}`);
  }
}

async function registerLeftOf(host: CliHost, { session }: KilledRun): Promise<void> {
  const [{ leftBehind }, { endedBefore }] = await Promise.all([
    import('../commands/track/mlflow/left-behind.js'),
    import('../commands/track/finish.js'),
  ]);
  const logged = await leftBehind(session);
  for (const { what, mend } of logged?.faults ?? [])
    host.log.warning(`Run ${session.run_id}: ${what}. ${mend}.`);
  if (logged === null || logged.held.length === 0) return;
  // Where it cannot be read, that is no answer to whether the run is there.
  await host.ledger.view();
  const finished = await endedBefore(session, { ...host, policy: await host.policy(), logged });
  if (finished !== undefined) {
    await registerHeldVersions(host, finished);
    return;
  }
  const names = [...new Set(logged.held.map(({ model }) => model))].join(', ');
  host.log.warning(
    `${names}: what the script registered is not registered, since run ${session.run_id} was killed before it was recorded.`,
  );
}

/** Why a version that a script registered is not; nothing where it is. */
export async function errorOf(outcome: HeldOutcome, { log }: Pick<CliHost, 'log'>): Promise<UserError[]> {
  const { aboutHeld, notRegistered } = await import('../commands/register/held.js');
  const { version } = outcome;
  if ('error' in outcome) {
    const { error: cause } = outcome;
    const faults = cause.faults.map((fault) => ({ ...fault, what: notRegistered(fault.what, version) }));
    return [new UserError(faults, { cause })];
  }
  const { request, result } = outcome;
  if (result.verdict === 'pass') return [];
  return [refusal(aboutHeld(result.findings, version), `run ${request.run_id}`, log)];
}

function tell({ redactor }: CliHost, errors: readonly UserError[]): number {
  for (const fault of errors.flatMap(({ faults }) => faults))
    process.stderr.write(`${printable(redactor.text(describeFault(fault)))}\n`);
  return errors.length === 0 ? 0 : 1;
}
