import { collectBaseModels } from '../../collect/base-models.js';
import { collectDatasets, type Dataset } from '../../collect/datasets.js';
import { readContained } from '../../collect/files/opened.js';
import type { Place, SourceFile } from '../../collect/files/paths.js';
import { walked } from '../../collect/files/walk.js';
import { foundBy } from '../../collect/freshness/base-models.js';
import { isSameData } from '../../collect/freshness/data.js';
import { type CollectedParams, collectParams } from '../../collect/params.js';
import { readDocument } from '../../collect/values/documents.js';
import { TEXT_LF } from '../../core/compare/digests.js';
import { sha256 } from '../../core/digest.js';
import { Faults } from '../../core/errors.js';
import type { ChangedInput, RunRecord } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import type { Before } from './before.js';
import { withLoggedDatasets } from './mlflow/datasets.js';
import type { LoggedParts } from './mlflow/parts.js';
import type { Session } from './session.js';

/** What a run read. Where two readings differ, the record has both in `changed`. */
export interface GatheredInputs {
  datasets: Dataset[];
  /** Those of them that the input names. */
  given: readonly Dataset[];
  /** What the script calls some of these, as a tag names data. */
  also_named: readonly string[];
  base_models: NonNullable<RunRecord['inputs']['models']>;
  params: CollectedParams['params'];
  /** Files in the workspace that params came from, as records name them. */
  param_files: string[];
  changed: ChangedInput[];
  notes: string[];
}

interface Options {
  before: Before;
  /** Params files in LINEAGE_DIR: what the script itself says. */
  dropped: readonly SourceFile[];
  /** What it logged with MLflow. */
  logged: LoggedParts | null;
  /** Data sets that are known beside those of the input. */
  given: readonly Dataset[];
  quick: boolean;
  faults: Faults;
  /** Gets what is wrong with the data and models that the inputs name: all runs of a command began with these. */
  shared: Faults;
}

/** A record holds so many. */
const CHANGED_LIMIT = 1000;

/**
 * Inputs as they were when the run began and as they are now. In CI nobody but the run can have changed them, so what is there now is
 * what it used; on a laptop a person may have gone on working, so the beginning counts.
 */
export async function gatherInputs(session: Session, options: Options): Promise<GatheredInputs> {
  const { request } = session;
  const place = { workspace: request.workspace, cwd: request.cwd };
  const isCi = session.triggered_by !== 'local';
  const { logged, faults, shared } = options;
  const [params, data, base_models] = await Promise.all([
    gatherParams(place, request.params, { ...options, isCi }),
    gatherData(place, request.datasets, { ...options, isCi, faults: shared }),
    collectBaseModels({ text: request.base_models, place, begin: foundBy(options.before.models) }, shared),
  ]);
  const changed = [...params.changed, ...data.changed];
  const given = [...options.given, ...data.datasets];
  const read = { datasets: given, also_named: [] };
  return {
    ...(logged === null ? read : withLoggedDatasets(given, logged.run, faults)),
    given,
    base_models,
    params: params.params,
    param_files: params.files,
    changed: changed.slice(0, CHANGED_LIMIT),
    notes: [...params.notes, ...whatChanged(changed)],
  };
}

async function gatherParams(
  place: Place,
  text: string,
  { before, dropped, logged, isCi, faults }: Options & { isCi: boolean },
): Promise<CollectedParams & { changed: ChangedInput[] }> {
  const input = { ...place, text, extraFiles: dropped, logged: logged === null ? [] : [logged.params] };
  const files = await changedFiles(place.workspace, before.params);
  const reading = async (wanted: (file: ChangedFile) => boolean) => {
    const own = new Faults();
    const read = async ({ shown: path }: SourceFile) => {
      const file = files.get(path);
      return file !== undefined && wanted(file) ? file.begin : undefined;
    };
    return { ...(await collectParams({ ...input, read }, own)), faults: own };
  };
  const end = await reading(() => false);
  const begin = files.size === 0 ? end : await reading(() => true);
  // What is not under version control is most likely written by the run, on a laptop too.
  const counts = isCi || files.size === 0 ? end : await reading(({ tracked }) => tracked);
  for (const fault of counts.faults.list) faults.add(fault);
  const unread = [...files].filter(([, { isReadable }]) => !isReadable);
  // What a file that cannot be read says now is no reading to compare with.
  const known = unread.length === 0 ? end : await reading(({ isReadable }) => !isReadable);
  const keys = new Set([...Object.keys(begin.params), ...Object.keys(known.params)]);
  const path = files.size === 1 ? ([...files.keys()][0] ?? null) : null;
  const changed = [...keys]
    .map((key): ChangedInput => {
      const values = { begin: begin.params[key] ?? null, end: known.params[key] ?? null };
      return { kind: 'param', name: key, path, ...values };
    })
    .filter((values) => values.begin !== values.end);
  return { ...counts, changed: [...unread.map(unreadFile), ...changed] };
}

