import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Fault, UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { type DvcFile, DvcReader } from './dvc.js';
import { existingPath, type Place, placePath, type ResolvedPath } from './paths.js';

/** A small file that stands for data that lies elsewhere, and what it says of that data. */
export interface Pointer {
  kind: 'git-lfs' | 'git-annex' | 'dvc';
  /** `sha256:<hex>` of the data's bytes; null where it says another digest, or none. */
  digest: string | null;
  /** Other digests by their name. */
  digests: { [name: string]: string };
  size_bytes: number | null;
  dvc: DvcFile | null;
}

const LFS_BYTES = 1024;
const ANNEX_BYTES = 32 * 1024;
const ANNEX_LINE = 2048;
/** What is larger is no pointer. */
export const POINTER_BYTES = 64 * 1024;
const LFS = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\/v1\r?\n/;
const LFS_OID = /^oid sha256:([0-9a-f]{64})\r?$/m;
const LFS_SIZE = /^size (\d{1,15})\r?$/m;
const LFS_EXTENSION = /^ext-\d+-/m;
const ANNEX = /^(?:\.\.\/)*(?:\.git)?\/annex\/objects\/(\S+)/;
const ANNEX_SHA256 = /(?:^|\/)SHA256E?-s(\d{1,15})--([0-9a-f]{64})(?:\.[^/]*)?$/;
const HOW: Readonly<Record<Pointer['kind'], { name: string; mend: string }>> = {
  'git-lfs': {
    name: 'Git LFS',
    mend: 'Get the data before the run: `lfs: true` in actions/checkout, or `git lfs pull`',
  },
  'git-annex': { name: 'git-annex', mend: 'Get the data before the run: `git annex get`, or `datalad get`' },
  dvc: { name: 'DVC', mend: 'Get the data before the run: `dvc pull`' },
};

export interface Claimed {
  /** What messages call the file. */
  place: string;
  /** Input and line, or input. */
  where: string;
  /** Ends the sentence that says how to mend it; what else there is to do. */
  else?: string;
}

/** Tells pointers from data by their bytes, whatever their names say. */
export class PointerReader {
  private constructor(private readonly dvc: DvcReader) {}

  static async open(): Promise<PointerReader> {
    return new PointerReader(await DvcReader.open());
  }

  /** @param bytes all of a file */
  read(bytes: Uint8Array): Pointer | undefined {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length <= LFS_BYTES && text.subarray(0, 8).toString('latin1') === 'version ')
      return lfsPointer(text.toString('latin1'));
    const annex =
      bytes.length <= ANNEX_BYTES ? ANNEX.exec(text.subarray(0, ANNEX_LINE).toString('latin1')) : null;
    if (annex !== null) return annexPointer(annex[1] ?? '');
    if (bytes.length > POINTER_BYTES || !text.includes('outs:')) return undefined;
    return this.readDvc(text.toString('utf8'));
  }

  /** @returns undefined for what is no `.dvc` file */
  readDvc(text: string): Pointer | undefined {
    const dvc = this.dvc.file(text);
    if (dvc === undefined) return undefined;
    const [out, ...others] = dvc.outs;
    if (out === undefined || others.length > 0)
      return { kind: 'dvc', digest: null, digests: {}, size_bytes: null, dvc };
    const sha256 = /^[0-9a-f]{64}$/.exec(out.digests['sha256'] ?? '');
    const digest = sha256 === null ? null : `sha256:${sha256[0]}`;
    return { kind: 'dvc', digest, digests: out.digests, size_bytes: out.size_bytes, dvc };
  }

  /**
   * What is wrong with a file in a folder where bytes are claimed. A `.dvc` file beside its data is nothing wrong.
   * @param absolute path of the file
   */
  faultInFolder(absolute: string, bytes: Uint8Array, claimed: Claimed): Fault | undefined {
    const pointer = this.read(bytes);
    if (pointer === undefined) return undefined;
    if (pointer.dvc === null || !absolute.endsWith('.dvc')) return pointerFault(pointer.kind, claimed);
    const folder = join(dirname(absolute), pointer.dvc.folder);
    if (pointer.dvc.outs.every(({ path }) => existsSync(join(folder, path)))) return undefined;
    return pointerFault('dvc', claimed);
  }
}

/** The fault of a pointer where the data itself is claimed. */
export function pointerFault(kind: Pointer['kind'], claimed: Claimed): Fault {
  const { name, mend } = HOW[kind];
  return {
    code: 'E_POINTER_FILE',
    what: `${shown(claimed.place)} is a ${name} pointer, and not the data that it points to`,
    where: claimed.where,
    mend: claimed.else === undefined ? mend : `${mend}; ${claimed.else}`,
  };
}

/**
 * As {@link existingPath}; data that is not there, though a `.dvc` file for it or for a folder above it is, is told as that.
 * @throws UserError those of {@link existingPath}, E_POINTER_FILE
 */
export async function existingData(
  place: Place,
  path: string,
  claimed: Omit<Claimed, 'place'>,
): Promise<ResolvedPath> {
  const { where } = claimed;
  try {
    return await existingPath(place, path, where);
  } catch (error) {
    if (!(error instanceof UserError && error.has('E_PATH_MISSING'))) throw error;
    const { record } = placePath(place, path, where);
    const parts = record.split('/');
    const above = parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/')}.dvc`);
    const pointer = above.find((one) => existsSync(join(place.workspace, one)));
    if (pointer === undefined) throw error;
    const fault = absentData(
      { ...claimed, place: record },
      `is not there, only the DVC pointer ${shown(pointer)}`,
    );
    throw new UserError(fault, { cause: error });
  }
}

/** @param why the end of a sentence that begins with the data */
export function absentData(claimed: Claimed, why: string): Fault {
  const { code, where, mend } = pointerFault('dvc', claimed);
  return { code, what: `${shown(claimed.place)} ${why}`, where, mend };
}

function lfsPointer(text: string): Pointer | undefined {
  if (!LFS.test(text)) return undefined;
  const oid = LFS_OID.exec(text)?.[1];
  const size = LFS_SIZE.exec(text)?.[1];
  if (oid === undefined || size === undefined) return undefined;
  // An extension changes the bytes before Git LFS names them.
  const digest = LFS_EXTENSION.test(text) ? null : `sha256:${oid}`;
  return { kind: 'git-lfs', digest, digests: { 'git-lfs': oid }, size_bytes: Number(size), dvc: null };
}

/** @param key as git-annex has it: the kind of digest, the size, the digest and the end of the file's name */
function annexPointer(key: string): Pointer {
  const [, size, oid] = ANNEX_SHA256.exec(key) ?? [];
  const known = { kind: 'git-annex', digests: {}, dvc: null } as const;
  if (size === undefined || oid === undefined) return { ...known, digest: null, size_bytes: null };
  return { ...known, digest: `sha256:${oid}`, size_bytes: Number(size) };
}
