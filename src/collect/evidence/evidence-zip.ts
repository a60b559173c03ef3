import { readFile } from 'node:fs/promises';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { type Fault, UserError } from '../../core/errors.js';
import { isPlainFile } from '../../core/zip-entry.js';
import { captionOf, LARGEST_PICTURE, type RunPicture } from '../pictures.js';

/** More than evidence ever holds: a list that is longer is not read. */
const MOST_ENTRIES = 8;

export interface EvidenceFiles {
  /** Bytes of `<run id>.json`. */
  record: Buffer;
  /** Bytes of `<run id>.series.ndjson`; null when there is none. */
  series: Buffer | null;
  /** Files of the folder `<run id>/`, whose names a ledger takes. What they hold is not looked at. */
  pictures: RunPicture[];
}

export interface EvidenceLimits {
  /** The run that it must be of. */
  runId: string;
  /** Most bytes of one file, once unpacked. */
  largest: number;
}

/** What is wrong with evidence. @param problem ends the sentence "The evidence …" */
export function invalidEvidence(problem: string, cause?: unknown): UserError {
  const fault: Fault = {
    code: 'E_EVIDENCE_INVALID',
    what: `The evidence ${problem}`,
    mend: 'Let only the track step make artifacts of this name, look at what the workflow run did, and train again',
  };
  return new UserError(fault, { cause });
}

/**
 * The files of evidence, read into memory: nothing is written anywhere by a name that stands in a zip. A zip that holds
 * anything but these files is refused whole.
 * @param file path of the zip; the caller has bounded its size
 * @throws UserError E_EVIDENCE_INVALID
 */
export async function readEvidenceZip(file: string, limits: EvidenceLimits): Promise<EvidenceFiles> {
  const recordName = `${limits.runId}.json`;
  const seriesName = `${limits.runId}.series.ndjson`;
  const folder = `${limits.runId}/`;
  const zip = await guarded(async () =>
    // Names stay bytes: each way to decode them is a way to be deceived.
    fromBufferPromise(await readFile(file), { decodeStrings: false }),
  );
  if (zip.entryCount > MOST_ENTRIES) {
    throw invalidEvidence(`is a zip of ${zip.entryCount} files, and ${MOST_ENTRIES} are the most`);
  }
  const files = new Map<string, Buffer>();
  await guarded(async () => {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileNameRaw.toString('latin1');
      const isPicture = name.startsWith(folder) && captionOf(name.slice(folder.length)) !== undefined;
      if (name !== recordName && name !== seriesName && !isPicture)
        throw invalidEvidence(`holds ${shown(name)}`);
      if (files.has(name)) throw invalidEvidence(`holds ${name} twice`);
      const largest = isPicture ? LARGEST_PICTURE : limits.largest;
      files.set(name, await contentOf(zip, entry, { name, largest }));
    }
  });
  const record = files.get(recordName);
  if (record === undefined) throw invalidEvidence(`holds no ${recordName}`);
  const pictures = [...files].flatMap(([name, bytes]) =>
    name.startsWith(folder) ? [{ name: name.slice(folder.length), bytes }] : [],
  );
  return { record, series: files.get(seriesName) ?? null, pictures };
}

async function contentOf(
  zip: ZipFile,
  entry: Entry,
  { name, largest }: { name: string; largest: number },
): Promise<Buffer> {
  if (!isPlainFile(entry)) throw invalidEvidence(`has ${name} as no plain file`);
  if (entry.isEncrypted()) throw invalidEvidence(`has ${name} encrypted`);
  const size = entry.uncompressedSize;
  if (size > largest)
    throw invalidEvidence(`has ${name} with ${size} bytes, and ${largest} bytes are the most`);
  const chunks: Buffer[] = [];
  // It ends with an error at the first byte beyond the size that the zip declares.
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What the library complains of is the zip's fault: it reads from memory. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw invalidEvidence(`is no sound zip: ${oneLine((error as Error).message)}`, error);
  }
}

/** A foreign name, bounded, and without anything that means something to a reader of Markdown or a terminal. */
function shown(name: string): string {
  return `a file that is named \`${name.slice(0, 80).replace(/[^\w./-]/g, '?')}\``;
}

function oneLine(text: string): string {
  return text.slice(0, 200).replace(/[^\x20-\x5f\x61-\x7e]/g, '?');
}
