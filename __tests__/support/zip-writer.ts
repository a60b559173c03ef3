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
  const packed = entry.isStored ? content : deflateRawSync(content);
  const name = Buffer.from(entry.name);
  const extra = Buffer.from(entry.extra ?? '');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(entry.flags ?? 0, 2);
  common.writeUInt16LE(entry.method ?? (entry.isStored ? 0 : 8), 4);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(entry.claims?.packed ?? packed.length, 14);
  common.writeUInt32LE(entry.claims?.size ?? content.length, 18);
  common.writeUInt16LE(name.length, 22);
  common.writeUInt16LE(extra.length, 24);
  const signature = Buffer.from([0x50, 0x4b, 3, 4]);
  return {
    local: Buffer.concat([signature, common, name, extra, packed]),
    central: (offset) => {
      const rest = Buffer.alloc(14);
      rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
      rest.writeUInt32LE(offset, 10);
      // Made by Unix, so that the mode counts.
      const start = Buffer.from([0x50, 0x4b, 1, 2, 20, 3]);
      return Buffer.concat([start, common, rest, name, extra]);
    },
  };
}
