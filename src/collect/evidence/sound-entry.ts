import zlib from 'node:zlib';
import type { Entry, LocalFileHeader, ZipFile } from 'yauzl';

const STORED = 0;
const DEFLATED = 8;
/** Set where sizes and checksum stand behind the bytes, and zeros in the header before them. */
const HAS_DESCRIPTOR = 8;
/** Sizes of 4 or 8 bytes each and a checksum, with or without a signature. */
const DESCRIPTORS: readonly number[] = [12, 16, 20, 24];

/** An entry of a zip that is held in memory. */
export interface SoundEntry {
  entry: Entry;
  header: LocalFileHeader;
}

/**
 * The entries with their own headers, each as the zip's list has it. They lie one behind the other and there is nothing between them
 * or around them, so that nobody reads anything else in this zip.
 * @param bytes the whole zip
 * @throws Error that says what is wrong
 */
export async function soundEntries(
  zip: ZipFile,
  entries: readonly Entry[],
  bytes: Buffer,
): Promise<SoundEntry[]> {
  const sound: SoundEntry[] = [];
  let end = 0;
  let gaps: readonly number[] = [0];
  const sorted = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  for (const entry of sorted) {
    const header = await zip.readLocalFileHeaderPromise(entry);
    requireSame(entry, header);
    requireNoGap(gaps, entry.relativeOffsetOfLocalHeader - end);
    end = header.fileDataStart + entry.compressedSize;
    gaps = entry.generalPurposeBitFlag & HAS_DESCRIPTOR ? DESCRIPTORS : [0];
    sound.push({ entry, header });
  }
  requireNoGap(gaps, listStart(zip, bytes) - end);
  return sound;
}

/**
 * The bytes of an entry: as many as the zip says, no byte packed in that does not come out, and with its checksum. The library checks
 * none of the last two.
 * @throws Error that says what is wrong
 */
export async function unpacked({ entry, header }: SoundEntry, bytes: Buffer): Promise<Buffer> {
  const { compressionMethod, compressedSize, uncompressedSize } = entry;
  const packed = bytes.subarray(header.fileDataStart, header.fileDataStart + compressedSize);
  if (compressionMethod !== STORED && compressionMethod !== DEFLATED)
    throw new Error(`unsupported compression method: ${compressionMethod}`);
  const content = compressionMethod === STORED ? packed : await inflated(packed, uncompressedSize);
  if (content.length < uncompressedSize)
    throw new Error(`not enough bytes: ${content.length} and not ${uncompressedSize}`);
  if (zlib.crc32(content) !== entry.crc32) throw new Error('the CRC-32 of a file is not that of its bytes');
  return content;
}

async function inflated(packed: Buffer, size: number): Promise<Buffer> {
  const inflate = zlib.createInflateRaw();
  inflate.end(packed);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of inflate) {
    length += (chunk as Buffer).length;
    if (length > size) throw new Error(`too many bytes: more than ${size}`);
    chunks.push(chunk as Buffer);
  }
  if (inflate.bytesWritten < packed.length) throw new Error('there are bytes behind the end of a file');
  return Buffer.concat(chunks);
}

function requireSame(entry: Entry, header: LocalFileHeader): void {
  const isSame =
    header.fileName.equals(entry.fileNameRaw) &&
    header.compressionMethod === entry.compressionMethod &&
    header.generalPurposeBitFlag === entry.generalPurposeBitFlag &&
    (entry.generalPurposeBitFlag & HAS_DESCRIPTOR ||
      (header.crc32 === entry.crc32 &&
        header.compressedSize === entry.compressedSize &&
        header.uncompressedSize === entry.uncompressedSize));
  if (!isSame) throw new Error('the header of a file is not what the list of files says of it');
}

function requireNoGap(gaps: readonly number[], gap: number): void {
  if (!gaps.includes(gap)) throw new Error('its files do not lie one behind the other');
}

/** Where the list of files begins, as the end of the zip says. */
function listStart({ comment }: ZipFile, bytes: Buffer): number {
  return bytes.readUInt32LE(bytes.length - 22 - comment.length + 16);
}
