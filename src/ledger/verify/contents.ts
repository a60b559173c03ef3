import { UserError } from '../../core/errors.js';
import { LARGEST_PICTURE, MOST_PICTURES, pictureFault } from '../../core/pictures.js';
import type { ObjectStore } from '../git/object-store.js';
import { LARGEST_FILE, runFolder } from '../layout.js';
import type { Decode } from '../read/json-record.js';
import { incomplete } from './branch.js';
import { finding, type LineageFinding, readable } from './findings.js';
import type { Placed, TipFile } from './tip.js';

const MIB = 1024 * 1024;
/** Bytes of contents that are asked for at a time; twice as many are held. */
const BATCH = 16 * MIB;

/** Pictures are what their names say, and few. */
export async function checkPictures(
  store: ObjectStore,
  files: readonly Placed<'picture'>[],
  findings: LineageFinding[],
): Promise<void> {
  await eachContent(store, { files, findings, largest: LARGEST_PICTURE }, (file, bytes) => {
    const fault = pictureFault(file.path, bytes);
    if (fault !== undefined) findings.push(finding('picture-invalid', file, fault));
  });
  const byRun = new Map<string, Placed<'picture'>[]>();
  for (const file of files) byRun.set(file.place.run, [...(byRun.get(file.place.run) ?? []), file]);
  for (const [run, pictures] of byRun) {
    if (pictures.length <= MOST_PICTURES) continue;
    const at = { path: runFolder(run), commit: pictures.at(-1)?.commit };
    const what = `has ${pictures.length} pictures, and ${MOST_PICTURES} are the most`;
    findings.push(finding('pictures-too-many', at, what));
  }
}

interface FilesToRead<F> {
  files: readonly F[];
  findings: LineageFinding[];
  /** Bytes. Default: as much as a ledger's file may have. */
  largest?: number;
}

/** Reads files of any number in bounded memory; those that are too large are a finding and left out. */
export async function eachContent<F extends TipFile>(
  store: ObjectStore,
  options: FilesToRead<F>,
  take: (file: F, bytes: Buffer) => void,
): Promise<void> {
  const batches = await inBatches(store, options);
  const load = (batch: Batch<F>) => {
    const ids = batch.files.map((file) => file.id);
    const blobs = store.get(ids, batch.size + 256 * (ids.length + 1));
    // It is waited for in its turn; until then its failure is not one that nobody handles.
    blobs.catch(() => undefined);
    return blobs;
  };
  let next = batches[0] && load(batches[0]);
  for (const [turn, batch] of batches.entries()) {
    const blobs = (await next) ?? [];
    const following = batches[turn + 1];
    // Git reads the next batch while this one is looked at.
    next = following && load(following);
    for (const [index, file] of batch.files.entries()) {
      const bytes = blobs[index]?.bytes;
      if (bytes === undefined || store.blobId(bytes) !== file.id) {
        throw incomplete(`The content of ${readable(file.path)} (object ${file.id}) is broken on this disk`);
      }
      take(file, bytes);
    }
  }
}

interface Batch<F> {
  files: F[];
  /** Bytes. */
  size: number;
}

async function inBatches<F extends TipFile>(
  store: ObjectStore,
  { files, findings, largest = LARGEST_FILE }: FilesToRead<F>,
): Promise<Batch<F>[]> {
  const sizes = await sizesOf(store, files);
  const batches: Batch<F>[] = [];
  let batch: Batch<F> | undefined;
  for (const [index, file] of files.entries()) {
    const size = sizes[index] ?? 0;
    if (!requireSize(file, { size, most: largest }, findings)) continue;
    if (batch === undefined || batch.size + size > BATCH) {
      batch = { files: [], size: 0 };
      batches.push(batch);
    }
    batch.files.push(file);
    batch.size += size;
  }
  return batches;
}

async function sizesOf(store: ObjectStore, files: readonly TipFile[]): Promise<number[]> {
  const sizes = await store.sizes(files.map((file) => file.id));
  return sizes.map((size, index) => {
    if (size === null) throw incomplete(`The content of ${readable(files[index]?.path ?? '')} is not here`);
    return size;
  });
}

function requireSize(
  file: TipFile,
  { size, most }: { size: number; most: number },
  findings: LineageFinding[],
): boolean {
  if (size > most)
    findings.push(finding('record-too-large', file, `has ${size} bytes and ${most} is the most`));
  else if (size === 0) findings.push(finding('record-invalid', file, 'is empty'));
  return size > 0 && size <= most;
}

/** A record that fits its schema and is canonical; undefined, and a finding, when it is not. */
export function decoded<T>(
  decode: Decode<T>,
  { file, bytes }: { file: TipFile; bytes: Buffer },
  findings: LineageFinding[],
): T | undefined {
  try {
    return decode(file.path, bytes);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const subject = `The record ${file.path} `;
    for (const { what } of error.faults) {
      const predicate = what.startsWith(subject) ? what.slice(subject.length) : what;
      findings.push(finding('record-invalid', file, predicate));
    }
    return undefined;
  }
}
