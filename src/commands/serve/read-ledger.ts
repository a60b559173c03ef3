import type { UserError } from '../../core/errors.js';
import { isLogged } from '../../core/trust.js';
import { type DayOptions, eachDay } from '../../ledger/index/read-days.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { applyEntry } from '../../mlflow/state/apply.js';
import type { Change } from '../../mlflow/state/changes.js';
import { DEFAULT_EXPERIMENT, DEFAULT_NAME } from '../../mlflow/state/experiments.js';
import type { TimedChange } from '../../mlflow/state/residue.js';
import { emptyState, type State } from '../../mlflow/state/state.js';
import type { Amended, ReadAmendment } from './amended.js';
import { FormerNames } from './former-names.js';
import {
  applyAmendments,
  experimentsOfRuns,
  makeModels,
  readAmendments,
  settleExperiments,
  settleModels,
  type Takes,
} from './read-amendments.js';
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
  former: FormerNames;
  /** What lies among the amendments and in the folder of no day, by path: told, and not shown. */
  strays: ReadonlySet<string>;
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
  const { amendments, days, strays } = await readAmendments(view, { ...options, faults });
  const experiments = experimentsOfRuns(amendments);
  const former = new FormerNames();
  former.note(amendments);
  const named = amendedExperiments(amendments);
  const apply = (takes: Takes) => applyAmendments(state, amendments, { takes, faults });

  /** Experiments come first, since runs lie in them. @param first the first runs */
  function begin(first: readonly ReadRun[]): void {
    const starts = first.map(({ run }) => Date.parse(run.started_at));
    applyEntry(state, { at: Math.min(now, ...starts), changes: [DEFAULT] });
    apply((change) => isNaming(change) && named.has(change.experiment_id));
    // Points of runs say which of these they were measured of.
    makeModels(apply);
  }

  const runDays = await eachDay(view, await runReader(), {
    ...options,
    faults,
    visit(found) {
      if (state.experiments.size === 0) begin(found);
      for (const one of found) {
        addRun(state, one, { experiment: experiments.get(one.run.run_id), former });
        runs.add(one.run.run_id);
        if (!isLogged(one.run)) watched.add(one.run.run_id);
      }
    },
  });
  if (state.experiments.size === 0) begin([]);
  // What is said of runs when all of them are there.
  apply((change) => {
    if (!isNaming(change)) return change.type !== 'logged-model-created';
    // Runs alone have made it, and under its newest name: those between may be names of others.
    const isNewest = former.newestOf(change.experiment_id)?.since === change.at;
    return !named.has(change.experiment_id) && isNewest;
  });
  settleModels(state, amendments);
  settleExperiments(state, amendments);
  const registry = unseenRegistry();
  const { doubts, isUnsettled } = await readRegistry(view, registry, { state, faults, verifier });
  return {
    state,
    runs,
    watched,
    registry,
    former,
    strays,
    faults,
    doubts,
    isUnsettled,
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

type Naming = Extract<TimedChange, { type: 'experiment-created' | 'experiment-renamed' }>;

function isNaming(change: TimedChange): change is Naming {
  return change.type === 'experiment-created' || change.type === 'experiment-renamed';
}

/** Ids of the experiments that are there before any run is. */
function amendedExperiments(amendments: readonly ReadAmendment[]): Set<string> {
  const changes = amendments.flatMap((amendment) => amendment.changes);
  const made = changes.filter(({ type }) => type === 'experiment-created') as Naming[];
  return new Set([DEFAULT_EXPERIMENT, ...made.map(({ experiment_id }) => experiment_id)]);
}
