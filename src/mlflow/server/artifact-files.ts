import type { Readable } from 'node:stream';

/** Bytes of a file from `start` to `end`, both of which belong to it. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface ArtifactFile {
  /** Bytes. */
  size: number;
  /** The stream fails where the file is no longer the one that was looked at. */
  open(range?: ByteRange): Readable;
}

export interface ArtifactEntry {
  name: string;
  is_dir: boolean;
  /** Bytes; of a file. */
  size?: number;
}

/**
 * Where the bytes of artifacts lie. Paths are relative, `/`-separated, and have been checked (`artifact-paths.ts`); that of a
 * list may be empty.
 */
export interface ArtifactFiles {
  /**
   * Keeps a file whole or not at all, and puts it in the place of another one.
   * @param size bytes that are announced; undefined: nobody knows
   * @throws ProtocolError
   */
  put(path: string, bytes: Readable, size: number | undefined): Promise<void>;
  get(path: string): Promise<ArtifactFile | 'folder' | undefined>;
  /** @returns entries by name; none for a file and for what is not there */
  list(path: string): Promise<ArtifactEntry[]>;
  /** A file, or a folder with all that lies in it. What is not there is gone already. */
  remove(path: string): Promise<void>;
}
