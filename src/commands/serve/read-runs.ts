import { isUtf8 } from 'node:buffer';
import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { parseSeriesLine, type SeriesPoint } from '../../core/series.js';
import { RUNS, runIdOf, seriesPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { invalidRecord } from '../../ledger/read/json-record.js';
import { runDecoder } from '../../ledger/read/records.js';
import { experimentIdFor } from '../../mlflow/protocol/experiment-ids.js';
import { applyEntry } from '../../mlflow/state/apply.js';
import type { Change } from '../../mlflow/state/changes.js';
import { recordChanges } from '../../mlflow/state/from-record.js';
import type { State } from '../../mlflow/state/state.js';

export interface RunsAndCurves {
  runs: Map<string, RunRecord>;
  /** By run id. */
  series: Map<string, SeriesPoint[]>;
}

/** All runs of a ledger. @param faults gets what cannot be read, which takes none of the others away */
export async function readRuns(view: LedgerView, faults: UserError[]): Promise<RunsAndCurves> {
  const all = await view.list(RUNS);
  const decode = await runDecoder();
  const runs = new Map<string, RunRecord>();
  await view.each(
    all.filter((path) => runIdOf(path) !== undefined),
    (path, bytes) => {
      try {
        const run = decode(path, bytes);
        runs.set(run.run_id, run);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        faults.push(error);
      }
    },
    { passedOver: (path, why) => faults.push(invalidRecord(path, why)) },
  );
  return { runs, series: await readSeries(view, [...runs.keys()], new Set(all)) };
}

/** What is no curve is left out, as everywhere where nothing is decided by it. */
async function readSeries(
  view: LedgerView,
  ids: readonly string[],
  all: ReadonlySet<string>,
): Promise<Map<string, SeriesPoint[]>> {
  const series = new Map<string, SeriesPoint[]>();
  const idOf = new Map(ids.map((id) => [seriesPath(id), id]));
  await view.each(
    [...idOf.keys()].filter((path) => all.has(path)),
    (path, bytes) => {
      if (!isUtf8(bytes)) return;
      const lines = bytes.toString('utf8').split('\n');
      series.set(
        idOf.get(path) ?? '',
        lines.flatMap((line) => parseSeriesLine(line) ?? []),
      );
    },
    { passedOver: () => undefined },
  );
  return series;
}

/** @param experiment id where it is known; else that of the record's name, and a new one for a name that nobody has */
export function addRun(
  state: State,
  run: RunRecord,
  { experiment, series }: { experiment: string | undefined; series: readonly SeriesPoint[] },
): void {
  const at = Date.parse(run.started_at);
  const known = experiment ?? state.experimentIds.get(run.experiment);
  const experiment_id = known ?? experimentIdFor(run.experiment, state);
  const changes: Change[] = recordChanges(run, experiment_id, series);
  if (!state.experiments.has(experiment_id))
    changes.unshift({
      type: 'experiment-created',
      experiment_id,
      name: run.experiment,
      artifact_location: `mlflow-artifacts:/${experiment_id}`,
      tags: [],
    });
  applyEntry(state, { at, changes });
}
