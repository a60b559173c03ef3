import type { WantedFile } from '../core/fetch/files.js';
import type { Stored } from '../core/generated/types.js';

export interface Upload {
  /** Unique per run; unsafe characters have been replaced by {@link uploadName}. */
  name: string;
  /** Absolute folder that the files lie in. */
  root: string;
  /** Forward slashes, relative to `root`. At least one. */
  files: readonly string[];
}

/** Where artifact bytes live. What was put once is never changed. */
export interface ArtifactStore {
  /** As in `stored[].type` of a record. */
  readonly type: string;
  /** @throws UserError E_STORE_CONFLICT when the name is taken by other bytes, E_STORE_UPLOAD when it failed */
  put(upload: Upload): Promise<Stored>;
}

/** What is asked of a store: an upload, as a record names it, and files of it. Record and upload are both taken for hostile. */
export interface Holding {
  stored: Stored;
  /** At least one. */
  files: readonly WantedFile[];
}

/** Whether bytes are there; where they are not, why: the end of a sentence about them. */
export type Presence = { there: true } | { there: false; why: string };

/** Told now and then how many bytes of how many have come. */
export type Progress = (done: number, total: number) => void;

/** The reading side of a store. It takes other rights than writing, and works where nothing can be put. */
export interface ArtifactSource {
  /** As in `stored[].type` of a record. */
  readonly type: string;
  /** Without reading the bytes. @throws UserError when that cannot be found out */
  has(holding: Holding): Promise<Presence>;
  /**
   * Writes the files, each at its `target` below a folder, and nothing else anywhere. Every byte is checked against `size_bytes` and
   * `digest`. When it fails the folder holds parts, which the caller throws away.
   * @param into `folder`: absolute, exists and is empty; `temp`: absolute folder that may be filled meanwhile
   * @throws UserError E_STORE_GONE when they are not there, E_STORE_DAMAGED when they are not what the record says
   */
  get(holding: Holding, into: { folder: string; temp: string; progress?: Progress }): Promise<void>;
  /** Reads and checks all bytes as {@link get} does, and keeps nothing. @throws as {@link get} */
  verify(holding: Holding, using: { temp: string; progress?: Progress }): Promise<void>;
}
