import type { RunRecord } from '../../../core/generated/types.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { redactRun } from '../../../core/redact/run.js';
import type { SeriesPoint } from '../../../core/series.js';
import { applyEntry } from '../../../mlflow/state/apply.js';
import type { Run } from '../../../mlflow/state/entities.js';
import { recordChanges } from '../../../mlflow/state/from-record.js';
import { residue, type TimedChange } from '../../../mlflow/state/residue.js';
import { emptyState, known, type State } from '../../../mlflow/state/state.js';
import type { ArtifactStore } from '../../../stores/store.js';
import { fits } from './amendment.js';
import { sealFiles } from './files.js';
import { sealedHistory } from './history.js';
import { sealedRecord } from './record.js';

interface Sealed {
  record: RunRecord;
  series: SeriesPoint[];
  /** What the record has no words for. */
  residue: TimedChange[];
}

/**
 * A run of a client as the ledger is to have it, with its files stored.
 * @throws Error where a ledger cannot hold it
 */
export async function sealRun(
  run: Run,
  state: State,
  deps: { folder: string; store: ArtifactStore; temp: string; redactor: Redactor },
): Promise<Sealed> {
  const experiment = known(state.experiments, run.experiment_id);
  const models = [...state.loggedModels.values()];
  const own = models.filter((model) => model.source_run_id === run.run_id && model.lifecycle === 'active');
  const history = sealedHistory(run, models);
  const { redactor } = deps;
  const { series, whole } = history;
  const files = await sealFiles(run, { models: own, whole }, { ...deps, secretIn: redactor.secretIn });
  const draft = sealedRecord(run, experiment.name, { files, history });
  const record = redactRun(draft, redactor).value;
  const left = residue(run, shownRun(draft, run), { models, points: history.left });
  if (!fits(left)) throw new Error('what clients said of it is more than an amendment of a ledger holds');
  return { record, series, residue: left };
}

/** The run as somebody sees it who has nothing but its record. */
function shownRun(record: RunRecord, { experiment_id, run_id }: Run): Run {
  const state = emptyState();
  state.runsOf.set(experiment_id, []);
  applyEntry(state, { at: 0, changes: recordChanges(record, experiment_id, []) });
  return known(state.runs, run_id);
}
