import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { UserError } from '../core/errors.js';
import type { WantedFile } from '../core/fetch/files.js';
import type { Stored } from '../core/generated/types.js';
import { printable, quoted } from '../core/printable.js';
import { isPlainFile } from '../core/zip-entry.js';
import { damaged, forEachOf, receiveFile } from './receive.js';

/** The library would read in the smallest blocks that streams know, which costs more than the digests. */
const BLOCK_BYTES = 1024 * 1024;

/**
 * Unpacks the files that are wanted, and looks at nothing else in the zip: what an entry is called decides only whether it is one of
 * them, never where it goes. Memory grows with the number of files, not with their sizes.
 * @param zip path of the zip
 * @param folder absolute; null: the bytes are only checked
 * @throws UserError E_STORE_DAMAGED when it is no sound zip, or lacks a file as the record has it
 */
export async function unpackFiles(
  path: string,
  holding: { stored: Stored; files: readonly WantedFile[]; folder: string | null },
): Promise<void> {
  const { stored, files, folder } = holding;
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    await soundZip(stored, async () => {
      // Names stay bytes: each way to decode them is a way to be deceived.
      const options = { decodeStrings: false, autoClose: false };
      const zip = await fromRandomAccessReaderPromise(new FileReader(path, handle), size, options);
      const entries = await entriesOf(zip, { stored, files });
      await forEachOf(entries, async ([file, entry]) => {
        const source = await zip.openReadStreamPromise(entry);
        // The library only tells of a failure: where nobody reads yet, whoever does then would wait for ever.
        source.on('error', (error) => source.destroy(error));
        await receiveFile(source, { file, stored, folder });
      });
    });
  } finally {
    await handle.close();
  }
}

class FileReader extends RandomAccessReader {
  readonly #path: string;
  readonly #handle: FileHandle;

  constructor(path: string, handle: FileHandle) {
    super();
    this.#path = path;
    this.#handle = handle;
  }

  /** @param end the first byte that is not wanted */
  override _readStreamForRange(start: number, end: number): Readable {
    // Not of the handle: a stream that is not read to its end would keep it open, and its closing waiting.
    return createReadStream(this.#path, { start, end: end - 1, highWaterMark: BLOCK_BYTES });
  }

  override read(
    ...[buffer, offset, length, position, callback]: Parameters<RandomAccessReader['read']>
  ): void {
    this.#handle
      .read(buffer, offset, length, position)
      .then(
        ({ bytesRead }) => callback(bytesRead < length ? new Error('it ends too early') : null),
        callback,
      );
  }
}

/** The entry of each file, checked as far as the zip's own list goes. */
async function entriesOf(
  zip: ZipFile,
  { stored, files }: { stored: Stored; files: readonly WantedFile[] },
): Promise<[WantedFile, Entry][]> {
  const wanted = new Map(files.map((file) => [Buffer.from(file.path).toString('latin1'), file]));
  const found = new Map<WantedFile, Entry>();
  for await (const entry of zip.eachEntry()) {
    const file = wanted.get(entry.fileNameRaw.toString('latin1'));
    if (file === undefined) continue;
    const name = quoted(file.path);
    if (found.has(file)) throw damaged(stored, `has ${name} twice`);
    if (!isPlainFile(entry)) throw damaged(stored, `has ${name} as no plain file`);
    if (entry.isEncrypted()) throw damaged(stored, `has ${name} encrypted`);
    if (entry.uncompressedSize !== file.size_bytes)
      throw damaged(
        stored,
        `has ${entry.uncompressedSize} bytes of ${name}, and the record ${file.size_bytes}`,
      );
    found.set(file, entry);
  }
  const missing = files.find((file) => !found.has(file));
  if (missing !== undefined) throw damaged(stored, `has no ${quoted(missing.path)}`);
  return [...found];
}

/** What the library complains of is the zip's fault; what the disk complains of is not. */
async function soundZip(stored: Stored, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UserError || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw damaged(stored, `is no sound zip: ${printable((error as Error).message).slice(0, 200)}`, error);
  }
}
