import type { KeptDigests } from '../../../collect/files/kept-digests.js';
import type { Problem, RunRecord } from '../../../core/generated/types.js';
import { shown } from '../../../core/key-values.js';
import type { Log } from '../../../core/log.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import type { SeriesPoint } from '../../../core/series.js';
import { applyEntry } from '../../../mlflow/state/apply.js';
import type { Run } from '../../../mlflow/state/entities.js';
import { recordChanges } from '../../../mlflow/state/from-record.js';
import { residue, type TimedChange } from '../../../mlflow/state/residue.js';
import { emptyState, known, type State } from '../../../mlflow/state/state.js';
import type { ArtifactStore } from '../../../stores/store.js';
import { fits, LONGEST_AMENDED } from '../../track/amendment/amendment.js';
import { redactForRecord } from '../../track/redact-run.js';
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
 * @param deps `wanted` are the keys of the lineage tags
 * @throws Error where a ledger cannot hold it
 */
export async function sealRun(
  logged: Run,
  state: State,
  deps: {
    folder: string;
    kept: KeptDigests;
    store: ArtifactStore;
    temp: string;
    redactor: Redactor;
    wanted: readonly string[];
    log: Log;
  },
): Promise<Sealed> {
  const { run, problems } = withoutLongTags(logged);
  const experiment = known(state.experiments, run.experiment_id);
  const models = [...state.loggedModels.values()];
  const own = models.filter((model) => model.source_run_id === run.run_id && model.lifecycle === 'active');
  const history = sealedHistory(run, models);
  const { redactor } = deps;
  const { series, whole } = history;
  const files = await sealFiles(run, { models: own, whole }, { ...deps, secretIn: redactor.secretIn });
  files.problems.push(...problems);
  const draft = sealedRecord(run, experiment.name, { files, history, wanted: deps.wanted });
  const record = redactForRecord(draft, { redactor, log: deps.log, what: `the record of run ${run.run_id}` });
  const left = residue(run, shownRun(draft, run), { models, points: history.left });
  if (!fits(left)) throw new Error('what clients said of it is more than an amendment of a ledger holds');
  return { record, series, residue: left };
}

/** A tag is told whole or not at all: what is too long even for an amendment, as JSON of the client's own can be, is a problem. */
function withoutLongTags(run: Run): { run: Run; problems: Problem[] } {
  const long = [...run.tags].filter(([, value]) => value.length > LONGEST_AMENDED);
  if (long.length === 0) return { run, problems: [] };
  const keys = new Set(long.map(([key]) => key));
  const problems = long.map(([key, value]) => ({
    code: 'E_TAG_INVALID' as const,
    what: `The tag ${shown(key)} is left out: it has ${value.length} characters, and a ledger holds ${LONGEST_AMENDED}`,
    where: 'mlflow',
    mend: 'Log it as an artifact',
  }));
  return { run: { ...run, tags: new Map([...run.tags].filter(([key]) => !keys.has(key))) }, problems };
}

/** The run as somebody sees it who has nothing but its record. */
function shownRun(record: RunRecord, { experiment_id, run_id }: Run): Run {
  const state = emptyState();
  state.runsOf.set(experiment_id, []);
  applyEntry(state, { at: 0, changes: recordChanges(record, experiment_id, []) });
  return known(state.runs, run_id);
}
