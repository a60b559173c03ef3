import type { FileEntry } from '../../../core/digest.js';
import { UserError } from '../../../core/errors.js';
import type { ModelVersion as JudgedVersion, RunRecord } from '../../../core/generated/types.js';
import { type AskedModel, uploadsAsModel, uploadsOf } from '../../../core/recall/uploads.js';
import { recordWithoutRun } from '../../../core/recall/without-run.js';
import type { LedgerView } from '../../../ledger/ledger.js';
import { readLoggedModel } from '../../../ledger/read/logged-models.js';
import { readRun } from '../../../ledger/read/records.js';
import { decoded } from '../../../mlflow/protocol/uris.js';
import type { LoggedModel, ModelVersion, Run } from '../../../mlflow/state/entities.js';
import type { State } from '../../../mlflow/state/state.js';
import { openRecord } from '../seal/record.js';

/** What lies at a URI that clients of this server have uploaded to; none where it is elsewhere. */
export type Uploaded = (uri: string) => Promise<readonly FileEntry[]>;

/** What a client has said that a version is made of. */
export interface Named extends Pick<ModelVersion, 'run_id' | 'model_id' | 'source' | 'storage'> {
  /** Its own. */
  tags: Readonly<Record<string, string>>;
}

/** A run that has made a version, as recalls are asked about it. */
export interface Maker {
  /** For people. */
  what: string;
  run: RunRecord;
  made: AskedModel;
  /** Whether nothing more can come of it. */
  isRecorded: boolean;
}

interface Known {
  view: LedgerView;
  state: State;
  /** Keys of the lineage tags. */
  wanted: readonly string[];
  uploaded: Uploaded;
}

/** As sources of versions are kept. */
const OF_VERSION = /^models:\/([^/]+)\/(\d+)$/;
const ANY_ID = /(?:m-)?[0-9a-f]{32}/g;

/** Ids of the runs, and of models that were logged without one; also of those that only the place of the files names. */
export function makersNamed(
  { run_id, model_id, source, storage }: Named,
  { runs, loggedModels }: State,
): string[] {
  const places = [source, storage].flatMap((uri) => (decoded(uri) ?? uri).match(ANY_ID) ?? []);
  const known = [model_id, ...places].filter((id) => runs.has(id) || loggedModels.has(id));
  const ids = known.map((id) => loggedModels.get(id)?.source_run_id || id);
  return [...new Set([run_id, ...ids])].filter((id) => id !== '');
}

/** Of a version that nobody has judged: all that whoever is named has stored, since nobody knows which of it is the model. */
export async function makersOf(named: Named, known: Known): Promise<Maker[]> {
  const { loggedModels } = known.state;
  const makers: Maker[] = [];
  for (const id of makersNamed(named, known.state)) {
    const logged = loggedModels.get(id);
    const maker = logged === undefined ? await ofRun(id, known) : await ofLogged(logged, known);
    if (maker !== undefined) makers.push(maker);
  }
  for (const tags of tagsOf(named, known.state))
    makers.push({ what: 'its tags', run: recordWithoutRun(tags), made: null, isRecorded: true });
  return makers;
}

/** Its own tags, and those of what it is a copy of: a copy is said to have other ones. */
function tagsOf({ tags, source }: Pick<Named, 'tags' | 'source'>, { models }: State): Named['tags'][] {
  const all = [tags];
  const seen = new Set<string>();
  for (let uri = source; !seen.has(uri); ) {
    seen.add(uri);
    const [, name = '', number] = OF_VERSION.exec(uri) ?? [];
    const copied = models.get(name)?.versions.get(Number(number));
    if (copied === undefined) break;
    all.push(Object.fromEntries(copied.tags));
    uri = copied.source;
  }
  return all.filter((some) => Object.keys(some).length > 0);
}

export async function judgedMaker(
  { run_id, tags, manifest }: JudgedVersion,
  view: LedgerView,
): Promise<Maker[]> {
  const run = await recordedRun(run_id, view);
  if (run === undefined) return [];
  return [{ what: `run ${run_id}`, run: { ...run, tags }, made: manifest.digest, isRecorded: true }];
}

/** As recorded; of a run that is not, what its clients have said until now. Undefined where nobody knows of it. */
async function ofRun(id: string, { view, state, wanted, uploaded }: Known): Promise<Maker | undefined> {
  const recorded = await recordedRun(id, view);
  const own = state.runs.get(id);
  const open = own && openRecord(own, state.experiments.get(own.experiment_id)?.name ?? '', wanted);
  const run = recorded ?? open;
  if (run === undefined) return undefined;
  const models = [...state.loggedModels.values()].filter(({ source_run_id }) => source_run_id === id);
  // What no record has is given out by this server all the same.
  const uris = [own, ...models].flatMap((one) => one?.artifact_uri ?? []);
  const files = (await Promise.all(uris.map(uploaded))).flat();
  return {
    what: `run ${id}`,
    run,
    made: uploadsOf(run, files),
    isRecorded: recorded !== undefined,
  };
}

async function ofLogged(model: LoggedModel, { view, wanted, uploaded }: Known): Promise<Maker> {
  const { model_id, artifact_uri } = model;
  const record = await readLoggedModel(view, model_id);
  const files = [...(record?.manifest?.files ?? []), ...(await uploaded(artifact_uri))];
  return {
    what: `logged model ${model_id}`,
    run: recordWithoutRun(openRecord(asRun(model), '', wanted).tags),
    made: uploadsAsModel(files),
    isRecorded: record !== undefined,
  };
}

/** What is said of a model that was logged without a run, as if it were one. */
function asRun({
  model_id,
  experiment_id,
  name,
  created,
  artifact_uri,
  lifecycle,
  ...said
}: LoggedModel): Run {
  return {
    ...{ run_id: model_id.replace(/^m-/, ''), experiment_id, name, user_id: '', status: 'FINISHED' },
    ...{ start_time: created, end_time: said.updated, artifact_uri, lifecycle },
    ...{ params: said.params, tags: said.tags, curves: new Map(), datasets: [] },
    ...{ model_inputs: [], model_outputs: [] },
  };
}

async function recordedRun(id: string, view: LedgerView): Promise<RunRecord | undefined> {
  try {
    return await readRun(view, id);
  } catch (error) {
    if (!(error instanceof UserError) || !error.has('E_RUN_NOT_FOUND')) throw error;
    return undefined;
  }
}
