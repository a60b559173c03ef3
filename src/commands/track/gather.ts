import {
  type ArtifactFile,
  collectArtifacts,
  describeArtifacts,
  mergeArtifacts,
} from '../../collect/artifacts.js';
import { collectDatasets } from '../../collect/datasets.js';
import { type LineageDir, readLineageDir } from '../../collect/lineage-dir.js';
import { type CollectedMetrics, collectMetrics } from '../../collect/metrics.js';
import { type CollectedModel, collectModel, type ModelSource } from '../../collect/models.js';
import { collectParams } from '../../collect/params.js';
import { collectPictures, type RunPicture } from '../../collect/pictures.js';
import { seedsOf } from '../../collect/seeds.js';
import type { Fault, Faults } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { parseLines } from '../../core/key-values.js';
import { FORMATS } from '../../formats/formats.js';
import type { Session } from './session.js';

/** Files of one folder that are uploaded together. */
export interface UploadSet {
  /** First part of the upload's name. */
  kind: 'model' | 'artifacts' | 'dropped';
  label: string;
  /** Absolute. */
  root: string;
  /** Relative to `root`, forward slashes. */
  files: string[];
  /** Indexes of the record's artifacts whose bytes these are. */
  artifacts: number[];
}

/** What a run left, as the record says it, and the uploads that hold the bytes. */
export interface Gathered {
  datasets: RunRecord['inputs']['datasets'];
  params: RunRecord['inputs']['params'];
  seeds: RunRecord['inputs']['seeds'];
  metrics: CollectedMetrics['metrics'];
  series: CollectedMetrics['series'];
  scriptTags: Record<string, string>;
  /** What a person should know, a sentence without a full stop each. */
  notes: string[];
  /** Models first, each as an artifact of its own. */
  artifacts: ArtifactFile[];
  models: RunRecord['outputs']['models'];
  uploads: UploadSet[];
  /** For the ledger itself. */
  pictures: RunPicture[];
  /** What was left out though nothing is the worse for it; as notes. */
  warnings: string[];
}

export interface GatherOptions {
  /** Leaves out what takes long: artifacts, models, pictures and digests of data. */
  quick: boolean;
  faults: Faults;
  /** Why a name that is no part of the record cannot be told; undefined when it can. */
  secretIn(name: string): string | undefined;
}

/**
 * Collects what the inputs name and what scripts dropped in LINEAGE_DIR. Each collector is asked even when another one
 * found faults, so that a user hears of all of them.
 */
export async function gather(session: Session, options: GatherOptions): Promise<Gathered> {
  const { quick, faults, secretIn } = options;
  const { request } = session;
  const place = { workspace: request.workspace, cwd: request.cwd };
  const dropped = await faults.catch(() => readLineageDir(session.lineage_dir));
  const [params, metrics, datasets, models, { pictures, warnings }] = await Promise.all([
    faults.catch(() => collectParams({ ...place, text: request.params, extraFiles: dropped?.params })),
    faults.catch(() => collectMetrics({ ...place, text: request.metrics, extraFiles: dropped?.metrics })),
    faults.catch(() => collectDatasets({ ...place, text: request.datasets, quick })),
    quick ? [] : gatherModels(session, dropped?.models ?? [], faults),
    collectPictures({
      ...place,
      text: request.pictures,
      lineageDir: dropped === undefined ? null : session.lineage_dir,
      secretIn,
      quick,
    }),
  ]);
  const named = await faults.catch(() =>
    collectArtifacts({
      ...place,
      text: request.artifacts,
      exclude: models.map((model) => model.path),
      paramFiles: params?.files,
      metricFiles: metrics?.files,
      quick,
    }),
  );
  const loose = quick
    ? []
    : await faults.catch(() => describeArtifacts(session.lineage_dir, dropped?.artifacts ?? []));
  await faults.catch(() => mergeArtifacts(named ?? [], loose ?? []));
  return {
    datasets: datasets ?? [],
    params: params?.params ?? {},
    seeds: seedsOf(params?.params ?? {}),
    metrics: metrics?.metrics ?? {},
    series: metrics?.series ?? [],
    scriptTags: dropped?.tags ?? {},
    notes: (dropped?.unknown ?? []).map(
      (name) => `\`${name}\` in LINEAGE_DIR is in none of its folders and was left`,
    ),
    models: models.map(({ path, manifest }) => ({ path, manifest })),
    pictures,
    warnings,
    ...uploadsOf(session, models, [named ?? [], loose ?? []]),
  };
}

/** The models that the input names and those in LINEAGE_DIR. */
async function gatherModels(
  session: Session,
  dropped: LineageDir['models'],
  faults: Faults,
): Promise<CollectedModel[]> {
  const { workspace, cwd, flavor } = session.request;
  const sources: ModelSource[] = [
    ...parseLines(session.request.model).map(({ text, line }) => ({
      place: { workspace, cwd },
      path: text,
      where: `model, line ${line}`,
      flavor,
    })),
    ...dropped.map(({ path }) => ({
      place: { workspace: session.lineage_dir, cwd: session.lineage_dir },
      path,
      where: `LINEAGE_DIR/${path}`,
      flavor,
    })),
  ];
  const models = new Map<string, CollectedModel>();
  for (const source of sources) {
    const model = await faults.catch(() => collectModel(source, FORMATS));
    if (model === undefined) continue;
    const earlier = models.get(model.path);
    if (earlier !== undefined && earlier.absolute !== model.absolute) faults.add(twoModels(model.path));
    models.set(model.path, model);
  }
  return [...models.values()];
}

function twoModels(path: string): Fault {
  return {
    code: 'E_PATH_NAME',
    what: `There are two models \`${path}\`, one in the workspace and one in LINEAGE_DIR`,
    where: path,
    mend: 'Rename one of them',
  };
}

/** The list of artifacts and which upload holds which: each model alone, so that a deployment downloads nothing else. */
function uploadsOf(
  session: Session,
  models: readonly CollectedModel[],
  [named, dropped]: [ArtifactFile[], ArtifactFile[]],
): Pick<Gathered, 'artifacts' | 'uploads'> {
  const { request } = session;
  const artifacts: ArtifactFile[] = models.map(({ path, manifest }) => ({
    path,
    size_bytes: manifest.size_bytes,
    digest: manifest.digest,
    kind: 'model',
  }));
  const uploads: UploadSet[] = models.map(({ root, files }, index) => ({
    kind: 'model',
    label: models.length === 1 ? request.model_name : `${request.model_name}-${index + 1}`,
    root,
    files,
    artifacts: [index],
  }));
  const add = (kind: UploadSet['kind'], root: string, files: readonly ArtifactFile[]) => {
    if (files.length === 0) return;
    const first = artifacts.push(...files) - files.length;
    uploads.push({
      kind,
      label: request.experiment,
      root,
      files: files.map(({ path }) => path),
      artifacts: files.map((_, index) => first + index),
    });
  };
  add('artifacts', request.workspace, named);
  add('dropped', session.lineage_dir, dropped);
  return { artifacts, uploads };
}
