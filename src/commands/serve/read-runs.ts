import { isUtf8 } from 'node:buffer';
import { parseSeriesLine, type SeriesPoint } from '../../core/series.js';
import { isLogged } from '../../core/trust.js';
import type { DayReader } from '../../ledger/index/read-days.js';
import { RUNS, runIdOf, seriesPath } from '../../ledger/layout.js';
import { runDecoder } from '../../ledger/read/records.js';
import { experimentIdFor } from '../../mlflow/protocol/experiment-ids.js';
import { applyEntry } from '../../mlflow/state/apply.js';
import type { Change } from '../../mlflow/state/changes.js';
import { recordChanges, type ShownRecord, shownPart } from '../../mlflow/state/from-record.js';
import { known, type State } from '../../mlflow/state/state.js';
import type { FormerNames } from './former-names.js';

/** A recorded run. */
export interface ReadRun {
  run: ShownRecord;
  series: SeriesPoint[];
}

const SERIES = /\.series\.ndjson$/;
const RUN = /\/([0-9a-f]{32})\.[^/]*$/;

/** Reads the records of runs and their histories. */
export async function runReader(): Promise<DayReader<ReadRun>> {
  const decode = await runDecoder();
  return {
    top: RUNS,
    form: 'runs-2',
    isWanted: (path) => runIdOf(path) !== undefined || SERIES.test(path),
    keyOf: (path) => RUN.exec(path)?.[1] ?? '',
    isRecord: (path) => runIdOf(path) !== undefined,
    take(path, bytes, found) {
      if (!SERIES.test(path)) {
        found.push({ run: shownPart(decode(path, bytes)), series: [] });
        return;
      }
      // A history lies right behind the record of its run.
      const last = found.at(-1);
      if (last !== undefined && seriesPath(last.run.run_id) === path) last.series = pointsOf(bytes);
    },
  };
}

/** What is no curve is left out, as everywhere where nothing is decided by it. */
function pointsOf(bytes: Buffer): SeriesPoint[] {
  if (!isUtf8(bytes)) return [];
  const lines = bytes.toString('utf8').split('\n');
  return lines.flatMap((line) => parseSeriesLine(line) ?? []);
}

/** @param experiment its id, where it is known @param former of names that the record may say it by */
export function addRun(
  state: State,
  { run, series }: ReadRun,
  { experiment, former }: { experiment: string | undefined; former: FormerNames },
): void {
  const at = Date.parse(run.started_at);
  // What clients say moves none that was seen being made.
  const named = (isLogged(run) ? experiment : undefined) ?? former.experimentOf(run.experiment, at);
  const experiment_id =
    named ?? state.experimentIds.get(run.experiment) ?? experimentIdFor(run.experiment, state);
  const changes: Change[] = recordChanges(run, experiment_id, series);
  if (!state.experiments.has(experiment_id))
    changes.unshift({
      type: 'experiment-created',
      experiment_id,
      // The one it was made with may be another's by now.
      name: former.newestOf(experiment_id)?.name ?? run.experiment,
      artifact_location: `mlflow-artifacts:/${experiment_id}`,
      tags: [],
    });
  applyEntry(state, { at, changes });
  const added = known(state.runs, run.run_id);
  if (!isLogged(run)) added.late = null;
  if (run.outputs.apart !== undefined) added.apart = run.outputs.apart;
}
