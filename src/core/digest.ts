import { createHash } from 'node:crypto';

/** @returns `sha256:` and 64 lower-case hex digits */
export function sha256(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

export interface FileEntry {
  /** Forward slashes, relative to the folder that is described. */
  path: string;
  size_bytes: number;
  /** `sha256:<hex>` */
  digest: string;
}

/** Sorted by the bytes of the path, so that every locale and system agrees. */
export function sortFiles<T extends { path: string }>(files: readonly T[]): T[] {
  return [...files].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

/** Digest of a folder: of one line `<hex digest> <size> <path>` and a line feed per file, sorted by path. */
export function digestOfFiles(files: readonly FileEntry[]): string {
  const lines = sortFiles(files).map((file) => `${file.digest.slice(7)} ${file.size_bytes} ${file.path}\n`);
  return sha256(lines.join(''));
}
