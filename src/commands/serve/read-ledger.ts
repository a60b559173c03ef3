import { UserError } from '../../core/errors.js';
import type { ModelVersion, RunRecord } from '../../core/generated/types.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { type ModelFiles, readModelFiles } from '../../ledger/read/model.js';
import { findModels } from '../../ledger/read/records.js';
import { DEFAULT_EXPERIMENT, DEFAULT_NAME } from '../../mlflow/protocol/lookups.js';
import { applyEntry } from '../../mlflow/state/apply.js';
import type { Change } from '../../mlflow/state/changes.js';
import { registeredModel, versionFiles } from '../../mlflow/state/from-model.js';
import type { TimedChange } from '../../mlflow/state/residue.js';
import { emptyState, type State } from '../../mlflow/state/state.js';
import { applyAmendments, experimentsOfRuns, type ReadAmendment, readAmendments } from './read-amendments.js';
import { addRun, readRuns } from './read-runs.js';
import { asWritten, type Verifier } from './verify-registry.js';

/** What a ledger comes to for MLflow's API. */
export interface LedgerState {
  state: State;
  /** The records that it was made of, by run id. */
  runs: ReadonlyMap<string, RunRecord>;
  /** Versions by where their files stand among the artifacts of the server. */
  versions: ReadonlyMap<string, ModelVersion>;
  amendments: readonly ReadAmendment[];
  /** What could not be read, and is not in the state. */
  faults: UserError[];
  /** What of stages and aliases is not shown as the ledger says it, as lines of a log. */
  doubts: string[];
  /** Whether GitHub could not be asked about some of them. */
  isUnsettled: boolean;
}

/**
 * Reads all that a ledger says of runs and registered models. One bad record takes none of the others away.
 * @param now milliseconds since 1970
 * @param verifier left out, stages and aliases are what the ledger alone says
 */
export async function readLedger(view: LedgerView, now: number, verifier?: Verifier): Promise<LedgerState> {
  const state = emptyState();
  const faults: UserError[] = [];
  const amendments = await readAmendments(view, faults);
  const { runs, series } = await readRuns(view, faults);
  const starts = [...runs.values()].map(({ started_at }) => Date.parse(started_at));
  applyEntry(state, { at: starts.reduce((first, start) => Math.min(first, start), now), changes: [DEFAULT] });
  // Experiments first, since runs lie in them; what is said of runs when all of them are there.
  const apply = (takes: (change: TimedChange) => boolean) =>
    applyAmendments(state, amendments, { takes, faults });
  apply(isNaming);
  const experiments = experimentsOfRuns(amendments);
  for (const run of runs.values())
    addRun(state, run, {
      experiment: experiments.get(run.run_id),
      series: series.get(run.run_id) ?? [],
    });
  apply(({ type }) => type === 'logged-model-created');
  apply((change) => !isNaming(change) && change.type !== 'logged-model-created');
  const registry = await readRegistry(view, { state, faults, verifier });
  return { state, runs, amendments, faults, ...registry };
}

/** What every server has, since a client that names no experiment logs to it. */
const DEFAULT: Change = {
  type: 'experiment-created',
  experiment_id: DEFAULT_EXPERIMENT,
  name: DEFAULT_NAME,
  artifact_location: `mlflow-artifacts:/${DEFAULT_EXPERIMENT}`,
  tags: [],
};

function isNaming({ type }: TimedChange): boolean {
  return type === 'experiment-created' || type === 'experiment-renamed';
}

async function readRegistry(
  view: LedgerView,
  { state, faults, verifier }: { state: State; faults: UserError[]; verifier: Verifier | undefined },
): Promise<Pick<LedgerState, 'versions' | 'doubts' | 'isUnsettled'>> {
  const versions = new Map<string, ModelVersion>();
  const doubts: string[] = [];
  let isUnsettled = false;
  const { names, faults: odd } = await findModels(view);
  faults.push(...odd);
  const files = new Map<string, ModelFiles>();
  for (const name of names) {
    try {
      files.set(name, await readModelFiles(view, name));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(error);
    }
  }
  const shown = await (verifier?.verify(files) ?? asWritten(files));
  for (const name of files.keys()) {
    const found = shown.get(name);
    if (found === undefined) continue;
    if (found instanceof UserError) {
      faults.push(found);
      continue;
    }
    const { model, state: standing, verified } = found;
    doubts.push(...found.doubts);
    isUnsettled ||= found.isUnsettled;
    if (model.versions.length === 0) continue;
    state.models.set(name, registeredModel(name, model, standing, verified));
    state.numbers.set(name, Math.max(...model.versions.map(({ version }) => version)));
    for (const version of model.versions) versions.set(versionFiles(name, version.version), version);
  }
  return { versions, doubts, isUnsettled };
}
