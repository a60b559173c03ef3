import type { ArtifactFile } from '../../collect/artifacts.js';
import type { KeptDigests } from '../../collect/files/kept-digests.js';
import { linker } from '../../collect/files/link.js';
import type { CollectedModel } from '../../collect/models.js';
import type { FileEntry } from '../../core/digest.js';
import { type Faults, UserError } from '../../core/errors.js';
import type { RunRecord, Stored } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { type ArtifactStore, ChangedFiles } from '../../stores/store.js';
import { uploadName } from '../../stores/upload-name.js';
import type { Session } from './session.js';

/** Files of one folder that are uploaded together. */
export interface UploadSet {
  /** First part of the upload's name. */
  kind: 'model' | 'artifacts' | 'dropped' | 'logged' | 'history';
  label: string;
  /** Absolute. */
  root: string;
  /** Absolute folder that no link in it is followed out of. */
  within: string;
  /** With paths relative to `root`, as they were collected. */
  files: FileEntry[];
  /** Digests of files that lie in a folder of ours, where nobody writes to them. */
  kept?: KeptDigests | undefined;
  /** Indexes of the record's artifacts whose bytes these are. */
  artifacts: number[];
}

/** The list of artifacts and which upload holds which: each model alone, so that a deployment downloads nothing else. */
export function uploadsOf(
  session: Session,
  models: readonly (CollectedModel & Pick<UploadSet, 'kept'>)[],
  sets: readonly (Pick<UploadSet, 'kind' | 'root' | 'kept'> & { files: readonly ArtifactFile[] })[],
): { artifacts: ArtifactFile[]; uploads: UploadSet[] } {
  const { request } = session;
  const artifacts: ArtifactFile[] = models.map(({ path, manifest }) => ({
    path,
    size_bytes: manifest.size_bytes,
    digest: manifest.digest,
    kind: 'model',
  }));
  const uploads: UploadSet[] = models.map(({ root, within, manifest, kept }, index) => ({
    kind: 'model',
    label: models.length === 1 ? request.model_name : `${request.model_name}-${index + 1}`,
    root,
    within,
    files: manifest.files,
    kept,
    artifacts: [index],
  }));
  for (const { kind, root, files, kept } of sets) {
    if (files.length === 0) continue;
    const first = artifacts.push(...files) - files.length;
    uploads.push({
      kind,
      label: request.experiment,
      root,
      within: root,
      kept,
      files: files.map(({ path, size_bytes, digest }) => ({ path, size_bytes, digest })),
      artifacts: files.map((_, index) => first + index),
    });
  }
  return { artifacts, uploads };
}

interface StoreDeps {
  store(): Promise<ArtifactStore>;
  log: Log;
  /** Takes what could not be stored: the record is worth having without the bytes. */
  faults: Faults;
}

/** What of a set was stored. */
export interface StoredSet extends UploadSet {
  place: Stored;
}

/**
 * Uploads every set, one after the other: each is read in parallel by itself.
 * @returns those that could be stored, without the files that are not what was collected
 */
export async function storeUploads(
  session: Session,
  sets: readonly UploadSet[],
  { store, log, faults }: StoreDeps,
): Promise<StoredSet[]> {
  const stored: StoredSet[] = [];
  for (const set of sets) {
    const { label } = set;
    const name = uploadName(set.kind, label, session.run_id);
    const one = await faults.catch(() =>
      orUploadFault(name, async () => storeSet(name, set, await store(), faults)),
    );
    if (one === undefined) continue;
    log.info(
      `Stored ${one.files.length} file(s) of ${label} as ${one.place.name ?? name} (${one.place.type}).`,
    );
    stored.push(one);
  }
  return stored;
}

/** A file that has changed is left out of what stands for itself; a model is stored whole or not at all. */
async function storeSet(
  name: string,
  set: UploadSet,
  store: ArtifactStore,
  faults: Faults,
): Promise<StoredSet | undefined> {
  const { root, within, files, kept } = set;
  try {
    const digests = files.map(({ digest }) => digest);
    const linkFile = kept && linker(kept);
    const paths = files.map(({ path }) => path);
    const place = await store.put({ name, root, within, files: paths, digests, linkFile });
    return { ...set, place };
  } catch (error) {
    if (!(error instanceof ChangedFiles) || set.kind === 'model') throw error;
    for (const fault of error.faults) faults.add(fault);
    const left = without(set, error.changed);
    return left.files.length === 0 ? undefined : storeSet(name, left, store, faults);
  }
}

function without(set: UploadSet, changed: ReadonlyMap<string, string>): UploadSet {
  const isKept = (_: unknown, at: number) => !changed.has(set.files[at]?.path ?? '');
  return { ...set, files: set.files.filter(isKept), artifacts: set.artifacts.filter(isKept) };
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
  sets: readonly StoredSet[],
): RunRecord['outputs']['artifacts'] {
  return artifacts.map((artifact, index) => ({
    ...artifact,
    stored: sets.flatMap(({ artifacts: indexes, place }) => (indexes.includes(index) ? [place] : [])),
  }));
}
