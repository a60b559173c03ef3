import { isUtf8 } from 'node:buffer';
import { UserError } from '../../core/errors.js';
import { decodeRecord, type RecordKind, type Records } from '../json-record.js';
import { LARGEST_FILE } from '../layout.js';
import type { ObjectStore } from '../object-store.js';
import { incomplete } from './branch.js';
import { finding, type LineageFinding, readable } from './findings.js';
import type { TipFile } from './tip.js';

const MIB = 1024 * 1024;
/** Bytes that are held in memory at a time. */
const BATCH = 16 * MIB;
const LARGEST_PICTURE = MIB;

/** Tells of the files whose content a ledger does not bound otherwise. */
export async function checkPictures(
  store: ObjectStore,
  files: readonly TipFile[],
  findings: LineageFinding[],
): Promise<void> {
  const sizes = await sizesOf(store, files);
  files.forEach((file, index) => {
    requireSize(file, { size: sizes[index] ?? 0, most: LARGEST_PICTURE }, findings);
  });
}

/** Reads files of any number in bounded memory; those that are too large are a finding and left out. */
export async function eachContent<F extends TipFile>(
  store: ObjectStore,
  options: { files: readonly F[]; findings: LineageFinding[] },
  take: (file: F, bytes: Buffer) => void | Promise<void>,
): Promise<void> {
  const { files, findings } = options;
  const sizes = await sizesOf(store, files);
  let batch: F[] = [];
  let held = 0;
  const flush = async () => {
    const blobs = await store.get(
      batch.map((file) => file.id),
      held + 256 * (batch.length + 1),
    );
    for (const [index, file] of batch.entries()) {
      const bytes = blobs[index]?.bytes;
      if (bytes === undefined || store.blobId(bytes) !== file.id) {
        throw incomplete(`The content of ${readable(file.path)} (object ${file.id}) is broken on this disk`);
      }
      await take(file, bytes);
    }
    batch = [];
    held = 0;
  };
  for (const [index, file] of files.entries()) {
    const size = sizes[index] ?? 0;
    if (!requireSize(file, { size, most: LARGEST_FILE }, findings)) continue;
    if (held + size > BATCH) await flush();
    batch.push(file);
    held += size;
  }
  await flush();
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
export async function decoded<K extends RecordKind>(
  kind: K,
  { file, bytes }: { file: TipFile; bytes: Buffer },
  findings: LineageFinding[],
): Promise<Records[K] | undefined> {
  try {
    return await decodeRecord(kind, file.path, bytes);
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

/** What is wrong with a file of training curves; undefined when nothing is. */
export function seriesFault(bytes: Buffer): string | undefined {
  if (!isUtf8(bytes)) return 'is not UTF-8';
  const lines = bytes.toString('utf8').split('\n');
  if (lines.pop() !== '') return 'does not end with a line feed';
  const wrong = lines.findIndex((line) => !isPoint(line));
  return wrong < 0 ? undefined : `has no point {"key","value","step","at"} in line ${wrong + 1}`;
}

function isPoint(line: string): boolean {
  try {
    const point: unknown = JSON.parse(line);
    return point !== null && typeof point === 'object' && Object.keys(point).join() === 'key,value,step,at';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
