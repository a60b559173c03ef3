import { type Ci, triggeredBy } from '../../collect/ci/ci.js';
import { commandEnvironment } from '../../collect/command/command-environment.js';
import { parseDatasets } from '../../collect/datasets.js';
import { collectCode } from '../../collect/git/git.js';
import { prepareLineageDir } from '../../collect/lineage-dir.js';
import { Faults } from '../../core/errors.js';
import { hasControl, parseKeyValues } from '../../core/key-values.js';
import type { Log } from '../../core/log.js';
import type { GitHubClient } from '../../github/client.js';
import type { Ledger } from '../../ledger/ledger.js';
import { resolvePull } from '../checkout/resolve-pull.js';
import { lineageDir, type Session, type TrackRequest } from './session.js';

type Environment = Readonly<Record<string, string | undefined>>;

export interface BeginDeps {
  now(): number;
  newId(): string;
  log: Log;
  env: Environment;
  /** Whether `env` is an action's own, with inputs and tokens that the command must not see. */
  inAction: boolean;
  ci: Ci;
  ledger: Ledger;
  /** Null where there is none to ask. */
  github: (() => Promise<GitHubClient>) | null;
  /** Absolute temp folder for what the run leaves between the steps. */
  temp: string;
}

/**
 * Begins a run: checks every input that can be checked before the training, and that the record can be written in the
 * end, since nobody wants to hear of it five hours later.
 * @throws UserError with the faults of all inputs; then nothing has begun
 */
export async function beginRun(request: TrackRequest, deps: BeginDeps): Promise<Session> {
  const faults = new Faults();
  await checkRequest(request, faults);
  faults.throwIfAny();

  const notRecorded = whyNotRecorded(request.record, deps.ci);
  const evidence = deps.inAction && notRecorded !== null && request.record !== 'none';
  const started_at_ms = deps.now();
  const run_id = deps.newId();
  const dir = lineageDir(deps.temp, run_id);
  const env = commandEnvironment(deps.env, { runId: run_id, dir, inAction: deps.inAction });
  const { workspace, cwd } = request;
  const [collected] = await Promise.all([
    collectCode({ workspace, directory: cwd, env, ci: deps.ci.code }),
    prepareLineageDir(dir),
    notRecorded === null ? deps.ledger.checkWritable() : undefined,
    // A branch that is something else than a ledger could be pushed to, but never will be.
    notRecorded === null ? deps.ledger.view() : undefined,
  ]);
  for (const note of collected.notes) deps.log.info(`Note: ${note}.`);
  const { code, context, warning } = await resolvePull(collected, deps);
  if (warning !== null) deps.log.warning(`Note: ${warning}.`);
  deps.log.info(`Run ${run_id} of experiment ${request.experiment} begins.`);
  return {
    run_id,
    started_at_ms,
    request,
    code,
    context,
    triggered_by: triggeredBy(deps.ci),
    lineage_dir: dir,
    not_recorded: notRecorded,
    evidence,
    ended: false,
  };
}

/** What can be told of a request before anything is done. */
export async function checkRequest(request: TrackRequest, faults: Faults): Promise<void> {
  checkName({ input: 'experiment', value: request.experiment, max: 200 }, faults);
  checkName({ input: 'run-name', value: request.run_name, max: 250 }, faults);
  await faults.catch(() => parseKeyValues(request.tags, 'tags'));
  await faults.catch(() => parseDatasets(request.datasets));
}

function checkName(name: { input: string; value: string | null; max: number }, faults: Faults): void {
  const { input, value, max } = name;
  if (value === null || (value.length <= max && !hasControl(value))) return;
  faults.add({
    code: 'E_NAME_INVALID',
    what:
      value.length > max
        ? `\`${input}\` is longer than ${max} characters`
        : `\`${input}\` holds control characters`,
    where: `input ${input}`,
    mend: 'Give a shorter name of printable characters',
  });
}

/** A fork's or Dependabot's token can only read, whatever the workflow asks for. */
function whyNotRecorded(mode: TrackRequest['record'], ci: Ci): string | null {
  if (mode === 'none' || mode === 'evidence') return `\`record\` is \`${mode}\``;
  if (mode === 'auto' && ci.context.trust === 'fork') {
    return 'the pull request comes from a fork or from Dependabot, whose token cannot write to this repository';
  }
  return null;
}
