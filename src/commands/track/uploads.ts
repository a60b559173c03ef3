import type { ArtifactFile } from '../../collect/artifacts.js';
import type { CollectedModel } from '../../collect/models.js';
import { type Faults, UserError } from '../../core/errors.js';
import type { RunRecord, Stored } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import type { ArtifactStore } from '../../stores/store.js';
import { uploadName } from '../../stores/upload-name.js';
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

/** The list of artifacts and which upload holds which: each model alone, so that a deployment downloads nothing else. */
export function uploadsOf(
  session: Session,
  models: readonly CollectedModel[],
  [named, dropped]: [ArtifactFile[], ArtifactFile[]],
): { artifacts: ArtifactFile[]; uploads: UploadSet[] } {
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

interface StoreDeps {
  store(): Promise<ArtifactStore>;
  log: Log;
  /** Takes what could not be stored: the record is worth having without the bytes. */
  faults: Faults;
}

/**
 * Uploads every set, one after the other: each is read in parallel by itself.
 * @returns by set; undefined for one that could not be stored
 */
export async function storeUploads(
  session: Session,
  sets: readonly UploadSet[],
  { store, log, faults }: StoreDeps,
): Promise<(Stored | undefined)[]> {
  const places: (Stored | undefined)[] = [];
  for (const set of sets) {
    const { label } = set;
    const name = uploadName(set.kind, label, session.run_id);
    const place = await faults.catch(() =>
      orUploadFault(name, async () => (await store()).put({ name, root: set.root, files: set.files })),
    );
    if (place !== undefined) {
      log.info(`Stored ${set.files.length} file(s) of ${label} as ${name} (${place.type}).`);
    }
    places.push(place);
  }
  return places;
}

/** A full disk, or a folder that cannot be written, is no defect of ours. */
async function orUploadFault<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof UserError || typeof code !== 'string') throw error;
    throw new UserError(
      {
        code: 'E_STORE_UPLOAD',
        what: `The files cannot be stored (${code}: ${message.slice(0, 200)})`,
        where: name,
        mend: 'Make room, or make the folder writable, and run it again',
      },
      { cause: error },
    );
  }
}

/** The artifacts, each with the places of the uploads that hold its bytes. */
export function withPlaces(
  artifacts: readonly ArtifactFile[],
  sets: readonly UploadSet[],
  places: readonly (Stored | undefined)[],
): RunRecord['outputs']['artifacts'] {
  return artifacts.map((artifact, index) => ({
    ...artifact,
    stored: places.flatMap((place, at) =>
      place !== undefined && sets[at]?.artifacts.includes(index) ? [place] : [],
    ),
  }));
}
