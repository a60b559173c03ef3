import { readFile } from 'node:fs/promises';
import { type Entry, fromBufferPromise } from 'yauzl';
import { type Fault, UserError } from '../../core/errors.js';
import { isPlainFile } from '../../core/zip-entry.js';
import { captionOf, LARGEST_PICTURE, type RunPicture } from '../pictures.js';
import { soundEntries, unpacked } from './sound-entry.js';

/** More than evidence ever holds: a list that is longer is not read. */
const MOST_ENTRIES = 8;

export interface EvidenceFiles {
  /** Bytes of `<run id>.json`. */
  record: Buffer;
  /** Bytes of `<run id>.series.ndjson`; null when there is none. */
  series: Buffer | null;
  /** Bytes of `<run id>.amendment.json`; null when there is none. */
  amendment: Buffer | null;
  /** Files of the folder `<run id>/`, whose names a ledger takes. What they hold is not looked at. */
  pictures: RunPicture[];
}

export interface EvidenceLimits {
  /** The run that it must be of. */
  runId: string;
  /** Most bytes of one file, once unpacked. */
  largest: number;
  /** Is told how many bytes the files have, before one of them is unpacked. What it throws refuses them. */
  admit?(bytes: number): void;
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
  const amendmentName = `${limits.runId}.amendment.json`;
  const folder = `${limits.runId}/`;
  const bytes = await readFile(file);
  // Names stay bytes: each way to decode them is a way to be deceived.
  const zip = await guarded(() => fromBufferPromise(bytes, { decodeStrings: false }));
  if (zip.entryCount > MOST_ENTRIES) {
    throw invalidEvidence(`is a zip of ${zip.entryCount} files, and ${MOST_ENTRIES} are the most`);
  }
  const entries = new Map<string, Entry>();
  await guarded(async () => {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileNameRaw.toString('latin1');
      const isPicture = name.startsWith(folder) && captionOf(name.slice(folder.length)) !== undefined;
      if (![recordName, seriesName, amendmentName].includes(name) && !isPicture)
        throw invalidEvidence(`holds ${shown(name)}`);
      if (entries.has(name)) throw invalidEvidence(`holds ${name} twice`);
      requirePlain(entry, name, isPicture ? LARGEST_PICTURE : limits.largest);
      entries.set(name, entry);
    }
  });
  limits.admit?.([...entries.values()].reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0));
  const files = new Map<string, Buffer>();
  await guarded(async () => {
    for (const one of await soundEntries(zip, [...entries.values()], bytes))
      files.set(one.entry.fileNameRaw.toString('latin1'), await unpacked(one, bytes));
  });
  const record = files.get(recordName);
  if (record === undefined) throw invalidEvidence(`holds no ${recordName}`);
  const pictures = [...files].flatMap(([name, bytes]) =>
    name.startsWith(folder) ? [{ name: name.slice(folder.length), bytes }] : [],
  );
  return {
    record,
    series: files.get(seriesName) ?? null,
    amendment: files.get(amendmentName) ?? null,
    pictures,
  };
}

function requirePlain(entry: Entry, name: string, largest: number): void {
  if (!isPlainFile(entry)) throw invalidEvidence(`has ${name} as no plain file`);
  if (entry.isEncrypted()) throw invalidEvidence(`has ${name} encrypted`);
  const size = entry.uncompressedSize;
  if (size > largest)
    throw invalidEvidence(`has ${name} with ${size} bytes, and ${largest} bytes are the most`);
}

/** What is thrown here is the zip's fault: it is read from memory. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) throw error;
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
