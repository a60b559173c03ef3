import { isUtf8 } from 'node:buffer';
import { UserError } from '../../core/errors.js';
import type { ModelVersion, RunRecord } from '../../core/generated/types.js';
import { foldModel } from '../../core/registry/registry.js';
import { parseSeriesLine, type SeriesPoint } from '../../core/series.js';
import { RUNS, runIdOf, seriesPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { findModels, readModel, runDecoder } from '../../ledger/read/records.js';
import { experimentIdFor } from '../../mlflow/protocol/experiment-ids.js';
import { applyEntry } from '../../mlflow/state/apply.js';
import type { Change } from '../../mlflow/state/changes.js';
import { registeredModel, versionFiles } from '../../mlflow/state/from-model.js';
import { recordChanges } from '../../mlflow/state/from-record.js';
import { emptyState, type State } from '../../mlflow/state/state.js';

/** What a ledger comes to for MLflow's API. */
export interface LedgerState {
  state: State;
  /** The records that it was made of, by run id. */
  runs: ReadonlyMap<string, RunRecord>;
  /** Versions by where their files stand among the artifacts of the server. */
  versions: ReadonlyMap<string, ModelVersion>;
  /** What could not be read, and is not in the state. */
  faults: UserError[];
}

/** Reads all runs and registered models of a ledger. One bad record takes none of the others away. */
export async function readLedger(view: LedgerView): Promise<LedgerState> {
  const state = emptyState();
  const faults: UserError[] = [];
  const runs = await readRuns(view, { state, faults });
  const versions = await readRegistry(view, { state, faults });
  return { state, runs, versions, faults };
}

interface Into {
  state: State;
  faults: UserError[];
}

async function readRuns(view: LedgerView, { state, faults }: Into): Promise<Map<string, RunRecord>> {
  const paths = (await view.list(RUNS)).filter((path) => runIdOf(path) !== undefined);
  const decode = await runDecoder();
  const runs = new Map<string, RunRecord>();
  await view.each(
    paths,
    (path, bytes) => {
      try {
        const run = decode(path, bytes);
        runs.set(run.run_id, run);
      } catch (error) {
        keepFault(faults, error);
      }
    },
    { passedOver: (path, why) => faults.push(unreadable(path, why)) },
  );
  const series = await readSeries(view, [...runs.keys()]);
  for (const run of runs.values()) addRun(state, run, series.get(run.run_id) ?? []);
  return runs;
}

/** What is no curve is left out, as everywhere where nothing is decided by it. */
async function readSeries(view: LedgerView, ids: readonly string[]): Promise<Map<string, SeriesPoint[]>> {
  const series = new Map<string, SeriesPoint[]>();
  const idOf = new Map(ids.map((id) => [seriesPath(id), id]));
  const all = new Set(await view.list(RUNS));
  const paths = [...idOf.keys()].filter((path) => all.has(path));
  await view.each(
    paths,
    (path, bytes) => {
      if (!isUtf8(bytes)) return;
      const points = bytes
        .toString('utf8')
        .split('\n')
        .flatMap((line) => parseSeriesLine(line) ?? []);
      series.set(idOf.get(path) ?? '', points);
    },
    { passedOver: () => undefined },
  );
  return series;
}

/** The experiments of a ledger are those that its runs name, in the order of their ids. */
function addRun(state: State, run: RunRecord, series: readonly SeriesPoint[]): void {
  const at = Date.parse(run.started_at);
  const known = state.experimentIds.get(run.experiment);
  const experiment_id = known ?? experimentIdFor(run.experiment, state);
  const changes: Change[] = recordChanges(run, experiment_id, series);
  if (known === undefined)
    changes.unshift({
      type: 'experiment-created',
      experiment_id,
      name: run.experiment,
      artifact_location: `mlflow-artifacts:/${experiment_id}`,
      tags: [],
    });
  applyEntry(state, { at, changes });
}

async function readRegistry(view: LedgerView, { state, faults }: Into): Promise<Map<string, ModelVersion>> {
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
      keepFault(faults, error);
    }
  }
  return versions;
}

function keepFault(faults: UserError[], error: unknown): void {
  if (!(error instanceof UserError)) throw error;
  faults.push(error);
}

function unreadable(path: string, why: string): UserError {
  return new UserError({
    code: 'E_LEDGER_RECORD_INVALID',
    what: `A record ${why}`,
    where: path,
    mend: 'Look at the commit that added it',
  });
}
