import { crc32, deflateRawSync } from 'node:zlib';

/** One file of a zip that a test makes, with whatever lies it tells. */
export interface ZipEntry {
  name: string | Uint8Array;
  bytes?: Uint8Array | string;
  /** Kept as it is instead of deflated. */
  isStored?: boolean;
  /** What both headers say of its sizes. Default: the truth. */
  claims?: { size?: number; packed?: number };
  /** Unix mode with the file's type. Default 0o100644. */
  mode?: number;
  /** General purpose bits. */
  flags?: number;
  method?: number;
  extra?: Uint8Array;
  /** What both headers say of its checksum. Default: the truth. */
  crc?: number;
  /** What its own header says, and the list of files does not. */
  own?: { name?: string; crc?: number; size?: number; packed?: number; method?: number };
  /** Bytes behind its packed bytes that count as such. */
  behind?: Uint8Array;
  /** Bytes after it that belong to no file. */
  gap?: Uint8Array;
  /** Sizes and checksum stand behind the bytes, as where they were not known before. */
  hasDescriptor?: boolean;
}

interface Part {
  local: Buffer;
  central: (offset: number) => Buffer;
}

/** The bytes of a zip. @param claimed how many files its end says there are. Default: the truth */
export function makeZip(entries: readonly ZipEntry[], claimed = entries.length): Buffer {
  const parts = entries.map(partOf);
  let offset = 0;
  const directory = parts.map((part) => {
    const header = part.central(offset);
    offset += part.local.length;
    return header;
  });
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(claimed, 8);
  end.writeUInt16LE(claimed, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts.map(({ local }) => local), central, end]);
}

function partOf(entry: ZipEntry): Part {
  const content = Buffer.from(entry.bytes ?? '');
  const plain = entry.isStored ? content : deflateRawSync(content);
  const packed = Buffer.concat([plain, entry.behind ?? Buffer.alloc(0)]);
  const name = Buffer.from(entry.name);
  const extra = Buffer.from(entry.extra ?? '');
  const said = {
    name,
    method: entry.method ?? (entry.isStored ? 0 : 8),
    crc: entry.crc ?? crc32(content),
    packed: entry.claims?.packed ?? packed.length,
    size: entry.claims?.size ?? content.length,
  };
  const flags = (entry.flags ?? 0) | (entry.hasDescriptor ? 8 : 0);
  const head = (about: typeof said) => {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(about.method, 4);
    common.writeUInt32LE(about.crc, 10);
    common.writeUInt32LE(about.packed, 14);
    common.writeUInt32LE(about.size, 18);
    common.writeUInt16LE(about.name.length, 22);
    common.writeUInt16LE(extra.length, 24);
    return common;
  };
  const unknown = entry.hasDescriptor ? { crc: 0, packed: 0, size: 0 } : {};
  const { name: ownName = name, ...own } = entry.own ?? {};
  const local = { ...said, ...unknown, ...own, name: Buffer.from(ownName) };
  const descriptor = Buffer.alloc(entry.hasDescriptor ? 16 : 0);
  for (const [index, value] of [0x08074b50, said.crc, said.packed, said.size].entries())
    if (entry.hasDescriptor) descriptor.writeUInt32LE(value, 4 * index);
  const signature = Buffer.from([0x50, 0x4b, 3, 4]);
  const gap = entry.gap ?? Buffer.alloc(0);
  return {
    local: Buffer.concat([signature, head(local), local.name, extra, packed, descriptor, gap]),
    central: (offset) => {
      const rest = Buffer.alloc(14);
      rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
      rest.writeUInt32LE(offset, 10);
      // Made by Unix, so that the mode counts.
      const start = Buffer.from([0x50, 0x4b, 1, 2, 20, 3]);
      return Buffer.concat([start, head(said), rest, name, extra]);
    },
  };
}
