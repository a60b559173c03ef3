import type { Ci } from '../../collect/ci/ci.js';
import type { GateTarget } from '../../commands/gate/target.js';
import { UserError } from '../../core/errors.js';
import { reportNoVerdict } from '../gate/report.js';
import type { Host } from '../host.js';

/** What was handed over could be the very run that does not pass, so an earlier success must not stand. */
export async function takeBack(host: Host, targetOf: () => Promise<GateTarget>): Promise<void> {
  try {
    await reportNoVerdict(host, await targetOf());
  } catch (error) {
    // The error that led here is the one to tell.
    host.log.debug(`the commit status was not taken back: ${(error as Error).message}`);
  }
}

/** The error with what mends it: in the workflow of a fork no permission that a job asks for makes its token write. */
export function explained(error: unknown, { context, trigger }: Ci): unknown {
  const isForeign = context.trust === 'fork' && trigger?.workflow_run_id == null;
  if (!isForeign || !(error instanceof UserError) || !error.has('E_LEDGER_PERMISSION')) return error;
  const mend = 'Publish evidence of forks and of Dependabot in a workflow on `workflow_run`: docs/publish.md';
  return new UserError(
    error.faults.map((fault) => ({ ...fault, mend })),
    { cause: error },
  );
}