interface ChangedFile {
  begin: Uint8Array;
  tracked: boolean;
  /** Whether there is a document in it now. */
  isReadable: boolean;
}

function unreadFile([path, { begin }]: [string, ChangedFile]): ChangedInput {
  return { kind: 'params-file', name: path, path, begin: sha256(begin), end: null };
}

/** Params files that are others now than when the run began. */
async function changedFiles(workspace: string, kept: Before['params']): Promise<Map<string, ChangedFile>> {
  const changed = new Map<string, ChangedFile>();
  for (const [path, { bytes, tracked }] of Object.entries(kept)) {
    const begin = Buffer.from(bytes, 'base64');
    const file = { absolute: walked(workspace, path), within: workspace, shown: path };
    const now = await readContained(file, begin.length).catch(() => undefined);
    if (now?.equals(begin)) continue;
    const document = await new Faults().catch(() => readDocument(file));
    changed.set(path, { begin, tracked, isReadable: document !== undefined });
  }
  return changed;
}

async function gatherData(
  place: Place,
  text: string,
  { before, quick, isCi, faults }: Options & { isCi: boolean },
): Promise<{ datasets: Dataset[]; changed: ChangedInput[] }> {
  const same = new Set<string>();
  for (const [path, look] of quick ? [] : Object.entries(before.data)) {
    if (await isSameData(place.workspace, path, look)) same.add(path);
  }
  const known = (path: string) => {
    const {
      digest = null,
      size_bytes = null,
      text_lf,
      files,
    } = same.has(path) ? (before.data[path] ?? {}) : {};
    if (digest === null || size_bytes === null) return undefined;
    return { digest, size_bytes, ...(text_lf && { text_lf }), ...(files && { files }) };
  };
  const datasets = await collectDatasets({ ...place, text, quick, known }, faults);
  const changed: ChangedInput[] = [];
  for (const dataset of datasets) {
    const look = dataset.path === null || quick ? undefined : before.data[dataset.path];
    if (look === undefined || dataset.path === null || same.has(dataset.path)) continue;
    // Written again with the same bytes, or only touched.
    if (look.digest !== null && look.digest === dataset.digest) continue;
    const { name, path, digest } = dataset;
    changed.push({ kind: 'dataset', name, path, begin: look.digest, end: digest });
    dataset.changed_during_run = true;
    if (isCi) continue;
    Object.assign(dataset, { digest: look.digest, size_bytes: look.size_bytes });
    // These are of the reading at the end.
    delete dataset.files;
    delete dataset.digests?.[TEXT_LF];
  }
  return { datasets, changed };
}

function whatChanged(changed: readonly ChangedInput[]): string[] {
  const notes = changed
    .filter(({ kind }) => kind === 'params-file')
    .map(({ name }) => `${shown(name)} changed during the run, and could not be read at the end`);
  const both = changed.filter(({ kind }) => kind !== 'params-file');
  if (both.length === 0) return notes;
  const names = both.slice(0, 5).map(({ kind, name }) => `${kind} ${shown(name)}`);
  const more = both.length > names.length ? ` and ${both.length - names.length} more` : '';
  return [...notes, `${names.join(', ')}${more} changed during the run; the record has both readings`];
}
