import { UserError } from '../../core/errors.js';
import type { Finding, RunRecord } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { quoted } from '../../core/printable.js';
import { hasProblem } from '../../core/problems.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { RecordedVersion } from '../../mlflow/held/recorded-versions.js';
import { redactRequest } from './redact-request.js';
import { type RegisterDeps, type RegisterRequest, type RegisterResult, register } from './register.js';
import { checkRequest } from './request.js';

/** What has become of a version that a script registered. */
export type HeldOutcome = { version: RecordedVersion } & (
  | { request: RegisterRequest; result: RegisterResult }
  | { error: UserError }
);

/**
 * Registers versions that were held until their runs were recorded, each judged as `register` judges it, in the order that the script
 * made them in. One that is refused keeps none of the others from being written.
 */
export async function registerHeld(
  versions: readonly RecordedVersion[],
  deps: RegisterDeps & { redactor: Redactor },
): Promise<HeldOutcome[]> {
  const outcomes: HeldOutcome[] = [];
  for (const version of versions) {
    try {
      const request = redactRequest(await requestOf(version), deps);
      const result = await register(request, deps);
      outcomes.push({ version, request, result });
      if (result.verdict === 'pass') tellNumber(version, result.registration.version.version, deps);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      outcomes.push({ version, error });
    }
  }
  return outcomes;
}

/** The number that a version has got; null where it was refused. */
export function numberGiven(outcome: HeldOutcome): number | null {
  if ('error' in outcome || outcome.result.verdict === 'fail') return null;
  return outcome.result.registration.version.version;
}

/** Findings with the version that they are about, of which a script may register several. */
export function aboutHeld(findings: readonly Finding[], version: Known): Finding[] {
  return findings.map((finding) => ({
    ...finding,
    message:
      finding.severity === 'error'
        ? notRegistered(finding.message, version)
        : `${heldText(version)}: ${finding.message}`,
  }));
}

/** @param why a sentence */
export function notRegistered(why: string, version: Known): string {
  return `${heldText(version)} is not registered: ${why}`;
}

type Known = Pick<RecordedVersion, 'model' | 'number'>;

function heldText({ model, number }: Known): string {
  return `${quoted(model)} (held as version ${number})`;
}

/**
 * Why nothing of what a script registered can be: an error, or `said` where the run itself went wrong and the log has a line; null when
 * it can.
 */
export function heldBack({ record, written, notRecorded, held }: Ended, log: Log): UserError | 'said' | null {
  const names = [...new Set(held.map(({ model }) => model))].join(', ');
  if (record.status !== 'FINISHED') {
    log.warning(`${names}: what the script registered is not registered, since its run is ${record.status}.`);
    return 'said';
  }
  if (hasProblem(record, 'E_MLFLOW_MAIN_RUN')) {
    log.warning(
      `${names}: what the script registered is not registered, since \`main-run\` does not say which run of the command is judged. Once it does, run it again; or register a run that is recorded with \`lineage-gate register MODEL --run ID\`.`,
    );
    return 'said';
  }
  if (written !== null) return null;
  return new UserError({
    code: 'E_RUN_NOT_FOUND',
    what: `What the script registered (${names}) is not registered, since its run is not on the ledger${notRecorded === null ? '' : `: ${notRecorded}`}`,
    where: 'mlflow-registry',
    mend: 'Where runs are not written to the ledger leave `mlflow-registry` away and let the script register nothing; register the run once it is recorded',
  });
}

interface Ended {
  record: Pick<RunRecord, 'status' | 'problems'>;
  /** Null where the ledger does not have the run. */
  written: unknown;
  /** Why it was not to be there, the end of a sentence. */
  notRecorded: string | null;
  held: readonly RecordedVersion[];
}

async function requestOf(version: RecordedVersion): Promise<RegisterRequest> {
  const { model, number, run_id, run_path, description, aliases, tags } = version;
  if (run_path === null) {
    throw new UserError({
      code: 'E_MODEL_NOT_FOUND',
      what: `Version ${number} of ${model}, as the script knew it, was made of files that the record of run ${run_id} does not have as a model`,
      where: 'mlflow-registry',
      mend: 'Register what `log_model` has logged, e.g. `runs:/RUN_ID/model`',
    });
  }
  const request = {
    model,
    run_id,
    model_path: run_path,
    description: description || null,
    aliases,
    tags: Object.fromEntries(tags),
  };
  await checkRequest(request);
  return request;
}

function tellNumber({ model, number }: RecordedVersion, final: number, { log }: RegisterDeps): void {
  if (final !== number)
    log.warning(`What the script knew as version ${number} of ${model} is version ${final}.`);
}
