import type { Amendment, RunRecord } from '../../../core/generated/types.js';
import { firstAmendmentId } from '../../../core/ids.js';
import type { Log } from '../../../core/log.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { VERSIONS_TAG } from '../../../core/versions-tag.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import { firstExperimentId } from '../../../mlflow/protocol/experiment-ids.js';
import { applyEntry } from '../../../mlflow/state/apply.js';
import type { DatasetInput, LoggedModel, Run } from '../../../mlflow/state/entities.js';
import { recordChanges } from '../../../mlflow/state/from-record.js';
import { residue, type TimedChange } from '../../../mlflow/state/residue.js';
import { emptyState, known } from '../../../mlflow/state/state.js';
import { saidDataset } from '../mlflow/datasets.js';
import { isPoint, runNameOf } from '../mlflow/parts.js';
import { amendmentOf, fits } from './amendment.js';
import { redactChanges } from './redact.js';
import { soundChanges } from './sound.js';

const NAME_TAG = 'mlflow.runName';
const SCRIPT_TAG = 'mlflow.source.name';
/** What a client says of where a run comes from, if it does. */
const OF_SOURCE = 'mlflow.source.';

/**
 * What a client has said of a run and its record has no words for, so that it reads the same again from the ledger. It is written in one
 * commit with the record, which says what was seen: who ran it, its commit, its parent, how it ended, its lineage.
 * @param draft the record before its credentials are taken out: what is replaced there is not told here
 * @param server id of the command's own run, whose server heard it
 * @param registers whether what the script registered is registered behind it, where it is not refused: else its models are no version
 * @returns undefined where a ledger cannot hold it
 */
export async function firstAmendment(
  logged: LoggedRun,
  { draft, server, registers }: { draft: RunRecord; server: string; registers: boolean },
  { redactor, log }: { redactor: Redactor; log: Log },
): Promise<Amendment | undefined> {
  const { run_id } = draft;
  const shown = shownRun(draft);
  const models = logged.logged_models.map((model) => ownModel(model, shown, registers));
  const points = [...logged.curves.values()].flatMap((curve) => curve.points);
  const left = [...points, ...logged.model_points()].filter((point) => !isPoint(point));
  const run = asLogged(logged, shown, draft);
  const said = residue(run, shown, { models, points: left }).map(byName);
  const changes = [...experimentTags(logged, shown, draft), ...said];
  if (!fits(changes)) {
    log.warning(
      `What the client said of run ${run_id} and its record has no words for is more than a ledger holds, and is left out.`,
    );
    return undefined;
  }
  const facts = {
    event_id: firstAmendmentId(run_id),
    at: draft.ended_at,
    actor: draft.context.actor === null ? null : redactor.replace(draft.context.actor).text,
    previous: null,
    through: { server, number: 0 },
  };
  const subject = { run_id };
  const sound = await soundChanges(subject, redactChanges(changes, redactor), { facts, log });
  return sound.length === 0 ? undefined : amendmentOf(subject, sound, facts);
}

/** The run as somebody sees it who has nothing but its record. */
function shownRun(record: RunRecord): Run {
  const state = emptyState();
  const experiment_id = firstExperimentId(record.experiment);
  state.runsOf.set(experiment_id, []);
  applyEntry(state, { at: 0, changes: recordChanges(record, experiment_id, []) });
  return known(state.runs, record.run_id);
}

/** What the client said of the experiment, if that is the one that the run is recorded in. */
function experimentTags(
  { run, experiment, experiment_tags }: LoggedRun,
  { experiment_id }: Run,
  record: RunRecord,
): TimedChange[] {
  if (experiment !== record.experiment) return [];
  const at = Number(run.end_time ?? run.start_time);
  return [...experiment_tags].map(([key, value]) => ({
    type: 'experiment-tag-set',
    at,
    experiment_id,
    key,
    value,
  }));
}

/** The run as its client is to read it again. */
function asLogged(logged: LoggedRun, shown: Run, record: RunRecord): Run {
  const { run } = logged;
  const isNamed = record.run_name === runNameOf(logged);
  const name = isNamed ? run.name : shown.name;
  const kept = [...shown.tags].filter(([key]) => !key.startsWith(OF_SOURCE) || run.tags.has(key));
  const own = [...run.tags].filter(([key]) => key === SCRIPT_TAG || !shown.tags.has(key));
  return {
    ...run,
    run_id: shown.run_id,
    experiment_id: shown.experiment_id,
    name,
    status: shown.status,
    ...(run.end_time === undefined && shown.end_time !== undefined ? { end_time: shown.end_time } : {}),
    params: new Map([...shown.params, ...run.params]),
    tags: new Map([...kept, ...own, [NAME_TAG, name]]),
    datasets: datasetsOf(run, shown, record),
  };
}

type Recorded = RunRecord['inputs']['datasets'][number];

/** Those that the client named, as it did; and those that only the record has. */
function datasetsOf(run: Run, shown: Run, { inputs }: RunRecord): DatasetInput[] {
  const key = (name: string, digest: string) => JSON.stringify([name, digest]);
  const digestOf = ({ digests = {} }: Recorded) => digests['mlflow'] ?? '';
  const recorded = new Map(inputs.datasets.map((one) => [key(one.name, digestOf(one)), one]));
  const told = new Set<Recorded | undefined>();
  const own = run.datasets.map((input) => {
    const said = saidDataset(input);
    const its = recorded.get(key(said.name, input.dataset.digest));
    told.add(its);
    const { dataset, tags } = input;
    const isGiven = its !== undefined && its.version !== said.version;
    return { dataset, tags: isGiven ? [...tags, { key: 'version', value: its.version }] : tags };
  });
  return [...own, ...shown.datasets.filter((_, index) => !told.has(inputs.datasets[index]))];
}

function ownModel(
  { tags, ...model }: LoggedModel,
  { run_id, experiment_id }: Run,
  registers: boolean,
): LoggedModel {
  const own = [...tags].filter(([key]) => registers || key !== VERSIONS_TAG);
  return { ...model, tags: new Map(own), source_run_id: run_id, experiment_id };
}

/** Its experiment is the one that its record names. */
function byName(change: TimedChange): TimedChange {
  if (change.type !== 'run-updated') return change;
  const { experiment_id: _, ...others } = change;
  return others;
}
