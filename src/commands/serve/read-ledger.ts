import type { UserError } from '../../core/errors.js';
import { isLogged } from '../../core/trust.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { DEFAULT_EXPERIMENT, DEFAULT_NAME } from '../../mlflow/protocol/lookups.js';
import { applyEntry } from '../../mlflow/state/apply.js';
import type { Change } from '../../mlflow/state/changes.js';
import type { TimedChange } from '../../mlflow/state/residue.js';
import { emptyState, type State } from '../../mlflow/state/state.js';
import { type Amended, applyAmendments, experimentsOfRuns, readAmendments } from './read-amendments.js';
import { type DayOptions, eachDay } from './read-days.js';
import { addRun, type ReadRun, runReader } from './read-runs.js';
import { readRegistry, type SeenRegistry, unseenRegistry } from './registry/read-registry.js';
import type { Verifier } from './verify-registry.js';

/** What a ledger comes to for MLflow's API. */
export interface LedgerState {
  state: State;
  /** Ids of the runs that have records. */
  runs: Set<string>;
  /** Of these, those that no client has logged: somebody saw them being made. */
  watched: Set<string>;
  registry: SeenRegistry;
  /** By path. */
  amendments: Map<string, Amended>;
  /** Ids of the trees of the folders of days, by their paths. */
  days: Map<string, string>;
  /** What could not be read, and is not in the state. */
  faults: UserError[];
  /** What of stages and aliases is not shown as the ledger says it, as lines of a log. */
  doubts: readonly string[];
  /** Whether GitHub could not be asked about some of them. */
  isUnsettled: boolean;
}

export interface ReadOptions extends Pick<DayOptions<never>, 'cache' | 'keeps'> {
  /** Milliseconds since 1970. */
  now: number;
  /** Left out, stages and aliases are what the ledger alone says. */
  verifier?: Verifier | undefined;
}

/** Reads all that a ledger says of runs and registered models. One bad record takes none of the others away. */
export async function readLedger(
  view: LedgerView,
  { now, verifier, ...options }: ReadOptions,
): Promise<LedgerState> {
  const state = emptyState();
  const faults: UserError[] = [];
  const runs = new Set<string>();
  const watched = new Set<string>();
  const { amendments, days } = await readAmendments(view, { ...options, faults });
  const experiments = experimentsOfRuns(amendments);
  const apply = (takes: (change: TimedChange) => boolean) =>
    applyAmendments(state, amendments, { takes, faults });

  /** Experiments come first, since runs lie in them. @param first the first runs */
  function begin(first: readonly ReadRun[]): void {
    const starts = first.map(({ run }) => Date.parse(run.started_at));
    applyEntry(state, { at: Math.min(now, ...starts), changes: [DEFAULT] });
    apply(isNaming);
    // Points of runs say which of these they were measured of.
    apply(({ type }) => type === 'logged-model-created');
  }

  const runDays = await eachDay(view, await runReader(), {
    ...options,
    faults,
    visit(found) {
      if (state.experiments.size === 0) begin(found);
      for (const one of found) {
        addRun(state, one, experiments.get(one.run.run_id));
        runs.add(one.run.run_id);
        if (!isLogged(one.run)) watched.add(one.run.run_id);
      }
    },
  });
  if (state.experiments.size === 0) begin([]);
  // What is said of runs when all of them are there.
  apply((change) => !isNaming(change) && change.type !== 'logged-model-created');
  const registry = unseenRegistry();
  const { doubts, isUnsettled } = await readRegistry(view, registry, { state, faults, verifier });
  return {
    ...{ state, runs, watched, registry, faults, doubts, isUnsettled },
    amendments: new Map(amendments.map(({ path, digest, amendment }) => [path, { path, digest, amendment }])),
    days: new Map([...days, ...runDays]),
  };
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
