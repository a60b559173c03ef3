import { UserError } from '../../core/errors.js';
import type { ModelVersion } from '../../core/generated/types.js';
import { foldModel } from '../../core/registry/registry.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { findModels, readModel } from '../../ledger/read/records.js';
import { DEFAULT_EXPERIMENT, DEFAULT_NAME } from '../../mlflow/protocol/lookups.js';
import { applyEntry } from '../../mlflow/state/apply.js';
import type { Change } from '../../mlflow/state/changes.js';
import { registeredModel, versionFiles } from '../../mlflow/state/from-model.js';
import type { TimedChange } from '../../mlflow/state/residue.js';
import { emptyState, type State } from '../../mlflow/state/state.js';
import { type Amended, applyAmendments, experimentsOfRuns, readAmendments } from './read-amendments.js';
import { type DayOptions, eachDay } from './read-days.js';
import { addRun, type ReadRun, runReader } from './read-runs.js';

/** What a ledger comes to for MLflow's API. */
export interface LedgerState {
  state: State;
  /** Ids of the runs that have records. */
  runs: ReadonlySet<string>;
  /** Versions by where their files stand among the artifacts of the server. */
  versions: ReadonlyMap<string, ModelVersion>;
  amendments: readonly Amended[];
  /** What could not be read, and is not in the state. */
  faults: UserError[];
}

export interface ReadOptions extends Pick<DayOptions<never>, 'cache' | 'keeps'> {
  /** Milliseconds since 1970. */
  now: number;
}

/** Reads all that a ledger says of runs and registered models. One bad record takes none of the others away. */
export async function readLedger(view: LedgerView, { now, ...options }: ReadOptions): Promise<LedgerState> {
  const state = emptyState();
  const faults: UserError[] = [];
  const runs = new Set<string>();
  const amendments = await readAmendments(view, { ...options, faults });
  const experiments = experimentsOfRuns(amendments);
  const apply = (takes: (change: TimedChange) => boolean) =>
    applyAmendments(state, amendments, { takes, faults });

  /** Experiments come first, since runs lie in them. @param first the first runs */
  function begin(first: readonly ReadRun[]): void {
    const starts = first.map(({ run }) => Date.parse(run.started_at));
    applyEntry(state, { at: Math.min(now, ...starts), changes: [DEFAULT] });
    apply(isNaming);
  }

  await eachDay(view, await runReader(), {
    ...options,
    faults,
    visit(found) {
      if (state.experiments.size === 0) begin(found);
      for (const one of found) {
        addRun(state, one, experiments.get(one.run.run_id));
        runs.add(one.run.run_id);
      }
    },
  });
  if (state.experiments.size === 0) begin([]);
  // What is said of runs when all of them are there.
  apply(({ type }) => type === 'logged-model-created');
  apply((change) => !isNaming(change) && change.type !== 'logged-model-created');
  const versions = await readRegistry(view, { state, faults });
  const amended = amendments.map(({ digest, amendment }) => ({ digest, amendment }));
  return { state, runs, versions, amendments: amended, faults };
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
  { state, faults }: { state: State; faults: UserError[] },
): Promise<Map<string, ModelVersion>> {
  const versions = new Map<string, ModelVersion>();
  const { names, faults: odd } = await findModels(view);
  faults.push(...odd);
  for (const name of names) {
    try {
      const model = await readModel(view, name);
      requireWhole(name, model);
      if (model.versions.length === 0) continue;
      state.models.set(name, registeredModel(name, model, foldModel(model)));
      state.numbers.set(name, Math.max(...model.versions.map(({ version }) => version)));
      for (const version of model.versions) versions.set(versionFiles(name, version.version), version);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(error);
    }
  }
  return versions;
}
