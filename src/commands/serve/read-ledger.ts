import type { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { DEFAULT_EXPERIMENT, DEFAULT_NAME } from '../../mlflow/protocol/lookups.js';
import { applyEntry } from '../../mlflow/state/apply.js';
import type { Change } from '../../mlflow/state/changes.js';
import type { TimedChange } from '../../mlflow/state/residue.js';
import { emptyState, type State } from '../../mlflow/state/state.js';
import { applyAmendments, experimentsOfRuns, type ReadAmendment, readAmendments } from './read-amendments.js';
import { addRun, readRuns } from './read-runs.js';
import { readRegistry, type SeenRegistry, unseenRegistry } from './registry/read-registry.js';
import type { Verifier } from './verify-registry.js';

/** What a ledger comes to for MLflow's API. */
export interface LedgerState {
  state: State;
  /** The records that it was made of, by run id. */
  runs: ReadonlyMap<string, RunRecord>;
  registry: SeenRegistry;
  amendments: readonly ReadAmendment[];
  /** What could not be read, and is not in the state. */
  faults: UserError[];
  /** What of stages and aliases is not shown as the ledger says it, as lines of a log. */
  doubts: readonly string[];
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
  const registry = unseenRegistry();
  const { doubts, isUnsettled } = await readRegistry(view, registry, { state, faults, verifier });
  return { state, runs, registry, amendments, faults, doubts, isUnsettled };
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
