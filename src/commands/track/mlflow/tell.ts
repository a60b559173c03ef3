import type { Log } from '../../../core/log.js';
import { quoted } from '../../../core/printable.js';
import { asWord } from '../../../core/shell-word.js';
import type { RecordedRun } from '../../../mlflow/held/recorded-versions.js';
import type { Session } from '../session.js';
import type { Logged } from './opened.js';

/** Says under which id a run is recorded that its script knows by another one. */
export function tellIds(runs: readonly RecordedRun[], log: Log): void {
  for (const { client_id, run_id } of runs)
    if (client_id !== run_id) log.info(`MLflow's run ${client_id} is recorded as ${run_id}.`);
}

/** Warns of what was registered past us where it was to be held: nobody has judged it, and the ledger does not have it. */
export function tellPassed(
  { passed = [] }: Pick<Logged, 'passed'>,
  runs: readonly RecordedRun[],
  { request, log }: { request: Pick<Session['request'], 'mlflow_registry'>; log: Log },
): void {
  if (request.mlflow_registry !== 'hold') return;
  for (const { model, number, run_id: client_id } of passed) {
    const run = runs.find((one) => one.client_id === client_id);
    if (run === undefined) continue;
    log.warning(
      `The command registered version ${number} of ${quoted(model)} past Lineage Gate, since it names its own tracking server, and the ledger does not have it. Register it with \`lineage-gate register ${asWord(model)} --run ${run.run_id}\`, or leave \`set_tracking_uri\` out of the script.`,
    );
  }
}

/** Warns of what was said of registered models themselves: they are registered by their versions, and that is not written with these. */
export function tellUnkept(
  { described = [] }: Pick<Logged, 'described'>,
  { request, log }: { request: Pick<Session['request'], 'mlflow_registry'>; log: Log },
): void {
  if (request.mlflow_registry !== 'hold') return;
  for (const model of described)
    log.warning(
      `What the command said of the registered model ${quoted(model)} itself when it made it, its description or tags, is not kept. Say it with \`lineage-gate models describe ${asWord(model)}\` and \`lineage-gate models tag ${asWord(model)}\`.`,
    );
}
